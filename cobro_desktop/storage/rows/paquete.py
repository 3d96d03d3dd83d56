"""Packs that bring an institution, or its own papers, as data (F39)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row, Sha256


class PaqueteEntidadRow(Row):
    """A signed pack that was imported; the last one of an entity rules."""

    __tablename__ = "paquete_entidad"

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), index=True)
    archivo: Mapped[str]
    sha256: Mapped[Sha256]
    """Of the pack as it came, which the document store keeps."""
    clave_publica: Mapped[str]
    """The key that signed it, hexadecimal."""
    emisor: Mapped[str]
    creado_en: Mapped[dt.datetime]
    """When it was made, as its signature says."""
    instalado_por: Mapped[str]
    instalado_en: Mapped[dt.datetime]
    retirado_por: Mapped[str | None]
    retirado_en: Mapped[dt.datetime | None]


class PaqueteArchivoRow(Row):
    """A file of a pack; the document store keeps its bytes."""

    __tablename__ = "paquete_archivo"
    __table_args__ = (UniqueConstraint("paquete_id", "ruta"),)

    id: Mapped[Key]
    paquete_id: Mapped[int] = mapped_column(ForeignKey("paquete_entidad.id"))
    ruta: Mapped[str]
    """Inside the program's data: `resources/entidades/abc.toml`."""
    sha256: Mapped[Sha256]
    tamano: Mapped[int]
    """Bytes."""
