"""The plan of an agreement, on what a case owes the day it is signed (RULES 5.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.acuerdo import Garantia
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.imputacion import Conceptos, Imputacion, imputar
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.domain.plan_pagos import (
    Cuota,
    Metodo,
    PlanPagos,
    TerminosPlan,
    sumar_planes,
)
from cobro_desktop.formats import pesos
from cobro_desktop.services.liquidaciones import liquidar_caso_en
from cobro_desktop.services.planes import plan_de_pagos
from cobro_desktop.services.reparto_pago import sumar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.liquidaciones import (
        LiquidacionCaso,
        ObligacionLiquidada,
    )
    from cobro_desktop.services.workspace import Workspace

OPCIONES = ("festivos.ley2578", "imputacion", "plazo.rate", "workdays")
"""Readings of the law on which every plan depends."""


@dataclass(frozen=True, slots=True)
class Condiciones:
    """What is agreed about time and guarantee."""

    firma: dt.date
    cuotas: int
    primera: dt.date | None = None
    """Nominal day of the first instalment; a month after the signing if not told."""
    metodo: Metodo = Metodo.CAPITAL_CONSTANTE
    cuota_inicial: Centavos = 0
    """Paid the day of the signing."""
    garantia: Garantia = Garantia.NINGUNA
    garantia_detalle: str = ""
    garantia_valor: Centavos = 0

    @property
    def dia_primera(self) -> dt.date:
        """The nominal day of the first instalment."""
        return self.primera or mas_meses(self.firma, 1)

    @property
    def meses(self) -> int:
        """Whole months from the signing that hold the whole plan."""
        last = mas_meses(self.dia_primera, self.cuotas - 1)
        return meses_entre(self.firma, last)


class Grupo(NamedTuple):
    """Debts of a case that earn the same interest, after the initial instalment."""

    regimen: Regimen
    debe: Conceptos


@dataclass(frozen=True, slots=True)
class PlanCaso:
    """The plan with the debt that it pays."""

    caso: LiquidacionCaso
    """What is owed the day of the signing, obligation by obligation."""
    condiciones: Condiciones
    grupos: tuple[Grupo, ...]
    inicial: Cuota | None
    plan: PlanPagos

    @property
    def deuda(self) -> Conceptos:
        """What is owed, by concept."""
        return self.caso.saldo

    @property
    def cuotas(self) -> tuple[Cuota, ...]:
        """Every instalment; the initial one is number 0."""
        return (*([self.inicial] if self.inicial else []), *self.plan.cuotas)

    @property
    def total(self) -> Centavos:
        """What will have been paid at the end."""
        return sum(cuota.total for cuota in self.cuotas)


def meses_entre(desde: dt.date, hasta: dt.date) -> int:
    """Return the whole months, rounded up, from a day to another that follows it."""
    months = 12 * (hasta.year - desde.year) + hasta.month - desde.month
    return months + (mas_meses(desde, months) < hasta)


def plan_del_caso(
    session: Session,
    workspace: Workspace,
    expediente_id: int,
    condiciones: Condiciones,
) -> PlanCaso:
    """Make the plan of everything that a case owes the day of the signing.

    Raises:
        NotFoundError: no such case, or it owes nothing.
        InvalidDataError: dates or amounts that no plan can have.
        MissingParameterError: a rate or the holidays of a year are not known.
    """
    firma = condiciones.firma
    caso = liquidar_caso_en(session, workspace, expediente_id, firma)
    regla = Imputacion(workspace.opciones(caso.sigla)["imputacion"])
    _check_inicial(condiciones.cuota_inicial, caso.saldo)
    paid, grupos = _tras_inicial(caso, condiciones.cuota_inicial, regla)
    inicial = None
    if condiciones.cuota_inicial:
        inicial = Cuota(
            numero=0,
            nominal=firma,
            vence=workspace.calendario(caso.sigla).habil_o_siguiente(firma),
            capital=paid.capital,
            interes_causado=paid.intereses,
            costas=paid.costas,
            interes_plazo=0,
            saldo_capital=caso.saldo.capital - paid.capital,
        )
    plan = plan_de_grupos(workspace, caso.sigla, condiciones, grupos)
    return PlanCaso(caso, condiciones, grupos, inicial, plan)


def plan_de_grupos(
    workspace: Workspace,
    sigla: str,
    condiciones: Condiciones,
    grupos: Sequence[Grupo],
) -> PlanPagos:
    """Make the plan of each group of debts with the rates known now; join them.

    Raises:
        InvalidDataError: dates or amounts that no plan can have.
        MissingParameterError: a rate or the holidays of a year are not known.
    """
    return sumar_planes(
        [
            plan_de_pagos(
                TerminosPlan(
                    grupo.debe.capital,
                    grupo.debe.intereses,
                    grupo.debe.costas,
                    condiciones.cuotas,
                    condiciones.firma,
                    condiciones.dia_primera,
                ),
                condiciones.metodo,
                grupo.regimen,
                opciones=workspace.opciones(sigla),
                referencia=workspace.referencia,
                cal=workspace.calendario(sigla),
            )
            for grupo in grupos
        ]
    )


def opciones_del_plan(
    workspace: Workspace, sigla: str, grupos: Sequence[Grupo]
) -> dict[str, str]:
    """Return the readings of the law that made a plan."""
    used = {*OPCIONES, *(o for g in grupos for o in FICHAS[g.regimen].opciones)}
    return dict(workspace.opciones(sigla).en_vigor(tuple(sorted(used))))


def _check_inicial(inicial: Centavos, deuda: Conceptos) -> None:
    message = ""
    if inicial < 0:
        message = "La cuota inicial no puede ser negativa."
    elif inicial >= deuda.total:
        message = (
            f"La cuota inicial ({pesos(inicial)}) paga toda la deuda "
            f"({pesos(deuda.total)}): registre el pago, no hace falta un acuerdo."
        )
    if message:
        raise InvalidDataError(message)


def _tras_inicial(
    caso: LiquidacionCaso, inicial: Centavos, regla: Imputacion
) -> tuple[Conceptos, tuple[Grupo, ...]]:
    """Impute the initial instalment, the oldest due first, as any payment."""
    rest = inicial
    paid = []
    left: dict[Regimen, list[Conceptos]] = {}
    for obligacion in sorted(caso.obligaciones, key=_antigua):
        owed = obligacion.liquidacion.saldo
        applied = imputar(min(rest, owed.total), owed, regla).pagado
        rest -= applied.total
        paid.append(applied)
        regimen = obligacion.liquidacion.cuenta.regimen
        left.setdefault(regimen, []).append(owed.menos(applied))
    groups = [Grupo(regimen, sumar(owed)) for regimen, owed in left.items()]
    return sumar(paid), _con_capital(groups)


def _con_capital(groups: Sequence[Grupo]) -> tuple[Grupo, ...]:
    """Join what owes no capital any more to what does: it earns nothing.

    Raises:
        InvalidDataError: nothing owes capital.
    """
    earning = [g for g in groups if g.debe.capital]
    spent = [g.debe for g in groups if not g.debe.capital]
    if not earning:
        message = (
            "No queda capital por pagar a plazos: cobre los intereses y los gastos de "
            "una vez."
        )
        raise InvalidDataError(message)
    first = earning[0]
    return (first._replace(debe=sumar([first.debe, *spent])), *earning[1:])


def _antigua(obligacion: ObligacionLiquidada) -> tuple[dt.date, int]:
    return obligacion.liquidacion.cuenta.exigible, obligacion.obligacion_id
