"""`respuesta-sdh`: what the Secretaría de Hacienda did with what was sent to it.

Received, returned (the case comes back: PROCEDURES 1), classified, paid, or with a
recommendation to write it off. It is only about cases that were sent (`REMITIDO_SDH`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.formats import fecha_corta, fecha_larga, pesos
from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.services.importacion.casos import Rechazo
from cobro_desktop.services.importacion.externos import Estado
from cobro_desktop.services.importacion.filas import FilaSdh, fecha
from cobro_desktop.services.importacion.listados import Listado
from cobro_desktop.services.pagos import RegistrarPago, recibir_pago
from cobro_desktop.services.reaperturas import Reabrir, reabrir_en
from cobro_desktop.storage.rows import ExpedienteRow, LoteCambioRow, PagoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.importacion.externos import Comparado
    from cobro_desktop.services.importacion.informe import Balance
    from cobro_desktop.services.importacion.listados import Casos
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import LoteRow

PUERTAS: Final = {"completar": "sdh_pide_completar", "falla_titulo": "sdh_falla_titulo"}
"""Answer of the SDH → the door by which the case comes back."""
PAGADO: Final = "pagado"


def _impossible(
    fila: FilaSdh, item: Comparado, antes: Sequence[Comparado]
) -> Rechazo | None:
    case = item.estado.caso
    if fila.respuesta == PAGADO and not fila.valor:
        why = "Dice que hubo un pago y no trae su valor. Escríbalo en su columna."
        return Rechazo(fila.fila, "respuesta", Codigo.NOT_APPLICABLE, "Pago", why)
    back = next((c.estado for c in antes if c.estado.estado in PUERTAS), None)
    if back is not None and fila.respuesta in PUERTAS:
        why = (
            f"El expediente {case.numero} ya vuelve con la fila {back.fila}, y no se "
            "ha remitido otra vez. Deje una de las dos filas."
        )
        label = item.estado.etiqueta
        return Rechazo(fila.fila, "respuesta", Codigo.NOT_APPLICABLE, label, why)
    if case.estado == Fin.REMITIDO_SDH:
        return _antes_de_remitir(fila, item)
    why = (
        f"El expediente {case.numero} no está remitido a la Secretaría de Hacienda: "
        "no puede tener respuesta suya. Revise el número o registre antes la remisión."
    )
    value = fila.expediente
    return Rechazo(fila.fila, "expediente", Codigo.NOT_APPLICABLE, value, why)


def _antes_de_remitir(fila: FilaSdh, item: Comparado) -> Rechazo | None:
    """Reject a return that would have come before the case was sent."""
    case, day = item.estado.caso, item.estado.consultado
    if fila.respuesta not in PUERTAS or case.cerrado is None or day >= case.cerrado:
        return None
    why = (
        f"Dice que el expediente {case.numero} volvió el {fecha_larga(day)}, y se "
        f"remitió el {fecha_larga(case.cerrado)}. Corrija la fecha."
    )
    value = fecha_corta(day)
    return Rechazo(fila.fila, "fecha", Codigo.NOT_APPLICABLE, value, why)


def _estados(filas: Sequence[FilaSdh], casos: Casos, _hoy: dt.date) -> list[Estado]:
    labels = _etiquetas()
    states = []
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
        states.append(
            Estado(
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
                de_registro=True,
            )
        )
    return states


def _detalle(fila: FilaSdh) -> str:
    value = pesos(fila.valor) if fila.valor and fila.respuesta == PAGADO else None
    parts = (fila.motivo, fila.clasificacion, value, fila.observaciones)
    return "; ".join(part for part in parts if part)


def _hacer(tx: Transaction, lote: LoteRow, state: Estado, fila: FilaSdh) -> None:
    """Reopen what came back; register what was paid."""
    if state.estado in PUERTAS:
        _reabrir(tx, lote, state)
    if state.estado == PAGADO:
        _pagar(tx, lote, state, fila)


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


def _pagar(tx: Transaction, lote: LoteRow, state: Estado, fila: FilaSdh) -> None:
    expediente = tx.session.get_one(ExpedienteRow, state.caso.id)
    day = fecha(fila.fecha)
    assert day is not None, "the format asks for it"
    reference = fila.referencia or fila.radicado or f"SDH {expediente.numero}"
    command = RegistrarPago(
        expediente.id, day, fila.valor or 0, reference, banco="Secretaría de Hacienda"
    )
    paid = recibir_pago(tx, expediente, command)
    tx.session.get_one(PagoRow, paid.pago_id).lote_id = lote.id


def _tell_returns(balance: Balance, compared: Sequence[Comparado]) -> None:
    for item in compared:
        if item.destino != "igual" and item.estado.estado in PUERTAS:
            state = item.estado
            balance.reingresos.append(
                {"fila": state.fila, "expediente": state.caso.numero}
            )


def _etiquetas() -> dict[str, str]:
    campo = load_formato("respuesta-sdh").campo("respuesta")
    return {opcion.id: opcion.etiqueta for opcion in campo.opciones}


_SDH: Final = Listado(
    FilaSdh,
    "expediente",
    lambda f: f.expediente,
    _estados,
    "Guardando las respuestas",
    imposible=_impossible,
    contar=_tell_returns,
    hacer=_hacer,
)
rechazar, simular, aplicar = _SDH.rechazar, _SDH.simular, _SDH.aplicar
