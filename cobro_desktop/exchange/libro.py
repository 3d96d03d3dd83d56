"""Writes a workbook that reads well in Excel and comes back: typed, styled, locked.

The styles, the header and what follows the data come from a small XlsxWriter book; the
rows go straight into its sheet, so that a long report needs little memory.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.direcciones import MAX_FILA
from cobro_desktop.exchange.libro_celdas import Pintor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from cobro_desktop.exchange.informe import Celda, Informe

FILAS_POR_BLOQUE: Final = 1_000
MAX_HOJA: Final = 2**31 - 2**20
"""Bytes of sheet that a zip without extensions can hold."""
NIVEL: Final = 3
"""Deflate a little worse and three times as fast as the usual 6."""


def escribir_libro(
    destino: Path, informe: Informe, filas: Iterable[Sequence[Celda]]
) -> int:
    """Write a workbook of one sheet and return how many rows it has.

    Raises:
        InvalidDataError: more rows, or a longer text, than a sheet can hold.
    """
    return escribir_hojas(destino, [(informe, filas)])[0]


def escribir_hojas(
    destino: Path, hojas: Sequence[tuple[Informe, Iterable[Sequence[Celda]]]]
) -> list[int]:
    """Write a workbook with a sheet for each report; return the rows of each.

    Texts are always texts, also those that begin with `= + - @`. The caller gives a
    temporary path and moves the file when it is whole.

    Raises:
        InvalidDataError: more rows, or a longer text, than a sheet can hold.
    """
    from cobro_desktop.exchange.libro_esqueleto import Medida, hacer_esqueleto

    informes = [informe for informe, _ in hojas]
    medidas = [Medida(1) for _ in hojas]
    with (
        destino.open("wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=NIVEL) as book,
    ):
        for place, (informe, filas) in enumerate(hojas):
            # The totals of the sheets before have styles of their own, counted first.
            cut = hacer_esqueleto(informes, medidas).hojas[place]
            pintor = Pintor(
                tuple(c.clase for c in informe.columnas),
                cut.estilos,
                {i: c.ancho for i, c in enumerate(informe.columnas) if c.ajusta},
                [i for i, c in enumerate(informe.columnas) if c.suma],
            )
            with book.open(_entry(cut.nombre), "w") as sheet:
                count = _stream(sheet, cut.antes, pintor, informe, filas)
                medidas[place] = Medida(count, pintor.sumas)
                # What follows the rows depends on how many they were.
                cut = hacer_esqueleto(informes, medidas).hojas[place]
                sheet.write(cut.despues)
        for name, content in hacer_esqueleto(informes, medidas).partes.items():
            book.writestr(_entry(name), content)
    return [medida.filas for medida in medidas]


def _stream(
    sheet: IO[bytes],
    before: bytes,
    pintor: Pintor,
    informe: Informe,
    filas: Iterable[Sequence[Celda]],
) -> int:
    """Write the sheet up to the last row of data; return how many rows."""
    written = sheet.write(before)
    row = informe.primera
    for block in _blocks(filas):
        if row + len(block) >= MAX_FILA or written > MAX_HOJA:
            message = (
                "Son más filas de las que caben en una hoja de Excel (1.048.576, o "
                "2 GB). Exporte por partes, con una consulta."
            )
            raise InvalidDataError(message)
        written += sheet.write(pintor.pintar(row, block).encode())
        row += len(block)
    return row - informe.primera


def _blocks(filas: Iterable[Sequence[Celda]]) -> Iterator[list[Sequence[Celda]]]:
    rows = iter(filas)
    while block := [row for _, row in zip(range(FILAS_POR_BLOQUE), rows, strict=False)]:
        yield block


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
