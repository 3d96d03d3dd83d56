"""Cases that travel between bases: who each row is, what was exchanged, who has it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row, Sha256


class FilaCompartidaRow(Row):
    """The name by which other bases know a row of a case; it may have several."""

    __tablename__ = "fila_compartida"
    __table_args__ = (Index("ix_fila_compartida_fila", "tabla", "fila_id"),)

    tabla: Mapped[str] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(primary_key=True)
    fila_id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    ajeno: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the row says elsewhere and cannot be held here: a number that is taken."""


class EstadoCasoRow(Row):
    """A state of a case that left or came in: the next merge starts from it."""

    __tablename__ = "estado_caso"
    __table_args__ = (UniqueConstraint("expediente_id", "sha256"),)

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"))
    sha256: Mapped[Sha256]
    """Of its rows as JSON, which the document store keeps if `guardado`."""
    guardado: Mapped[bool]
    """False for one that is only known to come before another."""
    sentido: Mapped[str]
    """`enviado recibido unido anterior`."""
    base: Mapped[str]
    """Identity of the base that made the package."""
    clave: Mapped[str] = mapped_column(default="", server_default="")
    """Public key that signed it, hexadecimal; empty where nobody signed."""
    archivo: Mapped[str] = mapped_column(default="", server_default="")
    usuario: Mapped[str]
    registrado_en: Mapped[dt.datetime]


class PrestamoRow(Row):
    """A case checked out: who has it, since when, until when (B12)."""

    __tablename__ = "prestamo"

    id: Mapped[Key]
    uid: Mapped[str] = mapped_column(index=True)
    """The same in the base that lends and in the one that borrows."""
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    sentido: Mapped[str]
    """`salida` where the case is lent from; `entrada` where it came to."""
    quien: Mapped[str]
    """Who has it; on an `entrada`, who lent it."""
    desde: Mapped[dt.date]
    hasta: Mapped[dt.date | None]
    motivo: Mapped[str] = mapped_column(default="", server_default="")
    usuario: Mapped[str]
    devuelto: Mapped[dt.date | None]
    cierre: Mapped[str] = mapped_column(default="", server_default="")
    """How it came back, in a sentence."""
