"""Workbooks that other programs open, and the parser of cells takes for damaged."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.hojas_xls import escanear_xls

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"

TITULOS = ("Cédula", "Nombre", "Resolución", "Ejecutoria", "Capital")
FILAS = [
    (f"{1023576230 + n}", "Ana Pérez", f"R-{n}", "01/02/2024", f"{100_000 + n}")
    for n in range(9)
]
TABLA = [TITULOS, *FILAS]
FIN, NADIE = 0xFFFFFFFE, 0xFFFFFFFF
SUMA = sum(100 * (100_000 + n) for n in range(9))

OFICINA = "urn:oasis:names:tc:opendocument:xmlns"
DTD_DE_FUERA = (
    '<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
    ' "libraries.dtd">'
)
POWER_QUERY = '<?xml version="1.0" encoding="utf-16"?><DataMashup>AAAA</DataMashup>'


def with_parts(path: Path, parts: dict[str, bytes]) -> Path:
    """Change parts of a package, or add them."""
    with zipfile.ZipFile(path) as package:
        content = {name: package.read(name) for name in package.namelist()} | parts
    with zipfile.ZipFile(path, "w") as package:
        for name, part in content.items():
            package.writestr(name, part)
    return path


def ods(path: Path, between: str = "", below: str = "", **parts: str) -> Path:
    """Write the table with something between its rows and cells, and under it."""
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", mime)
        package.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        package.writestr("Object 1/content.xml", "<chart/>")
        package.writestr("content.xml", ods_content(between, below))
        for name, content in parts.items():
            package.writestr(f"Basic/{name}.xml", content)
    return path


def ods_content(between: str, below: str) -> str:

    def cell(text: str) -> str:
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )

    rows = "".join(
        f"<table:table-row>{between}"
        f"{''.join(cell(text) + between for text in row)}"
        f"<table:table-cell/>{between}</table:table-row>{between}"
        for row in TABLA
    )
    spaces = "".join(
        f' xmlns:{name}="{OFICINA}:{name}:1.0"' for name in ("office", "table", "text")
    )
    return (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Hoja1">{between}{rows}{below}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def test_a_sheet_of_libreoffice_written_to_be_read_by_people_is_read(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    libraries = f'<?xml version="1.0"?>{DTD_DE_FUERA}<library:libraries/>'
    path = ods(tmp_path / "libro.ods", "\n     ", libraries=libraries)

    read = leer_aqui(path)

    assert (read.resumen.aceptadas, read.resumen.suma_capital) == (9, SUMA)
    assert [row["nombre"] for row in read.aceptadas] == ["Ana Pérez"] * 9


def far_row(cell: str, rows: int) -> str:
    gap = f'<table:table-row table:number-rows-repeated="{rows}">'
    empty = '<table:table-cell table:number-columns-repeated="60"/>'
    last = f"<table:table-row>{empty}{cell}</table:table-row>"
    return f"{gap}{empty}</table:table-row>{last}"


X = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
WIDE = X.replace("office:", 'table:number-columns-repeated="16000" office:', 1)


@pytest.mark.parametrize(
    ("below", "reach"),
    [
        pytest.param(far_row(X, 900_000), "fila 900011 y la columna 61", id="a cell"),
        pytest.param(
            '<table:table-row table:number-rows-repeated="1000">'
            f"{WIDE}</table:table-row>",
            "fila 1010 y la columna 16000",
            id="a block",
        ),
    ],
)
def test_values_far_from_a_table_of_libreoffice_are_told_before_it_is_unfolded(
    leer_aqui: Leer, tmp_path: Path, below: str, reach: str
) -> None:
    path = ods(tmp_path / "libro.ods", below=below)

    with pytest.raises(UnreadableFileError, match=reach):
        leer_aqui(path)


@pytest.mark.parametrize(
    "below", [far_row("", 1_048_500), far_row(X, 2_000)], ids=["filler", "near"]
)
def test_empty_rows_under_a_table_of_libreoffice_are_no_trouble(
    leer_aqui: Leer, tmp_path: Path, below: str
) -> None:
    read = leer_aqui(ods(tmp_path / "libro.ods", below=below)).resumen

    assert (read.aceptadas, read.suma_capital) == (9, SUMA)


def test_what_is_left_beside_the_sheets_is_no_reason_to_refuse_them(
    leer_aqui: Leer, hacer_libro: Callable[..., Path]
) -> None:
    path = hacer_libro(TABLA)
    with zipfile.ZipFile(path) as package:
        book = package.read("xl/workbook.xml").decode()
    module = '<sheet name="Módulo1" sheetId="9" state="veryHidden" r:id=""/></sheets>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with_parts(
        path,
        {
            "xl/workbook.xml": book.replace(
                "<workbook ", f'<workbook xmlns:r="{office}" '
            )
            .replace("</sheets>", module)
            .encode(),
            "customXml/item1.xml": POWER_QUERY.encode("utf-16"),
            "__MACOSX/xl/worksheets/._sheet1.xml": b"\0\5\x16\7\0\2Mac OS X",
        },
    )

    read = leer_aqui(path).resumen

    assert (read.aceptadas, read.suma_capital) == (9, SUMA)
    assert [hoja.nombre for hoja in read.hojas] == ["Hoja1"]


def test_formulas_keep_their_values_in_a_sheet_written_to_be_read_by_people(
    leer_aqui: Leer, hacer_libro: Callable[..., Path]
) -> None:
    path = hacer_libro([TITULOS, *((*row[:4], int(row[4])) for row in FILAS)])
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as package:
        sheet = package.read(name).decode()
    formulas = re.sub(r"<v>(1000\d\d)</v>", r"<f>\1+0</f><v>\1</v>", sheet)
    assert formulas.count("<f>") == len(FILAS)
    indented = re.sub(r"(?<=>)(?=</?(?:c|f|v|row)\b)", "\n   ", formulas)
    indented = re.sub(r"\s+</(f|v|t)>", r"</\1>", indented)

    read = leer_aqui(with_parts(path, {name: indented.encode()})).resumen

    assert (read.aceptadas, read.suma_capital) == (9, SUMA)


def test_a_flat_sheet_is_called_by_its_name(leer_aqui: Leer, tmp_path: Path) -> None:
    path = tmp_path / "plana.ods"
    path.write_text(
        f'<?xml version="1.0"?><office:document xmlns:office="{OFICINA}:office:1.0" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>'
    )

    with pytest.raises(UnreadableFileError, match=r"plana de LibreOffice \(\.fods\)"):
        leer_aqui(path)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(0x204, head + text.encode("utf-16-le"))


def old_workbook(
    name: str, cells: Sequence[tuple[int, int, str]], more: bytes = b""
) -> bytes:
    """Make an .xls by hand: one sheet, in one stream of a compound file."""
    start, end = record(0x809, bytes(16)), record(0x0A, b"")
    start = start[:4] + struct.pack("<HH", 0x600, 0x05) + start[8:]
    at = len(start) + len(more) + 4 + 13 + len(end)
    bound = record(0x85, struct.pack("<IBBBB", at, 0, 0, 5, 0) + b"Hoja1")
    sheet = start[:4] + struct.pack("<HH", 0x600, 0x10) + start[8:]
    body = b"".join(label(*cell) for cell in cells)
    return compound(name, start + more + bound + end + sheet + body + end)


def chained(length: int) -> list[int]:
    """Number the sectors of a stream that follow one another from the third on."""
    return [*range(3, 2 + length), FIN]


def compound(name: str, stream: bytes) -> bytes:
    """Keep one stream in a compound file; a short one, with the short ones."""
    short = len(stream) < 4096
    kept = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    sectors = len(kept) // 512
    minis = sectors * 8
    mini_fat = [*range(1, minis), FIN] if short else []
    fat = [0xFFFFFFFD, FIN, *chained(sectors), *([FIN] if short else [])]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
        2 + sectors if short else FIN, int(short), FIN, 0, 0,
    )  # fmt: skip
    root = entry("Root Entry", 5, 2 if short else FIN, len(kept) if short else 0, 1)
    book = entry(name, 2, 0 if short else 2, len(stream), NADIE)
    parts = [
        header,
        struct.pack(f"<{len(fat)}I", *fat),
        root + book + bytes(256),
        kept,
        struct.pack(f"<{len(mini_fat)}I", *mini_fat),
    ]
    return b"".join(part.ljust(-(-len(part) // 512) * 512, b"\xff") for part in parts)


def entry(name: str, kind: int, at: int, size: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return head + struct.pack("<III36xIII", NADIE, NADIE, child, at, size, 0)


OLD_TABLE = [
    (row, column, text)
    for row, values in enumerate(TABLA)
    for column, text in enumerate(values)
]


@pytest.mark.parametrize("name", ["Workbook", "WORKBOOK"])
@pytest.mark.parametrize("more", [b"", bytes(4) * 1_024], ids=["short", "long"])
def test_an_old_workbook_is_read_however_its_stream_is_spelt_and_kept(
    leer_aqui: Leer, tmp_path: Path, name: str, more: bytes
) -> None:
    path = tmp_path / "libro.xls"
    path.write_bytes(old_workbook(name, OLD_TABLE, more))

    read = leer_aqui(path).resumen

    assert (read.aceptadas, read.suma_capital) == (9, SUMA)
    assert escanear_xls(path.read_bytes())["Hoja1"].ultima_fila == len(TABLA)


def test_a_value_far_from_an_old_table_is_told_before_its_sheet_is_unfolded(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    path = tmp_path / "libro.xls"
    far = [(65_535, 255, "x")]
    path.write_bytes(old_workbook("Workbook", [*OLD_TABLE, *far]))

    with pytest.raises(UnreadableFileError, match="fila 65536 y la columna 256"):
        leer_aqui(path)


def test_an_old_workbook_with_a_password_is_told_however_small(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    path = tmp_path / "libro.xls"
    xor = record(0x2F, struct.pack("<HHH", 0, 0x1234, 0x5678))
    path.write_bytes(old_workbook("Workbook", OLD_TABLE[:5], xor))

    with pytest.raises(UnreadableFileError, match="contraseña"):
        leer_aqui(path)


@pytest.mark.parametrize(
    ("more", "day"),
    [(b"", "2024-02-01"), (record(0x22, b"\1\0"), "2028-02-02")],
    ids=["1900", "1904"],
)
def test_days_of_an_old_workbook_count_from_the_year_that_it_says(
    leer_aqui: Leer, tmp_path: Path, more: bytes, day: str
) -> None:
    serial = [
        (row, column, "45323" if row and column == 3 else text)
        for row, column, text in OLD_TABLE
    ]
    path = tmp_path / "libro.xls"
    path.write_bytes(old_workbook("Workbook", serial, more))

    read = leer_aqui(path, "cartera")

    assert {row["ejecutoria"] for row in read.aceptadas} == {day}
