"""Liquidations that are kept with all they depended on, to be repeated (B1, F73)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.huella import constancia
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_corta, fecha_larga, instante, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.liquidaciones import liquidar_caso_en
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import LiquidacionRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.liquidaciones import (
        LiquidacionCaso,
        ObligacionLiquidada,
    )
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

GUARDAN = (Rol.PRO, Rol.COO, Rol.JEF, Rol.FIN, Rol.TES)


@dataclass(frozen=True, slots=True)
class GuardarLiquidacion:
    """Keep what a case owed at a cut."""

    expediente_id: int
    corte: dt.date
    """The last day that earns interest; past or future."""


def guardar_liquidacion(
    command: GuardarLiquidacion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Store one liquidation per obligation and an act that names them.

    Raises:
        NotFoundError: no such case, or it owed nothing at the cut.
        NotAllowedError: the case ended, the user may not, or the same one is kept.
        MissingParameterError: a rate or index is not loaded; says which.
    """
    with transaction(workspace, contexto, "guardar_liquidacion") as tx:
        tx.require_role(GUARDAN, "guardar liquidaciones")
        expediente = abierto(tx, command.expediente_id)
        caso = liquidar_caso_en(tx.session, workspace, expediente.id, command.corte)
        _check_new(tx, caso)
        rows = [_row(tx, liquidada) for liquidada in caso.obligaciones]
        tx.session.add_all(rows)
        tx.session.flush()
        huellas = [row.huella for row in rows]
        texto = _texto(caso, huellas)
        acto = Acto(
            tipo=TipoActuacion.NOTA,
            texto=texto,
            fecha=contexto.hoy,
            datos={
                "liquidaciones": [row.id for row in rows],
                "corte": caso.corte.isoformat(),
                "huellas": huellas,
            },
        )
        act = registrar(tx, expediente, acto)
        tx.touch("liquidacion", *[row.id for row in rows])
        tx.tell(f"{expediente.numero}: {texto}", despues=" ".join(huellas))
        datos: dict[str, object] = {
            "actuacion": act.id,
            "liquidaciones": [row.id for row in rows],
            "huellas": huellas,
            "total": en_pesos(caso.saldo.total),
        }
    return Changes(frozenset({expediente.id}), resumen=texto, datos=datos)


def guardadas_de(workspace: Workspace, caso: LiquidacionCaso) -> dict[int, str]:
    """Tell, by obligation, who kept this very liquidation and when; absent if nobody.

    Another input, rate or reading makes another fingerprint, so it is another one.
    """
    found = {}
    with workspace.base.read() as session:
        for liquidada in caso.obligaciones:
            row = session.scalar(_same(liquidada))
            if row is not None:
                found[liquidada.obligacion_id] = (
                    f"{row.usuario}, {instante(row.creada_en)}"
                )
    return found


def _check_new(tx: Transaction, caso: LiquidacionCaso) -> None:
    rows = [tx.session.scalar(_same(liquidada)) for liquidada in caso.obligaciones]
    first = rows[0]
    if first is None or None in rows:
        return
    message = (
        f"Esta liquidación con corte al {fecha_corta(caso.corte)} ya está guardada: la "
        f"guardó {first.usuario} el {instante(first.creada_en)}. No se repitió."
    )
    raise NotAllowedError(message, {"huellas": [row.huella for row in rows if row]})


def _same(liquidada: ObligacionLiquidada) -> Any:
    """Select the kept liquidation of an obligation with the same fingerprint."""
    return (
        select(LiquidacionRow)
        .where(
            LiquidacionRow.obligacion_id == liquidada.obligacion_id,
            LiquidacionRow.huella == liquidada.liquidacion.huella,
        )
        .order_by(LiquidacionRow.id)
        .limit(1)
    )


def _row(tx: Transaction, liquidada: ObligacionLiquidada) -> LiquidacionRow:
    """Return what is kept; its three amounts are the balances owed at the cut."""
    found = liquidada.liquidacion
    entrada = constancia(found)
    huella, resultado = entrada.pop("huella"), entrada.pop("resultado")
    return LiquidacionRow(
        obligacion_id=liquidada.obligacion_id,
        corte=found.cuenta.corte,
        capital=found.saldo.capital,
        interes=found.saldo.intereses,
        total=found.total,
        huella=huella,
        motor=entrada["motor"],
        entrada=entrada,
        resultado=resultado,
        usuario=tx.contexto.usuario,
        creada_en=tx.ahora,
    )


def _texto(caso: LiquidacionCaso, huellas: list[str]) -> str:
    saldo = caso.saldo
    costas = f", costas {pesos(saldo.costas)}" if saldo.costas else ""
    plural = "s" if len(huellas) > 1 else ""
    return (
        f"Se guardó la liquidación con corte al {fecha_larga(caso.corte)}: capital "
        f"{pesos(saldo.capital)}, intereses {pesos(saldo.intereses)}{costas}, total "
        f"{pesos(saldo.total)}. Huella{plural} {', '.join(huellas)}."
    )
