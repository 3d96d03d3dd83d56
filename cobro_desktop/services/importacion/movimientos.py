"""Cases that LICO or the RNMC ended: which ones would move, and moving them.

Paid or commuted before admission goes back to its issuer, 4; after it, to the archive,
10 (PROCEDURES 1). Nothing moves by itself: a person sees the list and chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.changes import Changes
from cobro_desktop.storage.rows import EntidadRow, EstadoExternoRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Procedimiento, Salida
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

RESULTADOS: Final[Mapping[str, tuple[str, ...]]] = {
    "pagado": ("pago_o_conmutacion", "pago_total", "no_cumple"),
    "conmutado": ("pago_o_conmutacion", "conmutacion", "no_cumple"),
    "sin_registro": ("no_cumple",),
}
"""State → the outcomes that answer to it, the most exact first."""
_ESTADO_MULTA: Final = {
    "pagado": "pagada",
    "conmutado": "conmutada",
    "sin_registro": "sin_registro",
}
_NOMBRES: Final = {"rnmc": "del RNMC", "lico": "de LICO"}


class Movimiento(NamedTuple):
    """A case that a state would move, or that has to wait."""

    expediente_id: int
    numero: str
    deudor: str
    actividad: str
    """Where it is: `3. Verificar título…`."""
    sistema: str
    estado: str
    consultado: dt.date
    comparendo: str
    resultado: str
    """Outcome that would close the activity; empty when it has to wait."""
    destino: str
    """Where it would go: `4. No cumple requisitos`; or why it waits."""
    campos: frozenset[str]
    """Fields that its activity asks for."""


class Movido(NamedTuple):
    """What happened to one of the chosen cases."""

    expediente_id: int
    numero: str
    hecho: bool
    texto: str


@dataclass(frozen=True, slots=True)
class AplicarMovimientos:
    """Close the activity of some cases by what LICO or the RNMC says."""

    expedientes: tuple[int, ...]
    """Of those that `proponer_movimientos` gives; empty for every one that can."""


def proponer_movimientos(workspace: Workspace) -> list[Movimiento]:
    """Say which open cases would move by their last known state; writes nothing."""
    with workspace.base.read() as session:
        return list(_proponer(session, workspace))


def aplicar_movimientos(
    command: AplicarMovimientos,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress,
) -> Changes:
    """Move the chosen cases, each on its own; one that fails stops no other."""
    wanted = set(command.expedientes)
    proposed = [
        m
        for m in proponer_movimientos(workspace)
        if m.resultado and (not wanted or m.expediente_id in wanted)
    ]
    results = []
    for done, item in enumerate(proposed, start=1):
        try:
            closing = _cierre(item, contexto.hoy)
            changes = cerrar_actividad(closing, workspace, contexto)
        except UserError as error:
            found = Movido(item.expediente_id, item.numero, False, error.mensaje)  # noqa: FBT003  # a NamedTuple
        else:
            found = Movido(item.expediente_id, item.numero, True, changes.resumen)  # noqa: FBT003  # a NamedTuple
        results.append(found)
        progress.report(done, len(proposed), found.numero)
    moved = frozenset(r.expediente_id for r in results if r.hecho)
    cases = cantidad(len(results), "expediente")
    resumen = f"Se movieron {len(moved)} de {cases} por lo que dicen LICO y el RNMC."
    datos: dict[str, object] = {"movidos": [r._asdict() for r in results]}
    return Changes(moved, lista=True, resumen=resumen, datos=datos)


def _cierre(item: Movimiento, hoy: dt.date) -> CerrarActividad:
    day = fecha_larga(item.consultado)
    reason = (
        f"Consulta {_NOMBRES[item.sistema]} del {day}: el comparendo "
        f"{item.comparendo} está «{item.estado}»."
    )
    state = next(k for k, words in _ETIQUETAS.items() if words == item.estado)
    known = {
        "fecha_consulta": item.consultado.isoformat(),
        "hallazgos": reason,
        "estado_multa": _ESTADO_MULTA[state],
    }
    answers = {name: known[name] for name in known.keys() & item.campos}
    return CerrarActividad(
        item.expediente_id, item.resultado, hoy, answers, forzar=reason
    )


_ETIQUETAS: Final = {
    "pagado": "Pagado",
    "conmutado": "Conmutado",
    "sin_registro": "No registra",
}


def _proponer(session: Session, workspace: Workspace) -> Iterator[Movimiento]:
    state, case = EstadoExternoRow, ExpedienteRow
    query = (
        select(state, case)
        .join(case, case.id == state.expediente_id)
        .join(EntidadRow, EntidadRow.id == case.entidad_id)
        .where(
            state.sistema.in_(_NOMBRES),
            state.lote_anulado_id.is_(None),
            case.lote_anulado_id.is_(None),
            case.estado.in_(["ABIERTO", "SUSPENDIDO"]),
        )
        .order_by(case.id, state.consultado, state.id)
    )
    last: dict[int, dict[str, tuple[EstadoExternoRow, ExpedienteRow]]] = {}
    for row, expediente in session.execute(query):
        last.setdefault(expediente.id, {})[row.sistema] = (row, expediente)
    for systems in last.values():
        ending = [pair for pair in systems.values() if pair[0].estado in RESULTADOS]
        if ending:
            rank = list(RESULTADOS)
            row, expediente = min(ending, key=lambda pair: rank.index(pair[0].estado))
            if row.estado == "sin_registro" and row.sistema != "rnmc":
                continue
            proc = workspace.procedimiento(session, expediente.procedimiento_id)
            if found := _movimiento(row, expediente, proc):
                yield found


def _movimiento(
    row: EstadoExternoRow, expediente: ExpedienteRow, procedimiento: Procedimiento
) -> Movimiento | None:
    salida = _salida(procedimiento, expediente.actividad, row.estado)
    if salida is None and (
        row.estado == "sin_registro" or not _antes(procedimiento, expediente.actividad)
    ):
        return None
    if salida is not None and salida.siguiente is not None:
        there = procedimiento.actividades[salida.siguiente]
        target = f"{there.id}. {there.nombre}"
    else:
        target = "Espera: se mueve cuando llegue a la verificación del título"
    here = procedimiento.actividades[expediente.actividad]
    return Movimiento(
        expediente.id,
        expediente.numero,
        expediente.deudor,
        f"{here.id}. {here.nombre}",
        row.sistema,
        _ETIQUETAS[row.estado],
        row.consultado,
        row.referencia,
        salida.resultado if salida else "",
        target,
        frozenset(c.nombre for c in here.campos),
    )


def _antes(procedimiento: Procedimiento, actividad: str) -> bool:
    """Tell whether an activity comes before the first that could move the case."""
    wanted = {name for names in RESULTADOS.values() for name in names}
    for other in procedimiento.actividades.values():
        if wanted & {salida.resultado for salida in other.salidas}:
            return False
        if other.id == actividad:
            return True
    return False


def _salida(procedimiento: Procedimiento, actividad: str, estado: str) -> Salida | None:
    offered = {s.resultado: s for s in procedimiento.salidas(actividad)}
    return next((offered[r] for r in RESULTADOS[estado] if r in offered), None)
