"""The columns of the tables of the office's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.movimiento import TRAMOS
from cobro_desktop.formats import cantidad, fecha_corta, miles, pesos
from cobro_ui.icons import Icon
from cobro_ui.models.columns import ESTADOS, ETAPAS
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from cobro_desktop.services.trabajo.acumulacion import DeudorRepetido
    from cobro_desktop.services.trabajo.bandejas import EnEstudio, Olvido
    from cobro_desktop.services.trabajo.deudor import ObligacionDeDeudor, Ubicacion
    from cobro_desktop.services.trabajo.devoluciones import Devolucion, Emisor

_LONG = 30
"""Calendar days under study after which a title stands out."""
_CLASES = {"direccion": "Dirección", "correo": "Correo", "telefono": "Teléfono"}


def _waiting(row: EnEstudio) -> Mark | None:
    if row.dias < _LONG:
        return None
    words = cantidad(row.dias, "día")
    detail = f"Lleva {words} en estudio."
    return Mark(words, Icon.OVERDUE, Tone.WARN, detail)


def _found(row: EnEstudio) -> Mark | None:
    if not row.hallazgos:
        return None
    text = "\n".join(row.hallazgos)
    return Mark(_findings(row), Icon.WARNING, Tone.WARN, text)


def _findings(row: EnEstudio) -> str:
    if not row.hallazgos:
        return "Ninguno todavía"
    first, more = row.hallazgos[0], len(row.hallazgos) - 1
    return f"{first} Y {cantidad(more, 'más', 'más')}." if more else first


STUDY: tuple[Field[EnEstudio], ...] = (
    Field("Expediente", lambda r: r.numero, 140),
    Field("Días en estudio", lambda r: cantidad(r.dias, "día"), 110, mark=_waiting),
    Field("Deudor", lambda r: r.deudor, 210),
    Field("Quién lo envió", lambda r: r.origen or "Sin anotar", 170),
    Field("Responsable", lambda r: r.responsable or "Sin repartir", 150),
    Field("Actividad", lambda r: r.actividad, 210),
    Field("Hallazgos hasta ahora", _findings, 280, mark=_found),
    Field("Saldo", lambda r: pesos(r.saldo), 110, figure=True),
)


def _stretch(number: int) -> Field[Olvido]:
    since = TRAMOS[number]
    last = number == len(TRAMOS) - 1
    title = f"{since} días o más" if last else f"{since} a {TRAMOS[number + 1] - 1}"
    return Field(title, lambda r: miles(r.tramos[number]), 95, figure=True)


FORGOTTEN: tuple[Field[Olvido], ...] = (
    Field("Profesional", lambda r: r.nombre, 220),
    Field("Expedientes", lambda r: miles(r.casos), 100, figure=True),
    Field("Saldo", lambda r: pesos(r.saldo), 150, figure=True),
    Field("Quieto desde", lambda r: fecha_corta(r.mas_antiguo), 115),
    *(_stretch(number) for number in range(len(TRAMOS))),
)


def _again(row: Devolucion) -> str:
    return fecha_corta(row.reingreso) or "No ha vuelto"


RETURNS: tuple[Field[Devolucion], ...] = (
    Field("Expediente", lambda r: r.numero, 140),
    Field("Devuelto", lambda r: fecha_corta(r.fecha), 100),
    Field("Causa", lambda r: "; ".join(r.causas), 240),
    Field("Deudor", lambda r: r.deudor, 200),
    Field("Quién lo envió", lambda r: r.origen, 190),
    Field("Hallazgos", lambda r: " ".join(r.hallazgos) or "Sin anotar", 260),
    Field("Saldo", lambda r: pesos(r.saldo), 110, figure=True),
    Field("Volvió a llegar", _again, 110),
)


def _causes(row: Emisor) -> str:
    return ", ".join(f"{name} ({n})" for name, n in row.causas)


SENDERS: tuple[Field[Emisor], ...] = (
    Field("Quién envía", lambda r: r.origen, 260),
    Field("Entidad", lambda r: r.entidad, 80),
    Field("Recibidos", lambda r: miles(r.recibidos), 90, figure=True),
    Field("Devueltos", lambda r: miles(r.devueltos), 90, figure=True),
    Field("De cada cien", lambda r: f"{r.porcentaje} %", 95, figure=True),
    Field("Volvieron", lambda r: miles(r.reingresados), 85, figure=True),
    Field("Saldo devuelto", lambda r: pesos(r.saldo), 130, figure=True),
    Field("Por qué", _causes, 320),
)

REPEATED: tuple[Field[DeudorRepetido], ...] = (
    Field("Deudor", lambda r: r.nombre, 280),
    Field("Identificación", lambda r: r.identificacion, 150),
    Field("Procedimiento", lambda r: f"{r.entidad} · {r.procedimiento}", 190),
    Field("Expedientes", lambda r: miles(r.casos), 100, figure=True),
    Field("Saldo", lambda r: pesos(r.saldo), 150, figure=True),
)


def _where(row: ObligacionDeDeudor) -> str:
    state = ESTADOS.get(row.estado, row.estado)
    return f"{state} en {row.acumulado_en}" if row.acumulado_en else state


def _concept(row: ObligacionDeDeudor) -> str:
    return f"{row.concepto} {row.vigencia}" if row.vigencia else row.concepto


DEBTS: tuple[Field[ObligacionDeDeudor], ...] = (
    Field("Expediente", lambda r: r.numero, 140),
    Field("Estado", _where, 170),
    Field("Etapa", lambda r: ETAPAS.get(r.etapa, r.etapa), 100),
    Field("Título", lambda r: r.titulo, 120),
    Field("Concepto", _concept, 150),
    Field("Capital", lambda r: pesos(r.capital), 115, figure=True),
    Field("Saldo", lambda r: pesos(r.saldo), 115, figure=True),
    Field("Ejecutoria", lambda r: fecha_corta(r.ejecutoria), 100),
    Field("Fecha segura", lambda r: fecha_corta(r.fecha_segura), 105),
    Field("Responsable", lambda r: r.responsable or "Sin repartir", 150),
    Field("Procedimiento", lambda r: f"{r.entidad} · {r.procedimiento}", 160),
)


def _closed(row: Ubicacion) -> Mark | None:
    if not row.causa_devolucion:
        return None
    return Mark(row.texto, Icon.WARNING, Tone.WARN, f"Ya no: {row.causa_devolucion}")


PLACES: tuple[Field[Ubicacion], ...] = (
    Field("Clase", lambda r: _CLASES.get(r.tipo, r.tipo), 90),
    Field("Dato", lambda r: r.texto, 260, mark=_closed),
    Field("Municipio", lambda r: r.municipio, 140),
    Field("Fuente", lambda r: r.fuente, 200),
    Field("Desde", lambda r: fecha_corta(r.desde), 100),
    Field("Hasta", lambda r: fecha_corta(r.hasta), 100),
    Field("Por qué", lambda r: r.causa_devolucion, 180),
)
