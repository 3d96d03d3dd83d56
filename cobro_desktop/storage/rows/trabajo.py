"""Offices of people, marks of priority, titles returned and cases joined."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Money, Row

_IN_FORCE = text("quitada IS NULL")


class UsuarioDependenciaRow(Row):
    """An office given to a person, besides the one they belong to."""

    __tablename__ = "usuario_dependencia"

    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), primary_key=True)
    dependencia_id: Mapped[int] = mapped_column(
        ForeignKey("dependencia.id"), primary_key=True
    )


class PrioridadRow(Row):
    """A mark that asks to work a case before others, with its typed cause (F18)."""

    __tablename__ = "prioridad"
    __table_args__ = (
        Index(
            "uq_prioridad_viva",
            "expediente_id",
            "causa",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    causa: Mapped[str]
    """An id of `resources/referencia/trabajo.toml`."""
    orden: Mapped[int]
    """Its place in the institution's order of work when it was put; 0 is first."""
    motivo: Mapped[str]
    puesta: Mapped[dt.date]
    usuario: Mapped[str]
    quitada: Mapped[dt.date | None]
    quitada_por: Mapped[str] = mapped_column(default="", server_default="")
    motivo_quita: Mapped[str] = mapped_column(default="", server_default="")


class DevolucionRow(Row):
    """A title that went back to who sent it, with what was found (F27)."""

    __tablename__ = "devolucion"
    __table_args__ = (Index("ix_devolucion_entidad_fecha", "entidad_id", "fecha"),)

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    fecha: Mapped[dt.date]
    actividad: Mapped[str]
    origen: Mapped[str]
    """The area or authority that sent the title, as the case names it."""
    causas: Mapped[list[str]] = mapped_column(JSON)
    """The causes of the procedure, as `causa: name`."""
    hallazgos: Mapped[list[str]] = mapped_column(JSON)
    """What the study found, one sentence each."""
    observaciones: Mapped[str]
    saldo: Mapped[Money]
    """Capital balance on that day, in centavos."""
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    reingreso: Mapped[dt.date | None]
    """The day on which the case came in again."""


class AcumulacionRow(Row):
    """A case that goes on inside another of the same debtor (DECISIONS 4)."""

    __tablename__ = "acumulacion"

    id: Mapped[Key]
    absorbido_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    absorbente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    fecha: Mapped[dt.date]
    motivo: Mapped[str]
    estado_anterior: Mapped[str]
    terminos: Mapped[list[str]] = mapped_column(JSON)
    """Ids of the open terms that were closed as moved, to open them again."""
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    anulada: Mapped[dt.date | None]
    motivo_anulacion: Mapped[str] = mapped_column(default="", server_default="")
