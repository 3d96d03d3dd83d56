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
    from cobro_desktop.exchange.libro_esqueleto import Esqueleto

FILAS_POR_BLOQUE: Final = 1_000
MAX_HOJA: Final = 2**31 - 2**20
"""Bytes of sheet that a zip without extensions can hold."""
NIVEL: Final = 3
"""Deflate a little worse and three times as fast as the usual 6."""


def escribir_libro(
    destino: Path, informe: Informe, filas: Iterable[Sequence[Celda]]
) -> int:
    """Write a workbook and return how many rows it has.

    Texts are always texts, also those that begin with `= + - @`. The caller gives a
    temporary path and moves the file when it is whole.

    Raises:
        InvalidDataError: more rows, or a longer text, than a sheet can hold.
    """
    from cobro_desktop.exchange.libro_esqueleto import hacer_esqueleto

    head = hacer_esqueleto(informe, filas=1)
    pintor = Pintor(tuple(c.clase for c in informe.columnas), head.estilos)
    with (
        destino.open("wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=NIVEL) as book,
    ):
        with book.open(_entry(head.nombre_hoja), "w") as sheet:
            count = _stream(sheet, head, pintor, informe, filas)
            tail = hacer_esqueleto(informe, filas=count, sumas=pintor.sumas)
            sheet.write(tail.despues)
        for name, content in tail.partes.items():
            book.writestr(_entry(name), content)
    return count


def _stream(
    sheet: IO[bytes],
    head: Esqueleto,
    pintor: Pintor,
    informe: Informe,
    filas: Iterable[Sequence[Celda]],
) -> int:
    """Write the sheet up to the last row of data; return how many rows."""
    written = sheet.write(head.antes)
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
