"""The way that a case came, with its ends and its returns, and why it is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.papel_trabajo import FINES
from cobro_desktop.storage.queries.cierres import cierres
from cobro_desktop.storage.queries.reaperturas import Reapertura, reaperturas

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.storage.queries.cierres import CierreGuardado
    from cobro_desktop.storage.rows import ExpedienteRow


@dataclass(frozen=True, slots=True)
class Tramo:
    """A step of the way that a case came: a closing, or its return after an end."""

    actividad: str
    """The one that was closed; of a return, the one in which the case had ended."""
    resultado: str
    etiqueta: str
    fecha: dt.date
    quien: str
    a: str
    """The activity it led to; empty where the case ended."""
    motivo: str
    """Why it was closed without all that was asked, or why the case came back."""
    faltaba: tuple[str, ...]
    reabre: str = ""
    """How the case had ended before it came back; empty of a closing."""

    @property
    def llega(self) -> bool:
        """Tell whether the case moved: it did not stay where it was."""
        return bool(self.reabre) or self.a != self.actividad


def camino(
    session: Session, procedimiento: Procedimiento, expediente: ExpedienteRow
) -> tuple[Tramo, ...]:
    """Return each closing and each return of a case, the oldest first."""
    closings = cierres(session, expediente.id)
    returns = reaperturas(session, expediente.id)
    now = "" if expediente.estado in FINES else expediente.actividad
    steps: list[CierreGuardado | Reapertura] = [*closings, *returns]
    steps.sort(key=lambda step: step.id)
    after = [*(_comes_from(step) for step in steps[1:]), now]
    return tuple(
        _tramo(procedimiento, step, a) for step, a in zip(steps, after, strict=False)
    )


def llegada(
    procedimiento: Procedimiento, expediente: ExpedienteRow, tramos: Sequence[Tramo]
) -> Iterator[str]:
    """Say what brought the case here, and when, in sentences."""
    here = _nombrada(procedimiento, expediente.actividad)
    if not tramos:
        day = fecha_larga(expediente.recibido)
        yield f"Está en {here}, desde que se recibió, el {day}."
        return
    last = tramos[-1]
    brought = next((t for t in reversed(tramos) if t.a == last.a and t.llega), last)
    day = fecha_larga(brought.fecha)
    how = _como(procedimiento, brought)
    if not last.a:
        yield f"El expediente terminó ({FINES[expediente.estado]}) el {day}, {how}"
    else:
        yield f"Llegó a {here}, el {day}, {how}"
    yield from _por_que(brought)
    if last is not brought:
        day = fecha_larga(last.fecha)
        yield f"Sigue en ella: el {day} se registró «{last.etiqueta}»."
    times = sum(t.a == last.a and t.llega for t in tramos)
    if last.a and times > 1:
        yield f"Es la {times}.ª vez que llega."
    before = next((t for t in reversed(tramos) if t.reabre), None)
    if before is not None and before is not brought:
        day = fecha_larga(before.fecha)
        yield (
            f"Ya había terminado una vez ({before.reabre}): {before.quien} lo reabrió "
            f"el {day} por «{before.etiqueta}»."
        )
        yield from _por_que(before)


def _comes_from(step: CierreGuardado | Reapertura) -> str:
    """Return where the step before this one led; a return follows an end."""
    return "" if isinstance(step, Reapertura) else step.actividad


def _tramo(
    procedimiento: Procedimiento, step: CierreGuardado | Reapertura, a: str
) -> Tramo:
    if not isinstance(step, Reapertura):
        return Tramo(
            actividad=step.actividad,
            resultado=step.resultado,
            etiqueta=_etiqueta(procedimiento, step),
            fecha=step.fecha,
            quien=step.quien,
            a=a,
            motivo=step.datos.get("forzado", ""),
            faltaba=tuple(step.datos.get("faltaba", ())),
        )
    doors = procedimiento.reentradas
    labels = {(str(p.fin), p.resultado): p.etiqueta for p in doors}
    return Tramo(
        actividad=step.actividad,
        resultado=step.resultado,
        etiqueta=labels.get((step.fin, step.resultado), step.resultado),
        fecha=step.fecha,
        quien=step.quien,
        a=a,
        motivo=step.motivo,
        faltaba=(),
        reabre=FINES.get(step.fin, step.fin),
    )


def _etiqueta(procedimiento: Procedimiento, cierre: CierreGuardado) -> str:
    salida = procedimiento.salida(cierre.actividad, cierre.resultado)
    return salida.etiqueta if salida else cierre.resultado


def _como(procedimiento: Procedimiento, brought: Tramo) -> str:
    if brought.reabre:
        return (
            f"cuando {brought.quien} reabrió el expediente, que había terminado "
            f"({brought.reabre}), por «{brought.etiqueta}»."
        )
    return (
        f"cuando {brought.quien} cerró {_nombrada(procedimiento, brought.actividad)}, "
        f"con el resultado «{brought.etiqueta}»."
    )


def _por_que(step: Tramo) -> Iterator[str]:
    """Say why it was passed without all that it asked, or why it came back."""
    if not step.motivo:
        return
    if step.reabre:
        yield f"El motivo: {_frase(step.motivo)}"
        return
    missing = "; ".join(text.removeprefix("Falta: ") for text in step.faltaba)
    yield f"Se pasó sin esto: {missing}. El motivo: {_frase(step.motivo)}"


def _nombrada(procedimiento: Procedimiento, actividad: str) -> str:
    found = procedimiento.actividades.get(actividad)
    return f"la actividad {actividad}" + (f", «{found.nombre}»" if found else "")


def _frase(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
