"""`saldos`: what the books say that each obligation owed on a day.

Nothing of a case changes: the balances wait for the conciliation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select, tuple_

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import pesos
from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.services.importacion.casos import entidad_de
from cobro_desktop.services.importacion.filas import FilaSaldo, fecha, filas_de
from cobro_desktop.services.importacion.informe import Balance
from cobro_desktop.storage.rows import (
    ExpedienteRow,
    ObligacionRow,
    PersonaRow,
    SaldoContableRow,
    TituloRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.importacion.filas import Carga, Ensayo
    from cobro_desktop.services.transaction import Transaction

MAX_LISTED: Final = 500
_CLAVE: Final = re.compile(r"([1-9]\d{0,17})-\d{1,9}-[0-9a-f]{8}")


class Candidata(NamedTuple):
    """An obligation that a balance may speak of."""

    id: int
    tipo_documento: str
    documento: str
    titulo: str
    numero: str
    saldo: Centavos


class Comparado(NamedTuple):
    """A balance of the file, and what the base had for the same day."""

    fila: FilaSaldo
    corte: dt.date
    obligacion: Candidata | None
    anterior: SaldoContableRow | None
    destino: str


def simular(ensayo: Ensayo) -> Balance:
    """Say which balances are new, and how many are of no obligation."""
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    compared = _comparar(ensayo.session, entidad_id, ensayo.resumen, ensayo.hoy)
    return _balance(compared, ensayo.resumen)


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Keep the balances; one that says another thing of the same day replaces it."""
    session, lote = tx.session, carga.lote
    today = tx.contexto.hoy
    compared = _comparar(session, lote.entidad_id, carga.resumen, today)
    rows = []
    for item in compared:
        if item.destino == "igual":
            continue
        if item.anterior is not None:
            item.anterior.lote_anulado_id = lote.id
        rows.append(_row(item, lote.entidad_id, lote.id))
    insert_rows(session, SaldoContableRow, rows)
    carga.progress.report(len(compared), len(compared), "Guardando los saldos")
    return _balance(compared, carga.resumen)


def _row(item: Comparado, entidad_id: int, lote_id: int) -> dict[str, object]:
    fila = item.fila
    capital, intereses = _partes(fila)
    return {
        "entidad_id": entidad_id,
        "lote_id": lote_id,
        "obligacion_id": item.obligacion.id if item.obligacion else None,
        "corte": item.corte,
        "capital": capital,
        "intereses": intereses,
        "total": fila.saldo,
        "referencia": fila.clave or fila.expediente or "",
        "identificacion": fila.numero_documento,
        "nombre": fila.nombre or "",
        "titulo": fila.titulo_numero or "",
        "cuenta": fila.cuenta or "",
        "fila": fila.fila,
    }


def _partes(fila: FilaSaldo) -> tuple[Centavos, Centavos]:
    """Split a balance: what is not said to be interest is capital."""
    interest = fila.intereses
    if interest is None:
        interest = max(fila.saldo - fila.capital, 0) if fila.capital is not None else 0
    capital = fila.capital if fila.capital is not None else fila.saldo - interest
    return capital, interest


def _comparar(
    session: Session, entidad_id: int, resumen: ResumenLectura, hoy: dt.date
) -> list[Comparado]:
    filas = list(filas_de(resumen, FilaSaldo))
    debts = _obligaciones(session, entidad_id, filas)
    cuts = {fecha(fila.fecha) or hoy for fila in filas}
    known = _anteriores(session, entidad_id, cuts)
    compared = []
    for fila in filas:
        corte = fecha(fila.fecha) or hoy
        debt = _elegir(fila, debts)
        key = _key(debt.id if debt else None, fila.numero_documento, fila)
        before = known.pop((corte, key), None)
        compared.append(Comparado(fila, corte, debt, before, _destino(fila, before)))
    return compared


def _destino(fila: FilaSaldo, before: SaldoContableRow | None) -> str:
    if before is None:
        return "nueva"
    capital, intereses = _partes(fila)
    same = (before.capital, before.intereses, before.total) == (
        capital,
        intereses,
        fila.saldo,
    )
    return "igual" if same else "cambiada"


def _key(debt_id: int | None, document: str, fila: FilaSaldo) -> str:
    if debt_id is not None:
        return f"{debt_id}|{fila.cuenta or ''}"
    return f"{document}|{fila.titulo_numero or ''}|{fila.cuenta or ''}"


def _anteriores(
    session: Session, entidad_id: int, cortes: set[dt.date]
) -> dict[tuple[dt.date, str], SaldoContableRow]:
    rows = session.scalars(
        select(SaldoContableRow).where(
            SaldoContableRow.entidad_id == entidad_id,
            SaldoContableRow.corte.in_(cortes),
            SaldoContableRow.lote_anulado_id.is_(None),
        )
    )
    found = {}
    for row in rows:
        if row.obligacion_id is not None:
            key = f"{row.obligacion_id}|{row.cuenta}"
        else:
            key = f"{row.identificacion}|{row.titulo}|{row.cuenta}"
        found[row.corte, key] = row
    return found


def _obligaciones(
    session: Session, entidad_id: int, filas: Sequence[FilaSaldo]
) -> Mapping[tuple[str, str], list[Candidata]]:
    """Read the obligations of the debtors of a file, by document."""
    found: dict[tuple[str, str], list[Candidata]] = defaultdict(list)
    people = sorted({(f.tipo_documento, f.numero_documento) for f in filas})
    for chunk in trozos(people):
        query = (
            select(
                ObligacionRow.id,
                PersonaRow.tipo_documento,
                PersonaRow.numero,
                TituloRow.numero,
                ExpedienteRow.numero,
                ObligacionRow.saldo_capital,
            )
            .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
            .join(PersonaRow, PersonaRow.id == TituloRow.persona_id)
            .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
            .where(
                TituloRow.entidad_id == entidad_id,
                TituloRow.lote_anulado_id.is_(None),
                tuple_(PersonaRow.tipo_documento, PersonaRow.numero).in_(chunk),
            )
            .order_by(ObligacionRow.id)
        )
        for row in session.execute(query):
            debt = Candidata._make(row)
            found[debt.tipo_documento, debt.documento].append(debt)
    return found


def _elegir(
    fila: FilaSaldo, debts: Mapping[tuple[str, str], list[Candidata]]
) -> Candidata | None:
    """Choose by key, case and title; by the balance only among several that fit."""
    own = debts.get((fila.tipo_documento, fila.numero_documento), [])
    keyed = _CLAVE.fullmatch(fila.clave or "")
    if keyed:
        return next((d for d in own if d.id == int(keyed[1])), None)
    fitting = own
    if fila.expediente:
        fitting = [d for d in fitting if d.numero == fila.expediente] or fitting
    if fila.titulo_numero:
        fitting = [d for d in fitting if _same(d.titulo, fila.titulo_numero)]
    if len(fitting) > 1:
        fitting = [d for d in fitting if d.saldo == _partes(fila)[0]]
    return fitting[0] if len(fitting) == 1 else None


def _same(one: str, other: str) -> bool:
    return one.strip().upper() == other.strip().upper()


def _balance(compared: Iterable[Comparado], resumen: ResumenLectura) -> Balance:
    balance, lost = Balance(), 0
    for item in compared:
        balance.contar(item.destino)
        lost += item.obligacion is None
        if item.destino == "cambiada" and len(balance.diferencias) < MAX_LISTED:
            before = item.anterior.total if item.anterior else 0
            balance.diferencias.append(
                {
                    "fila": item.fila.fila,
                    "expediente": item.obligacion.numero if item.obligacion else None,
                    "campo": "saldo",
                    "antes": pesos(before),
                    "despues": pesos(item.fila.saldo),
                    "protegido": False,
                }
            )
    balance.pagos = {
        "con_obligacion": resumen.aceptadas - lost,
        "sin_obligacion": lost,
        "total": en_pesos(resumen.suma_capital),
    }
    return balance
