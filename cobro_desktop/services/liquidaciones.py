"""Interest of the obligations of a case, and the liquidations that are kept (B1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.cuenta import Abono, Cuenta
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace


def liquidar_expediente(
    workspace: Workspace, expediente_id: int, corte: dt.date
) -> list[tuple[int, Liquidacion]]:
    """Liquidate each open obligation of a case to a date; (obligation id, figures).

    Raises:
        MissingParameterError: a rate or index is not loaded; says which.
    """
    with workspace.base.read() as session:
        obligaciones = session.scalars(
            select(ObligacionRow)
            .where(ObligacionRow.expediente_id == expediente_id)
            .order_by(ObligacionRow.id)
        ).all()
        return [(o.id, liquidar_en(session, workspace, o, corte)) for o in obligaciones]


def liquidar_en(
    session: Session, workspace: Workspace, obligacion: ObligacionRow, corte: dt.date
) -> Liquidacion:
    """Liquidate an obligation with the payments imputed to it up to the cut."""
    sigla = session.scalars(
        select(EntidadRow.sigla)
        .join(ExpedienteRow, ExpedienteRow.entidad_id == EntidadRow.id)
        .where(ExpedienteRow.id == obligacion.expediente_id)
    ).one()
    abonos = session.execute(
        select(
            PagoRow.fecha,
            ImputacionRow.capital
            + ImputacionRow.interes
            + ImputacionRow.costas
            + ImputacionRow.saldo_a_favor,
        )
        .join(PagoRow, PagoRow.id == ImputacionRow.pago_id)
        .where(
            ImputacionRow.obligacion_id == obligacion.id,
            PagoRow.estado != "anulado",
            PagoRow.fecha <= corte,
        )
        .order_by(PagoRow.fecha, PagoRow.id)
    )
    cuenta = Cuenta(
        capital=obligacion.capital,
        regimen=Regimen(obligacion.regimen),
        exigible=obligacion.exigible,
        corte=corte,
        abonos=tuple(Abono(fecha, valor) for fecha, valor in abonos if valor),
        abono_historico=min(obligacion.abono_historico, obligacion.capital),
    )
    return liquidar(cuenta, workspace.opciones(sigla), workspace.referencia)


def en_json(liquidacion: Liquidacion) -> dict[str, object]:
    """Return the figures of a liquidation, in pesos, for the command line."""
    return {
        "capital": en_pesos(liquidacion.cuenta.capital),
        "interes": en_pesos(liquidacion.saldo.intereses),
        "total": en_pesos(liquidacion.total),
        "saldo_capital": en_pesos(liquidacion.saldo.capital),
        "por_dia_adicional": en_pesos(liquidacion.por_dia_adicional),
        "huella": liquidacion.huella,
    }
