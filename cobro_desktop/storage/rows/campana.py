"""Contacts made in bulk, and whom each one reached."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row


class CampanaRow(Row):
    """A campaign: one message to many, by one channel."""

    __tablename__ = "campana"
    __table_args__ = (UniqueConstraint("entidad_id", "nombre"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), index=True)
    nombre: Mapped[str]
    clase: Mapped[str]
    """`cobro sensibilizacion`."""
    canal: Mapped[str]
    """`sms correo llamada carta`."""
    mensaje: Mapped[str]
    desde: Mapped[dt.date]
    hasta: Mapped[dt.date]
    usuario: Mapped[str]
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    """The registro de campaña that tells of it."""


class CampanaContactoRow(Row):
    """One person that a campaign tried to reach."""

    __tablename__ = "campana_contacto"

    id: Mapped[Key]
    campana_id: Mapped[int] = mapped_column(ForeignKey("campana.id"), index=True)
    expediente_id: Mapped[int | None] = mapped_column(
        ForeignKey("expediente.id"), index=True
    )
    """Empty for a comparendo that has no title yet."""
    comparendo: Mapped[str] = mapped_column(default="", server_default="")
    nombre: Mapped[str]
    identificacion: Mapped[str]
    destino: Mapped[str]
    """The number or address it went to."""
    fecha: Mapped[dt.date]
    resultado: Mapped[str]
    """`entregado no_entregado sin_respuesta compromiso pago`."""
    cuenta: Mapped[bool]
    """Whether it is a persuasive act of its case."""
    razon: Mapped[str] = mapped_column(default="", server_default="")
    """Why it is not."""
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
