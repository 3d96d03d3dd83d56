"""`pagos`: register and match by ID and title; impute what can be (F78)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.puntaje_pago import DatosPago
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.bdme.retiros import pedir_retiros
from cobro_desktop.services.bulk import insert_returning, insert_rows
from cobro_desktop.services.importacion.avisos_pagos import AvisosPagos
from cobro_desktop.services.importacion.casos import entidad_de
from cobro_desktop.services.importacion.filas import SIN_REFERENCIA
from cobro_desktop.services.importacion.filas import pagos as filas_de
from cobro_desktop.services.importacion.informe import Balance
from cobro_desktop.services.importacion.parecidos import Parecidos
from cobro_desktop.services.imputacion_pagos import Ingreso, imputar_pagos
from cobro_desktop.services.recaudo.candidatos import candidatos, seguro
from cobro_desktop.storage.rows import ExpedienteRow, PagoRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.importacion.filas import Carga, Ensayo, FilaPago
    from cobro_desktop.services.recaudo.candidatos import Caso
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import LoteRow

TANDA: Final = 250
"""Payments that are written together, between two reports."""
GUARDANDO: Final = "Conciliando pagos"


def simular(ensayo: Ensayo) -> Balance:
    """Say which payments are new and which would find their case."""
    session, resumen = ensayo.session, ensayo.resumen
    entidad_id = entidad_de(session, ensayo.workspace, ensayo.codigo)
    balance, found, missing, done = Balance(), 0, 0, 0
    twins, notices = Parecidos(session, entidad_id), AvisosPagos(session)
    for filas in filas_de(resumen):
        known = _conocidos(session, entidad_id, filas)
        twins.mirar(filas)
        cases = _seguros(session, entidad_id, filas)
        notices.mirar(*_nuevos(filas, cases, known))
        for fila, case in zip(filas, cases, strict=True):
            repeated = _llave(fila) in known
            balance.contar("igual" if repeated else "nueva")
            known.add(_llave(fila))
            found, missing = found + bool(case), missing + (not case)
        done += len(filas)
        ensayo.progress.report(done, resumen.aceptadas, "Buscando de quién es cada uno")
    _totalizar(balance, resumen, found, missing)
    balance.notas += twins.frases() + notices.frases()
    return balance


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Write the new payments; those without a case wait in the unmatched tray."""
    balance, found, missing, done = Balance(), 0, 0, 0
    twins = Parecidos(tx.session, carga.lote.entidad_id)
    notices = AvisosPagos(tx.session)
    for filas in filas_de(carga.resumen):
        twins.mirar(filas)
        known = _conocidos(tx.session, carga.lote.entidad_id, filas)
        cases = _visibles(tx, _seguros(tx.session, carga.lote.entidad_id, filas))
        notices.mirar(*_nuevos(filas, cases, known))
        own, waiting = [], []
        for fila, case in zip(filas, cases, strict=True):
            found, missing = found + bool(case), missing + (not case)
            if _llave(fila) in known:
                balance.contar("igual")
                continue
            known.add(_llave(fila))
            balance.contar("nueva")
            if case is None:
                waiting.append(_valores(carga.lote, fila))
            else:
                own.append((_valores(carga.lote, fila), case.id))
                balance.expedientes.add(case.id)
        insert_rows(tx.session, PagoRow, waiting)
        done += len(filas) - len(own)
        for tanda in trozos(own, TANDA):
            carga.progress.report(done, carga.resumen.aceptadas, GUARDANDO)
            notices.esperar(_registrar(tx, tanda))
            done += len(tanda)
        carga.progress.report(done, carga.resumen.aceptadas, GUARDANDO)
    _totalizar(balance, carga.resumen, found, missing)
    balance.notas += twins.frases() + notices.frases()
    retiros = pedir_retiros(
        tx.session, carga.lote.entidad_id, balance.expedientes, tx.contexto.hoy
    )
    balance.notas += [retiros] if retiros else []
    return balance


def _valores(lote: LoteRow, fila: FilaPago) -> dict[str, Any]:
    """Return a payment that waits for somebody to say whose it is."""
    notes = {"observaciones": fila.observaciones} if fila.observaciones else {}
    return {
        "entidad_id": lote.entidad_id,
        "fecha": dt.date.fromisoformat(fila.fecha),
        "valor": fila.valor,
        "banco": fila.banco or "",
        "referencia": fila.referencia,
        "identificacion": fila.numero_documento or "",
        "nombre": fila.nombre or "",
        "concepto": fila.concepto or "",
        "titulo": fila.titulo_numero or "",
        "estado": "sin_identificar",
        "lote_id": lote.id,
        "datos": fila.numbers() | notes,
    }


def _registrar(
    tx: Transaction, tanda: Sequence[tuple[dict[str, Any], int]]
) -> list[str]:
    """Write payments with their cases and impute them; return why each waits."""
    rows = [values | {"expediente_id": id_, "estado": "identificado"} for values, id_
            in tanda]  # fmt: skip
    ids = insert_returning(tx.session, PagoRow, rows)
    wanted = {id_ for _, id_ in tanda}
    query = select(ExpedienteRow).where(ExpedienteRow.id.in_(wanted))
    cases = {case.id: case for case in tx.session.scalars(query)}
    arrived = [
        Ingreso(
            pago_id, cases[row["expediente_id"]], row["fecha"], row["valor"],
            _llegada(row),
        )
        for pago_id, row in zip(ids, rows, strict=True)
    ]  # fmt: skip
    return imputar_pagos(tx, arrived)


def _llegada(row: dict[str, Any]) -> Acto:
    reference = row["referencia"]
    said = "" if reference.startswith(SIN_REFERENCIA) else f"referencia {reference}"
    texto = (
        f"Financiera reportó un pago de {pesos(row['valor'])} del "
        f"{fecha_larga(row['fecha'])}, {said or 'sin referencia'}."
    )
    return Acto(tipo=TipoActuacion.PAGO, texto=texto, fecha=row["fecha"])


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


def _seguros(
    session: Session, entidad_id: int, filas: Sequence[FilaPago]
) -> list[Caso | None]:
    """Find the case that each payment surely is of; the others wait for a person."""
    found = candidatos(session, entidad_id, [_datos(fila) for fila in filas])
    return [seguro(likely) for likely in found]


def _visibles(tx: Transaction, casos: Sequence[Caso | None]) -> list[Caso | None]:
    """Leave for its office the payment of a case that the user was not given."""
    alcance = tx.alcance
    if alcance is None:
        return list(casos)
    row, seen = ExpedienteRow, set()
    for chunk in trozos({case.id for case in casos if case is not None}):
        query = select(row.id, row.entidad_id, row.dependencia_id)
        for id_, entidad, office in tx.session.execute(query.where(row.id.in_(chunk))):
            if alcance.ve(entidad, office):
                seen.add(id_)
    return [case if case is not None and case.id in seen else None for case in casos]


def _nuevos(
    filas: Sequence[FilaPago], casos: Sequence[Caso | None], known: set[Any]
) -> tuple[list[FilaPago], list[Caso | None]]:
    fresh = [pair for pair in zip(filas, casos, strict=True)
             if _llave(pair[0]) not in known]  # fmt: skip
    return [fila for fila, _ in fresh], [case for _, case in fresh]


def _datos(fila: FilaPago) -> DatosPago:
    return DatosPago(
        fila.valor,
        fila.referencia,
        fila.numbers().get("comparendo", ""),
        fila.titulo_numero or "",
        fila.numero_documento or "",
        fila.nombre or "",
        fila.concepto or "",
        fila.observaciones or "",
    )


def _totalizar(
    balance: Balance, resumen: ResumenLectura, found: int, missing: int
) -> None:
    balance.pagos = {
        "conciliados": found,
        "sin_identificar": missing,
        "total": en_pesos(resumen.suma_capital),
    }
