"""Says what a file really is before any parser touches it (SECURITY T1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.hojas_xls import (
    cuenta_desde_1904,
    escanear_xls,
    pide_clave,
)
from cobro_desktop.exchange.negativas import (
    DANADO,
    refuse_encrypted,
    refuse_format,
    refuse_too_large,
)
from cobro_desktop.exchange.paquete import Revision, Tipo, revisar_paquete

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.exchange.hojas import EscaneoHoja

MAX_ARCHIVO = 300_000_000
MAX_CELDAS = 9_000_000
"""Cells, empty ones too, of all the sheets of a book: each takes up to 100 bytes.

Of an .xlsx only the sheet of the table is unfolded, and what it takes is measured.
"""
MAX_CELDAS_VACIAS = 2_500_000
LLENURA = 10
"""Places for each value beyond which cells stand scattered."""

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BINARIOS = (
    (b"%PDF", "un documento PDF"),
    (b"{\\rtf", "un documento de texto (RTF)"),
    (b"\x89PNG", "una imagen"),
    (b"\xff\xd8\xff", "una imagen"),
    (b"GIF8", "una imagen"),
    (b"Rar!", "un archivo comprimido (RAR)"),
    (b"7z\xbc\xaf", "un archivo comprimido (7z)"),
    (b"\x1f\x8b", "un archivo comprimido (gzip)"),
    (b"MZ\x90", "un programa"),
    (b"\x7fELF", "un programa"),
    (b"SQLite format 3", "una base de datos"),
)
_LIBROS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_BIFF_VIEJO = tuple(bytes((9, v)) for v in (0, 2, 4, 8))


def revisar(ruta: Path) -> Revision:
    """Recognise a file by its content; its name decides nothing.

    Raises:
        UnreadableFileError: when it is not a table, or reading it could do harm.
    """
    size = ruta.stat().st_size
    if size == 0:
        message = "El archivo está vacío: no contiene ningún dato."
        raise UnreadableFileError(message)
    if size > MAX_ARCHIVO:
        message = "El archivo es demasiado grande para leerlo. Divídalo en varios."
        raise UnreadableFileError(message)
    with ruta.open("rb") as file:
        head = file.read(4096)
    if head.startswith(ZIP):
        found = revisar_paquete(ruta)
        if found.tipo is Tipo.ODS:
            _refuse_scattered(found.hojas)
        return found
    if head.startswith(OLE2):
        return _revisar_ole(ruta)
    return _revisar_texto(head)


def _revisar_texto(head: bytes) -> Revision:
    for magic, what in _BINARIOS:
        if head.startswith(magic):
            refuse_format(what)
    if head.startswith((b"PK\x03", b"PK\x05", b"PK\x07")):
        raise UnreadableFileError(DANADO)
    if head.startswith(_BIFF_VIEJO):
        refuse_format("un libro de una versión de Excel anterior a 1997")
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if plain.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office" in plain:
        refuse_format("una hoja de cálculo XML de 2003")
    if b"<office:document" in plain and b"opendocument.spreadsheet" in plain:
        refuse_format("una hoja de cálculo plana de LibreOffice (.fods)")
    if plain.startswith((b"<", b"mime-version")):
        refuse_format("una página web (HTML) o un XML con otro nombre")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    controls = sum(head.count(bytes((c,))) for c in range(32) if c not in {9, 10, 13})
    if controls and not wide:
        message = (
            "El archivo no es un libro de Excel ni un texto con columnas (CSV). "
            "Compruebe que sea el archivo correcto."
        )
        raise UnreadableFileError(message)
    return Revision(Tipo.TEXTO)


def _revisar_ole(ruta: Path) -> Revision:
    content = ruta.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        refuse_encrypted()
    book = any(f"{name}\0".encode("utf-16-le") in content for name in _LIBROS)
    if not book:
        refuse_format("un documento de otro programa de oficina")
    if pide_clave(content):
        refuse_encrypted()
    sheets = escanear_xls(content)
    _refuse_scattered(sheets)
    return Revision(Tipo.XLS, sheets, cuenta_desde_1904(content))


def _refuse_scattered(hojas: dict[str, EscaneoHoja]) -> None:
    """Refuse sheets of a few cells far apart: the parser keeps what is between."""
    areas = {
        nombre: (hoja.ultima_fila - hoja.primera_fila + 1) * hoja.columnas
        for nombre, hoja in hojas.items()
        if hoja.valores
    }
    held = sum(areas.values())
    scattered = held > LLENURA * sum(hoja.valores for hoja in hojas.values())
    if held > MAX_CELDAS or (scattered and held > MAX_CELDAS_VACIAS):
        worst = max(areas, key=areas.__getitem__)
        refuse_too_large(worst, hojas[worst].ultima_fila, hojas[worst].columnas)
