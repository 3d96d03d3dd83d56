"""What is a row of data, and what is not (DECISIONS 28)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"
Hacer: TypeAlias = Callable[..., Path]

TITULOS = [
    "NIT",
    "Nombre",
    "Resolución",
    "Fecha resolución",
    "Fecha notificación",
    "Fecha ejecutoria",
    "Capital",
    "Abonos",
    "Saldo",
    "Ciudad",
]


def dato(numero: int, capital: object = 1_000_000, **otros: Any) -> list[Any]:
    row = {
        "NIT": 800_000_000 + numero,
        "Nombre": f"EMPRESA {numero} SAS",
        "Resolución": f"R-{numero}",
        "Fecha resolución": date(2024, 1, 10),
        "Fecha notificación": date(2024, 2, 10),
        "Fecha ejecutoria": date(2024, 3, 10),
        "Capital": capital,
        "Abonos": "-",
        "Saldo": None,
        "Ciudad": "Cúcuta",
    }
    return [{**row, **otros}[name] for name in TITULOS]


def celdas(**valores: Any) -> list[Any]:
    return [valores.get(name) for name in TITULOS]


def counts(read: Lectura) -> tuple[int, int, int, int, int]:
    r = read.resumen
    return (r.aceptadas, r.rechazadas, r.vacias, r.subtotales, r.repetidas)


def test_blank_rows_count_up_to_the_last_written_one(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    blank: list[Any] = [None] * 10
    spaces = celdas(NIT="  ")
    rows = [TITULOS, dato(1), blank, spaces, dato(2), spaces, blank]

    assert counts(leer_aqui(hacer_libro(rows))) == (2, 0, 2, 0, 0)


@pytest.mark.parametrize(
    "row",
    [
        celdas(NIT="SUBTOTAL", Capital="=SUM(G2:G2)"),
        celdas(Nombre="Total", Capital=1_000_000),
        celdas(NIT="TOTAL GENERAL", Capital=1, Abonos=1, Saldo=1),
        celdas(Nombre="Suman", Capital=1_000_000, Ciudad="1 obligación"),
        celdas(Capital=1_000_000, Saldo=1_000_000),
        celdas(NIT="Elaboró: Grupo de Recursos Financieros."),
        celdas(NIT="Revisó:", Nombre="Coordinación"),
        celdas(NIT="MULTAS Y SANCIONES"),
        TITULOS,
    ],
)
def test_totals_notes_and_repeated_headers_are_no_data(
    leer_aqui: Leer, hacer_libro: Hacer, row: list[Any]
) -> None:
    read = leer_aqui(hacer_libro([TITULOS, dato(1), row, dato(2)]))

    assert counts(read) == (2, 0, 0, 1, 0)


def test_what_surrounds_the_rows_of_a_form_is_no_data(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    numbers = [f"({n})" for n in range(1, len(TITULOS) + 1)]
    around = [
        celdas(Nombre="VIENEN", Capital=1_000_000),
        [" "] * len(TITULOS),
        ["Número de casos", 1178, "Valor total", 2_000_000],
        [None, "Elaboró:", "Ana Ruiz", "Revisó:", "Luis Gil"],
        [None, "C.C. 52.123.456"],
    ]

    read = leer_aqui(hacer_libro([TITULOS, numbers, dato(1), dato(2), *around]))

    assert (read.resumen.aceptadas, read.resumen.rechazadas) == (2, 0)
    assert (read.resumen.vacias, read.resumen.subtotales) == (1, 5)


def test_a_company_called_total_is_a_debtor(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    row = dato(1, Nombre="TOTAL SEGURIDAD LTDA")

    read = leer_aqui(hacer_libro([TITULOS, row]))

    assert read.aceptadas[0]["nombre"] == "TOTAL SEGURIDAD LTDA"


def test_a_debtor_with_little_else_is_rejected_not_ignored(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    rows = [TITULOS, dato(1), celdas(NIT="800123456", Nombre="OTRA SAS")]

    read = leer_aqui(hacer_libro(rows))

    assert counts(read) == (1, 1, 0, 0, 0)
    assert set(read.codigos.values()) == {"empty"}


def test_a_row_repeated_word_for_word_counts_once(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    rows = [TITULOS, dato(1), dato(1), dato(2), dato(1), dato(1, Ciudad="CÚCUTA")]

    assert counts(leer_aqui(hacer_libro(rows))) == (3, 0, 0, 0, 2)


def test_a_repeated_wrong_row_is_rejected_once(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    rows = [TITULOS, dato(1, "N/A"), dato(1, "N/A"), dato(2)]

    assert counts(leer_aqui(hacer_libro(rows))) == (1, 1, 0, 0, 1)


@pytest.mark.parametrize(
    ("first", "second", "repeated"),
    [
        pytest.param("=G2-H2", "=G2-H2", 1, id="the same text"),
        pytest.param("=G2-H2", "=G3-H3", 1, id="the same, copied down"),
        pytest.param("=G2-H2", "=G2-0", 0, id="another formula"),
        pytest.param("=A1+1", "=A2+1", 0, id="a counter"),
    ],
)
def test_formulas_without_result_are_compared_by_text(
    leer_aqui: Leer, hacer_libro: Hacer, first: str, second: str, repeated: int
) -> None:
    rows = [TITULOS, dato(1, Saldo=first), dato(1, Saldo=second), dato(2)]

    read = leer_aqui(hacer_libro(rows))

    assert read.resumen.repetidas == repeated
    assert read.resumen.rechazadas == 0


def test_minus_one_is_not_minus_two(leer_aqui: Leer, hacer_libro: Hacer) -> None:
    rows = [TITULOS, dato(1, Saldo=-1), dato(1, Saldo=-2)]

    assert counts(leer_aqui(hacer_libro(rows)))[4] == 0


def test_a_row_counts_once_however_many_errors(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    wrong = dato(1, "N/A", NIT="EN TRÁMITE", **{"Fecha ejecutoria": "31/02/2024"})

    read = leer_aqui(hacer_libro([TITULOS, wrong, dato(2)]))

    assert counts(read)[:2] == (1, 1)
    assert read.codigos == {
        "A2": "not_an_id",
        "F2": "invalid_date",
        "G2": "not_an_amount",
    }
    assert {(e.hoja, e.columna, e.valor) for e in read.errores} == {
        ("Hoja1", "NIT", "EN TRÁMITE"),
        ("Hoja1", "Fecha ejecutoria", "31/02/2024"),
        ("Hoja1", "Capital", "N/A"),
    }


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Capital": 0}, "not_positive"),
        ({"Capital": "(35.000)"}, "not_positive"),
        ({"Capital": "-"}, "empty"),
        ({"Capital": "=G9*2"}, "formula_without_value"),
        ({"Capital": date(2024, 1, 1)}, "not_an_amount"),
        ({"NIT": 12345678901234567890}, "not_an_id"),
        ({"Nombre": None}, "empty"),
        ({"Resolución": " "}, "empty"),
        ({"Fecha resolución": "sin dato"}, "not_a_date"),
        ({"Fecha ejecutoria": None}, "empty"),
        ({"Fecha notificación": "30/02/2024"}, "invalid_date"),
        ({"Abonos": "varios"}, "not_an_amount"),
    ],
)
def test_what_rejects_a_row(
    leer_aqui: Leer, hacer_libro: Hacer, cells: dict[str, Any], code: str
) -> None:
    read = leer_aqui(hacer_libro([TITULOS, dato(1, **cells), dato(2)]))

    assert list(read.codigos.values()) == [code]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"NIT": "890361405-1"}, "wrong_check_digit"),
        ({"Ciudad": "Macondo"}, "unknown_municipality"),
        ({"Fecha notificación": "sin dato"}, "unknown_value"),
        ({"Fecha notificación": "=B3"}, "formula_without_value"),
        ({"Fecha ejecutoria": date(2024, 2, 1)}, "dates_out_of_order"),
        ({"Fecha ejecutoria": date(2027, 1, 1)}, "future_date"),
        ({"Saldo": 5}, "balance_mismatch"),
        ({"Saldo": "n/a"}, "unknown_value"),
        ({"Abonos": 2_000_000}, "payments_exceed"),
    ],
)
def test_what_only_deserves_a_look(
    leer_aqui: Leer, hacer_libro: Hacer, cells: dict[str, Any], code: str
) -> None:
    read = leer_aqui(hacer_libro([TITULOS, dato(1, **cells), dato(2)]))

    assert counts(read)[:2] == (2, 0)
    assert code in {notice.codigo for notice in read.avisos}


def test_payments_after_today_and_below_zero_are_rejected(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    titles = ["Fecha", "Banco", "Referencia", "NIT", "Valor"]
    rows = [
        titles,
        [date(2026, 11, 20), "Popular", "1", 800000001, 500_000],
        [date(2026, 11, 21), "Popular", "2", 800000001, 500_000],
        [date(2026, 11, 20), "Popular", "3", 800000001, -500_000],
        [date(2026, 11, 20), "Popular", "4", 800000001, 0],
    ]

    read = leer_aqui(hacer_libro(rows), "pagos")

    assert read.codigos == {
        "A3": "future_date", "E4": "reversed_payment", "E5": "not_positive"
    }  # fmt: skip
    assert read.resumen.suma_capital == 50_000_000


def test_names_and_surnames_are_joined(leer_aqui: Leer, hacer_libro: Hacer) -> None:
    titles = ["Nombres", "Apellidos", "Cédula", "Resolución", "Ejecutoria", "Valor"]
    rows = [titles, ["Ana", "Ñáñez", 1023576232, "R-1", "01/02/2024", 300_000]]

    read = leer_aqui(hacer_libro(rows))

    assert read.aceptadas[0]["nombre"] == "Ana Ñáñez"


def test_the_check_digit_may_have_its_own_column(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    titles = ["NIT", "DV", "Nombre", "Resolución", "Ejecutoria", "Valor"]
    rows = [
        titles,
        [890361405, 7, "UNA SAS", "R-1", "01/02/2024", 300_000],
        [890361405, 3, "UNA SAS", "R-2", "01/02/2024", 300_000],
    ]

    read = leer_aqui(hacer_libro(rows))

    assert [row["dv"] for row in read.aceptadas] == [7, 7]
    assert [notice.fila for notice in read.avisos] == [3]


def test_a_total_that_does_not_square_is_told(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    rows = [TITULOS, dato(1), dato(2), celdas(Nombre="TOTAL", Capital=1_999_999)]

    read = leer_aqui(hacer_libro(rows)).resumen

    assert read.suma_capital == 200_000_000
    assert read.total_hoja == 199_999_900
    assert read.cuadra is False


def test_a_sheet_that_does_not_exist_names_those_that_do(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    path = hacer_libro([TITULOS, dato(1)], hoja="Marzo")

    with pytest.raises(InvalidDataError, match="Marzo"):
        leer_aqui(path, hoja="Abril")

    assert leer_aqui(path, hoja="MARZO").resumen.aceptadas == 1


def test_a_listing_that_names_nobody_keeps_its_first_row(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    path = tmp_path / "cope.csv"
    path.write_text(
        "Expediente;COPE;SIGA;Fecha;Actividad;Estado;Observaciones;Otra\n"
        "SDSCJ-2026-000001;C-1;;;;Registrado;;\n"
        "SDSCJ-2026-000002;C-2;S-2;01/09/2026;5;Registrado;Nada;x\n"
        "SDSCJ-2026-000003;C-3;;;;;;\n"
        ";;;;;Fuente: COPE;;\n",
        encoding="utf-8",
    )

    read = leer_aqui(path, "cope")

    assert [row["cope"] for row in read.aceptadas] == ["C-1", "C-2", "C-3"]


def test_a_row_of_our_list_that_nobody_filled_waits(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    heads = ["Expediente", "Identificación", "Deudor", "Título", "Fecha del pago"]
    heads += ["Valor recibido", "Banco", "Referencia del pago", "Clave"]

    def row(numero: int, *lleno: Any, clave: Any) -> list[Any]:
        given = [*lleno, *[None] * (4 - len(lleno))]
        who = [f"IDPYBA-2026-{numero:06}", f"CC 1000{numero}", f"ANA {numero}", "T-1"]
        return [*who, *given, clave]

    paid = (date(2026, 1, 5), 100_000, "Davivienda", "TES-1")
    rows = [
        heads,
        row(1, *paid, clave="1-2-0a1b2c3d"),
        row(2, clave="2-2-0a1b2c3d"),
        row(3, None, 50_000, clave="3-2-0a1b2c3d"),  # half filled is a fault
        row(4, clave="otra cosa"),  # not of ours: what lacks is told
        row(5, *paid[:3], "TES-2", clave="5-2-0a1b2c3d"),
    ]

    read = leer_aqui(hacer_libro(rows), "pagos")

    assert counts(read) == (2, 2, 1, 0, 0)
