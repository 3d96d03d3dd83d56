"""Files that do harm, or that are not what they say (SECURITY 4)."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from cobro_desktop.domain.errors import InvalidDataError, UnreadableFileError
from cobro_desktop.exchange.lectura import leer
from cobro_desktop.exchange.resultado import OpcionesLectura

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TITULOS = (
    "Cédula",
    "Nombre",
    "Resolución",
    "Fecha resolución",
    "Fecha ejecutoria",
    "Capital",
)


def relation(kind: str, target: str, key: str = "rId1") -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(*items: str) -> str:
    body = "".join(items)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


PARTES = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": relations(relation("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Hoja1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": relations(
        relation("worksheet", "worksheets/sheet1.xml")
    ),
}


def row(number: int, values: Iterable[str]) -> str:
    cells = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        for letter, value in zip("ABCDEFGH", values, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


def data(number: int) -> str:
    values = (f"{1000000 + number}", "Ana Pérez", f"R-{number}", "01/02/2024")
    return row(number, (*values, "01/03/2024", f"{100000 + number}"))


DATOS = row(1, TITULOS) + "".join(data(number) for number in range(2, 12))


def sheet(body: str, before: str = "", dimension: str = "") -> str:
    inside = f"{dimension}<sheetData>{body}</sheetData>"
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}">{inside}</worksheet>'
    )


@pytest.fixture
def libro(tmp_path: Path) -> Callable[..., Path]:
    """Zip a sheet with the parts that a workbook needs, or with worse ones."""

    def make(hoja: str | Iterable[bytes], partes: dict[str, str] | None = None) -> Path:
        path = tmp_path / "libro.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in {**PARTES, **(partes or {})}.items():
                package.writestr(name, content)
            with package.open("xl/worksheets/sheet1.xml", "w") as part:
                chunks = [hoja.encode()] if isinstance(hoja, str) else hoja
                for chunk in chunks:
                    part.write(chunk)
        return path

    return make


def rows_of_a_full_sheet(
    make: Callable[[int], str], header: str = ""
) -> Iterator[bytes]:
    yield f'<worksheet xmlns="{MAIN}"><sheetData>{header}'.encode()
    for start in range(1, 1_048_577, 4096):
        rows = (make(n) for n in range(start, start + 4096) if not header or n > 1)
        yield "".join(rows).encode()
    yield b"</sheetData></worksheet>"


def styled(number: int) -> str:
    return f'<row r="{number}" ht="15"><c r="A{number}" s="1"/></row>'


def test_a_plain_workbook_made_by_hand_is_read(
    leer_aqui: Leer, libro: Callable[..., Path]
) -> None:
    read = leer_aqui(libro(sheet(DATOS)))

    assert read.resumen.aceptadas == 10
    assert read.aceptadas[0]["capital"] == 10_000_200


@pytest.mark.parametrize(
    "dimension", ['<dimension ref="A1:XFD1048576"/>', '<dimension ref="A1"/>']
)
def test_a_lying_dimension_changes_nothing(
    leer_aqui: Leer, libro: Callable[..., Path], dimension: str
) -> None:
    read = leer_aqui(libro(sheet(DATOS, dimension=dimension)))

    assert read.resumen.aceptadas == 10


def test_prefixed_xml_is_read_with_its_errors(
    leer_aqui: Leer, libro: Callable[..., Path]
) -> None:
    body = DATOS.replace(
        data(5),
        data(5).replace('t="inlineStr"><is><t>100005</t></is>', 't="e"><v>#N/A</v>'),
    )
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", sheet(body).partition("?>")[2])

    read = leer_aqui(libro(prefixed.replace("xmlns=", "xmlns:x=")))

    assert read.resumen.aceptadas == 9
    assert read.codigos == {"F5": "not_an_amount"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            "demasiado grande",
            id="far cell",
        ),
        pytest.param(
            DATOS + '<row r="12"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>',
            "fuera de lo que",
            id="impossible column",
        ),
        pytest.param(
            DATOS + '<row r="99999999"><c r="A99999999"><v>1</v></c></row>',
            "fuera de lo que",
            id="impossible row",
        ),
        pytest.param("", "no tiene datos", id="empty sheet"),
        pytest.param(row(1, TITULOS), "no tiene datos", id="only a header"),
    ],
)
def test_sheets_that_cannot_be_are_refused(
    leer_aqui: Leer, libro: Callable[..., Path], body: str, said: str
) -> None:
    path = libro(sheet(body))

    with pytest.raises(UnreadableFileError, match=said):
        leer_aqui(path)


def test_a_stray_value_on_the_last_row_is_read(
    leer_aqui: Leer, libro: Callable[..., Path]
) -> None:
    stray = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'

    read = leer_aqui(libro(sheet(DATOS + stray))).resumen

    assert (read.aceptadas, read.vacias, read.subtotales) == (10, 1_048_564, 1)


DTD = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "partes",
    [
        pytest.param({}, id="in the sheet"),
        pytest.param({"xl/sharedStrings.xml": f"{DTD}<sst/>"}, id="in the strings"),
        pytest.param({"docProps/app.xml": f"{' ' * 70_000}{DTD}<a/>"}, id="far inside"),
    ],
)
def test_entities_are_refused_wherever_they_are(
    leer_aqui: Leer, libro: Callable[..., Path], partes: dict[str, str]
) -> None:
    path = libro(sheet(DATOS, before="" if partes else DTD), partes)

    with pytest.raises(UnreadableFileError, match="entidades"):
        leer_aqui(path)


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_of_hundreds_of_sheets_is_refused(
    leer_aqui: Leer, libro: Callable[..., Path], *, shared: bool
) -> None:
    numbers = range(1, 502)
    names = "".join(f'<sheet name="H{n}" sheetId="{n}" r:id="rId1"/>' for n in numbers)
    opening = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    book = {"xl/workbook.xml": f"{opening}{names}</sheets></workbook>"}
    parts = {f"xl/worksheets/h{n}.xml": sheet(DATOS) for n in numbers}

    with pytest.raises(UnreadableFileError, match=r"50\d hojas"):
        leer_aqui(libro(sheet(DATOS), book if shared else parts))


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "a\\..\\b", "C:/a"])
def test_parts_that_point_outside_are_refused(
    leer_aqui: Leer, libro: Callable[..., Path], name: str
) -> None:
    path = libro(sheet(DATOS), {name: "x"})

    with pytest.raises(UnreadableFileError, match="rutas hacia fuera"):
        leer_aqui(path)


def test_a_bomb_is_refused_before_it_is_unpacked(
    leer_aqui: Leer, libro: Callable[..., Path]
) -> None:
    path = libro([sheet(DATOS).encode(), *([b" " * 1_000_000] * 60)])

    with pytest.raises(UnreadableFileError, match="crece demasiado"):
        leer_aqui(path)


def test_a_package_of_thousands_of_parts_is_refused(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    path = tmp_path / "muchas.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(6000):
            package.writestr(f"a{number}.txt", "")

    with pytest.raises(UnreadableFileError, match="demasiadas partes"):
        leer_aqui(path)


def test_a_million_styled_rows_without_data_are_refused(
    leer_aqui: Leer, libro: Callable[..., Path]
) -> None:
    path = libro(rows_of_a_full_sheet(styled))

    with pytest.raises(UnreadableFileError, match="no tiene datos"):
        leer_aqui(path)


def test_data_among_a_million_styled_rows_are_read(
    leer_aqui: Leer, libro: Callable[..., Path]
) -> None:
    chosen = {2, 900, 70_000, 1_048_576}
    rows = rows_of_a_full_sheet(
        lambda n: data(n) if n in chosen else styled(n), header=row(1, TITULOS)
    )

    read = leer_aqui(libro(rows)).resumen

    assert read.aceptadas == 4
    assert read.vacias == 1_048_571


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "está vacío", id="empty"),
        pytest.param(b"PK\x03\x04", "dañado", id="only a mark"),
        pytest.param(b"%PDF-1.7 x", "PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "imagen", id="image"),
        pytest.param(b"<html><table></table></html>", "HTML", id="html"),
        pytest.param(b"\xef\xbb\xbf\r\n <!DOCTYPE html>", "HTML", id="html with mark"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:'
            b'spreadsheet"/>',
            "XML de 2003",
            id="xml of 2003",
        ),
        pytest.param(bytes(range(256)) * 9, "no es un libro", id="noise"),
        pytest.param(
            b"\x09\x08\x10\x00" + bytes(40), "anterior a 1997", id="old excel"
        ),
        pytest.param(
            OLE2 + "EncryptedPackage".encode("utf-16-le") + bytes(600),
            "contraseña",
            id="encrypted",
        ),
        pytest.param(
            OLE2 + "WordDocument".encode("utf-16-le") + bytes(600),
            "otro programa",
            id="word of 1997",
        ),
        pytest.param(
            OLE2 + "Workbook".encode("utf-16-le") + bytes(600), "dañado", id="false xls"
        ),
        pytest.param(b"\n\n\n", "no tiene datos", id="blank text"),
        pytest.param(b";" * 3000, "miles de columnas", id="many columns"),
        pytest.param(b"x" * 5_000_000, "línea tan larga", id="endless line"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(
    leer_aqui: Leer, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "archivo.xlsx"
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError, match=said):
        leer_aqui(path)


def test_any_text_under_the_name_of_a_workbook_is_no_table(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    path = tmp_path / "archivo.xlsx"
    path.write_text("hola\nesto no es un libro\n", encoding="utf-8")

    with pytest.raises(InvalidDataError, match="ninguna fila parece su encabezado"):
        leer_aqui(path)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("word/document.xml", "documento de Word"),
        ("ppt/presentation.xml", "presentación"),
        ("xl/workbook.bin", "xlsb"),
        ("a.txt", "sin un libro dentro"),
    ],
)
def test_other_packages_are_told_apart(
    leer_aqui: Leer, tmp_path: Path, part: str, said: str
) -> None:
    path = tmp_path / "archivo.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")

    with pytest.raises(UnreadableFileError, match=said):
        leer_aqui(path)


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.99])
def test_a_truncated_workbook_is_refused(
    leer_aqui: Leer, libro: Callable[..., Path], cut: float
) -> None:
    path = libro(sheet(DATOS))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * cut)])

    with pytest.raises(UnreadableFileError, match="dañado"):
        leer_aqui(path)


def test_one_wrong_bit_is_noticed_anywhere(
    leer_aqui: Leer, libro: Callable[..., Path]
) -> None:
    path = libro(sheet(DATOS), {"xl/theme/theme1.xml": "<a>tema</a>" * 40})
    whole = bytearray(path.read_bytes())
    whole[whole.find(b"theme1.xml") + 14] ^= 0x04
    path.write_bytes(whole)

    with pytest.raises(UnreadableFileError, match="dañado"):
        leer_aqui(path)


def test_a_parser_that_aborts_kills_only_the_child(
    libro: Callable[..., Path], tmp_path: Path
) -> None:
    far = '<row r="12"><c r="A99999999"><v>1</v></c></row>'
    options = OpcionesLectura(hoy=date(2026, 11, 20))

    with pytest.raises(UnreadableFileError, match="no se puede leer"):
        leer(libro(sheet(DATOS + far)), "titulos", options, carpeta=tmp_path)

    assert not list(tmp_path.glob("lectura-*"))


MUTANTES = 30
TRAMPAS = (b'"-1"', b'"99999999999"', b'"x"', b'""')


def mutante(content: bytes, azar: random.Random) -> bytes:
    """Spoil a workbook: a part that is missing, cut, doubled or with odd numbers."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = azar.choice(sorted(parts))
    part = parts.pop(name)
    spot = azar.randrange(len(part))
    numbers = re.findall(rb'"[A-Z]?[0-9]+"', part) or [b"\0"]
    other = azar.choice(
        (
            None,
            part[:spot],
            part * 2,
            part[:spot] + bytes((azar.randrange(256),)) + part[spot + 1 :],
            part.replace(azar.choice(numbers), azar.choice(TRAMPAS), 1),
        )
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for key, value in (parts if other is None else parts | {name: other}).items():
            package.writestr(key, value)
    return target.getvalue()


LEER_TODOS = """
import sys
from datetime import date
from pathlib import Path
from cobro_desktop.domain.errors import UserError
from cobro_desktop.exchange.analisis import Pedido, analizar
from cobro_desktop.exchange.resultado import OpcionesLectura

folder, options = Path(sys.argv[1]), OpcionesLectura(date(2026, 11, 20))
for path in sorted(folder.glob("*.xlsx")):
    order = Pedido(path, "titulos", options, path.with_suffix(".db"), "5a" * 32)
    try:
        print(path.stem, "leído", analizar(order, lambda *_: None).leidas)
    except UserError as error:
        print(path.stem, "rechazado", error.mensaje)
"""


def test_a_spoilt_workbook_is_read_or_refused_in_words(
    libro: Callable[..., Path], tmp_path: Path
) -> None:
    azar, content = random.Random(6), libro(sheet(DATOS)).read_bytes()
    folder = tmp_path / "mutantes"
    folder.mkdir()
    for number in range(MUTANTES):
        (folder / f"{number:03d}.xlsx").write_bytes(mutante(content, azar))

    done = subprocess.run(
        [sys.executable, "-c", LEER_TODOS, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )

    told = done.stdout.splitlines()
    assert (done.returncode, len(told)) == (0, MUTANTES), done.stderr
    assert {line.split(" ")[1] for line in told} == {"leído", "rechazado"}
