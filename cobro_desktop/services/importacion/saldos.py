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
from cobro_desktop.services.importacion.filas import (
    COMPARANDO,
    FilaSaldo,
    fecha,
    tandas_de,
)
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
    session, resumen = ensayo.session, ensayo.resumen
    entidad_id = entidad_de(session, ensayo.workspace, ensayo.codigo)
    cuenta = _Cuenta()
    books = Libros(session, entidad_id, ensayo.hoy)
    for filas in tandas_de(resumen, FilaSaldo):
        cuenta.sumar(books.comparar(filas))
        ensayo.progress.report(cuenta.leidas, resumen.aceptadas, COMPARANDO)
    return cuenta.balance_de(resumen)


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Keep the balances; one that says another thing of the same day replaces it."""
    session, lote, resumen = tx.session, carga.lote, carga.resumen
    cuenta = _Cuenta()
    books = Libros(session, lote.entidad_id, tx.contexto.hoy, lote.id)
    for filas in tandas_de(resumen, FilaSaldo):
        compared = books.comparar(filas)
        told = [item for item in compared if item.destino != "igual"]
        for item in told:
            if item.anterior is not None:
                item.anterior.lote_anulado_id = lote.id
        rows = [_row(item, lote.entidad_id, lote.id) for item in told]
        insert_rows(session, SaldoContableRow, rows)
        cuenta.sumar(compared)
        carga.progress.report(cuenta.leidas, resumen.aceptadas, "Guardando los saldos")
    return cuenta.balance_de(resumen)


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


class Libros:
    """What the base knows of the debts and balances that a file tells."""

    def __init__(
        self, session: Session, entidad_id: int, hoy: dt.date, lote_id: int = 0
    ) -> None:
        self._session = session
        self._entidad = entidad_id
        self._hoy = hoy
        self._lote = lote_id
        self._vistos: set[int] = set()
        """Balances that a row of the file spoke of already."""

    def comparar(self, filas: Sequence[FilaSaldo]) -> list[Comparado]:
        """Compare a chunk of the file, in its order."""
        debts = _obligaciones(self._session, self._entidad, filas)
        chosen = [(fila, _elegir(fila, debts)) for fila in filas]
        known = self._anteriores(chosen)
        keyed = []
        for fila, debt in chosen:
            corte = fecha(fila.fecha) or self._hoy
            key = _key(debt.id if debt else None, fila.numero_documento, fila)
            keyed.append((fila, corte, debt, known[corte, key]))
        # First those that say the same: a debt may have several balances in a book.
        same = [_igual(fila, before) for fila, _, _, before in keyed]
        compared = []
        for (fila, corte, debt, before), equal in zip(keyed, same, strict=True):
            old = equal or (before.pop(0) if before else None)
            if old is not None:
                self._vistos.add(old.id)
            fate = "igual" if equal else "cambiada" if old else "nueva"
            compared.append(Comparado(fila, corte, debt, old, fate))
        return compared

    def _anteriores(
        self, chosen: Sequence[tuple[FilaSaldo, Candidata | None]]
    ) -> dict[tuple[dt.date, str], list[SaldoContableRow]]:
        row = SaldoContableRow
        found: dict[tuple[dt.date, str], list[SaldoContableRow]] = defaultdict(list)
        debts = sorted({debt.id for _, debt in chosen if debt is not None})
        people = sorted({f.numero_documento for f, debt in chosen if debt is None})
        live = (
            row.entidad_id == self._entidad,
            row.corte.in_({fecha(fila.fecha) or self._hoy for fila, _ in chosen}),
            row.lote_anulado_id.is_(None),
            row.lote_id != self._lote,
        )
        own = (row.obligacion_id.in_(chunk) for chunk in trozos(debts))
        lost = (
            row.obligacion_id.is_(None) & row.identificacion.in_(chunk)
            for chunk in trozos(people)
        )
        for which in (*own, *lost):
            query = select(row).where(*live, which).order_by(row.id)
            for known in self._session.scalars(query):
                if known.id not in self._vistos:
                    found[known.corte, _key_of(known)].append(known)
        return found


def _key_of(known: SaldoContableRow) -> str:
    if known.obligacion_id is not None:
        return f"{known.obligacion_id}|{known.cuenta}"
    return f"{known.identificacion}|{known.titulo}|{known.cuenta}"


def _igual(fila: FilaSaldo, before: list[SaldoContableRow]) -> SaldoContableRow | None:
    """Take out of the known balances one that says the same."""
    capital, intereses = _partes(fila)
    wanted = (capital, intereses, fila.saldo)
    for row in before:
        if (row.capital, row.intereses, row.total) == wanted:
            before.remove(row)
            return row
    return None


def _key(debt_id: int | None, document: str, fila: FilaSaldo) -> str:
    if debt_id is not None:
        return f"{debt_id}|{fila.cuenta or ''}"
    return f"{document}|{fila.titulo_numero or ''}|{fila.cuenta or ''}"


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
        named = next((d for d in own if d.id == int(keyed[1])), None)
        # Left behind by a sort, a key names another debt than its row.
        title = fila.titulo_numero or (named.titulo if named else "")
        if named and _same(named.titulo, title):
            return named
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


class _Cuenta:
    """Adds up what becomes of the rows, a chunk after another."""

    def __init__(self) -> None:
        self.leidas = 0
        self._balance = Balance()
        self._lost = 0

    def sumar(self, compared: Iterable[Comparado]) -> None:
        """Count the rows of a chunk; list the first that differ."""
        for item in compared:
            self.leidas += 1
            self._balance.contar(item.destino)
            self._lost += item.obligacion is None
            differ = self._balance.diferencias
            if item.destino == "cambiada" and len(differ) < MAX_LISTED:
                differ.append(_diferencia(item))

    def balance_de(self, resumen: ResumenLectura) -> Balance:
        """Return what there is to tell of the whole file."""
        self._balance.pagos = {
            "con_obligacion": resumen.aceptadas - self._lost,
            "sin_obligacion": self._lost,
            "total": en_pesos(resumen.suma_capital),
        }
        return self._balance


def _diferencia(item: Comparado) -> dict[str, object]:
    return {
        "fila": item.fila.fila,
        "expediente": item.obligacion.numero if item.obligacion else None,
        "campo": "saldo",
        "antes": pesos(item.anterior.total if item.anterior else 0),
        "despues": pesos(item.fila.saldo),
        "protegido": False,
    }
