"""`pagos`: register and match by ID and title; impute what can be (F78)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.importacion.casos import entidad_de
from cobro_desktop.services.importacion.filas import pagos as filas_de
from cobro_desktop.services.importacion.informe import Balance
from cobro_desktop.services.pagos import imputar_pago
from cobro_desktop.storage.rows import ExpedienteRow, PagoRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.importacion.filas import Carga, Ensayo, FilaPago
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import LoteRow


def simular(ensayo: Ensayo) -> Balance:
    """Say which payments are new and which would find their case."""
    session, resumen = ensayo.session, ensayo.resumen
    entidad_id = entidad_de(session, ensayo.workspace, ensayo.codigo)
    balance, found, missing = Balance(), 0, 0
    for filas in filas_de(resumen):
        known = _conocidos(session, entidad_id, filas)
        cases = _expedientes(session, entidad_id, filas)
        for fila in filas:
            balance.contar("igual" if _llave(fila) in known else "nueva")
            matched = (fila.numero_documento, fila.titulo_numero) in cases
            found, missing = found + matched, missing + (not matched)
    _totalizar(balance, resumen, found, missing)
    return balance


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Write the new payments; those without a case wait in the unmatched tray."""
    balance, found, missing, done = Balance(), 0, 0, 0
    for filas in filas_de(carga.resumen):
        known = _conocidos(tx.session, carga.lote.entidad_id, filas)
        cases = _expedientes(tx.session, carga.lote.entidad_id, filas)
        for fila in filas:
            case_id = cases.get((fila.numero_documento, fila.titulo_numero))
            found, missing = found + bool(case_id), missing + (not case_id)
            if _llave(fila) in known:
                balance.contar("igual")
                continue
            known.add(_llave(fila))
            balance.contar("nueva")
            _registrar(tx, carga.lote, fila, case_id)
            if case_id:
                balance.expedientes.add(case_id)
        done += len(filas)
        carga.progress.report(done, carga.resumen.aceptadas, "Conciliando pagos")
    _totalizar(balance, carga.resumen, found, missing)
    return balance


def _registrar(
    tx: Transaction, lote: LoteRow, fila: FilaPago, case_id: int | None
) -> None:
    pago = PagoRow(
        entidad_id=lote.entidad_id,
        expediente_id=case_id,
        fecha=dt.date.fromisoformat(fila.fecha),
        valor=fila.valor,
        banco=fila.banco or "",
        referencia=fila.referencia,
        identificacion=fila.numero_documento or "",
        nombre=fila.nombre or "",
        concepto=fila.concepto or "",
        titulo=fila.titulo_numero or "",
        estado="identificado" if case_id else "sin_identificar",
        lote_id=lote.id,
    )
    tx.session.add(pago)
    tx.session.flush()
    if case_id is None:
        return
    expediente = tx.session.get_one(ExpedienteRow, case_id)
    texto = (
        f"Financiera reportó un pago de {pesos(pago.valor)} del "
        f"{fecha_larga(pago.fecha)}, referencia {pago.referencia}."
    )
    acto = Acto(tipo=TipoActuacion.PAGO, texto=texto, fecha=pago.fecha)
    pago.actuacion_id = registrar(tx, expediente, acto).id
    imputar_pago(tx, expediente, pago)


def _llave(fila: FilaPago) -> tuple[str, str, int, str]:
    return fila.referencia, fila.fecha, fila.valor, fila.banco or ""


def _conocidos(
    session: Session, entidad_id: int, filas: Sequence[FilaPago]
) -> set[tuple[str, str, int, str]]:
    rows = session.execute(
        select(PagoRow.referencia, PagoRow.fecha, PagoRow.valor, PagoRow.banco).where(
            PagoRow.entidad_id == entidad_id,
            PagoRow.referencia.in_({f.referencia for f in filas}),
            PagoRow.estado != "anulado",
        )
    )
    return {(r, fecha.isoformat(), valor, banco) for r, fecha, valor, banco in rows}


def _expedientes(
    session: Session, entidad_id: int, filas: Sequence[FilaPago]
) -> dict[tuple[str | None, str | None], int]:
    """Find the case of each (ID, title number); ambiguous pairs find none."""
    rows = session.execute(
        select(
            ExpedienteRow.identificacion, ExpedienteRow.titulo, ExpedienteRow.id
        ).where(
            ExpedienteRow.entidad_id == entidad_id,
            ExpedienteRow.lote_anulado_id.is_(None),
            ExpedienteRow.titulo.in_({f.titulo_numero for f in filas}),
        )
    )
    cases: dict[tuple[str | None, str | None], int] = {}
    repeated = set()
    for identificacion, titulo, case_id in rows:
        if cases.setdefault((identificacion, titulo), case_id) != case_id:
            repeated.add((identificacion, titulo))
    return {pair: case_id for pair, case_id in cases.items() if pair not in repeated}


def _totalizar(
    balance: Balance, resumen: ResumenLectura, found: int, missing: int
) -> None:
    balance.pagos = {
        "conciliados": found,
        "sin_identificar": missing,
        "total": en_pesos(resumen.suma_capital),
    }
