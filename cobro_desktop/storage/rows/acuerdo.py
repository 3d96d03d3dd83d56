"""Agreements with their instalments; what stops a case, and what it cost."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Money, Row


class AcuerdoRow(Row):
    """A facilidad that was asked for, and what became of it (RULES 5)."""

    __tablename__ = "acuerdo"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    estado: Mapped[str]
    """`solicitado vigente cumplido incumplido negado anulado`."""
    solicitado: Mapped[dt.date]
    firma: Mapped[dt.date | None]
    """The day it was granted: prescription is interrupted (ET 818)."""
    primera: Mapped[dt.date | None]
    """Due date of the first instalment."""
    metodo: Mapped[str] = mapped_column(default="A")
    """`A` constant capital, `B` equal instalments (RULES 5.9)."""
    cuotas: Mapped[int]
    cuota_inicial: Mapped[Money] = mapped_column(default=0)
    garantia: Mapped[str] = mapped_column(default="ninguna")
    """`ninguna personal real`."""
    garantia_detalle: Mapped[str] = mapped_column(default="")
    garantia_valor: Mapped[Money] = mapped_column(default=0)
    capital: Mapped[Money] = mapped_column(default=0)
    intereses: Mapped[Money] = mapped_column(default=0)
    """Earned up to the signing."""
    costas: Mapped[Money] = mapped_column(default=0)
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the plan was computed from: regime, readings in force, rates, trace."""
    incumplido_desde: Mapped[dt.date | None]
    """Due date of the first missed instalment: prescription counts from it."""
    cerrado: Mapped[dt.date | None]
    """The day it was fulfilled, broken, refused or annulled."""
    motivo: Mapped[str] = mapped_column(default="")
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CuotaRow(Row):
    """An instalment of an agreement; the payments of the case tell if it was paid."""

    __tablename__ = "cuota"
    __table_args__ = (UniqueConstraint("acuerdo_id", "numero"),)

    id: Mapped[Key]
    acuerdo_id: Mapped[int] = mapped_column(ForeignKey("acuerdo.id"))
    numero: Mapped[int]
    """0 is the initial instalment."""
    nominal: Mapped[dt.date]
    """Its day of the month: interest is reckoned between nominal days."""
    vence: Mapped[dt.date] = mapped_column(index=True)
    """The nominal day or, if nobody works on it, the next working one."""
    capital: Mapped[Money]
    interes_causado: Mapped[Money]
    interes_plazo: Mapped[Money]
    costas: Mapped[Money]
    total: Mapped[Money]


class SuspensionRow(Row):
    """Days on which something of a case stands still; both ends are included."""

    __tablename__ = "suspension"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    causa: Mapped[str]
    """What stops it, as a person names it: `Auto que suspende el remate`."""
    norma: Mapped[str] = mapped_column(default="")
    desde: Mapped[dt.date]
    hasta: Mapped[dt.date | None]
    """Empty while it lasts."""
    terminos: Mapped[bool]
    prescripcion: Mapped[bool]
    intereses: Mapped[bool]
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class GastoRow(Row):
    """An expense of collection, proved, that the debtor owes too (ET 836-1)."""

    __tablename__ = "gasto"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    obligacion_id: Mapped[int] = mapped_column(ForeignKey("obligacion.id"), index=True)
    """The obligation it is charged to."""
    fecha: Mapped[dt.date]
    """From this day on it is owed; it earns no interest."""
    concepto: Mapped[str]
    valor: Mapped[Money]
    soporte: Mapped[str]
    """What proves it: `Factura 123 de Servicios Postales`."""
    estado: Mapped[str] = mapped_column(default="vigente")
    """`vigente anulado`."""
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
