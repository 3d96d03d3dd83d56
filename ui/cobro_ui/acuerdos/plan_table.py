"""The instalments of a plan as a table, with what was paid of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.acuerdos.marks import instalment_mark
from cobro_ui.models.table import Field

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.plan_pagos import Cuota
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_ui.widgets.marks import Mark


class InstalmentLine(NamedTuple):
    """An instalment, as the tables show it."""

    numero: int
    nominal: date
    vence: date
    capital: Centavos
    interes_causado: Centavos
    interes_plazo: Centavos
    costas: Centavos
    total: Centavos
    abonado: Centavos
    pagada: date | None
    mark: Mark | None
    proyectado: bool = False


def planned_lines(cuotas: Sequence[Cuota]) -> list[InstalmentLine]:
    """Return the lines of a plan that nobody signed yet."""
    return [
        InstalmentLine(
            c.numero,
            c.nominal,
            c.vence,
            c.capital,
            c.interes_causado,
            c.interes_plazo,
            c.costas,
            c.total,
            0,
            None,
            None,
            c.proyectado,
        )
        for c in cuotas
    ]


def followed_lines(followed: AcuerdoSeguido, today: date) -> list[InstalmentLine]:
    """Return the lines of an agreement as it is being paid."""
    closed = followed.acuerdo.cerrado
    day = min(today, closed) if closed else today
    projected = set(followed.acuerdo.plan.get("proyectadas", ()))
    return [
        InstalmentLine(
            row.numero,
            row.nominal,
            row.vence,
            row.capital,
            row.interes_causado,
            row.interes_plazo,
            row.costas,
            row.total,
            paid.abonado,
            paid.pagada,
            instalment_mark(paid.estado(day), saldada=followed.saldada),
            row.numero in projected,
        )
        for row, paid in zip(followed.acuerdo.filas, followed.cuotas, strict=True)
    ]


def plan_fields(*, costas: bool, seguido: bool) -> Sequence[Field[InstalmentLine]]:
    """Return the columns: costs only where there are, payments only once signed."""
    fields = [
        Field[InstalmentLine]("N.º", _number, 62),
        Field[InstalmentLine](
            "Vence", lambda c: fecha_corta(c.vence), 98, tip=_why_that_day
        ),
        Field[InstalmentLine]("Capital", lambda c: pesos(c.capital), 108, figure=True),
        Field[InstalmentLine](
            "Int. causado", lambda c: pesos(c.interes_causado), 104, figure=True
        ),
        Field[InstalmentLine](
            "Int. del plazo",
            lambda c: pesos(c.interes_plazo),
            104,
            figure=True,
            tip=_projected,
        ),
    ]
    if costas:
        fields.append(
            Field("Costas", lambda c: pesos(c.costas), 90, figure=True),
        )
    fields.append(Field("Total", lambda c: pesos(c.total), 112, figure=True))
    if seguido:
        fields += [
            Field("Pagado", lambda c: pesos(c.abonado), 115, figure=True),
            Field("Estado", lambda c: c.mark.word if c.mark else "", 150, mark=_mark),
            Field("Pagada el", lambda c: fecha_corta(c.pagada), 100),
        ]
    return fields


def _number(line: InstalmentLine) -> str:
    return str(line.numero) if line.numero else "Inicial"


def _mark(line: InstalmentLine) -> Mark | None:
    return line.mark


def _why_that_day(line: InstalmentLine) -> str:
    if line.nominal == line.vence:
        return fecha_corta(line.vence)
    return (
        f"Su día es el {fecha_corta(line.nominal)}, que no es hábil: vence el "
        f"{fecha_corta(line.vence)} por el mismo valor."
    )


def _projected(line: InstalmentLine) -> str:
    if not line.proyectado:
        return pesos(line.interes_plazo)
    return (
        "Con la última tasa certificada: se recalcula en cada pago, cuando se conozca "
        "la que falta."
    )
