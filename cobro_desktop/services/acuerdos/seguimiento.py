"""How the agreements of a case stand on a day; nothing of it is stored (RULES 5.10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.acuerdo import EN_CURSO, EstadoAcuerdo, Garantia
from cobro_desktop.domain.cuenta import Abono
from cobro_desktop.domain.hechos import AcuerdoHecho
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.domain.seguimiento_acuerdo import (
    CuotaPactada,
    CuotaSeguida,
    FaseAcuerdo,
    SituacionAcuerdo,
    seguir_cuotas,
    situacion_acuerdo,
)
from cobro_desktop.services.acuerdos.plan import Condiciones
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.storage.queries import acuerdos as consultas
from cobro_desktop.storage.rows import AcuerdoRow, ObligacionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.acuerdo import ReglasAcuerdo
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.storage.queries.acuerdos import Acuerdo, Ingreso

PAGOS_PREVIOS = "pagos_previos"
"""Key of `AcuerdoRow.plan`: payments that the debt of the agreement already counts."""


@dataclass(frozen=True, slots=True)
class AcuerdoSeguido:
    """An agreement with what the payments made of it, on a day."""

    acuerdo: Acuerdo
    cuotas: tuple[CuotaSeguida, ...]
    """One per instalment, in order; empty in a request."""
    situacion: SituacionAcuerdo
    saldada: bool
    """The case owes nothing any more, so that no instalment is asked for."""

    @property
    def estado(self) -> EstadoAcuerdo:
        """What was decided about it."""
        return EstadoAcuerdo(self.acuerdo.estado)

    @property
    def en_curso(self) -> bool:
        """Whether it is asked for or in force."""
        return self.estado in EN_CURSO

    @property
    def siguiente(self) -> CuotaSeguida | None:
        """The next instalment that is not paid whole, of an agreement in force."""
        if self.estado is not EstadoAcuerdo.VIGENTE or self.saldada:
            return None
        return next((c for c in self.cuotas if c.pagada is None), None)

    @property
    def pagado(self) -> Centavos:
        """What the payments put on the instalments."""
        return sum(cuota.abonado for cuota in self.cuotas)


def seguidos(
    session: Session, expediente_id: int, hoy: dt.date, reglas: ReglasAcuerdo
) -> list[AcuerdoSeguido]:
    """Return every agreement of a case as it stands on a day, the latest first."""
    found = consultas.acuerdos(session, expediente_id)
    if not found:
        return []
    ingresos = consultas.ingresos(session, expediente_id)
    owes = session.scalar(
        select(ObligacionRow.id)
        .where(
            ObligacionRow.expediente_id == expediente_id,
            ObligacionRow.estado == VIGENTE,
        )
        .limit(1)
    )
    return [
        _seguido(acuerdo, ingresos, hoy, reglas, saldada=owes is None)
        for acuerdo in found
    ]


def tiene(session: Session, expediente_id: int) -> bool:
    """Tell whether a case ever had an agreement, or asked for one."""
    own = select(AcuerdoRow.id).where(AcuerdoRow.expediente_id == expediente_id)
    return session.scalar(own.limit(1)) is not None


def en_curso(
    session: Session, expediente_id: int, hoy: dt.date, reglas: ReglasAcuerdo
) -> AcuerdoSeguido | None:
    """Return the agreement that is asked for or in force, if there is one."""
    found = seguidos(session, expediente_id, hoy, reglas)
    return next((one for one in found if one.en_curso), None)


def acuerdo_hecho(
    session: Session, expediente_id: int, hoy: dt.date, reglas: ReglasAcuerdo
) -> AcuerdoHecho | None:
    """Tell the rules of the procedures about the latest agreement that was granted."""
    granted = (
        one
        for one in seguidos(session, expediente_id, hoy, reglas)
        if one.acuerdo.firma is not None and one.estado is not EstadoAcuerdo.ANULADO
    )
    found = next(granted, None)
    if found is None:
        return None
    return AcuerdoHecho(
        estado=_estado_hecho(found),
        meses=condiciones_de(found.acuerdo).meses,
        garantizado=found.acuerdo.garantia != Garantia.NINGUNA,
        cuotas_en_mora=found.situacion.en_mora,
        cuotas_consecutivas_en_mora=found.situacion.consecutivas,
    )


def condiciones_de(acuerdo: Acuerdo, firma: dt.date | None = None) -> Condiciones:
    """Return what was agreed or asked; a request is planned as signed on `firma`.

    The first instalment that a request names is left behind by a later signing.
    """
    day = acuerdo.firma or firma or acuerdo.solicitado
    first = acuerdo.primera
    return Condiciones(
        firma=day,
        cuotas=acuerdo.cuotas,
        primera=first if first is not None and first >= day else None,
        metodo=Metodo(acuerdo.metodo),
        cuota_inicial=acuerdo.cuota_inicial,
        garantia=Garantia(acuerdo.garantia),
        garantia_detalle=acuerdo.garantia_detalle,
        garantia_valor=acuerdo.garantia_valor,
    )


def _seguido(
    acuerdo: Acuerdo,
    ingresos: Sequence[Ingreso],
    hoy: dt.date,
    reglas: ReglasAcuerdo,
    *,
    saldada: bool,
) -> AcuerdoSeguido:
    pactadas = [CuotaPactada(c.numero, c.vence, c.total) for c in acuerdo.filas]
    cuotas = seguir_cuotas(pactadas, _abonos(acuerdo, ingresos))
    day = min(hoy, acuerdo.cerrado) if acuerdo.cerrado else hoy
    granted = acuerdo.firma is not None
    found = situacion_acuerdo(cuotas, day, reglas.incumplimiento, otorgado=granted)
    settled = saldada and acuerdo.estado == EstadoAcuerdo.VIGENTE
    if settled:
        found = replace(
            found,
            fase=FaseAcuerdo.CUMPLIDO,
            en_mora=0,
            permite_declarar=False,
            incumplido_desde=None,
        )
    return AcuerdoSeguido(acuerdo, cuotas, found, settled)


def _abonos(acuerdo: Acuerdo, ingresos: Sequence[Ingreso]) -> list[Abono]:
    """Return the payments that its debt does not count yet, while it was in force.

    One that entered before the signing and was known later pays from the signing on.
    """
    firma = acuerdo.firma
    if firma is None:
        return []
    counted = set(acuerdo.plan.get(PAGOS_PREVIOS, ()))
    return [
        Abono(max(pago.fecha, firma), pago.valor)
        for pago in ingresos
        if pago.id not in counted
        and (acuerdo.cerrado is None or pago.fecha <= acuerdo.cerrado)
    ]


def _estado_hecho(found: AcuerdoSeguido) -> EstadoAcuerdo:
    """Say how a granted agreement stands: what is paid whole needs no declaration."""
    if found.estado is not EstadoAcuerdo.VIGENTE:
        return found.estado
    return {
        FaseAcuerdo.CUMPLIDO: EstadoAcuerdo.CUMPLIDO,
        FaseAcuerdo.INEFICAZ: EstadoAcuerdo.INCUMPLIDO,
    }.get(found.situacion.fase, EstadoAcuerdo.VIGENTE)
