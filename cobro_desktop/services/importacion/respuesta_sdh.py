"""`respuesta-sdh`: what the Secretaría de Hacienda did with what was sent to it.

Received, returned (the case comes back: PROCEDURES 1), classified, paid, or with a
recommendation to write it off. It is only about cases that were sent (`REMITIDO_SDH`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.services.importacion import externos
from cobro_desktop.services.importacion.casos import (
    Rechazo,
    casos_por_numero,
    entidad_de,
    sin_caso,
)
from cobro_desktop.services.importacion.externos import Estado
from cobro_desktop.services.importacion.filas import FilaSdh, fecha, filas_de
from cobro_desktop.services.pagos import RegistrarPago, recibir_pago
from cobro_desktop.services.reaperturas import Reabrir, reabrir_en
from cobro_desktop.storage.rows import ExpedienteRow, LoteCambioRow, PagoRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.importacion.externos import Comparado
    from cobro_desktop.services.importacion.filas import Carga, Ensayo
    from cobro_desktop.services.importacion.informe import Balance
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import LoteRow

PUERTAS: Final = {"completar": "sdh_pide_completar", "falla_titulo": "sdh_falla_titulo"}
"""Answer of the SDH → the door by which the case comes back."""
PAGADO: Final = "pagado"


def rechazar(ensayo: Ensayo) -> list[Rechazo]:
    """Reject what is of no case, what was never sent, and payments without value."""
    filas = list(filas_de(ensayo.resumen, FilaSdh))
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    casos = casos_por_numero(ensayo.session, entidad_id, (f.expediente for f in filas))
    rejected = sin_caso([(f.fila, f.expediente) for f in filas], casos, "expediente")
    lost = {item.fila for item in rejected}
    rest = [fila for fila in filas if fila.fila not in lost]
    states = _estados(ensayo.session, entidad_id, rest)
    compared = externos.comparar(ensayo.session, [states[f.fila] for f in rest])
    for fila, item in zip(rest, compared, strict=True):
        if item.destino != "igual" and (found := _impossible(fila, item)):
            rejected.append(found)
    return rejected


def simular(ensayo: Ensayo) -> Balance:
    """Say which answers are new, and which cases would come back."""
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    filas = list(filas_de(ensayo.resumen, FilaSdh))
    states = _estados(ensayo.session, entidad_id, filas)
    compared = externos.comparar(ensayo.session, list(states.values()))
    balance = externos.contar(compared)
    _tell_returns(balance, compared)
    return balance


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Record the answers; reopen what came back, register what was paid."""
    filas = {fila.fila: fila for fila in filas_de(carga.resumen, FilaSdh)}
    states = _estados(tx.session, carga.lote.entidad_id, list(filas.values()))
    compared = externos.comparar(tx.session, list(states.values()))
    balance = externos.contar(compared)
    _tell_returns(balance, compared)
    for done, item in enumerate(compared, start=1):
        carga.progress.report(done, len(compared), "Guardando las respuestas")
        if item.destino == "igual":
            continue
        state = item.estado
        externos.anotar(tx, carga.lote, state)
        expediente = tx.session.get_one(ExpedienteRow, state.caso.id)
        balance.expedientes.add(expediente.id)
        if state.estado in PUERTAS:
            _reabrir(tx, carga.lote, state)
        if state.estado == PAGADO:
            _pagar(tx, carga.lote, expediente, filas[state.fila])
    return balance


def _impossible(fila: FilaSdh, item: Comparado) -> Rechazo | None:
    case = item.estado.caso
    if fila.respuesta == PAGADO and not fila.valor:
        why = "Dice que hubo un pago y no trae su valor. Escríbalo en su columna."
        return Rechazo(fila.fila, "respuesta", Codigo.NOT_APPLICABLE, "Pago", why)
    if case.estado == Fin.REMITIDO_SDH:
        return None
    why = (
        f"El expediente {case.numero} no está remitido a la Secretaría de Hacienda: "
        "no puede tener respuesta suya. Revise el número o registre antes la remisión."
    )
    value = fila.expediente
    return Rechazo(fila.fila, "expediente", Codigo.NOT_APPLICABLE, value, why)


def _estados(
    session: Session, entidad_id: int, filas: list[FilaSdh]
) -> Mapping[int, Estado]:
    casos = casos_por_numero(session, entidad_id, (f.expediente for f in filas))
    labels = _etiquetas()
    states = {}
    for fila in filas:
        day = fecha(fila.fecha)
        assert day is not None, "the format asks for it"
        label = labels[fila.respuesta]
        detail = _detalle(fila)
        known_as = f", radicado {fila.radicado}" if fila.radicado else ""
        texto = (
            f"La Secretaría de Hacienda respondió el {fecha_larga(day)}{known_as}: "
            f"{label.lower()}{f' ({detail})' if detail else ''}."
        )
        states[fila.fila] = Estado(
            fila=fila.fila,
            caso=casos[fila.expediente][0],
            sistema="sdh",
            estado=fila.respuesta,
            etiqueta=label,
            fecha=day,
            consultado=day,
            referencia=fila.radicado or "",
            detalle=detail,
            texto=texto,
            numeros={"SDH": fila.radicado} if fila.radicado else {},
        )
    return states


def _detalle(fila: FilaSdh) -> str:
    value = pesos(fila.valor) if fila.valor and fila.respuesta == PAGADO else None
    parts = (fila.motivo, fila.clasificacion, value, fila.observaciones)
    return "; ".join(part for part in parts if part)


def _reabrir(tx: Transaction, lote: LoteRow, state: Estado) -> None:
    """Bring a case back by its door; the undo of the batch is refused from then on."""
    expediente = tx.session.get_one(ExpedienteRow, state.caso.id)
    before = f"{expediente.estado} {expediente.actividad}"
    door, day = PUERTAS[state.estado], state.consultado
    reabrir_en(tx, Reabrir(expediente.id, door, day, state.texto))
    change = {
        "lote_id": lote.id,
        "tabla": "expediente",
        "fila_id": expediente.id,
        "campo": "actividad",
        "antes": before,
        "despues": expediente.actividad,
    }
    insert_rows(tx.session, LoteCambioRow, [change])


def _pagar(
    tx: Transaction, lote: LoteRow, expediente: ExpedienteRow, fila: FilaSdh
) -> None:
    day = fecha(fila.fecha)
    assert day is not None, "the format asks for it"
    reference = fila.referencia or fila.radicado or f"SDH {expediente.numero}"
    command = RegistrarPago(
        expediente.id, day, fila.valor or 0, reference, banco="Secretaría de Hacienda"
    )
    paid = recibir_pago(tx, expediente, command)
    tx.session.get_one(PagoRow, paid.pago_id).lote_id = lote.id


def _tell_returns(balance: Balance, compared: list[Comparado]) -> None:
    for item in compared:
        if item.destino != "igual" and item.estado.estado in PUERTAS:
            state = item.estado
            balance.reingresos.append(
                {"fila": state.fila, "expediente": state.caso.numero}
            )


def _etiquetas() -> dict[str, str]:
    campo = load_formato("respuesta-sdh").campo("respuesta")
    return {opcion.id: opcion.etiqueta for opcion in campo.opciones}
