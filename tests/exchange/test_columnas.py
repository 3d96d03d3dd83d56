"""Columns are known by what they are called and by what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.identificacion import TipoDocumento
from cobro_desktop.exchange.columnas import (
    Fijas,
    Titulo,
    exigir_columnas,
    reconocer_columnas,
    tipo_por_omision,
)
from cobro_desktop.exchange.contenido import es_contador
from cobro_desktop.exchange.formatos import codigos, load_formato
from cobro_desktop.exchange.vocabulario import palabras

DOCUMENTOS = ["1023576232", "810.448.267", 209798687.0, "NIT 890361405-7"]
NOMBRES = ["Ana Pérez", "Luis Ñáñez", "VIGÍAS LTDA", "María Peña"]
NUMEROS = ["308-2022", "177-2025", "268-2025", "35-2025"]
ANTES = ["01/02/2022", "05/10/2021", "23/03/2022", "05/03/2022"]
LUEGO = ["01/03/2022", "05/11/2021", "23/04/2022", "05/04/2022"]
DESPUES = ["15/05/2022", date(2022, 1, 5), 44700.0, "15-abr-22"]
DINERO = ["$ 2.000.000", 18505500.0, "2.847.000", "1,423,500.00"]

Columnas = Sequence[tuple[str, Sequence[Any]]]


def fields(columns: Columnas, **fijas: str) -> list[str | None]:
    titles = [Titulo(name, (name,)) for name, _ in columns]
    found = reconocer_columnas(
        titles, [cells for _, cells in columns], load_formato("titulos"), Fijas(fijas)
    )
    exigir_columnas(found, load_formato("titulos"))
    return [column.campo.nombre if column.campo else None for column in found]


NECESARIAS: Columnas = (
    ("NIT", DOCUMENTOS),
    ("Nombre", NOMBRES),
    ("Resolución", NUMEROS),
    ("Fecha ejecutoria", DESPUES),
    ("Capital", DINERO),
)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("VR. CAPITAL", {"valor", "capital"}),
        ("RESOLUCIÓN No.", {"resolucion", "numero"}),
        ("N° comparendo", {"numero", "comparendo"}),
        ("N.I.T.", {"nit"}),
        ("C. C. o NIT", {"cedula", "nit"}),
        ("Nombre(s) y Apellido(s)", {"nombre", "apellido"}),
        ("Art. CNSCC", {"articulo", "cnscc"}),
    ],
)
def test_headings_are_split_into_words(written: str, words: set[str]) -> None:
    assert set(palabras(written)) == words


def test_every_format_can_be_loaded() -> None:
    for code in codigos():
        formato = load_formato(code)
        assert formato.codigo == code
        names = [campo.nombre for campo in formato.campos]
        assert len(set(names)) == len(names)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="cartera, cope, pagos"):
        load_formato("otro")


def test_two_columns_called_documento_are_told_apart_by_content() -> None:
    kinds = ["CC", "C.C.", "NIT", "CC"]
    columns: Columnas = [("Documento", kinds), ("Número", DOCUMENTOS), *NECESARIAS[1:]]

    assert fields(columns)[:2] == ["tipo_documento", "documento"]


def test_dates_called_only_fecha_go_by_time() -> None:
    columns = (
        *NECESARIAS[:3],
        ("Capital", DINERO),
        ("Fecha", DESPUES),
        ("Fecha", ANTES),
        ("Fecha", LUEGO),
    )

    assert fields(columns)[4:] == ["ejecutoria", "titulo_fecha", "notificacion"]


def test_a_single_fecha_is_the_date_that_is_needed() -> None:
    columns = (*NECESARIAS[:3], ("Capital", DINERO), ("Fecha", DESPUES))

    assert fields(columns)[4] == "ejecutoria"


def test_a_number_column_is_not_the_title_number() -> None:
    columns = (("No.", [1.0, 2.0, 3.0, 4.0]), *NECESARIAS)

    assert fields(columns)[0] is None


@pytest.mark.parametrize("name", ["EJECUTORÍA", "Fecha ejecutorai", "FECHA EJECUTOR."])
def test_misspelt_headings_are_understood(name: str) -> None:
    columns = [(name if n == "Fecha ejecutoria" else n, c) for n, c in NECESARIAS]

    assert fields(columns)[3] == "ejecutoria"


def test_amounts_in_wages_are_not_the_capital() -> None:
    columns = (
        *NECESARIAS[:4],
        ("Multa", [2.0, 13.0, 2.0, 8.0]),
        ("Valor", DINERO),
    )

    assert fields(columns)[5] == "capital"


def test_a_balance_serves_as_capital_and_payments_are_then_not_counted() -> None:
    columns = (*NECESARIAS[:4], ("Saldo", DINERO), ("Abonos", ["-", "", "", ""]))

    assert fields(columns)[4:] == ["capital", None]


def test_a_needed_column_without_name_is_found_by_content() -> None:
    columns = (*NECESARIAS[:4], ("XYZ", DINERO))

    assert fields(columns)[4] == "capital"


def test_a_missing_column_is_named() -> None:
    columns = [(n, c) for n, c in NECESARIAS if n != "Fecha ejecutoria"]

    with pytest.raises(InvalidDataError, match="«Fecha de ejecutoria»") as caught:
        fields(columns)

    assert caught.value.detalle["campos"] == ["ejecutoria"]


def test_a_profile_wins_over_names() -> None:
    columns = (*NECESARIAS, ("Valor total", DINERO))

    assert fields(columns, capital="F")[4:] == [None, "capital"]


@pytest.mark.parametrize("fija", [{"capital": "Z"}, {"nada": "A"}, {"capital": "1"}])
def test_a_profile_that_does_not_fit_is_told(fija: dict[str, str]) -> None:
    with pytest.raises(InvalidDataError, match="Se pidió el campo"):
        fields(NECESARIAS, **fija)


@pytest.mark.parametrize(
    ("heading", "tipo"),
    [
        ("NIT", TipoDocumento.NIT),
        ("CÉDULA", TipoDocumento.CC),
        ("NIT/CC depositante", None),
        ("Identificación", None),
    ],
)
def test_a_heading_says_the_kind_of_document(
    heading: str, tipo: TipoDocumento | None
) -> None:
    assert tipo_por_omision(heading) == tipo


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ([1.0, 2.0, 3.0, 4.0], True),
        (["1", "2", "3", "5"], True),
        ([1000001.0, 1000002.0, 1000003.0], False),
        ([2.0, 13.0, 2.0, 8.0], False),
        (["a", "b", "c"], False),
    ],
)
def test_counters_are_known(cells: list[Any], *, counts: bool) -> None:
    assert es_contador(cells) is counts


def test_the_whole_row_is_read_whatever_the_order(
    leer_aqui: Callable[..., Any], hacer_libro: Callable[..., Any]
) -> None:
    titles = [name for name, _ in reversed(NECESARIAS)]
    rows = zip(*(cells for _, cells in reversed(NECESARIAS)), strict=True)

    read = leer_aqui(hacer_libro([titles, *rows]))

    assert read.resumen.aceptadas == 4
    assert [row["capital"] for row in read.aceptadas] == [
        200_000_000,
        1_850_550_000,
        284_700_000,
        142_350_000,
    ]


def test_a_datum_that_a_person_left_out_is_looked_for_nowhere() -> None:
    columns = (*NECESARIAS, ("Abonos", DINERO), ("Abono total", DINERO))

    assert fields(columns)[5] == "abonos"
    assert fields(columns, abonos="")[5:] == [None, None]
    with pytest.raises(InvalidDataError, match="«Capital»"):
        fields(columns, capital="")
