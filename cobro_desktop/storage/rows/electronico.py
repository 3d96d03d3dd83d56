"""The electronic file of a case: its pieces in order, and the closings of its index."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row, Sha256


class IndiceCorteRow(Row):
    """A closing of the index of a case; what it lists moves no more."""

    __tablename__ = "indice_corte"
    __table_args__ = (UniqueConstraint("expediente_id", "orden"),)

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"))
    orden: Mapped[int]
    """Of its closings, from 1."""
    fecha: Mapped[dt.date]
    usuario: Mapped[str]
    cerrado_en: Mapped[dt.datetime]
    folios: Mapped[int]
    """The last page number."""
    canonico: Mapped[dict[str, Any]]
    """What the hash covers, of `domain.indice.canonico`."""
    huella: Mapped[Sha256]
    xml_sha256: Mapped[Sha256]
    """Of the index as XML, which the document store keeps."""
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))


class PiezaRow(Row):
    """A document in its place of the electronic file."""

    __tablename__ = "pieza"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    documento_id: Mapped[int] = mapped_column(ForeignKey("documento.id"), unique=True)
    orden: Mapped[int]
    nombre: Mapped[str] = mapped_column(default="", server_default="")
    """The title that a person gave it; empty for that of the document."""
    fecha: Mapped[dt.date | None]
    """Day of the document as a person corrected it."""
    incorporada: Mapped[dt.date]
    """Day on which it came into the case."""
    origen: Mapped[str]
    """Of `domain.indice.Origen`."""
    paginas: Mapped[int | None]
    """Empty until somebody counts them."""
    conteo: Mapped[str] = mapped_column(default="", server_default="")
    """How they were counted: `pdf imagen word hojas mensaje libreoffice escrito`."""
    aviso: Mapped[str] = mapped_column(default="", server_default="")
    """`danado cifrado`, or nothing."""
    sha256: Mapped[Sha256]
    """The bytes that were counted."""
    corte_id: Mapped[int | None] = mapped_column(ForeignKey("indice_corte.id"))
    """The closing that fixed it."""


class TextoDocumentoRow(Row):
    """The words of a document, for searching; the index of each database follows."""

    __tablename__ = "texto_documento"

    documento_id: Mapped[int] = mapped_column(
        ForeignKey("documento.id"), primary_key=True
    )
    sha256: Mapped[Sha256]
    """The bytes that were read."""
    texto: Mapped[str]
    """As it reads."""
    plegado: Mapped[str]
    """Without accents or capitals, of `domain.texto.plegar`."""
