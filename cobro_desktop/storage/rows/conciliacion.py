"""What people said of the differences with the books, and the months closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row, Sha256


class DiferenciaAnotadaRow(Row):
    """The cause that a person gave to a difference, over the one worked out."""

    __tablename__ = "diferencia_anotada"
    __table_args__ = (UniqueConstraint("entidad_id", "corte", "clave"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    corte: Mapped[dt.date]
    clave: Mapped[str]
    """`obligacion:<id>`, or `libros:<id>` of a balance that no case has."""
    causa: Mapped[str]
    nota: Mapped[str]
    usuario: Mapped[str]
    registrada_en: Mapped[dt.datetime]


class CierreMesRow(Row):
    """A month of the portfolio as it was closed; append-only (F87)."""

    __tablename__ = "cierre_mes"
    __table_args__ = (UniqueConstraint("entidad_id", "mes", "orden"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    mes: Mapped[dt.date]
    """Its last day."""
    orden: Mapped[int]
    """1 the first time; one more each time it was opened again and closed."""
    datos: Mapped[dict[str, Any]]
    """The figures, as canonical JSON of integers and texts."""
    huella: Mapped[Sha256]
    """SHA-256 of the canonical figures and of the previous close."""
    anterior: Mapped[str] = mapped_column(default="")
    """Fingerprint of the close before it; empty for the first."""
    bitacora: Mapped[str] = mapped_column(default="")
    """Head of the audit chain when it was closed."""
    motivo: Mapped[str] = mapped_column(default="")
    """Why the month was opened again, from the second close on."""
    usuario: Mapped[str]
    creado_en: Mapped[dt.datetime]
