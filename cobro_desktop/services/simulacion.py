"""What if: the prescription of a title with events that did not happen, or did (B4).

Nothing is written anywhere. What is supposed goes over what is on record, and both
results stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.interrupcion import Causa, Interrupcion
from cobro_desktop.domain.prescripcion import Prescripcion, prescripcion
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.prescripcion_titulo import fecha_de_alarma, titulos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cobro_desktop.domain.calendario import Suspension
    from cobro_desktop.domain.interrupcion import HechosPrescripcion
    from cobro_desktop.services.prescripcion_titulo import Evento, TituloVigilado
    from cobro_desktop.services.workspace import Workspace

NADA_SE_GUARDA = "Es una simulación: no se guardó nada y el expediente sigue igual."


@dataclass(frozen=True, slots=True)
class Supuesto:
    """What to suppose over what is on record."""

    interrumpe: tuple[Interrupcion, ...] = ()
    anula: tuple[int, ...] = ()
    """Ids of events that would be held void."""
    revive: tuple[int, ...] = ()
    """Ids of void events that would count again."""
    incumple: tuple[tuple[int, dt.date], ...] = ()
    """(event id, day) on which a facilidad or an insolvency would end."""
    suspende: tuple[Suspension, ...] = ()


@dataclass(frozen=True, slots=True)
class Simulacion:
    """The dates on record and those supposed."""

    titulo: TituloVigilado
    supuesto: Supuesto
    antes: Prescripcion
    despues: Prescripcion
    cambios: tuple[str, ...]
    """What was supposed, one sentence each."""
    alarma: dt.date | None = None
    """Last day of the shorter term that is watched too, as supposed."""

    @property
    def dias_legal(self) -> int:
        """Calendar days won; lost when negative."""
        return (self.despues.fecha_legal - self.antes.fecha_legal).days

    @property
    def dias_segura(self) -> int:
        """Calendar days won of the safe date; lost when negative."""
        return (self.despues.fecha_segura - self.antes.fecha_segura).days


def simular(
    workspace: Workspace,
    expediente_id: int,
    supuesto: Supuesto,
    hoy: dt.date,
    *,
    titulo_id: int | None = None,
) -> Simulacion:
    """Work out a title with and without what is supposed.

    Raises:
        NotFoundError: no such case or title, or no such event of it.
        InvalidDataError: its ejecutoria is not on record, several titles and none
            named, or events that cannot be.
    """
    titulo = _elegir(titulos(workspace, expediente_id, hoy), titulo_id)
    return sobre_titulo(workspace, titulo, supuesto)


def sobre_titulo(
    workspace: Workspace, titulo: TituloVigilado, supuesto: Supuesto
) -> Simulacion:
    """Work out a title that was read before.

    Raises:
        NotFoundError: no such event.
        InvalidDataError: its ejecutoria is not on record, or events that cannot be.
    """
    if titulo.hechos is None or titulo.resultado is None:
        message = f"El título {titulo.numero} no se puede simular. {titulo.motivo}"
        raise InvalidDataError(message)
    hechos = _supuestos(titulo, titulo.hechos, supuesto)
    after = prescripcion(hechos, workspace.calendario(titulo.sigla))
    changes = tuple(_cambios(titulo, supuesto))
    alarm = fecha_de_alarma(workspace, titulo.sigla, hechos)
    return Simulacion(titulo, supuesto, titulo.resultado, after, changes, alarm)


def lineas(simulacion: Simulacion, hoy: dt.date) -> Iterator[str]:
    """Yield the simulation as lines of text, to be copied or printed."""
    titulo = simulacion.titulo
    yield f"Simulación de la prescripción del título {titulo.numero} ({titulo.sigla})"
    yield f"Hecha el {fecha_larga(hoy)}. {NADA_SE_GUARDA}"
    yield ""
    yield "Lo que se supone:"
    yield from (f"  - {change}" for change in simulacion.cambios or ("Nada.",))
    yield ""
    yield _comparacion(
        "Fecha legal",
        (simulacion.antes.fecha_legal, simulacion.despues.fecha_legal),
    )
    yield _comparacion(
        "Fecha segura",
        (simulacion.antes.fecha_segura, simulacion.despues.fecha_segura),
    )
    hechos = titulo.hechos
    if titulo.alarma and simulacion.alarma and hechos and hechos.anios_alarma:
        name = f"A los {hechos.anios_alarma} años"
        yield _comparacion(name, (titulo.alarma, simulacion.alarma))
    for name, found in (
        ("Como está registrado", simulacion.antes),
        ("Como quedaría", simulacion.despues),
    ):
        yield ""
        yield f"{name}:"
        yield from (
            f"  - {step.detalle}" + (f" [{step.norma}]" if step.norma else "")
            for step in found.traza
        )
        yield from (f"  - Atención: {note}" for note in found.advertencias)


def diferencia(dias: int) -> str:
    """Say how many days are won or lost."""
    if not dias:
        return "sin cambio"
    won = "se ganan" if dias > 0 else "se pierden"
    return f"{won} {cantidad(abs(dias), 'día')}"


def _comparacion(name: str, dates: tuple[dt.date, dt.date]) -> str:
    before, after = dates
    days = (after - before).days
    return f"{name}: {fecha_larga(before)} → {fecha_larga(after)} ({diferencia(days)})."


def _elegir(found: list[TituloVigilado], titulo_id: int | None) -> TituloVigilado:
    if titulo_id is not None:
        chosen = [t for t in found if t.titulo_id == titulo_id]
        if not chosen:
            message = f"El expediente no tiene un título con id {titulo_id}."
            raise NotFoundError(message)
        return chosen[0]
    if len(found) != 1:
        ids = ", ".join(f"{t.titulo_id} ({t.numero})" for t in found) or "ninguno"
        message = f"El expediente tiene varios títulos; diga cuál con --titulo: {ids}."
        raise InvalidDataError(message, {"titulos": [t.titulo_id for t in found]})
    return found[0]


def _supuestos(
    titulo: TituloVigilado, hechos: HechosPrescripcion, supuesto: Supuesto
) -> HechosPrescripcion:
    known = {event.id: event for event in titulo.eventos}
    ends = dict(supuesto.incumple)
    for event_id in (*supuesto.anula, *supuesto.revive, *ends):
        if event_id not in known:
            ids = ", ".join(map(str, known)) or "ninguno"
            message = (
                f"El título {titulo.numero} no tiene un evento con id {event_id}. "
                f"Los que tiene: {ids}."
            )
            raise NotFoundError(message)
    events = [
        Interrupcion(
            event.causa,
            event.fecha,
            ends.get(event.id, event.fin),
            valida=_vale(event, supuesto),
        )
        for event in known.values()
    ]
    return replace(
        hechos,
        interrupciones=(*events, *supuesto.interrumpe),
        suspensiones=(*hechos.suspensiones, *supuesto.suspende),
    )


def _vale(event: Evento, supuesto: Supuesto) -> bool:
    if event.id in supuesto.anula:
        return False
    return event.valida or event.id in supuesto.revive


def _cambios(titulo: TituloVigilado, supuesto: Supuesto) -> Iterator[str]:
    known = {event.id: event for event in titulo.eventos}
    for event_id in supuesto.anula:
        event = known[event_id]
        yield f"{event.nombre} del {fecha_larga(event.fecha)} queda sin validez."
    for event_id in supuesto.revive:
        event = known[event_id]
        yield f"{event.nombre} del {fecha_larga(event.fecha)} vuelve a contar."
    for event_id, day in supuesto.incumple:
        event = known[event_id]
        yield (
            f"{event.nombre} del {fecha_larga(event.fecha)} "
            f"{_termina(event.causa)} el {fecha_larga(day)}."
        )
    yield from _nuevos(supuesto.interrumpe)
    for stop in supuesto.suspende:
        yield (
            f"El término se suspende del {fecha_larga(stop.desde)} al "
            f"{fecha_larga(stop.hasta)}."
        )


def _nuevos(events: Iterable[Interrupcion]) -> Iterator[str]:
    verbs = {
        Causa.MANDAMIENTO: "Se notifica el mandamiento de pago el",
        Causa.FACILIDAD: "Se concede una facilidad de pago el",
        Causa.CONCORDATO: "Se admite un proceso de insolvencia el",
        Causa.LIQUIDACION: "Se declara la liquidación forzosa administrativa el",
    }
    for event in events:
        text = f"{verbs[event.causa]} {fecha_larga(event.fecha)}"
        if event.fin:
            text += f" y {_termina(event.causa)} el {fecha_larga(event.fin)}"
        yield f"{text}{'' if event.valida else ', sin validez'}."


def _termina(causa: Causa) -> str:
    return "se incumple" if causa is Causa.FACILIDAD else "termina"
