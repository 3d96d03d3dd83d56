"""The columns of the case list: what each shows, says and sorts by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.widgets.marks import (
    PRIORITARIO,
    SIN_PRIORIDAD,
    Mark,
    prescription_mark,
    term_mark,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cobro_ui.reads import ExpedienteLine

ETAPAS = {
    "recepcion": "Recepción",
    "persuasivo": "Persuasivo",
    "coactivo": "Coactivo",
    "terminacion": "Terminación",
}
ESTADOS = {
    "ABIERTO": "Abierto",
    "SUSPENDIDO": "Suspendido",
    "ARCHIVADO": "Archivado",
    "DEVUELTO": "Devuelto",
    "REMITIDO_SDH": "Remitido a la SDH",
    "REPORTADO_BDME": "Reportado en el BDME",
    "ACUMULADO": "Acumulado",
}
SITUACIONES = {
    "por_repartir": "Por repartir",
    "en_estudio": "En estudio",
    "en_revision": "En revisión",
    "en_firma": "En firma",
    "esperando_tercero": "Esperando a un tercero",
}

ROLES = {
    "AUX": "auxiliar",
    "PRO": "profesional",
    "COO": "coordinación",
    "JEF": "jefe o funcionario ejecutor",
    "REP": "representante legal o delegado",
    "SUB": "subdirección",
    "FIN": "financiera",
    "TES": "tesorería",
    "COM": "comité",
    "ADM": "administración",
}


class Column(NamedTuple):
    """A column of the list."""

    key: str
    """What `Orden.columna` says, and the name under which the width is kept."""
    title: str
    width: int
    """In pixels of the 100 % design."""
    text: Callable[[ExpedienteLine], str]
    mark: Callable[[ExpedienteLine, date], Mark] | None = None
    figure: bool = False
    """Right-aligned, in figures of equal width."""


def _responsable(row: ExpedienteLine) -> str:
    return row.responsable or "Sin repartir"


def _due(row: ExpedienteLine, today: date) -> Mark:
    return term_mark(row.vence_proximo, today, row.nivel)


def _prescription(row: ExpedienteLine, today: date) -> Mark:
    dates = (row.fecha_segura, row.fecha_legal, row.entra_en_riesgo)
    return prescription_mark(*dates, today)


def _priority(row: ExpedienteLine, today: date) -> Mark:
    del today
    if not row.prioridad:
        return SIN_PRIORIDAD
    return PRIORITARIO._replace(word=row.prioridad, detail=row.prioridad_detalle)


COLUMNS = (
    Column("numero", "Expediente", 130, lambda r: r.numero),
    Column("deudor", "Deudor", 190, lambda r: r.deudor),
    Column("saldo", "Saldo", 112, lambda r: pesos(r.saldo), figure=True),
    Column("etapa", "Etapa", 94, lambda r: ETAPAS.get(r.etapa, r.etapa)),
    Column(
        "vence", "Próximo término", 178, lambda r: fecha_corta(r.vence_proximo), _due
    ),
    Column(
        "prescribe",
        "Prescripción",
        168,
        lambda r: fecha_corta(r.fecha_segura),
        _prescription,
    ),
    Column("prioridad", "Prioridad", 150, lambda r: r.prioridad, _priority),
    Column("actividad", "Actividad", 230, lambda r: r.actividad),
    Column("nit", "Identificación", 116, lambda r: r.identificacion, figure=True),
    Column("responsable", "Responsable", 150, _responsable),
    Column("estado", "Estado", 110, lambda r: ESTADOS.get(r.estado, r.estado)),
)
"""What a glance needs first: the rest is a scroll, or a click on a header, away."""
