"""Templates and clauses of the office, working copies and batches of documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row, Sha256


class ClausulaRow(Row):
    """A wording that the office wrote of a clause; only ever annulled (B15)."""

    __tablename__ = "clausula"

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), index=True)
    clave: Mapped[str]
    """Its id in the templates: `proteccion_datos`."""
    nombre: Mapped[str]
    texto: Mapped[str]
    fundamento: Mapped[str]
    desde: Mapped[dt.date]
    hasta: Mapped[dt.date | None]
    """Last day in force, inclusive."""
    verificado: Mapped[bool]
    motivo: Mapped[str]
    """Why the office changed it."""
    usuario: Mapped[str]
    registrada_en: Mapped[dt.datetime]
    anulada_por: Mapped[str | None]
    anulada_en: Mapped[dt.datetime | None]
    motivo_anulacion: Mapped[str] = mapped_column(default="", server_default="")


class PlantillaRow(Row):
    """A Word template of the office; the store keeps its bytes (F53, F56)."""

    __tablename__ = "plantilla"
    __table_args__ = (UniqueConstraint("entidad_id", "tipo", "orden"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    tipo: Mapped[str]
    """Document id of the catalogue."""
    orden: Mapped[int]
    """Which one of its kind it is: 1, 2, …"""
    archivo: Mapped[str]
    """Name of the file that was imported."""
    sha256: Mapped[Sha256]
    tamano: Mapped[int]
    """Bytes."""
    estado: Mapped[str]
    """`borrador validada vigente derogada`."""
    desde: Mapped[dt.date | None]
    """First day of the documents that use it."""
    hasta: Mapped[dt.date | None]
    """Last day, inclusive."""
    nota: Mapped[str]
    """What it is for, or what changed in it."""
    examen: Mapped[dict[str, Any]]
    """What the doctor found: `hallazgos` and `ensayos`."""
    importada_por: Mapped[str]
    importada_en: Mapped[dt.datetime]
    validada_por: Mapped[str | None]
    validada_en: Mapped[dt.datetime | None]
    activada_por: Mapped[str | None]
    activada_en: Mapped[dt.datetime | None]
    derogada_por: Mapped[str | None]
    derogada_en: Mapped[dt.datetime | None]
    motivo_derogacion: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CopiaTrabajoRow(Row):
    """A file that a person is editing outside, until it is brought back (F65)."""

    __tablename__ = "copia_trabajo"

    id: Mapped[Key]
    documento_id: Mapped[int] = mapped_column(ForeignKey("documento.id"), index=True)
    orden: Mapped[int]
    """Version of the document that was taken out."""
    sha256: Mapped[Sha256]
    """Of the last bytes that the base knows of this copy."""
    ruta: Mapped[str]
    """Whole path, in its workstation."""
    equipo: Mapped[str]
    usuario: Mapped[str]
    abierta_en: Mapped[dt.datetime]
    cerrada_en: Mapped[dt.datetime | None]
    cierre: Mapped[str] = mapped_column(default="", server_default="")
    """How it ended: `traida`, `sin_cambios`, `descartada`, `perdida`."""


class LoteDocumentoRow(Row):
    """A batch of documents of one kind, over many cases (F58)."""

    __tablename__ = "lote_documento"

    id: Mapped[Key]
    entidad_id: Mapped[int | None] = mapped_column(ForeignKey("entidad.id"))
    """Empty when its cases are of several institutions."""
    tipo: Mapped[str]
    consulta: Mapped[str]
    """What chose the cases; empty for a selection by hand."""
    fecha: Mapped[dt.date]
    """Date of every document."""
    datos: Mapped[dict[str, Any]]
    """What was typed once for all, by field."""
    carpeta: Mapped[str]
    archivo_unido: Mapped[str] = mapped_column(default="", server_default="")
    """The PDF for the printer; empty while there is none."""
    estado: Mapped[str]
    """`abierto terminado cancelado`."""
    usuario: Mapped[str]
    equipo: Mapped[str]
    creado_en: Mapped[dt.datetime]
    terminado_en: Mapped[dt.datetime | None]


class LoteDocumentoItemRow(Row):
    """A case of a batch, and what became of it."""

    __tablename__ = "lote_documento_item"
    __table_args__ = (UniqueConstraint("lote_id", "orden"),)

    id: Mapped[Key]
    lote_id: Mapped[int] = mapped_column(ForeignKey("lote_documento.id"))
    orden: Mapped[int]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    estado: Mapped[str]
    """`pendiente hecho fallo`."""
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    archivo: Mapped[str] = mapped_column(default="", server_default="")
    """Name of its file in the folder of the batch."""
    motivo: Mapped[str] = mapped_column(default="", server_default="")
    """Why it failed, in a sentence."""
    hecho_en: Mapped[dt.datetime | None]
