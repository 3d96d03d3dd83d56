"""Fills the form that an entity downloaded, in the columns that it said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.direcciones import MAX_FILA, letras
from cobro_desktop.exchange.informe import Clase
from cobro_desktop.exchange.libro_bdme import CAMPOS
from cobro_desktop.exchange.preflight import revisar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cobro_desktop.exchange.informe import Celda

MAX_COLUMNAS: Final = 200
"""Columns of a form that are offered."""
FILAS_DE_TITULOS: Final = 30
MAX_FORMULARIO: Final = 20_000_000
"""Bytes once inflated; an empty form is a hundred times smaller."""
_CLASES: Final = {campo.clave: campo.clase for campo in CAMPOS}


@dataclass(frozen=True, slots=True)
class MapaFormulario:
    """Where each datum goes in a form."""

    columnas: Mapping[str, str]
    """`CampoBdme.clave` → column letters."""
    hoja: str = ""
    """Empty for the first one."""
    fila: int = 0
    """First row of data, from 1; 0 for the one under the titles."""


@dataclass(frozen=True, slots=True)
class HojaFormulario:
    """A sheet of a form, to choose the columns from."""

    nombre: str
    fila: int
    """The row that looks most like the titles, from 1; 0 for an empty sheet."""
    titulos: tuple[tuple[str, str], ...]
    """(letters, title) of that row."""


def hojas_del_formulario(plantilla: Path) -> list[HojaFormulario]:
    """Read what the sheets of a form look like.

    Raises:
        InvalidDataError: no workbook that can be filled.
    """
    book = _open(plantilla)
    return [_hoja(book[name]) for name in book.sheetnames]


def llenar(
    plantilla: Path,
    destino: Path,
    mapa: MapaFormulario,
    filas: Iterable[Mapping[str, Celda]],
) -> int:
    """Write a copy of the form with the rows; return how many.

    Macros do not go to the copy.

    Texts are always texts, also those that begin with `= + - @`; what the form had
    in other cells stays.

    Raises:
        InvalidDataError: no such sheet, a cell of the rows is taken, or no room.
    """
    book = _open(plantilla)
    name = mapa.hoja or book.sheetnames[0]
    if name not in book.sheetnames:
        listed = ", ".join(f"«{sheet}»" for sheet in book.sheetnames)
        message = f"El formulario no tiene la hoja «{name}». Las que tiene: {listed}."
        raise InvalidDataError(message)
    sheet = book[name]
    first = row = mapa.fila or _hoja(sheet).fila + 1
    for values in filas:
        if row >= MAX_FILA:
            message = "Las filas no caben en la hoja del formulario."
            raise InvalidDataError(message)
        for clave, column in mapa.columnas.items():
            _exigir_libre(sheet[f"{column}{row}"], first)
            _write(sheet[f"{column}{row}"], clave, values.get(clave))
        row += 1
    book.save(destino)
    return row - first


def _exigir_libre(cell: Any, first: int) -> None:
    """Refuse to write over what the form says."""
    from openpyxl.cell.cell import MergedCell

    place = cell.coordinate
    if isinstance(cell, MergedCell):
        why = f"la celda {place} está combinada con otra"
    elif cell.value is not None:
        why = f"la celda {place} ya dice «{str(cell.value)[:60]}»"
    else:
        return
    message = (
        f"En el formulario {why}, y allí iría un dato: se llena desde la fila {first}. "
        "Diga otra primera fila de datos, o deje en el formulario filas vacías para "
        "todos los deudores. No se escribió nada."
    )
    raise InvalidDataError(message, {"celda": place, "fila": first})


def _open(plantilla: Path) -> Any:
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    if plantilla.suffix.lower() not in {".xlsx", ".xlsm"}:
        message = (
            f"«{plantilla.name}» no se puede llenar. Ábralo en Excel o LibreOffice y "
            "guárdelo como libro .xlsx."
        )
        raise InvalidDataError(message, {"archivo": str(plantilla)})
    exigir_archivo(plantilla)
    revisar(plantilla)
    try:
        _exigir_tamano(plantilla)
        return openpyxl.load_workbook(plantilla)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,  # what the parser of XML raises
        OSError,
    ) as problem:
        message = (
            f"«{plantilla.name}» no se deja leer como libro de Excel. Descárguelo otra "
            "vez; no se escribió nada."
        )
        raise InvalidDataError(message, {"archivo": str(plantilla)}) from problem


def _exigir_tamano(plantilla: Path) -> None:
    """Refuse before it is parsed what is far larger than an empty form."""
    import zipfile

    with zipfile.ZipFile(plantilla) as package:
        size = sum(part.file_size for part in package.infolist())
    if size > MAX_FORMULARIO:
        message = (
            f"«{plantilla.name}» es demasiado grande para ser el formulario vacío. "
            "Descárguelo otra vez de la CGN; no se escribió nada."
        )
        raise InvalidDataError(message, {"archivo": str(plantilla)})


def _hoja(sheet: Any) -> HojaFormulario:
    best: tuple[int, tuple[tuple[str, str], ...]] = (0, ())
    rows = sheet.iter_rows(
        min_row=1, max_row=FILAS_DE_TITULOS, max_col=MAX_COLUMNAS, values_only=True
    )
    for number, values in enumerate(rows, start=1):
        found = tuple(
            (letras(place), " ".join(str(value).split()))
            for place, value in enumerate(values)
            if isinstance(value, str) and value.strip()
        )
        if len(found) > len(best[1]):
            best = number, found
    return HojaFormulario(sheet.title, *best)


def _write(cell: Any, clave: str, value: Celda) -> None:
    if value is None or value == "":
        return
    clase = _CLASES[clave]
    if isinstance(value, dt.date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif isinstance(value, int):
        pesos = en_pesos(value) if clase is Clase.DINERO else value
        cell.value = pesos if isinstance(pesos, int) else _exact(pesos)
    else:
        cell.value = value
        cell.data_type = "s"


def _exact(pesos: str) -> Any:
    from decimal import Decimal

    return Decimal(pesos)
