"""What other offices sent: balances, states, and how their files are read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Money, Row, Sha256


class SaldoContableRow(Row):
    """What the books say that an obligation owed on a day (EXCHANGE, `saldos`)."""

    __tablename__ = "saldo_contable"
    __table_args__ = (Index("ix_saldo_contable_corte", "entidad_id", "corte"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    lote_id: Mapped[int] = mapped_column(ForeignKey("lote.id"), index=True)
    obligacion_id: Mapped[int | None] = mapped_column(
        ForeignKey("obligacion.id"), index=True
    )
    """Empty when the books have a debt that no case has."""
    corte: Mapped[dt.date]
    capital: Mapped[Money]
    intereses: Mapped[Money]
    total: Mapped[Money]
    """As the books give it; the sum of both where they do not."""
    referencia: Mapped[str] = mapped_column(default="")
    """The obligation's key as the file writes it."""
    identificacion: Mapped[str] = mapped_column(default="")
    nombre: Mapped[str] = mapped_column(default="")
    titulo: Mapped[str] = mapped_column(default="")
    cuenta: Mapped[str] = mapped_column(default="")
    fila: Mapped[int]
    """Row of the file."""
    lote_anulado_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"))
    """The batch that replaced it, or whose undo took it out; empty while it counts."""


class EstadoExternoRow(Row):
    """What another system said of a case on a day (S1, S2, S9)."""

    __tablename__ = "estado_externo"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    lote_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"), index=True)
    sistema: Mapped[str]
    """`rnmc lico cope sdh`."""
    estado: Mapped[str]
    fecha: Mapped[dt.date | None]
    """Since when the case is in that state, if the other system says it."""
    consultado: Mapped[dt.date]
    referencia: Mapped[str] = mapped_column(default="")
    """The number by which the other system knows the case."""
    detalle: Mapped[str] = mapped_column(default="")
    datos: Mapped[dict[str, Any]] = mapped_column(default=dict)
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    lote_anulado_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"))


class PerfilImportacionRow(Row):
    """How the files of a sender are read, learned from a person (F89)."""

    __tablename__ = "perfil_importacion"

    id: Mapped[Key]
    nombre: Mapped[str] = mapped_column(unique=True)
    formato: Mapped[str]
    hoja: Mapped[str] = mapped_column(default="")
    encabezado: Mapped[int | None]
    """Last row of the header, when a person moved it; empty to find it."""
    columnas: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Field → the heading of its column, and the letters where it stood."""
    huella: Mapped[Sha256]
    """Of the headings of the sender's file, to know it again."""
    usos: Mapped[int] = mapped_column(default=0)
    usado_en: Mapped[dt.datetime]
    creado_por: Mapped[str]
    creado_en: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PagoParteRow(Row):
    """A payment that is the part of another given to one case."""

    __tablename__ = "pago_parte"

    pago_id: Mapped[int] = mapped_column(
        ForeignKey("pago.id"), primary_key=True, autoincrement=False
    )
    origen_id: Mapped[int] = mapped_column(ForeignKey("pago.id"), index=True)
