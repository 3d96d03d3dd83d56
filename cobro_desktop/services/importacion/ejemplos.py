"""A file of each kind that can be imported, to see what it may bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.services.changes import Changes
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from pathlib import Path

_MARCA = b"\xef\xbb\xbf"
"""Without it, Excel takes a text for one of Windows-1252."""


def escribir_ejemplo(formato: str, salida: Path) -> Changes:
    """Write the example of a format as a text with columns, which Excel opens.

    Raises:
        NotFoundError: no such format.
        InvalidDataError: the file does not end in .csv.
        StorageError: it cannot be written; the one that was there stays.
    """
    name = load_formato(formato).nombre
    if salida.suffix.lower() != ".csv":
        message = f"«{salida.name}» debe terminar en .csv: Excel lo abre."
        raise InvalidDataError(message, {"archivo": str(salida)})
    source = assets("resources") / "intercambio" / "ejemplos" / f"{formato}.csv"
    escribir_atomico(salida, _MARCA + source.read_bytes())
    texto = f"Se escribió un ejemplo de «{name}» en «{salida.name}»."
    return Changes(resumen=texto, datos={"formato": formato, "archivo": str(salida)})
