"""The portfolio: runs of its activities, their items, and the office's calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Money, Row


class CorridaRow(Row):
    """A run of the portfolio activities of a procedure (DECISIONS 20)."""

    __tablename__ = "corrida"
    __table_args__ = (UniqueConstraint("entidad_id", "numero"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    procedimiento_id: Mapped[int] = mapped_column(ForeignKey("procedimiento.id"))
    numero: Mapped[str]
    """`<SIGLA>-CAR-<AAAA>-<NNNN>`."""
    nombre: Mapped[str]
    entrada: Mapped[str]
    """The activity where it began."""
    actividad: Mapped[str]
    estado: Mapped[str]
    """`ABIERTA TERMINADA`."""
    corte: Mapped[dt.date]
    abierta: Mapped[dt.date]
    abrio: Mapped[str]
    origen_id: Mapped[int | None] = mapped_column(ForeignKey("corrida.id"))
    """The run that sent back its items to be completed."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CorridaItemRow(Row):
    """An obligation in a run: what is proposed, what was decided, what was done."""

    __tablename__ = "corrida_item"
    __table_args__ = (UniqueConstraint("corrida_id", "obligacion_id"),)

    id: Mapped[Key]
    corrida_id: Mapped[int] = mapped_column(ForeignKey("corrida.id"), index=True)
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    obligacion_id: Mapped[int] = mapped_column(ForeignKey("obligacion.id"), index=True)
    propuesta: Mapped[str] = mapped_column(default="")
    """Why the program or a person brought it."""
    capital: Mapped[Money]
    """Owed on the cut, in centavos."""
    intereses: Mapped[Money | None]
    """On the cut; empty where a rate was not known."""
    respuestas: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The ficha: canonical answer by field of the portfolio activities."""
    decision: Mapped[str] = mapped_column(default="")
    """Of the comité: `recomienda no_recomienda falta_soporte`; empty before."""
    razon: Mapped[str] = mapped_column(default="")
    decidida: Mapped[dt.date | None]
    retirada: Mapped[str] = mapped_column(default="")
    """Why it left the run; empty while it is in it."""
    aplicada: Mapped[dt.date | None]
    efecto: Mapped[str] = mapped_column(default="")
    """What was done with it, in one sentence."""
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    """Its own ficha, where it has one."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CorridaActoRow(Row):
    """What was done in a run; append-only, held by triggers."""

    __tablename__ = "corrida_acto"

    id: Mapped[Key]
    corrida_id: Mapped[int] = mapped_column(ForeignKey("corrida.id"), index=True)
    tipo: Mapped[str]
    """`apertura cierre comite partidas efecto`."""
    actividad: Mapped[str]
    resultado: Mapped[str] = mapped_column(default="")
    fecha: Mapped[dt.date]
    """The legal day."""
    registrada_en: Mapped[dt.datetime]
    usuario: Mapped[str]
    texto: Mapped[str]
    datos: Mapped[dict[str, Any]] = mapped_column(default=dict)


class CorridaDocumentoRow(Row):
    """A document of the office that was made or attached in a run."""

    __tablename__ = "corrida_documento"

    documento_id: Mapped[int] = mapped_column(
        ForeignKey("documento.id"), primary_key=True
    )
    corrida_id: Mapped[int] = mapped_column(ForeignKey("corrida.id"), index=True)


class TareaOficinaRow(Row):
    """Something that the office owes in a year: a report, a session (B25)."""

    __tablename__ = "tarea_oficina"
    __table_args__ = (UniqueConstraint("entidad_id", "regla", "anio", "periodo"),)

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    regla: Mapped[str]
    """Id in the file of the calendar."""
    anio: Mapped[int]
    periodo: Mapped[str] = mapped_column(default="")
    """Which of several in the year, as `junio`."""
    nombre: Mapped[str]
    norma: Mapped[str] = mapped_column(default="")
    desde: Mapped[dt.date]
    """First day on which it can be done."""
    vence: Mapped[dt.date]
    hecha: Mapped[dt.date | None]
    hizo: Mapped[str] = mapped_column(default="")
    nota: Mapped[str] = mapped_column(default="")
    corrida_id: Mapped[int | None] = mapped_column(ForeignKey("corrida.id"))
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
