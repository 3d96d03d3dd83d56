"""What the table of the bulletin shows of each debtor."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.bdme_novedades import Novedad, SeccionBdme
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import pesos
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from cobro_desktop.services.bdme.modelo import FilaBdme
    from cobro_desktop.services.bdme.retiros import RetiroPendiente

NOVEDADES = {
    Novedad.NUEVO: Mark("Nuevo", Icon.ADD, Tone.ACCENT, "No estaba en el anterior."),
    Novedad.SIGUE: Mark("Sigue", Icon.OK, Tone.NEUTRAL, "Está igual que antes."),
    Novedad.CAMBIO: Mark("Cambió", Icon.NOTE, Tone.WARN, "Está con otros datos."),
    Novedad.SALE: Mark("Sale", Icon.EXIT, Tone.DANGER, "Estaba y se debe retirar."),
}
TITULOS = {
    SeccionBdme.SEMESTRAL: "Reporte semestral",
    SeccionBdme.INCUMPLIMIENTO: "Incumplimiento",
    SeccionBdme.RETIROS: "Retiros",
    SeccionBdme.CANCELACION: "Cancelación",
    SeccionBdme.ACTUALIZACION: "Actualización",
    SeccionBdme.EXCLUIDOS: "Excluidos",
}
AYUDAS = {
    SeccionBdme.SEMESTRAL: "Deben más del mínimo hace más de seis meses",
    SeccionBdme.INCUMPLIMIENTO: "Incumplieron un acuerdo: van sin mirar el valor",
    SeccionBdme.RETIROS: "Se reportaron antes y ya no cumplen las condiciones",
    SeccionBdme.CANCELACION: "Se reportaron por incumplir y ya no van por eso",
    SeccionBdme.ACTUALIZACION: "Siguen reportados con otro valor u otros datos",
    SeccionBdme.EXCLUIDOS: "No se reportan; cada uno dice por qué",
}


class Line(NamedTuple):
    """A debtor in the table."""

    nombre: str
    identificacion: str
    valor: int
    """In centavos."""
    novedad: Novedad
    motivo: str
    numeros: tuple[str, ...]
    """Of the cases, where they are known."""
    casos: tuple[int, ...]
    buscable: str
    persona: int = 0
    """Whose withdrawal is pending; 0 in the other sections."""


FIELDS: tuple[Field[Line], ...] = (
    Field("Deudor", lambda r: r.nombre, 210),
    Field("Identificación", lambda r: r.identificacion, 130),
    Field("Valor", lambda r: pesos(r.valor), 125, figure=True),
    Field(
        "Novedad",
        lambda r: NOVEDADES[r.novedad].word if r.novedad in NOVEDADES else "",
        92,
        mark=lambda r: NOVEDADES.get(r.novedad),
    ),
    Field("Por qué", lambda r: r.motivo, 480),
)


def line_of(fila: FilaBdme) -> Line:
    """Return a row of the report for the table."""
    numbers = tuple(dict.fromkeys(acto.expediente for acto in fila.actos))
    return Line(
        fila.nombre,
        fila.identificacion,
        fila.valor,
        fila.novedad,
        fila.motivo,
        numbers,
        tuple(dict.fromkeys(acto.expediente_id for acto in fila.actos)),
        plegar(" ".join((fila.nombre, fila.identificacion, fila.motivo, *numbers))),
    )


def line_of_alert(one: RetiroPendiente) -> Line:
    """Return a withdrawal that is pending for the table."""
    return Line(
        one.nombre,
        one.documento,
        one.valor,
        Novedad.SALE,
        one.motivo,
        (),
        one.casos,
        plegar(f"{one.nombre} {one.documento} {one.motivo}"),
        one.persona_id,
    )
