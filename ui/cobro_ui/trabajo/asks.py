"""What each dialog of the office's work asks and does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.formats import cantidad
from cobro_ui.trabajo.choice_dialog import Asked
from cobro_ui.trabajo.ports import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_ui.trabajo.ports import WorkSource


def prioritise(source: WorkSource, ids: Sequence[int]) -> Asked:
    """Ask why some cases go first."""
    return Asked(
        title="Priorizar",
        button=f"&Priorizar {_many(ids)}",
        subject=_many(ids),
        more="Con la marca, van antes que los demás en el orden por prioridad.",
        choice="C&ausa",
        options=source.causes,
        reason_aid="En qué se apoya: el acta, la orden, la cifra.",
        do=lambda cause, reason, _file: source.prioritise(ids, cause, reason),
    )


def unmark(source: WorkSource, ids: Sequence[int]) -> Asked:
    """Ask why some cases do not go first any more."""
    return Asked(
        title="Quitar la prioridad",
        button=f"&Quitar la marca a {_many(ids)}",
        subject=_many(ids),
        more="La marca y su motivo quedan en la historia de cada expediente.",
        do=lambda _choice, reason, _file: source.unmark(ids, reason),
    )


def situation(source: WorkSource, ids: Sequence[int]) -> Asked:
    """Ask what some cases wait for."""

    def options() -> Sequence[Choice]:
        return [*source.situations(), Choice("", "La que diga el programa")]

    return Asked(
        title="Situación",
        button=f"Cam&biar la situación de {_many(ids)}",
        subject=_many(ids),
        more="No cambia la etapa. Lo que usted diga dura hasta cerrar la actividad.",
        choice="&Está",
        options=options,
        reason_aid="Qué se espera y de quién.",
        reason_for=bool,
        do=lambda state, reason, _file: source.set_situation(ids, state, reason),
    )


def move(source: WorkSource, ids: Sequence[int]) -> Asked:
    """Ask to which office some cases go."""
    return Asked(
        title="Cambiar de oficina",
        button=f"Cam&biar de oficina {_many(ids)}",
        subject=_many(ids),
        more="Lo verán y trabajarán las personas de la oficina que lo recibe.",
        choice="&Oficina",
        options=lambda: [Choice(str(o.id), o.nombre) for o in source.offices()],
        none="Todavía no hay oficinas. Créelas en Cartera, Oficinas y personas.",
        do=lambda office, reason, _file: source.move(ids, int(office), reason),
    )


def join(source: WorkSource, case: int) -> Asked:
    """Ask inside which case of the same debtor a case goes on."""
    other: set[str] = set()

    def options() -> Sequence[Choice]:
        found = source.debtor_of(case).candidatos
        other.update(str(c.expediente_id) for c in found if not c.misma_etapa)
        return [
            Choice(
                str(c.expediente_id),
                f"{c.numero} · actividad {c.actividad}"
                + ("" if c.misma_etapa else f" · otra etapa: {c.etapa}"),
            )
            for c in found
        ]

    return Asked(
        title="Acumular",
        button="&Acumular",
        subject="Este expediente seguirá dentro de otro del mismo deudor",
        more="Su dinero, su prescripción y sus documentos siguen siendo suyos; sus "
        "términos abiertos se cierran porque sigue el otro. Se puede deshacer.",
        choice="&Dentro de",
        options=options,
        none="Este deudor no tiene otro expediente vivo del mismo procedimiento.",
        reason_aid="El auto que lo ordena (ET, art. 825). Si las etapas difieren, "
        "diga por qué.",
        do=lambda host, reason, _file: source.join(
            case, int(host), reason, anyway=host in other
        ),
    )


def part(source: WorkSource, case: int) -> Asked:
    """Ask why a joined case goes on by itself."""
    return Asked(
        title="Deshacer la acumulación",
        button="&Deshacer la acumulación",
        subject="El expediente vuelve a seguir por su cuenta, con sus términos",
        do=lambda _choice, reason, _file: source.part(case, reason),
    )


def _many(ids: Sequence[int]) -> str:
    return cantidad(len(ids), "expediente")


OF_SEVERAL: Final[Mapping[str, Callable[[WorkSource, Sequence[int]], Asked]]] = {
    "prioritise": prioritise,
    "unmark": unmark,
    "situation": situation,
    "move": move,
}
"""Those that several cases may be asked at once."""
