"""Embargoed money: titles of deposit, applied, split or given back (F77)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.reglas_actos import liquidacion_en_firme, orden_en_firme
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.bienes.comun import (
    QUIENES,
    hecho,
    revisar_dia,
)
from cobro_desktop.services.efectos import realizar
from cobro_desktop.services.hechos import MANDAMIENTO, hechos_de
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.pagos import RegistrarPago, recibir_pago
from cobro_desktop.storage.rows import DepositoRow, ExpedienteRow, MedidaRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.efectos import Hecho
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

CONSTITUIDO, FRACCIONADO = "constituido", "fraccionado"
APLICADO, DEVUELTO = "aplicado", "devuelto"
BANCO: Final = "Banco Agrario de Colombia"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstituirDeposito:
    """Write down a title of deposit that a measure gave."""

    expediente_id: int
    numero: str
    fecha: dt.date
    valor: Centavos
    medida_id: int | None = None
    banco: str = BANCO


@dataclass(frozen=True, slots=True, kw_only=True)
class DisponerDeposito:
    """Apply a title to the debt, or give it back."""

    deposito_id: int
    destino: str
    """`aplicado devuelto`."""
    fecha: dt.date
    """Of the auto: it is the date of the payment (RULES 2.5)."""
    motivo: str = ""
    """Why it is given back, or why it is applied before the order is firm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FraccionarDeposito:
    """Split a title in two or more, whose values add up to its own."""

    deposito_id: int
    fecha: dt.date
    valores: tuple[Centavos, ...]


def constituir_deposito(
    command: ConstituirDeposito, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write down a title of deposit.

    Raises:
        InvalidDataError: no number, not above zero, or a day that has not come.
        NotFoundError: no such case or measure.
        ConflictError: the institution has that title already.
    """
    return realizar(
        workspace, contexto, "constituir_deposito", lambda tx: _constituir(tx, command)
    )


def disponer_deposito(
    command: DisponerDeposito, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Apply a title as a payment of the case, or give it back.

    Raises:
        NotFoundError: no such title.
        ConflictError: it was disposed of already.
        NotAllowedError: the order is not firm and no reason was given (ET 837-1).
        InvalidDataError: an unknown destination, a wrong day, or no reason to give
            it back.
    """
    return realizar(
        workspace, contexto, "disponer_deposito", lambda tx: _disponer(tx, command)
    )


def fraccionar_deposito(
    command: FraccionarDeposito, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Split a title.

    Raises:
        NotFoundError: no such title.
        ConflictError: it was disposed of already.
        InvalidDataError: fewer than two parts, or they do not add up.
    """
    return realizar(
        workspace, contexto, "fraccionar_deposito", lambda tx: _fraccionar(tx, command)
    )


def _constituir(tx: Transaction, command: ConstituirDeposito) -> Hecho:
    tx.require_role((*QUIENES, "TES", "FIN"), "registrar depósitos")
    expediente = tx.session.get(ExpedienteRow, command.expediente_id)
    if expediente is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    if not command.numero.strip():
        rehusar("Escriba el número del título de depósito.")
    if command.valor <= 0:
        rehusar(f"El título debe ser mayor que cero, y dice {pesos(command.valor)}.")
    revisar_dia("El título", command.fecha, tx.contexto.hoy)
    _exigir_nuevo(tx, expediente, command)
    if command.medida_id is not None:
        medida = tx.session.get(MedidaRow, command.medida_id)
        if medida is None or medida.expediente_id != expediente.id:
            message = (
                f"El expediente {expediente.numero} no tiene la medida "
                f"{command.medida_id}. No se registró nada."
            )
            raise NotFoundError(message)
    row = DepositoRow(
        expediente_id=expediente.id,
        medida_id=command.medida_id,
        numero=command.numero.strip(),
        fecha=command.fecha,
        valor=command.valor,
        banco=command.banco.strip(),
        fecha_estado=command.fecha,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("deposito", row.id)
    texto = (
        f"Se constituyó el título de depósito n.º {row.numero} por {pesos(row.valor)} "
        f"el {fecha_larga(row.fecha)}, en {row.banco}."
    )
    acto = Acto(
        tipo=TipoActuacion.MEDIDA,
        texto=texto,
        fecha=command.fecha,
        datos={"deposito": row.id},
    )
    return hecho(tx, expediente, acto, datos={"deposito": row.id})


def _exigir_nuevo(
    tx: Transaction, expediente: ExpedienteRow, command: ConstituirDeposito
) -> None:
    """Refuse a title of deposit that is written down already, in any case."""
    before = tx.session.scalar(
        select(ExpedienteRow.numero)
        .join(DepositoRow, DepositoRow.expediente_id == ExpedienteRow.id)
        .where(
            ExpedienteRow.entidad_id == expediente.entidad_id,
            DepositoRow.numero == command.numero.strip(),
            DepositoRow.banco == command.banco.strip(),
        )
    )
    if before is not None:
        message = (
            f"El título de depósito n.º {command.numero.strip()} ya está en el "
            f"expediente {before}. No se registró nada."
        )
        raise ConflictError(message)


def _disponer(tx: Transaction, command: DisponerDeposito) -> Hecho:
    tx.require_role(QUIENES, "disponer de depósitos")
    row, expediente = _libre(tx, command.deposito_id, command.fecha)
    if command.destino not in {APLICADO, DEVUELTO}:
        rehusar(f"Un título queda «{APLICADO}» o «{DEVUELTO}».")
    reason = command.motivo.strip()
    if command.destino == DEVUELTO:
        if not reason:
            rehusar("Escriba por qué se devuelve el título y a quién.")
        texto = f"Se devolvió el título n.º {row.numero}, {pesos(row.valor)}: {reason}."
        notas: list[str] = []
    else:
        _exigir_firmeza(tx, expediente, command)
        pago = RegistrarPago(
            expediente.id,
            command.fecha,
            row.valor,
            f"Título de depósito {row.numero}",
            row.banco,
        )
        found = recibir_pago(tx, expediente, pago)
        row.pago_id = found.pago_id
        texto = f"Se aplicó el título n.º {row.numero}, {pesos(row.valor)}, a la deuda."
        texto += f" Motivo: {reason}." if reason else ""
        notas = [found.espera] if found.espera else []
    row.estado, row.fecha_estado = command.destino, command.fecha
    tx.touch("deposito", row.id)
    acto = Acto(
        tipo=TipoActuacion.MEDIDA,
        texto=texto,
        fecha=command.fecha,
        resultado=command.destino,
        datos={"deposito": row.id, "pago": row.pago_id},
    )
    datos = {"deposito": row.id, "pago": row.pago_id}
    return hecho(tx, expediente, acto, notas=notas, datos=datos)


def _fraccionar(tx: Transaction, command: FraccionarDeposito) -> Hecho:
    tx.require_role(QUIENES, "fraccionar depósitos")
    row, expediente = _libre(tx, command.deposito_id, command.fecha)
    parts = command.valores
    if len(parts) < 2 or min(parts) <= 0 or sum(parts) != row.valor:
        listed = ", ".join(pesos(part) for part in parts)
        rehusar(
            f"Las partes ({listed}) deben ser dos o más, mayores que cero, y sumar "
            f"{pesos(row.valor)}."
        )
    children = [
        DepositoRow(
            expediente_id=expediente.id,
            medida_id=row.medida_id,
            padre_id=row.id,
            numero=f"{row.numero}-{number}",
            fecha=row.fecha,
            valor=part,
            banco=row.banco,
            fecha_estado=command.fecha,
        )
        for number, part in enumerate(parts, start=1)
    ]
    tx.session.add_all(children)
    row.estado, row.fecha_estado = FRACCIONADO, command.fecha
    tx.session.flush()
    ids = [child.id for child in children]
    tx.touch("deposito", row.id, *ids)
    listed = " y ".join(pesos(part) for part in parts)
    texto = f"Se fraccionó el título n.º {row.numero}, {pesos(row.valor)}, en {listed}."
    acto = Acto(
        tipo=TipoActuacion.MEDIDA,
        texto=texto,
        fecha=command.fecha,
        resultado=FRACCIONADO,
        datos={"deposito": row.id, "partes": ids},
    )
    return hecho(tx, expediente, acto, datos={"deposito": row.id, "partes": ids})


def _libre(
    tx: Transaction, deposito_id: int, fecha: dt.date
) -> tuple[DepositoRow, ExpedienteRow]:
    row = tx.session.get(DepositoRow, deposito_id)
    if row is None:
        message = f"No existe el título de depósito {deposito_id}."
        raise NotFoundError(message)
    if row.estado != CONSTITUIDO:
        message = f"El título n.º {row.numero} ya está {row.estado}. No se cambió nada."
        raise ConflictError(message)
    revisar_dia("El auto", fecha, tx.contexto.hoy)
    if fecha < row.fecha:
        rehusar(f"El título se constituyó después, el {fecha_larga(row.fecha)}.")
    return row, tx.session.get_one(ExpedienteRow, row.expediente_id)


def _exigir_firmeza(
    tx: Transaction, expediente: ExpedienteRow, command: DisponerDeposito
) -> None:
    """Hold that money is not used before the debt is certain (ET 837-1, CGP 447)."""
    if command.motivo.strip():
        return
    facts = hechos_de(tx.session, tx.workspace, expediente, command.fecha)
    missing = []
    if not facts.deudores <= facts.notificado(MANDAMIENTO):
        missing.append("el mandamiento no está notificado a todos los deudores")
    if not orden_en_firme(facts):
        missing.append("no consta en firme la orden de seguir adelante")
    if not liquidacion_en_firme(facts):
        missing.append("la liquidación del crédito y las costas no está aprobada")
    if facts.demanda_pendiente:
        missing.append("hay una demanda pendiente")
    if missing:
        message = (
            f"Todavía no se puede aplicar el dinero: {'; '.join(missing)} (ET 837-1; "
            "CGP, art. 447). Si el deudor lo autorizó o hay otra razón, escríbala. No "
            "se registró nada."
        )
        raise NotAllowedError(message, {"faltan": missing})
