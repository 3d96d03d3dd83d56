"""Taking back that a payment was of a case: it waits in the tray again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.anulacion_pagos import pago_en_caso, retirar_pago
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.efectos import (
    Efectos,
    Hecho,
    comparar,
    ensayar,
    fotografiar,
    realizar,
)
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.recaudo.bandeja import SIN_IDENTIFICAR
from cobro_desktop.services.recaudo.copias import copia_de
from cobro_desktop.services.recaudo.identificar import QUIENES
from cobro_desktop.storage.rows import PagoParteRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import PagoRow


@dataclass(frozen=True, slots=True)
class DevolverABandeja:
    """Say that a payment is not of the case that has it."""

    pago_id: int
    motivo: str


def devolver_a_bandeja(
    command: DevolverABandeja, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Owe again what it paid and let it wait for whose it is.

    Its row in the case stays annulled, as history; a new one waits with the same
    reference, so that its file still brings nothing new.

    Raises:
        InvalidDataError: no reason.
        NotFoundError: no such payment in a case.
        ConflictError: it is annulled already.
        NotAllowedError: it is a deposit that was applied, the case ended, or the
            user's role may not.
        MissingParameterError: payments must be imputed again and a rate is missing.
    """

    def work(tx: Transaction) -> Hecho:
        return _devolver(tx, command)

    return realizar(workspace, contexto, "devolver_pago_a_bandeja", work)


def devolver_varios(
    pagos: Sequence[int], motivo: str, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Do it for each of some payments: the parts that one was given in, for instance.

    Raises:
        UserError: as `devolver_a_bandeja`; what came before it stays done.
    """
    done = [
        devolver_a_bandeja(DevolverABandeja(pago, motivo), workspace, contexto)
        for pago in pagos
    ]
    return Changes(
        frozenset(case for changes in done for case in changes.expedientes),
        resumen=" ".join(changes.resumen for changes in done),
        datos={"pagos": [changes.datos["pago"] for changes in done]},
    )


def prever_devolucion(
    command: DevolverABandeja, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what it would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _devolver(tx, command))


def _devolver(tx: Transaction, command: DevolverABandeja) -> Hecho:
    tx.require_role(QUIENES, "devolver pagos a la bandeja")
    reason = " ".join(command.motivo.split()).rstrip(".")
    if not reason:
        message = "Escriba por qué el pago no es de ese expediente. No se cambió nada."
        raise InvalidDataError(message)
    pago = pago_en_caso(tx, command.pago_id)
    assert pago.expediente_id is not None, "it is of a case"
    expediente = abierto(tx, pago.expediente_id)
    before = fotografiar(tx, expediente)
    why = f"vuelve a los pagos por identificar; {reason}"
    act, split = retirar_pago(tx, expediente, pago, why)
    pago.motivo = f"Volvió a los pagos por identificar: {reason}"
    tx.session.flush()
    waiting = _en_espera(tx, pago)
    notas = [change.frase for change in split]
    efectos = comparar(before, fotografiar(tx, expediente), notas=notas)
    datos = {"actuacion": act.id, "pago": waiting.id}
    return Hecho(expediente.id, expediente.numero, act.texto, efectos, datos)


def _en_espera(tx: Transaction, pago: PagoRow) -> PagoRow:
    row = copia_de(pago, valor=pago.valor, estado=SIN_IDENTIFICAR)
    tx.session.add(row)
    tx.session.flush()
    part = tx.session.get(PagoParteRow, pago.id)
    if part is not None:
        tx.session.add(PagoParteRow(pago_id=row.id, origen_id=part.origen_id))
    tx.touch("pago", pago.id, row.id)
    return row
