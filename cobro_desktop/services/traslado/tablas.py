"""Which rows make a case, how each is known elsewhere and what stays at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from cobro_desktop.domain.fusion import Reglas
from cobro_desktop.storage import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column

    from cobro_desktop.storage.base import Row

DE_CASO: Final = "expediente_id"
POSICION: Final = (
    "actividad",
    "etapa",
    "estado",
    "causa",
    "regreso",
    "actividad_desde",
)
"""Columns of a case that only move together."""
ORIGEN: Final = "numero_de_origen"
"""Kind of reference that keeps the number of a case where it comes from."""
_SIEMPRE_LOCALES: Final = frozenset(
    {"id", "version", "lote_id", "lote_anulado_id", "entidad_id", DE_CASO}
)


@dataclass(frozen=True, slots=True)
class Tabla:
    """A table whose rows travel with their case."""

    row: type[Row]
    que: str
    """A row of it, in Spanish."""
    natural: tuple[str, ...]
    """Fields that tell a row apart from the others of its case, from its birth."""
    de: str = DE_CASO
    """The column by which it hangs from the case or from another row."""
    locales: frozenset[str] = frozenset()
    """Columns that stay at home."""
    fija: bool = False
    """Append-only: a row never changes."""
    propia: bool = False
    """What tells it apart is its name everywhere; no other is kept."""
    borrable: bool = False

    @property
    def nombre(self) -> str:
        """The name of the table."""
        return str(self.row.__tablename__)

    def columnas(self) -> list[Column[Any]]:
        """Return the columns that travel; references among them."""
        stay = _SIEMPRE_LOCALES | self.locales
        columns = cast("Iterable[Column[Any]]", self.row.__table__.columns)
        return [c for c in columns if c.name not in stay]


def campo_de(columna: Column[Any]) -> str:
    """Return how a column is called in a package: a reference, without `_id`."""
    name = str(columna.name)
    return name.removesuffix("_id") if columna.foreign_keys else name


def destino_de(columna: Column[Any]) -> str:
    """Return the table that a reference leads to; empty for a plain value."""
    keys = list(columna.foreign_keys)
    return str(keys[0].column.table.name) if keys else ""


_FECHAS: Final = frozenset({"fecha_legal", "fecha_segura", "entra_en_riesgo"})

TABLAS: Final = (
    Tabla(
        rows.PersonaRow,
        "persona",
        ("tipo_documento", "numero"),
        de="",
        propia=True,
    ),
    Tabla(
        rows.DireccionRow,
        "dirección",
        ("persona", "tipo", "texto", "desde"),
        de="persona_id",
    ),
    Tabla(rows.ReferenciaRow, "referencia", ("tipo", "valor"), propia=True),
    Tabla(rows.EtiquetaRow, "etiqueta", ("texto",), propia=True, borrable=True),
    Tabla(
        rows.DeudorRow,
        "deudor",
        ("persona", "rol"),
        propia=True,
        borrable=True,
    ),
    Tabla(rows.TituloRow, "título", ("llave",), locales=_FECHAS),
    Tabla(
        rows.ActuacionRow,
        "actuación",
        ("tipo", "fecha", "registrada_en", "usuario", "texto"),
        fija=True,
    ),
    Tabla(rows.DocumentoRow, "documento", ("tipo", "nombre", "fecha", "elaboro")),
    Tabla(
        rows.DocumentoVersionRow,
        "versión de documento",
        ("documento", "sha256", "creada_en"),
        de="documento_id",
        fija=True,
    ),
    Tabla(
        rows.RevisionDocumentoRow,
        "revisión",
        ("documento", "sha256", "papel", "usuario"),
        de="documento_id",
        fija=True,
    ),
    Tabla(
        rows.ObligacionRow,
        "obligación",
        ("titulo", "concepto", "vigencia"),
    ),
    Tabla(
        rows.ObligadoRow,
        "obligado",
        ("obligacion", "deudor"),
        de="obligacion_id",
        propia=True,
        borrable=True,
    ),
    Tabla(
        rows.EventoPrescripcionRow,
        "evento de prescripción",
        ("titulo", "tipo", "fecha"),
        de="titulo_id",
    ),
    Tabla(rows.SuspensionRow, "suspensión", ("causa", "desde")),
    Tabla(rows.TerminoRow, "término", ("actividad", "nombre", "desde", "actuacion")),
    Tabla(
        rows.NotificacionRow,
        "notificación",
        ("que", "deudor", "medio", "enviada", "guia"),
    ),
    Tabla(rows.AcuerdoRow, "acuerdo", ("solicitado", "cuotas", "metodo")),
    Tabla(rows.CuotaRow, "cuota", ("acuerdo", "numero"), de="acuerdo_id"),
    Tabla(rows.PagoRow, "pago", ("referencia", "fecha", "valor", "banco")),
    Tabla(
        rows.ImputacionRow,
        "imputación",
        ("pago", "obligacion"),
        de="pago_id",
    ),
    Tabla(rows.GastoRow, "gasto", ("fecha", "concepto", "valor", "soporte")),
    Tabla(
        rows.LiquidacionRow,
        "liquidación",
        ("obligacion", "corte", "huella", "creada_en"),
        de="obligacion_id",
        fija=True,
    ),
    Tabla(rows.IncidenteRow, "incidente", ("tipo", "abierto", "deudor")),
    Tabla(
        rows.BienRow,
        "bien",
        ("clase", "descripcion", "identificacion", "fecha"),
    ),
    Tabla(
        rows.ConsultaBienesRow,
        "consulta de bienes",
        ("destinatario", "enviada", "deudor"),
    ),
    Tabla(
        rows.MedidaRow,
        "medida",
        ("tipo", "destinatario", "decretada", "bien", "deudor"),
    ),
    Tabla(rows.DepositoRow, "depósito", ("numero", "fecha", "valor")),
    Tabla(
        rows.IndiceCorteRow,
        "cierre del índice",
        ("orden", "huella"),
        fija=True,
    ),
    Tabla(rows.PiezaRow, "pieza", ("documento",)),
    Tabla(rows.PrioridadRow, "prioridad", ("causa", "puesta")),
    Tabla(rows.DevolucionRow, "devolución", ("fecha", "actividad")),
    Tabla(
        rows.EstadoExternoRow,
        "estado en otro sistema",
        ("sistema", "consultado", "estado", "referencia"),
    ),
)
"""In the order in which they can be written: what is named goes before."""

POR_NOMBRE: Final = {tabla.nombre: tabla for tabla in TABLAS}

REGLAS: Final = Reglas(
    fijas=frozenset(t.nombre for t in TABLAS if t.fija),
    borrables=frozenset(t.nombre for t in TABLAS if t.borrable),
    locales=frozenset(
        {
            ("caso", "numero"),
            ("caso", "situacion"),
            ("documento_version", "orden"),
        }
    ),
)
