"""What the map says in words of the activity or the outcome one is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.models.columns import ESTADOS, ETAPAS
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.domain.procedimiento import Salida
    from cobro_desktop.services.recorrido import Perspectiva
    from cobro_ui.mapa.painter import Spot
    from cobro_ui.mapa.ports import Flow


class FlowDetails(QScrollArea):
    """A column of headings and sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Detalles de la actividad")
        set_part(self, "panel")

    def show_spot(self, flow: Flow, spot: Spot) -> None:
        """Tell an activity or an outcome."""
        column = QWidget()
        set_part(column, "panel")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(4)
        sections = list(_outcome(flow, spot) if spot.outcome else _activity(flow, spot))
        for number, (heading, texts) in enumerate(sections):
            if number:
                layout.addSpacing(8)
            part = "heading" if number else "title"
            layout.addWidget(data_label(heading, part, wrap=True))
            for text in texts:
                layout.addWidget(data_label(text, wrap=True))
        layout.addStretch()
        self.setWidget(column)
        self.setAccessibleDescription(
            "\n".join("\n".join((heading, *texts)) for heading, texts in sections)
        )


def _activity(flow: Flow, spot: Spot) -> Iterator[tuple[str, Sequence[str]]]:
    found = flow.procedimiento.actividades[spot.activity]
    row = next(r for r in flow.filas if r.id == spot.activity)
    stage = ETAPAS.get(found.etapa, found.etapa)
    yield f"{found.id} · {found.nombre}", [f"{stage} · {row.responsable}"]
    way = flow.recorrido
    here = spot.activity == flow.actual
    if way is not None and here:
        yield "Por qué está aquí", [way.llegada, way.termino]
    elif way is not None and way.terminado and spot.activity == way.actividad.id:
        yield "Cómo terminó", [way.llegada]
    if passed := list(_passages(flow, spot.activity)):
        yield "Cuándo pasó por aquí", passed
    norm = f" ({found.norma})" if found.norma else ""
    yield "Qué se hace", [f"{found.descripcion}{norm}"]
    facts = (
        ("Tiempo", row.tiempo),
        ("Punto de control", "Sí" if row.punto_control == "X" else row.punto_control),
        ("Registro", row.registro),
        ("Formatos", row.formatos),
    )
    for heading, text in facts:
        if text:
            yield heading, [text]
    if way is not None and here:
        yield "Qué puede seguir", [_ahead(x) for x in way.perspectivas if not x.comun]
    else:
        yield "Qué puede seguir", [f"{s.etiqueta}: {_leads(s)}" for s in found.salidas]


def _passages(flow: Flow, activity: str) -> Iterator[str]:
    way = flow.recorrido
    for step in way.tramos if way is not None else ():
        if step.reabre and step.a == activity:
            door = f"se reabrió por «{step.etiqueta}». {step.motivo}"
            yield f"{fecha_corta(step.fecha)}, {step.quien}: {door}"
        elif step.actividad == activity and not step.reabre:
            reason = f" Se pasó con este motivo: {step.motivo}" if step.motivo else ""
            day = fecha_corta(step.fecha)
            yield f"{day}, {step.quien}: «{step.etiqueta}».{reason}"


def _outcome(flow: Flow, spot: Spot) -> Iterator[tuple[str, Sequence[str]]]:
    procedure, way = flow.procedimiento, flow.recorrido
    found = procedure.salida(spot.activity, spot.outcome)
    if found is None:
        return
    name = procedure.actividades[spot.activity].nombre
    yield found.etiqueta, [f"Resultado de la actividad {spot.activity}, «{name}»."]
    aheads = (
        way.perspectivas if way is not None and flow.actual == spot.activity else ()
    )
    ahead = next((x for x in aheads if x.resultado == spot.outcome), None)
    told = _leads(found)
    lines = list(_consequences(ahead)) if ahead else [told[0].upper() + told[1:]]
    yield "A dónde lleva", [text for text in (*lines, found.ayuda) if text]
    if ahead is not None and (ahead.pide or ahead.respuestas):
        yield "Qué pide todavía", list(_asked(ahead))
    if ahead is not None and ahead.advierte:
        yield "Qué advierte", list(ahead.advierte)
    asks = [e.etiqueta for e in procedure.actividades[spot.activity].evidencia
            if e.se_pide(spot.outcome, {})]  # fmt: skip
    if ahead is None and asks:
        yield "Qué soportes pide", asks
    if day := flow.tomadas.get((spot.activity, spot.outcome)):
        yield "En este expediente", [f"Se tomó el {day}."]


def _consequences(ahead: Perspectiva) -> Iterator[str]:
    yield ahead.lleva
    yield from ahead.empieza


def _asked(ahead: Perspectiva) -> Iterator[str]:
    yield from (f"• {text}" for text in ahead.pide)
    if ahead.respuestas:
        count = cantidad(ahead.respuestas, "pregunta")
        yield f"• Responder {count} del paso"


def _ahead(ahead: Perspectiva) -> str:
    asks = f" Pide: {'; '.join(ahead.pide)}." if ahead.pide else ""
    starts = "".join(f" {text}" for text in ahead.empieza)
    return f"• {ahead.etiqueta}. {ahead.lleva}{asks}{starts}"


def _leads(salida: Salida) -> str:
    if salida.fin is not None:
        end = ESTADOS.get(salida.fin, salida.fin.capitalize()).lower()
        return f"el expediente termina ({end})."
    if salida.permanece:
        return "sigue en esta misma actividad."
    if salida.regresa:
        return "vuelve a la actividad que envió el expediente."
    return f"pasa a la actividad {salida.siguiente}."


def common_outcomes(flow: Flow) -> list[str]:
    """Tell the outcomes that any activity offers, and for a case what they ask."""
    procedure, way = flow.procedimiento, flow.recorrido
    if way is not None and not way.terminado:
        return [_ahead(x) for x in way.perspectivas if x.comun]
    return [
        f"• {c.etiqueta}: pasa a {c.siguiente} · "
        f"{procedure.actividades[c.siguiente].nombre}."
        for c in procedure.salidas_comunes
    ]
