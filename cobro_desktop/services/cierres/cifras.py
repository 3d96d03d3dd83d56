"""The figures of a month, and the fingerprint that freezes them."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.cartera.movimientos import cuentas, movimiento
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.rows import ExpedienteRow, ImputacionRow, PagoRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

_MES: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
MOVIMIENTOS: Final = ("inicial", "altas", "pagos", "bajas", "final")
"""Opening balance, what came in, what was paid, what left unpaid, closing balance."""


class Cambio(NamedTuple):
    """A figure of a closed month that is now another."""

    donde: str
    cerrado: int
    ahora: int


def ultimo_dia(texto: str) -> dt.date:
    """Read `AAAA-MM` and return the last day of that month.

    Raises:
        InvalidDataError: it is no month.
    """
    found = _MES.fullmatch(texto.strip())
    if not found:
        message = f"«{texto}» no es un mes. Escríbalo como AAAA-MM: 2026-09."
        raise InvalidDataError(message)
    year, month = int(found[1]), int(found[2])
    if year < 1:
        message = f"«{texto}» no es un mes. Escríbalo como AAAA-MM: 2026-09."
        raise InvalidDataError(message)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def cifras_del_mes(
    session: Session, entidad_id: int, sigla: str, mes: dt.date
) -> dict[str, Any]:
    """Add up a month, by its last day: integers of centavos and counts, and texts."""
    names = {c.id: c.nombre for c in load_conceptos(sigla, recursos_de(session))}
    accounts = cuentas(session, entidad_id, names)
    days = (mes.replace(day=1), mes)
    concepts = sorted({account.concepto for account in accounts})
    moved = {name: movimiento(name, accounts, days) for name in concepts}
    rows = {
        name: {key: getattr(found, key) for key in MOVIMIENTOS}
        for name, found in moved.items()
    }
    owed = [account for account in accounts if account.saldo(mes)]
    return {
        "entidad": sigla,
        "mes": f"{mes:%Y-%m}",
        "conceptos": rows,
        "total": {key: sum(row[key] for row in rows.values()) for key in MOVIMIENTOS},
        "obligaciones": len(owed),
        "expedientes_recibidos": _recibidos(session, entidad_id, days),
        "recaudo": _recaudo(session, entidad_id, days),
    }


def huella_de(datos: Mapping[str, Any], anterior: str) -> str:
    """Return the SHA-256 of the figures and of the close before them."""
    return hashlib.sha256(sellado(datos, anterior).encode()).hexdigest()


def sellado(datos: Mapping[str, Any], anterior: str) -> str:
    """Return the very text that the fingerprint is of: canonical JSON, in UTF-8."""
    content = {"anterior": anterior, "datos": datos}
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def cambios(cerrado: Mapping[str, Any], ahora: Mapping[str, Any]) -> list[Cambio]:
    """Return the figures that are not those that were frozen."""
    before, after = dict(_planas(cerrado)), dict(_planas(ahora))
    return [
        Cambio(name, before.get(name, 0), after.get(name, 0))
        for name in dict.fromkeys((*before, *after))
        if before.get(name, 0) != after.get(name, 0)
    ]


def _planas(datos: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return every figure with the words that name it."""
    found = [
        (f"{concept}: {_NOMBRES[key]}", value)
        for concept, row in datos["conceptos"].items()
        for key, value in row.items()
    ]
    found += [(f"Total: {_NOMBRES[key]}", v) for key, v in datos["total"].items()]
    found += [(f"Recaudo: {key}", value) for key, value in datos["recaudo"].items()]
    found.append(("Obligaciones con saldo", datos["obligaciones"]))
    found.append(("Expedientes recibidos", datos["expedientes_recibidos"]))
    return found


_NOMBRES: Final = {
    "inicial": "saldo inicial",
    "altas": "entró",
    "pagos": "se pagó",
    "bajas": "salió sin pago",
    "final": "saldo final",
}


def _recibidos(session: Session, entidad_id: int, days: tuple[dt.date, dt.date]) -> int:
    row = ExpedienteRow
    query = (
        select(func.count())
        .select_from(row)
        .where(
            row.entidad_id == entidad_id,
            row.lote_anulado_id.is_(None),
            row.recibido.between(*days),
        )
    )
    return int(session.scalar(query) or 0)


def _recaudo(
    session: Session, entidad_id: int, days: tuple[dt.date, dt.date]
) -> dict[str, int]:
    """Add up what came in, by what it paid; what no rate lets split stands apart."""
    part = ImputacionRow
    query = (
        select(
            func.sum(part.capital),
            func.sum(part.interes),
            func.sum(part.costas),
            func.sum(part.saldo_a_favor),
        )
        .join(PagoRow, PagoRow.id == part.pago_id)
        .where(
            PagoRow.entidad_id == entidad_id,
            PagoRow.estado != "anulado",
            PagoRow.fecha.between(*days),
        )
    )
    waiting = select(func.sum(PagoRow.valor)).where(
        PagoRow.entidad_id == entidad_id,
        PagoRow.expediente_id.is_not(None),
        PagoRow.estado != "anulado",
        PagoRow.fecha.between(*days),
        ~select(part.id).where(part.pago_id == PagoRow.id).exists(),
    )
    sums = (*session.execute(query).one(), session.scalar(waiting))
    names = ("capital", "intereses", "gastos", "a favor del deudor", "por repartir")
    return {name: int(value or 0) for name, value in zip(names, sums, strict=True)}
