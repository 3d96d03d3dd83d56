"""What happened in a case: acts, terms, notifications, drafts, audit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Row, Sha256


class ActuacionRow(Row):
    """An act of the case; append-only, held by triggers (DECISIONS 8)."""

    __tablename__ = "actuacion"
    __table_args__ = (Index("ix_actuacion_expediente_id_id", "expediente_id", "id"),)

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"))
    tipo: Mapped[str]
    actividad: Mapped[str]
    resultado: Mapped[str] = mapped_column(default="")
    fecha: Mapped[dt.date]
    """The legal day."""
    registrada_en: Mapped[dt.datetime]
    usuario: Mapped[str]
    texto: Mapped[str]
    """What happened, in one Spanish sentence."""
    datos: Mapped[dict[str, Any]] = mapped_column(default=dict)
    anula_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    lote_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"), index=True)


class TerminoRow(Row):
    """A term that an act started."""

    __tablename__ = "termino"
    __table_args__ = (
        Index("ix_termino_estado_vence", "estado", "vence"),
        Index("ix_termino_agenda", "estado", "vence", "expediente_id"),
    )

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    actividad: Mapped[str]
    nombre: Mapped[str]
    desde: Mapped[dt.date]
    cantidad: Mapped[int]
    unidad: Mapped[str]
    vence: Mapped[dt.date]
    estado: Mapped[str] = mapped_column(default="abierto")
    """`abierto cumplido anulado`; whether it is overdue is a comparison with `hoy`."""
    cumplido: Mapped[dt.date | None]


class NotificacionRow(Row):
    """A notification of a document to a debtor (DECISIONS 3)."""

    __tablename__ = "notificacion"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    que: Mapped[str]
    """Kind of document notified, as the procedure's evidence names it."""
    deudor_id: Mapped[int] = mapped_column(ForeignKey("deudor.id"))
    medio: Mapped[str]
    enviada: Mapped[dt.date | None]
    guia: Mapped[str] = mapped_column(default="")
    resultado: Mapped[str]
    """`pendiente efectiva devuelta fallida`."""
    causa: Mapped[str] = mapped_column(default="")
    efectiva: Mapped[dt.date | None]
    valida: Mapped[bool] = mapped_column(default=True)
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))


class BorradorRow(Row):
    """What a person had answered in the guided step, to go on later (F41)."""

    __tablename__ = "borrador"
    __table_args__ = (UniqueConstraint("usuario_id", "expediente_id", "actividad"),)

    id: Mapped[Key]
    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"))
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    actividad: Mapped[str]
    respuestas: Mapped[dict[str, Any]]
    seccion: Mapped[str] = mapped_column(default="")
    actualizado_en: Mapped[dt.datetime]


class BitacoraRow(Row):
    """One entry per transaction, chained (DECISIONS 13); append-only."""

    __tablename__ = "bitacora"

    seq: Mapped[Key] = mapped_column(autoincrement=False)
    entrada: Mapped[str]
    """Canonical JSON: seq, utc, usuario, equipo, orden, hoy, ids, huellas."""
    anterior: Mapped[Sha256]
    huella: Mapped[Sha256]
    """SHA-256 of `anterior` and `entrada`."""


class BitacoraTextoRow(Row):
    """The readable side of an entry; erasable without breaking the chain (T14)."""

    __tablename__ = "bitacora_texto"

    seq: Mapped[int] = mapped_column(ForeignKey("bitacora.seq"), primary_key=True)
    texto: Mapped[str]
    antes: Mapped[str] = mapped_column(default="")
    despues: Mapped[str] = mapped_column(default="")
    sal: Mapped[str]
