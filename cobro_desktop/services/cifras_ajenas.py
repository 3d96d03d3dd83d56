"""Reads the figure of another area from its workbook, to be compared with ours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import NotFoundError, UnreadableFileError

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cobro_desktop.domain.comparador_filas import FilaAjena
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.cifra_ajena import HojaLeida

MAX_BYTES: Final = 5_000_000
_MAX_FILAS: Final = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class CifraLeida:
    """What a workbook says; what it does not say is None."""

    archivo: str
    hoja: str | None
    interes: Centavos | None
    capital: Centavos | None
    total: Centavos | None
    corte: dt.date | None
    filas: tuple[FilaAjena, ...]
    donde: tuple[tuple[str, str], ...]
    """Where each amount was: (`interes`, `C12`)."""


def leer_cifra(ruta: Path) -> CifraLeida:
    """Look for a liquidation in the sheets of a file; the one that says most counts.

    Raises:
        NotFoundError: there is no such file.
        UnreadableFileError: it is no table, could do harm, or says nothing known.
    """
    from cobro_desktop.exchange.cifra_ajena import Dato, HojaLeida, leer_hoja
    from cobro_desktop.exchange.preflight import revisar
    from cobro_desktop.exchange.workbook import abrir

    if not ruta.is_file():
        message = f"No existe el archivo «{ruta}»."
        raise NotFoundError(message)
    if ruta.stat().st_size > MAX_BYTES:
        message = (
            f"«{ruta.name}» es demasiado grande para ser la liquidación de un "
            "expediente. Revise que sea el archivo correcto."
        )
        raise UnreadableFileError(message)
    libro = abrir(ruta, revisar(ruta))
    name: str | None = None
    best = HojaLeida()
    for hoja in libro.hojas:
        rows = list(islice(libro.filas(hoja), _MAX_FILAS))
        read = leer_hoja(rows, libro.epoca)
        if read.hallazgos > best.hallazgos:
            best, name = read, hoja.nombre
    _check(best, ruta)

    def amount(dato: Dato) -> Centavos | None:
        found = best.cifras.get(dato)
        return None if found is None else found.valor

    return CifraLeida(
        archivo=ruta.name,
        hoja=name,
        interes=amount(Dato.INTERES),
        capital=amount(Dato.CAPITAL),
        total=amount(Dato.TOTAL),
        corte=best.corte,
        filas=best.filas,
        donde=tuple((str(dato), found.celda) for dato, found in best.cifras.items()),
    )


def _check(leida: HojaLeida, ruta: Path) -> None:
    if not leida.cifras:
        message = (
            f"En «{ruta.name}» no se encontraron el capital, los intereses ni el total "
            "de una liquidación: no hay celdas con esos nombres y su valor al lado o "
            "debajo. Escriba las cifras a mano."
        )
        raise UnreadableFileError(message)
