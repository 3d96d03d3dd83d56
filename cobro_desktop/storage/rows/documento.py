"""Documents and their versions, payments and liquidations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Money, Row, Sha256


class DocumentoRow(Row):
    """A document of a case or of the office: issued here or attached from outside."""

    __tablename__ = "documento"
    __table_args__ = (
        Index("ix_documento_expediente_id_id", "expediente_id", "id"),
        UniqueConstraint("entidad_id", "serie", "anio", "numero"),
    )

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    expediente_id: Mapped[int | None] = mapped_column(ForeignKey("expediente.id"))
    """Empty for a document of the office: an acta, a report, a memorandum."""
    tipo: Mapped[str]
    """Document id of the catalogue, or `anexo`."""
    nombre: Mapped[str]
    actividad: Mapped[str]
    evidencia: Mapped[str] = mapped_column(default="")
    """Evidence id of the activity that an attached file answers to."""
    estado: Mapped[str]
    """Of `EstadoDocumento`, as `en_revision`; or `anexo`."""
    formato: Mapped[str]
    fecha: Mapped[dt.date]
    serie: Mapped[str | None]
    anio: Mapped[int | None]
    numero: Mapped[int | None]
    radicado: Mapped[str] = mapped_column(default="")
    plantilla: Mapped[str] = mapped_column(default="")
    plantilla_version: Mapped[str] = mapped_column(default="")
    contexto: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the template was given, to render it again."""
    elaboro: Mapped[str]
    reviso: Mapped[str] = mapped_column(default="")
    aprobo: Mapped[str] = mapped_column(default="")
    firmo: Mapped[str] = mapped_column(default="")
    motivo_anulacion: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DocumentoVersionRow(Row):
    """The exact bytes of a document at a moment; the store keeps them by hash."""

    __tablename__ = "documento_version"
    __table_args__ = (UniqueConstraint("documento_id", "orden"),)

    id: Mapped[Key]
    documento_id: Mapped[int] = mapped_column(ForeignKey("documento.id"))
    orden: Mapped[int]
    sha256: Mapped[Sha256]
    tamano: Mapped[int]
    """Bytes."""
    archivo: Mapped[str]
    """File name to show and to export."""
    estado: Mapped[str]
    """State of the document when this version was made."""
    origen: Mapped[str] = mapped_column(default="", server_default="")
    """`editada` where a person wrote it in Word; empty where the template did."""
    usuario: Mapped[str]
    creada_en: Mapped[dt.datetime]


class ContenidoRow(Row):
    """Documents' bytes on PostgreSQL, where machines share no folder (DECISIONS 14)."""

    __tablename__ = "contenido"

    sha256: Mapped[Sha256] = mapped_column(primary_key=True)
    datos: Mapped[bytes] = mapped_column(LargeBinary)


class PagoRow(Row):
    """Money received; unmatched while `expediente_id` is empty."""

    __tablename__ = "pago"
    __table_args__ = (
        Index(
            "uq_pago_identidad",
            "entidad_id",
            "referencia",
            "fecha",
            "valor",
            "banco",
            unique=True,
            sqlite_where=text("estado <> 'anulado'"),
            postgresql_where=text("estado <> 'anulado'"),
        ),
    )

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    expediente_id: Mapped[int | None] = mapped_column(
        ForeignKey("expediente.id"), index=True
    )
    fecha: Mapped[dt.date]
    valor: Mapped[Money]
    banco: Mapped[str] = mapped_column(default="")
    referencia: Mapped[str]
    identificacion: Mapped[str] = mapped_column(default="")
    nombre: Mapped[str] = mapped_column(default="")
    concepto: Mapped[str] = mapped_column(default="")
    titulo: Mapped[str] = mapped_column(default="")
    """Number of the title that the payment names."""
    estado: Mapped[str]
    """`sin_identificar identificado imputado repartido anulado`; `repartido` is
    one whose parts (`PagoParteRow`) were given to several cases."""
    lote_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"), index=True)
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    datos: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What else its file said: comparendo, observaciones."""
    motivo: Mapped[str] = mapped_column(default="", server_default="")
    """Why it was annulled."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ImputacionRow(Row):
    """How a payment was split over an obligation (RULES 2)."""

    __tablename__ = "imputacion"

    id: Mapped[Key]
    pago_id: Mapped[int] = mapped_column(ForeignKey("pago.id"), index=True)
    obligacion_id: Mapped[int] = mapped_column(ForeignKey("obligacion.id"), index=True)
    capital: Mapped[Money]
    interes: Mapped[Money]
    costas: Mapped[Money]
    saldo_a_favor: Mapped[Money] = mapped_column(default=0)
    regla: Mapped[str]


class LiquidacionRow(Row):
    """A liquidation with all that it was computed from (B1)."""

    __tablename__ = "liquidacion"

    id: Mapped[Key]
    obligacion_id: Mapped[int] = mapped_column(ForeignKey("obligacion.id"), index=True)
    corte: Mapped[dt.date]
    capital: Mapped[Money]
    interes: Mapped[Money]
    total: Mapped[Money]
    huella: Mapped[str]
    motor: Mapped[str]
    entrada: Mapped[dict[str, Any]]
    resultado: Mapped[dict[str, Any]]
    usuario: Mapped[str]
    creada_en: Mapped[dt.datetime]
