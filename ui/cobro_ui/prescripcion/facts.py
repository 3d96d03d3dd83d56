"""The cards of a title's prescription, line by line with their norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.prescripcion import Riesgo
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, pesos
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.key_values import KeyValue
from cobro_ui.widgets.marks import Mark, prescription_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.domain.traza import Paso
    from cobro_desktop.domain.ventana import Hito
    from cobro_desktop.services.prescripcion_titulo import Evento, TituloVigilado

PERDIDA = Mark(
    "Perdida",
    Icon.PRESCRIBED,
    Tone.DANGER,
    "Pasaron cinco años sin ejecutar el acto (CPACA, art. 91 num. 3).",
)
CONSERVA = Mark("La conserva", Icon.OK, Tone.OK)
CADUCA = Mark(
    "Fuera de tiempo",
    Icon.WARNING,
    Tone.DANGER,
    "El acto se notificó cuando la facultad de sancionar ya había caducado.",
)
EN_TIEMPO = Mark("En tiempo", Icon.OK, Tone.OK)
MARKS = {
    Riesgo.RIESGO: Mark("En riesgo", Icon.RISK, Tone.RISK),
    Riesgo.SIN_RIESGO: Mark("Sin riesgo", Icon.OK, Tone.OK),
    Riesgo.NO_APLICA: Mark("No aplica", Icon.INFO, Tone.NEUTRAL),
}

EVENTS: tuple[Field[Evento], ...] = (
    Field("Id", lambda e: str(e.id), 60, figure=True),
    Field("Qué pasó", lambda e: e.nombre, 280),
    Field("Fecha", lambda e: fecha_corta(e.fecha), 110),
    Field("Terminó o se incumplió", lambda e: fecha_corta(e.fin), 170),
    Field(
        "Vale",
        lambda e: "Sí" if e.valida else "No",
        80,
        mark=lambda e: _valid_mark(valid=e.valida),
    ),
    Field("Motivo", lambda e: e.motivo, 260),
)
MILESTONES: tuple[Field[Hito], ...] = (
    Field("Qué", lambda h: h.que, 380),
    Field("A más tardar", lambda h: fecha_corta(h.hasta), 120),
)


def date_lines(titulo: TituloVigilado, today: date) -> Iterator[KeyValue]:
    """Yield the dates of a title with what each is for."""
    facts, found = titulo.hechos, titulo.resultado
    if facts is None or found is None:
        return
    legal = "ET, arts. 817 y 818; CPACA, art. 52"
    yield KeyValue("Fecha legal", fecha_larga(found.fecha_legal), legal)
    left = found.dias_restantes(today)
    words = (
        f"faltan {cantidad(left, 'día')}"
        if left >= 0
        else f"pasó hace {cantidad(-left, 'día')}"
    )
    yield KeyValue(
        "Fecha segura",
        f"{fecha_larga(found.fecha_segura)}, {words}",
        "Último día hábil en que un acto está a tiempo en todas las lecturas",
        prescription_mark(
            found.fecha_segura, found.fecha_legal, found.entra_en_riesgo, today
        ),
    )
    if titulo.alarma and facts.anios_alarma:
        yield KeyValue(
            f"A los {facts.anios_alarma} años",
            f"{fecha_larga(titulo.alarma)}; a los {facts.anios}, "
            f"{fecha_larga(found.fecha_legal)}",
            "Dos normas dan términos distintos: se avisa con el menor y se muestran "
            "ambos (Ley 84 de 1989, art. 52; ET, art. 817)",
        )
    yield KeyValue(
        "Tercera parte del término",
        f"Se cumple el {fecha_larga(found.sin_riesgo_hasta)}",
        "Manual de cobro de la SDSCJ, 7.2.2",
        MARKS[titulo.riesgo],
    )
    yield KeyValue("Saldo de capital", pesos(titulo.saldo))


def other_lines(titulo: TituloVigilado) -> Iterator[KeyValue]:
    """Yield what ends a sanction besides prescription, each with its reason."""
    lost, late = titulo.perdida, titulo.caducidad
    if lost is not None:
        yield KeyValue(
            "Pérdida de fuerza ejecutoria",
            f"CPACA, art. 91 num. 3: hasta el {fecha_larga(lost.vence)}",
            "Se sigue aparte de la prescripción",
            PERDIDA if lost.perdida else CONSERVA,
        )
        yield KeyValue("Por qué", _said(lost.traza))
    if late is None:
        yield KeyValue(
            "Caducidad de la sanción",
            "No se puede comprobar: falta la fecha de los hechos o la de notificación "
            "(CPACA, art. 52).",
        )
    else:
        yield KeyValue(
            "Caducidad de la sanción",
            f"CPACA, art. 52: {fecha_larga(late.vence)}",
            mark=CADUCA if late.caduco else EN_TIEMPO,
        )
        yield KeyValue("Por qué", _said(late.traza))


def step_lines(titulo: TituloVigilado) -> Iterator[KeyValue]:
    """Yield the computation with its norms: the term, then the window backwards."""
    steps = titulo.resultado.traza if titulo.resultado else ()
    window = titulo.ventana.traza if titulo.ventana else ()
    for step in (*steps, *window):
        yield KeyValue(step.norma or "Cálculo", step.detalle)


def _said(steps: tuple[Paso, ...]) -> str:
    return " ".join(step.detalle for step in steps)


def _valid_mark(*, valid: bool) -> Mark:
    if valid:
        return Mark("Sí", Icon.OK, Tone.OK)
    return Mark("No", Icon.PRESCRIBED, Tone.MUTED, "No cuenta: quedó sin validez.")
