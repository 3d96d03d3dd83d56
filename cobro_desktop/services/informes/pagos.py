"""What came in during some days, and how each debtor stands (EXCHANGE, pagos-mes)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna, Informe
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.informes.cartera import (
    deudas,
    renglones,
    sin_intereses,
)
from cobro_desktop.storage.rows import ImputacionRow, PagoRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.informes.cartera import Deuda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido
    from cobro_desktop.storage.queries.cartera import Renglon

CONTRIBUCIONES: Final = "contribuciones"
MULTAS: Final = "multas y sanciones"
_PAGOS: Final = (
    Columna("Fecha", Clase.FECHA, 12),
    Columna("Banco", ancho=20),
    Columna("Referencia", Clase.CODIGO, 20),
    Columna("Identificación", Clase.CODIGO, 16),
    DEUDOR,
    Columna("Expediente", Clase.CODIGO, 18),
    Columna("Título", Clase.CODIGO, 18),
    Columna("Concepto", ancho=34, ajusta=True),
    Columna("A capital", Clase.DINERO, 17, suma=True),
    Columna("A intereses", Clase.DINERO, 17, suma=True),
    Columna("A gastos", Clase.DINERO, 15, suma=True),
    Columna("A favor del deudor", Clase.DINERO, 16, suma=True),
    Columna("Valor", Clase.DINERO, 18, suma=True),
)
_CUENTA: Final = (
    Columna("Identificación", Clase.CODIGO, 16),
    DEUDOR,
    Columna("Expediente", Clase.CODIGO, 18),
    Columna("Título", Clase.CODIGO, 18),
    Columna("Concepto", ancho=34, ajusta=True),
    Columna("Exigible", Clase.FECHA, 12),
    Columna("Valor del título", Clase.DINERO, 18, suma=True),
    Columna("Pagado en el periodo", Clase.DINERO, 18, suma=True),
    Columna("Saldo de capital", Clase.DINERO, 18, suma=True),
    Columna("Intereses y gastos", Clase.DINERO, 18, suma=True),
    Columna("Total", Clase.DINERO, 18, suma=True),
)


class _Parte(NamedTuple):
    """What a payment gave to an obligation; all of it, unsplit, while that waits."""

    pago: PagoRow
    obligacion_id: int
    imputacion: ImputacionRow | None


def pagos_contribuciones(pedido: Pedido) -> list[Hoja]:
    """Return the book of the contributions."""
    return _libro(pedido, CONTRIBUCIONES, contribucion=True)


def pagos_multas(pedido: Pedido) -> list[Hoja]:
    """Return the book of fines and sanctions."""
    return _libro(pedido, MULTAS, contribucion=False)


def pagos(pedido: Pedido) -> list[Hoja]:
    """Return the book of everything."""
    return _libro(pedido, "", contribucion=None)


def _libro(pedido: Pedido, que: str, *, contribucion: bool | None) -> list[Hoja]:
    def wanted(row: Renglon) -> bool:
        return contribucion is None or (row.concepto == "contribucion") is contribucion

    every = list(renglones(pedido))
    rows = {r.obligacion_id: r for r in every if wanted(r)}
    first: dict[int, int] = {}
    for row in every:
        key = first.get(row.expediente_id, row.obligacion_id)
        first[row.expediente_id] = min(key, row.obligacion_id)
    waiting = [p for p in _sin_imputar(pedido, first) if p.obligacion_id in rows]
    parts = sorted([*_partes(pedido, rows), *waiting], key=_orden)
    owed = {d.renglon.obligacion_id: d for d in deudas(pedido) if wanted(d.renglon)}
    paid: Counter[int] = Counter()
    for part in parts:
        paid[part.obligacion_id] += _valor(part)
    since, until = pedido.periodo
    days = f"Del {fecha_larga(since)} al {fecha_larga(until)}"
    name = f"Pagos recibidos: {que}" if que else "Pagos recibidos"
    return [
        (
            Informe(
                "Pagos",
                pedido.encabezado(name, days, *_por_repartir(waiting)),
                _PAGOS,
                pedido.corte,
                1,
            ),
            [_pago(part, rows[part.obligacion_id], pedido) for part in parts],
        ),
        (
            Informe(
                "Estado de cuenta",
                pedido.encabezado(
                    f"Estado de cuenta por deudor{f': {que}' if que else ''}",
                    days,
                    *sin_intereses(list(owed.values())),
                ),
                _CUENTA,
                pedido.corte,
                2,
            ),
            list(_cuentas(rows, owed, paid, pedido)),
        ),
    ]


def _valor(part: _Parte) -> int:
    split = part.imputacion
    if split is None:
        return part.pago.valor
    return split.capital + split.interes + split.costas + split.saldo_a_favor


def _orden(part: _Parte) -> tuple[dt.date, int, int]:
    return part.pago.fecha, part.pago.id, part.imputacion.id if part.imputacion else 0


def _por_repartir(waiting: Sequence[_Parte]) -> tuple[str, ...]:
    """Return the line that says which payments have no split yet."""
    if not waiting:
        return ()
    many = cantidad(len(waiting), "pago", "pagos")
    value = pesos(sum(part.pago.valor for part in waiting))
    line = (
        f"Falta una tasa para repartir {many} por {value}: van con su valor, sin decir "
        "cuánto es de capital y cuánto de intereses."
    )
    return (line,)


def _sin_imputar(pedido: Pedido, primeras: Mapping[int, int]) -> Iterator[_Parte]:
    """Yield the payments of the days whose split waits, by the case's first debt."""
    since, until = pedido.periodo
    split = select(ImputacionRow.id).where(ImputacionRow.pago_id == PagoRow.id)
    for ids in trozos(sorted(primeras)):
        query = select(PagoRow).where(
            PagoRow.expediente_id.in_(ids),
            PagoRow.estado != "anulado",
            PagoRow.fecha.between(since, until),
            ~split.exists(),
        )
        for pago in pedido.session.scalars(query):
            assert pago.expediente_id is not None, "the query asks for it"
            yield _Parte(pago, primeras[pago.expediente_id], None)


def _partes(pedido: Pedido, rows: Mapping[int, Renglon]) -> Iterator[_Parte]:
    """Yield the parts of the payments of the days."""
    since, until = pedido.periodo
    for ids in trozos(sorted(rows)):
        query = (
            select(PagoRow, ImputacionRow)
            .join(ImputacionRow, ImputacionRow.pago_id == PagoRow.id)
            .where(
                ImputacionRow.obligacion_id.in_(ids),
                PagoRow.estado != "anulado",
                PagoRow.fecha.between(since, until),
            )
        )
        for pago, split in pedido.session.execute(query):
            yield _Parte(pago, split.obligacion_id, split)


def _pago(part: _Parte, row: Renglon, pedido: Pedido) -> tuple[Celda, ...]:
    pago, split = part.pago, part.imputacion
    return (
        pago.fecha,
        pago.banco,
        pago.referencia,
        row.identificacion,
        row.nombre,
        row.numero,
        row.titulo,
        pedido.concepto(row),
        split.capital if split else None,
        split.interes if split else None,
        split.costas if split else None,
        split.saldo_a_favor if split else None,
        _valor(part),
    )


def _cuentas(
    rows: Mapping[int, Renglon],
    owed: Mapping[int, Deuda],
    paid: Mapping[int, int],
    pedido: Pedido,
) -> Iterator[tuple[Celda, ...]]:
    """Yield how each debtor stands: who owes, and who paid in these days."""
    for key, row in sorted(rows.items(), key=lambda kv: (kv[1].nombre, kv[0])):
        debt = owed.get(key)
        if debt is None and key not in paid:
            continue
        yield (
            row.identificacion,
            row.nombre,
            row.numero,
            row.titulo,
            pedido.concepto(row),
            row.exigible,
            row.capital,
            paid.get(key, 0),
            debt.capital if debt else 0,
            debt.intereses if debt else 0,
            debt.total if debt else 0,
        )
