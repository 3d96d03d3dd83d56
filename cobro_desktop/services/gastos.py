"""Expenses of collection that the debtor owes too (ET 836-1; RULES 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.cuenta import ANIOS, MAXIMO
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import ConflictError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.efectos import (
    Efectos,
    Hecho,
    comparar,
    ensayar,
    fotografiar,
    realizar,
)
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.services.reimputaciones import reimputar
from cobro_desktop.storage.rows import ExpedienteRow, GastoRow, ObligacionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.PRO, Rol.COO, Rol.JEF, Rol.FIN, Rol.TES)
_VIGENTE: Final = "vigente"


@dataclass(frozen=True, slots=True)
class RegistrarGasto:
    """Charge an expense to an obligation of a case."""

    expediente_id: int
    fecha: dt.date
    """From this day on it is owed; not after today."""
    concepto: str
    valor: Centavos
    soporte: str
    """What proves it: the law asks for a proof of each expense."""
    obligacion_id: int | None = None
    """None when the case has only one open obligation."""


@dataclass(frozen=True, slots=True)
class AnularGasto:
    """Withdraw an expense that should not have been charged; it stays as history."""

    expediente_id: int
    gasto_id: int
    motivo: str


class Cargable(NamedTuple):
    """An open obligation to which an expense may be charged."""

    id: int
    nombre: str
    """`Multa 2024, exigible desde el 15 ene 2025`."""


def registrar_gasto(
    command: RegistrarGasto, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record an expense; payments from its day on are imputed again.

    Raises:
        InvalidDataError: no concept, no proof, not above zero, after today, or there.
        ConflictError: several obligations are open and none was named; lists them.
        NotFoundError: no such case, or no such open obligation in it.
        NotAllowedError: the case ended, or the user's role may not.
        MissingParameterError: payments must be imputed again and a rate is missing.
    """
    return realizar(
        workspace, contexto, "registrar_gasto", lambda tx: _registrar(tx, command)
    )


def prever_gasto(
    command: RegistrarGasto, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what an expense would change; raises what recording it would."""
    return ensayar(workspace, contexto, lambda tx: _registrar(tx, command))


def anular_gasto(
    command: AnularGasto, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Withdraw an expense; payments from its day on are imputed again.

    Raises:
        InvalidDataError: no reason.
        NotFoundError: no such case, or no such expense in force in it.
        NotAllowedError: the case ended, or the user's role may not.
    """
    return realizar(
        workspace, contexto, "anular_gasto", lambda tx: _anular(tx, command)
    )


def prever_anulacion(
    command: AnularGasto, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what withdrawing an expense would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _anular(tx, command))


def cargables(workspace: Workspace, expediente_id: int) -> list[Cargable]:
    """Return the open obligations of a case, the oldest due first.

    Raises:
        NotFoundError: no such case.
    """
    with workspace.base.read() as session:
        expediente = session.get(ExpedienteRow, expediente_id)
        if expediente is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        return _cargables(session, expediente)


def cambiar_gasto(
    tx: Transaction,
    expediente: ExpedienteRow,
    row: GastoRow,
    escribir: Callable[[], None],
) -> Efectos:
    """Change an expense with `escribir` and impute again what it touches."""
    before = fotografiar(tx, expediente)
    first = row.fecha
    escribir()
    split = reimputar(tx, expediente, min(first, row.fecha))
    after = fotografiar(tx, expediente)
    return comparar(before, after, notas=[change.frase for change in split])


def _registrar(tx: Transaction, command: RegistrarGasto) -> Hecho:
    tx.require_role(QUIENES, "registrar gastos del cobro")
    _revisar(command, tx.contexto.hoy)
    expediente = abierto(tx, command.expediente_id)
    row = GastoRow(
        expediente_id=expediente.id,
        obligacion_id=_obligacion(tx, expediente, command.obligacion_id),
        fecha=command.fecha,
        concepto=command.concepto.strip(),
        valor=command.valor,
        soporte=command.soporte.strip(),
        estado=_VIGENTE,
    )
    _revisar_repetido(tx.session, row)
    efectos = cambiar_gasto(tx, expediente, row, lambda: tx.session.add(row))
    texto = (
        f"Se registró un gasto del cobro de {pesos(row.valor)} del "
        f"{fecha_larga(row.fecha)}: {row.concepto}. Soporte: {row.soporte}."
    )
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.NOTA,
            texto=texto,
            fecha=row.fecha,
            datos={"gasto": row.id, "obligacion": row.obligacion_id, **efectos.datos()},
        ),
    )
    row.actuacion_id = act.id
    tx.touch("gasto", row.id)
    datos = {"actuacion": act.id, "gasto": row.id, "valor": en_pesos(row.valor)}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _anular(tx: Transaction, command: AnularGasto) -> Hecho:
    tx.require_role(QUIENES, "anular gastos del cobro")
    if not command.motivo.strip():
        rehusar("Escriba por qué se anula el gasto.")
    expediente = abierto(tx, command.expediente_id)
    row = tx.session.get(GastoRow, command.gasto_id)
    if row is None or row.expediente_id != expediente.id or row.estado != _VIGENTE:
        message = (
            f"En el expediente {expediente.numero} no hay un gasto vigente con el "
            f"número {command.gasto_id}. No se anuló nada."
        )
        raise NotFoundError(message)

    def escribir() -> None:
        row.estado = "anulado"

    efectos = cambiar_gasto(tx, expediente, row, escribir)
    texto = (
        f"Se anuló el gasto de {pesos(row.valor)} del {fecha_larga(row.fecha)} "
        f"({row.concepto}): {command.motivo.strip()}."
    )
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.ANULACION,
            texto=texto,
            fecha=tx.contexto.hoy,
            datos={"gasto": row.id, **efectos.datos()},
            anula_id=row.actuacion_id,
        ),
    )
    tx.touch("gasto", row.id)
    datos = {"actuacion": act.id, "gasto": row.id}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _revisar(command: RegistrarGasto, hoy: dt.date) -> None:
    if not command.concepto.strip():
        rehusar("Escriba en qué se gastó.")
    if not command.soporte.strip():
        rehusar(
            "Cada gasto del cobro se prueba (ET 836-1): escriba su soporte, como el "
            "número de la factura o del recibo."
        )
    if not 0 < command.valor <= MAXIMO:
        rehusar(f"Un gasto no puede ser de {pesos(command.valor)}. Revise el valor.")
    if command.fecha > hoy:
        rehusar(
            f"La fecha del gasto, {fecha_larga(command.fecha)}, es posterior a hoy, "
            f"{fecha_larga(hoy)}."
        )
    if command.fecha.year not in ANIOS:
        rehusar(f"La fecha {command.fecha.isoformat()} no puede ser.")


def _revisar_repetido(session: Session, row: GastoRow) -> None:
    same = select(GastoRow.id).where(
        GastoRow.expediente_id == row.expediente_id,
        GastoRow.fecha == row.fecha,
        GastoRow.valor == row.valor,
        GastoRow.concepto == row.concepto,
        GastoRow.soporte == row.soporte,
        GastoRow.estado == _VIGENTE,
    )
    if session.scalar(same.limit(1)) is not None:
        rehusar(
            f"Ya está registrado ese gasto de {pesos(row.valor)} del "
            f"{fecha_larga(row.fecha)} con el mismo soporte."
        )


def _obligacion(tx: Transaction, expediente: ExpedienteRow, wanted: int | None) -> int:
    open_ones = _cargables(tx.session, expediente)
    if wanted is not None:
        open_ones = [o for o in open_ones if o.id == wanted]
    if not open_ones:
        message = (
            f"El expediente {expediente.numero} no tiene "
            + ("esa obligación" if wanted is not None else "obligaciones")
            + " por pagar. No se registró el gasto."
        )
        raise NotFoundError(message)
    if len(open_ones) > 1:
        listed = "; ".join(f"{o.id}: {o.nombre}" for o in open_ones)
        message = (
            f"El expediente {expediente.numero} tiene varias obligaciones ({listed}). "
            "Diga a cuál se carga el gasto. No se registró."
        )
        raise ConflictError(message, {"obligaciones": [o.id for o in open_ones]})
    return open_ones[0].id


def _cargables(session: Session, expediente: ExpedienteRow) -> list[Cargable]:
    names = {
        c.id: c.nombre
        for c in load_conceptos(sigla_de(session, expediente), recursos_de(session))
    }
    rows = session.scalars(
        select(ObligacionRow)
        .where(
            ObligacionRow.expediente_id == expediente.id,
            ObligacionRow.estado == VIGENTE,
        )
        .order_by(ObligacionRow.exigible, ObligacionRow.id)
    )
    return [
        Cargable(
            row.id,
            f"{names.get(row.concepto, row.concepto)}"
            + (f" {row.vigencia}" if row.vigencia else "")
            + f", exigible desde el {fecha_larga(row.exigible)}",
        )
        for row in rows
    ]
