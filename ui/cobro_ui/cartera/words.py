"""How the runs, their items and the tasks of the office are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario_oficina import EstadoTarea
from cobro_desktop.domain.partida import Recomendacion, tratamiento_de
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_ui.documentos.words import state_mark
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark
from cobro_ui.wizard.rail import Stand

if TYPE_CHECKING:
    from cobro_desktop.services.cartera.calendario import Tarea
    from cobro_desktop.services.cartera.efectos import Efecto
    from cobro_desktop.services.cartera.lectura import (
        Papel,
        Partida,
        Paso,
        Resumen,
        Vista,
    )
    from cobro_desktop.services.cartera.propuestas import Candidata

_SAID = {
    "": Mark("Sin decidir", Icon.PENDING, Tone.MUTED),
    Recomendacion.RECOMIENDA: Mark("Recomienda", Icon.OK, Tone.OK),
    Recomendacion.NO_RECOMIENDA: Mark("No recomienda", Icon.ERROR, Tone.DANGER),
    Recomendacion.FALTA_SOPORTE: Mark("Falta soporte", Icon.WARNING, Tone.WARN),
}
_TASKS = {
    EstadoTarea.HECHA: (Icon.OK, Tone.OK),
    EstadoTarea.VENCIDA: (Icon.OVERDUE, Tone.DANGER),
    EstadoTarea.EN_TERMINO: (Icon.PENDING, Tone.WARN),
    EstadoTarea.POR_VENIR: (Icon.CALENDAR, Tone.MUTED),
}
_CAN = Mark("Se puede", Icon.OK, Tone.OK)
_CANNOT = Mark("No se puede", Icon.ERROR, Tone.DANGER)


def run_mark(run: Resumen) -> Mark:
    """Say how a run stands."""
    if run.estado == "ABIERTA":
        return Mark("Abierta", Icon.PENDING, Tone.WARN)
    if run.por_aplicar:
        left = cantidad(run.por_aplicar, "partida por aplicar", "partidas por aplicar")
        return Mark("Por aplicar", Icon.WARNING, Tone.WARN, left)
    return Mark("Terminada", Icon.OK, Tone.OK)


def said_mark(item: Partida) -> Mark:
    """Say what the comité said of an item."""
    return _SAID[item.decision]


def task_mark(task: Tarea) -> Mark:
    """Say how a task of the year stands."""
    icon, tone = _TASKS[task.estado]
    return Mark(task.estado.nombre, icon, tone)


def effect_mark(effect: Efecto) -> Mark:
    """Say whether an effect can be applied."""
    return _CAN if effect.hecho else _CANNOT


def stands(view: Vista) -> list[Stand]:
    """Return how each activity of a run stands, in the order of the table."""
    found = []
    for activity in view.camino:
        if activity.id in view.cerradas:
            found.append(Stand.DONE)
        elif activity.id == view.actividad.id and not view.terminada:
            found.append(Stand.SEEN)
        else:
            found.append(Stand.UNSEEN)
    return found


def headline(view: Vista) -> str:
    """Say where a run is and what it holds, in a line."""
    total = sum(p.capital for p in view.partidas)
    where = (
        "Terminada"
        if view.terminada
        else f"En {view.actividad.id}, «{view.actividad.nombre}»"
    )
    due = f" · vence el {fecha_corta(view.vence)}" if view.vence else ""
    return (
        f"{where}{due} · corte {fecha_corta(view.corte)} · "
        f"{cantidad(len(view.partidas), 'partida')} por {pesos(total)} de capital · "
        f"abierta el {fecha_corta(view.abierta)} por {view.abrio}"
    )


def answered(view: Vista, item: Partida) -> str:
    """Say how much of its ficha an item has answered."""
    asked = [c for campos in view.campos.values() for c in campos if c.obligatorio]
    open_ = [c for c in asked if c.se_pregunta("", item.respuestas)]
    given = sum(c.nombre in item.respuestas for c in open_)
    return f"{given} de {len(open_)}" if open_ else ""


def what(item: Partida) -> str:
    """Say what would be done with an item."""
    cause = str(item.respuestas.get("causal", "")).replace("_", " ")
    kind = tratamiento_de(item.respuestas).nombre
    return f"{kind}: {cause}" if cause else kind


def paper_mark(paper: Papel) -> Mark:
    """Say how a document of a run stands."""
    if paper.estado == "anexo":
        return Mark("Anexado", Icon.ATTACH, Tone.OK)
    return state_mark(paper.estado)


RUNS: tuple[Field[Resumen], ...] = (
    Field("Corrida", lambda r: r.numero, 145),
    Field("Estado", lambda r: run_mark(r).word, 110, mark=run_mark),
    Field("Nombre", lambda r: r.nombre, 245),
    Field("Actividad", lambda r: f"{r.actividad} · {r.actividad_nombre}", 230),
    Field("Corte", lambda r: fecha_corta(r.corte), 95),
    Field("Partidas", lambda r: str(r.partidas), 70, figure=True),
    Field("Capital", lambda r: pesos(r.capital), 120, figure=True),
    Field("Procedimiento", lambda r: r.procedimiento, 110),
)
PAPERS: tuple[Field[Papel], ...] = (
    Field("Documento", lambda d: d.nombre, 320),
    Field(
        "Estado",
        lambda d: paper_mark(d).word,
        130,
        mark=paper_mark,
    ),
    Field("Número", lambda d: d.numero, 130),
    Field("Fecha", lambda d: fecha_corta(d.fecha), 110),
)
STEPS: tuple[Field[Paso], ...] = (
    Field("Fecha", lambda s: fecha_corta(s.fecha), 110),
    Field("Actividad", lambda s: s.actividad, 80),
    Field("Quién", lambda s: s.quien, 190),
    Field("Qué se hizo", lambda s: s.texto, 520),
)
CANDIDATES: tuple[Field[Candidata], ...] = (
    Field("Expediente", lambda c: c.expediente, 125),
    Field("Deudor", lambda c: c.deudor, 170),
    Field("Capital", lambda c: pesos(c.capital), 105, figure=True),
    Field("Por qué", lambda c: c.motivo, 330),
    Field("Qué falta probar", lambda c: c.falta, 150),
)
EFFECTS: tuple[Field[Efecto], ...] = (
    Field("Partida", lambda e: e.partida, 320),
    Field("Resultado", lambda e: effect_mark(e).word, 120, mark=effect_mark),
    Field("Qué pasaría", lambda e: e.texto, 420),
)
TASKS: tuple[Field[Tarea], ...] = (
    Field("Entidad", lambda t: t.sigla, 80),
    Field("Tarea", lambda t: t.nombre, 310),
    Field("Estado", lambda t: task_mark(t).word, 110, mark=task_mark),
    Field("Desde", lambda t: fecha_corta(t.desde), 95),
    Field("Hasta", lambda t: fecha_corta(t.vence), 95),
    Field("Hecha", lambda t: fecha_corta(t.hecha) if t.hecha else "", 95),
    Field("Con qué", lambda t: t.corrida or t.documento or t.nota, 120),
    Field("Norma", lambda t: t.norma, 180),
)


def items(view: Vista) -> tuple[Field[Partida], ...]:
    """Return the columns of the items of a run."""
    return (
        Field("Partida", lambda p: p.nombre, 255),
        Field("Capital", lambda p: pesos(p.capital), 110, figure=True),
        Field("Qué se propone", what, 130),
        Field("Ficha", lambda p: answered(view, p), 60),
        Field("Comité", lambda p: said_mark(p).word, 130, mark=said_mark),
        Field(
            "Por qué o qué se hizo", lambda p: p.efecto or p.razon or p.propuesta, 190
        ),
    )
