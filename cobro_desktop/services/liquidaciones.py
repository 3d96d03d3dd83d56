"""Interest of the obligations of a case, reckoned from what is stored (F72)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_desktop.services.antecedentes import antecedentes
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.cuenta import Cuenta
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.workspace import Workspace

VIGENTE = "VIGENTE"
PAGADA = "PAGADA"


@dataclass(frozen=True, slots=True)
class ObligacionLiquidada:
    """One obligation of a case with its figures at a cut."""

    obligacion_id: int
    concepto: str
    """As documents name it: `Multa`."""
    titulo: str
    """`Resolución n.º 20244100012345`."""
    liquidacion: Liquidacion


@dataclass(frozen=True, slots=True)
class LiquidacionCaso:
    """The obligations of a case that were owed at a cut."""

    expediente_id: int
    numero: str
    sigla: str
    corte: dt.date
    obligaciones: tuple[ObligacionLiquidada, ...]

    @property
    def saldo(self) -> Conceptos:
        """What is owed at the cut, by concept."""
        owed = [o.liquidacion.saldo for o in self.obligaciones]
        return Conceptos(
            sum(saldo.capital for saldo in owed),
            sum(saldo.intereses for saldo in owed),
            sum(saldo.costas for saldo in owed),
        )

    @property
    def por_dia_adicional(self) -> Centavos:
        """What each day after the cut adds."""
        return sum(o.liquidacion.por_dia_adicional for o in self.obligaciones)


def liquidar_caso(
    workspace: Workspace, expediente_id: int, corte: dt.date
) -> LiquidacionCaso:
    """Liquidate what a case owed at a cut: open obligations, and those paid later.

    Raises:
        NotFoundError: no such case, or it owed nothing.
        MissingParameterError: a rate or index is not loaded; says which.
    """
    with workspace.base.read() as session:
        return liquidar_caso_en(session, workspace, expediente_id, corte)


def liquidar_caso_en(
    session: Session, workspace: Workspace, expediente_id: int, corte: dt.date
) -> LiquidacionCaso:
    """Do `liquidar_caso` inside a transaction that is open."""
    expediente = session.get(ExpedienteRow, expediente_id)
    if expediente is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    sigla = session.get_one(EntidadRow, expediente.entidad_id).sigla
    found = tuple(_debidas(session, workspace, expediente, sigla, corte))
    if not found:
        message = (
            f"El expediente {expediente.numero} no tiene obligaciones por liquidar: "
            "todas están pagadas o cerradas."
        )
        raise NotFoundError(message)
    return LiquidacionCaso(expediente_id, expediente.numero, sigla, corte, found)


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
    cuenta = cuenta_en(session, obligacion, corte)
    return liquidar(cuenta, workspace.opciones(sigla), workspace.referencia)


def cuenta_en(session: Session, obligacion: ObligacionRow, corte: dt.date) -> Cuenta:
    """Return what goes into the liquidation of an obligation."""
    return antecedentes(session, [obligacion]).cuenta(obligacion, corte)


def en_json(liquidacion: Liquidacion) -> dict[str, object]:
    """Return the figures of a liquidation, in pesos, for the command line."""
    return {
        "capital": en_pesos(liquidacion.cuenta.capital),
        "interes": en_pesos(liquidacion.saldo.intereses),
        "total": en_pesos(liquidacion.total),
        "saldo_capital": en_pesos(liquidacion.saldo.capital),
        "costas": en_pesos(liquidacion.saldo.costas),
        "por_dia_adicional": en_pesos(liquidacion.por_dia_adicional),
        "huella": liquidacion.huella,
    }


def _debidas(
    session: Session,
    workspace: Workspace,
    expediente: ExpedienteRow,
    sigla: str,
    corte: dt.date,
) -> Iterator[ObligacionLiquidada]:
    names = {
        concepto.id: concepto for concepto in load_conceptos(sigla, workspace.recursos)
    }
    rows = session.execute(
        select(ObligacionRow, TituloRow.numero)
        .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
        .where(
            ObligacionRow.expediente_id == expediente.id,
            ObligacionRow.estado.in_([VIGENTE, PAGADA]),
        )
        .order_by(ObligacionRow.titulo_id, ObligacionRow.exigible, ObligacionRow.id)
    )
    for obligacion, numero in rows.all():
        cuenta = cuenta_en(session, obligacion, corte)
        found = liquidar(cuenta, workspace.opciones(sigla), workspace.referencia)
        if obligacion.estado == PAGADA and not found.total:
            continue
        concepto = names.get(obligacion.concepto)
        yield ObligacionLiquidada(
            obligacion_id=obligacion.id,
            concepto=concepto.nombre if concepto else obligacion.concepto,
            titulo=f"{concepto.titulo if concepto else 'Título'} n.º {numero}",
            liquidacion=found,
        )
