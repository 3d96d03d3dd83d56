"""Institutions, offices, users, procedure versions and legal parameters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row, Sha256


class EntidadRow(Row):
    """An institution of this base; the demo holds four (DECISIONS 1)."""

    __tablename__ = "entidad"

    id: Mapped[Key]
    sigla: Mapped[str] = mapped_column(unique=True)
    nombre: Mapped[str]


class DependenciaRow(Row):
    """An office or area: group, delegación, inspección, originating area."""

    __tablename__ = "dependencia"
    __table_args__ = (UniqueConstraint("entidad_id", "nombre"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    nombre: Mapped[str]
    padre_id: Mapped[int | None] = mapped_column(ForeignKey("dependencia.id"))
    clase: Mapped[str] = mapped_column(default="", server_default="")
    """`central delegacion distrital` of an office that keeps cases; else empty."""


class UsuarioRow(Row):
    """A person who works with the base (DECISIONS 23)."""

    __tablename__ = "usuario"

    id: Mapped[Key]
    login: Mapped[str] = mapped_column(unique=True)
    nombre: Mapped[str]
    cargo: Mapped[str] = mapped_column(default="")
    roles: Mapped[list[str]]
    dependencia_id: Mapped[int | None] = mapped_column(ForeignKey("dependencia.id"))
    activo: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ProcedimientoRow(Row):
    """An installed version of a procedure; cases stay on theirs (F38)."""

    __tablename__ = "procedimiento"
    __table_args__ = (UniqueConstraint("codigo", "version"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    codigo: Mapped[str]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    vigente: Mapped[bool]
    """New cases may take it; of several, the newest whose `desde` has come."""
    sha256: Mapped[Sha256]
    contenido: Mapped[str]
    """The TOML text as installed."""
    instalado_en: Mapped[dt.datetime]
    desde: Mapped[dt.date | None]
    """First day on which new cases take it; empty: since it was installed."""
    usuario: Mapped[str] = mapped_column(default="", server_default="")
    """Who installed it; empty when an import brought what ships."""


class ParametroRow(Row):
    """A dated value of the law or of the institution, with its source.

    `entidad_id` empty: for all. What ships in `resources/` is not copied here: a
    row overrides or completes it.
    """

    __tablename__ = "parametro"
    __table_args__ = (Index("ix_parametro_clave_desde", "clave", "desde"),)

    id: Mapped[Key]
    entidad_id: Mapped[int | None] = mapped_column(ForeignKey("entidad.id"))
    clave: Mapped[str]
    valor: Mapped[str]
    desde: Mapped[dt.date | None]
    hasta: Mapped[dt.date | None]
    fuente: Mapped[str] = mapped_column(default="")
    verificado: Mapped[bool] = mapped_column(default=False)
    registrado_por: Mapped[str]
    registrado_en: Mapped[dt.datetime]
    soporte: Mapped[Sha256 | None]
    """SHA-256 of the resolution's file; the document store keeps it (F70)."""
    soporte_nombre: Mapped[str] = mapped_column(default="", server_default="")


class SerieRow(Row):
    """The last number taken of a series, per entity and year (DECISIONS 6, 7)."""

    __tablename__ = "serie"

    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), primary_key=True)
    serie: Mapped[str] = mapped_column(primary_key=True)
    anio: Mapped[int] = mapped_column(primary_key=True)
    ultimo: Mapped[int]


class LoteRow(Row):
    """An import or a bulk action, undone as one (DECISIONS 12)."""

    __tablename__ = "lote"

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    tipo: Mapped[str]
    """`importacion:<formato>` or the name of the bulk action."""
    archivo: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    """Of the imported file, which the document store keeps."""
    resumen: Mapped[dict[str, Any]]
    usuario: Mapped[str]
    hoy: Mapped[dt.date]
    creado_en: Mapped[dt.datetime]
    anulado_por: Mapped[str | None]
    anulado_en: Mapped[dt.datetime | None]


class LoteCambioRow(Row):
    """A field that a batch changed on a row that existed before, to undo it."""

    __tablename__ = "lote_cambio"

    id: Mapped[Key]
    lote_id: Mapped[int] = mapped_column(ForeignKey("lote.id"), index=True)
    tabla: Mapped[str]
    fila_id: Mapped[int]
    campo: Mapped[str]
    antes: Mapped[str | None]
    despues: Mapped[str | None]
