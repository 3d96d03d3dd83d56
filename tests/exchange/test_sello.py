"""What locked columns said when a workbook left, against what came back."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from cobro_desktop.exchange.cell_dates import EPOCA_1900
from cobro_desktop.exchange.columnas import Columna as Leida
from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.exchange.sello import (
    TITULO,
    buscar_sello,
    campos_abiertos,
    sellar,
)

DIA = dt.date(2026, 3, 9)
COLUMNAS = (
    Columna("Expediente", Clase.CODIGO),
    Columna("Vence", Clase.FECHA),
    Columna("Saldo", Clase.DINERO),
    Columna("Deudor"),
    Columna("Número", Clase.CODIGO, editable=True),
    Columna("Clave", Clase.OCULTA),
)
FILA = ("007", DIA, 150_050, "ANA  ROJAS", None, "1-1-x")
"""A row as it leaves; money in centavos."""


def sello() -> tuple[str, list[Leida]]:
    informe = Informe("Lista", ("Entidad",), COLUMNAS, DIA)
    sealed, rows = sellar(informe, [FILA])
    (row,) = rows
    titles = [column.titulo for column in sealed.columnas]
    assert titles[-1] == TITULO
    assert sealed.columnas[-1].clase is Clase.OCULTA
    return str(row[-1]), [Leida(i, title) for i, title in enumerate(titles)]


def alteradas(*celdas: object) -> list[tuple[str, str, str]]:
    mark, columns = sello()
    found = buscar_sello(columns, EPOCA_1900)
    assert found
    changed = found.alteradas(7, [*celdas, mark])
    return [(cell.celda, cell.salio, cell.valor) for cell in changed]


@pytest.mark.parametrize(
    "celdas",
    [
        ("007", DIA, 1500.5, "ANA ROJAS", "N-1", ""),
        ("007", "09/03/2026", "1.500,50", "ANA ROJAS", "", "x"),
        ("007", "09/03/2026", "$ 1.501 ", "ANA ROJAS", "", "x"),
        (7.0, 46090.0, "$ 1,500.50", " ANA ROJAS ", "", ""),
        ("7", "2026-03-09", "1500.50", "ANA\u00a0ROJAS", "", ""),
    ],
    ids=["whole", "csv", "as seen", "numbers", "text"],
)
def test_what_a_program_made_of_a_cell_is_no_change(celdas: tuple[object, ...]) -> None:
    assert alteradas(*celdas) == []


def test_what_a_person_wrote_is_told_with_its_cell() -> None:
    cells = ("008", "10/03/2026", "", "ANA ROJAS GIL", "N-1", "")

    assert alteradas(*cells) == [
        ("A7", "007", "008"),
        ("B7", "2026-03-09", "2026-03-10"),
        ("C7", "1500.50", ""),
        ("D7", "ANA ROJAS", "ANA ROJAS GIL"),
    ]


@pytest.mark.parametrize("marca", ["", "{", "[1]", "{" * 20_000, '{"Deudor": 3}', 5.0])
def test_a_damaged_seal_tells_nothing_false(marca: object) -> None:
    _, columns = sello()
    found = buscar_sello(columns, EPOCA_1900)
    assert found

    told = list(found.alteradas(7, ["007", DIA, 1500.5, "3", "", "", marca]))

    assert told == []


def test_a_column_that_is_filled_or_gone_is_not_sealed() -> None:
    mark, columns = sello()

    assert json.loads(mark).keys() == {"Expediente", "Vence", "Saldo", "Deudor"}
    assert buscar_sello(columns[:-1], EPOCA_1900) is None
    plain = Informe("Lista", ("Entidad",), COLUMNAS[:4], DIA)
    assert sellar(plain, [])[0] is plain


def test_a_locked_column_never_serves_for_one_that_was_left_open() -> None:
    """What is owed stood for what was paid while most rows waited to be filled."""
    columns = (
        Columna("Identificación", Clase.CODIGO),
        Columna("Total", Clase.DINERO),
        Columna("Fecha del pago", Clase.FECHA, editable=True),
        Columna("Valor recibido", Clase.DINERO, editable=True),
    )
    row = ("CC 1", 7_908_420_00, None, None)
    informe, rows = sellar(Informe("Cobros", ("IDPYBA",), columns, DIA), [row])
    titles = [column.titulo for column in informe.columnas]
    cells = [[value] for value in next(iter(rows))]

    found = campos_abiertos(titles, cells, load_formato("pagos"))

    assert found == {"fecha": "Fecha del pago", "valor": "Valor recibido"}
    plain = campos_abiertos(titles[:-1], cells[:-1], load_formato("pagos"))
    assert plain == {}
