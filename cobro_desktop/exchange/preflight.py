"""Says what a file really is before any parser touches it (SECURITY T1)."""

from __future__ import annotations

import re
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import IO, TYPE_CHECKING, NoReturn

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.hojas import EscaneoHoja, escanear_hoja

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_ARCHIVO = 300_000_000
MAX_DESCOMPRIMIDO = 1_200_000_000
MAX_PARTES = 5_000
MAX_INDICE = 2_000_000
MAX_PROPORCION = 200
PROPORCION_DESDE = 10_000_000
"""Below this size even a perfect ratio does no harm."""

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BLOQUE = 1 << 20
REESCRIBA = "Ábralo en Excel o LibreOffice y guárdelo como Libro de Excel (.xlsx)."
DANADO = (
    "El archivo está dañado o incompleto: no se puede leer entero. Pídalo de nuevo o "
    "ábralo en Excel, repárelo y guárdelo con otro nombre."
)

_BINARIOS = (
    (b"%PDF", "un documento PDF"),
    (b"{\\rtf", "un documento de texto (RTF)"),
    (b"\x89PNG", "una imagen"),
    (b"\xff\xd8\xff", "una imagen"),
    (b"GIF8", "una imagen"),
    (b"Rar!", "un archivo comprimido (RAR)"),
    (b"7z\xbc\xaf", "un archivo comprimido (7z)"),
    (b"\x1f\x8b", "un archivo comprimido (gzip)"),
    (b"MZ", "un programa"),
    (b"\x7fELF", "un programa"),
    (b"SQLite format 3", "una base de datos"),
)
_BIFF_VIEJO = tuple(bytes((9, v)) for v in (0, 2, 4, 8))
_OTROS_ZIP = (
    ("word/", "un documento de Word"),
    ("ppt/", "una presentación"),
    ("META-INF/MANIFEST.MF", "un programa"),
)
_RAIZ_SIN_DTD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<[A-Za-z_]")
"""A root element right at the start: a document type can only stand before it."""
_MIME_ODS = "application/vnd.oasis.opendocument.spreadsheet"


class Tipo(StrEnum):
    """The kinds of file that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXTO = "csv"


@dataclass(frozen=True, slots=True)
class Revision:
    """What the pre-flight saw of a file that may be read."""

    tipo: Tipo
    hojas: dict[str, EscaneoHoja] = field(default_factory=dict)
    """For .xlsx: what the cell parser would lose, by part name."""


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
        return _revisar_zip(ruta)
    if head.startswith(OLE2):
        return _revisar_ole(ruta)
    return _revisar_texto(head)


def _revisar_texto(head: bytes) -> Revision:
    for magic, what in _BINARIOS:
        if head.startswith(magic):
            _otro_formato(what)
    if head.startswith(b"PK"):
        raise UnreadableFileError(DANADO)
    if head.startswith(_BIFF_VIEJO):
        _otro_formato("un libro de una versión de Excel anterior a 1997")
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if plain.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office" in plain:
        _otro_formato("una hoja de cálculo XML de 2003")
    if plain.startswith((b"<", b"mime-version")):
        _otro_formato("una página web (HTML) o un XML con otro nombre")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    controls = sum(head.count(bytes((c,))) for c in range(32) if c not in {9, 10, 13})
    if controls and not wide:
        message = (
            "El archivo no es un libro de Excel ni un texto con columnas (CSV). "
            "Compruebe que sea el archivo correcto."
        )
        raise UnreadableFileError(message)
    return Revision(Tipo.TEXTO)


def _otro_formato(what: str) -> NoReturn:
    message = f"El archivo es {what}, no un libro de Excel ni un CSV. {REESCRIBA}"
    raise UnreadableFileError(message)


def _revisar_ole(ruta: Path) -> Revision:
    content = ruta.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        refuse_encrypted()
    book = any(
        name.encode("utf-16-le") + b"\0\0" in content for name in ("Workbook", "Book")
    )
    if not book:
        _otro_formato("un documento de otro programa de oficina")
    return Revision(Tipo.XLS)


def refuse_encrypted() -> NoReturn:
    """Tell that a workbook asks for a password."""
    message = (
        "El libro está protegido con contraseña. Ábralo en Excel, quítele la "
        "contraseña (Archivo, Información, Proteger libro) y guárdelo de nuevo."
    )
    raise UnreadableFileError(message)


def _revisar_zip(ruta: Path) -> Revision:
    _revisar_indice(ruta)
    try:
        with zipfile.ZipFile(ruta) as package:
            parts = package.infolist()
            _revisar_partes(parts)
            tipo = _tipo_de_libro(package)
            return Revision(tipo, dict(_leer_partes(package, parts, tipo)))
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError,
        NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        raise UnreadableFileError(DANADO) from error


def _revisar_indice(ruta: Path) -> None:
    """Look at the end record by hand: a huge index is slow before it is refused."""
    with ruta.open("rb") as file:
        file.seek(max(0, ruta.stat().st_size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise UnreadableFileError(DANADO)
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    index = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > MAX_PARTES or index > MAX_INDICE:
        _peligroso("tiene demasiadas partes")


def _peligroso(why: str) -> NoReturn:
    message = (
        f"No se abrió el archivo porque puede dañar el programa o el equipo: {why}. "
        f"Si confía en quien lo envió, {REESCRIBA[0].lower()}{REESCRIBA[1:]}"
    )
    raise UnreadableFileError(message)


def _revisar_partes(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        _peligroso("tiene partes repetidas con el mismo nombre")
    for part in parts:
        pieces = part.filename.replace("\\", "/").split("/")
        if ".." in pieces or part.filename.startswith(("/", "\\")) or ":" in pieces[0]:
            _peligroso("tiene partes con rutas hacia fuera del libro")
        if part.flag_bits & 1:
            refuse_encrypted()
        bomb = part.file_size > MAX_PROPORCION * max(part.compress_size, 1)
        if bomb and part.file_size > PROPORCION_DESDE:
            _peligroso("al descomprimirse crece demasiado")
    if sum(part.file_size for part in parts) > MAX_DESCOMPRIMIDO:
        _peligroso("al descomprimirse es demasiado grande")


def _tipo_de_libro(package: zipfile.ZipFile) -> Tipo:
    names = set(package.namelist())
    if "EncryptedPackage" in names:
        refuse_encrypted()
    if "mimetype" in names and "content.xml" in names:
        return _tipo_opendocument(package)
    if "xl/workbook.bin" in names:
        _otro_formato("un libro binario de Excel (.xlsb)")
    if any(name.lower().endswith("workbook.xml") for name in names):
        return Tipo.XLSX
    for prefix, what in _OTROS_ZIP:
        if any(name.startswith(prefix) for name in names):
            _otro_formato(what)
    _otro_formato("un archivo comprimido (ZIP) sin un libro dentro")


def _tipo_opendocument(package: zipfile.ZipFile) -> Tipo:
    with package.open("mimetype") as file:
        mime = file.read(200).decode("ascii", "replace").strip()
    if not mime.startswith(_MIME_ODS):
        _otro_formato("un documento de LibreOffice que no es una hoja de cálculo")
    if "META-INF/manifest.xml" in package.namelist():
        with package.open("META-INF/manifest.xml") as file:
            if b"encryption-data" in file.read(5_000_000):
                refuse_encrypted()
    return Tipo.ODS


def _leer_partes(
    package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], tipo: Tipo
) -> Iterator[tuple[str, EscaneoHoja]]:
    """Read every part once, so that a wrong checksum anywhere is noticed."""
    for part in parts:
        lower = part.filename.lower()
        xml = lower.endswith((".xml", ".rels"))
        with package.open(part) as file:
            chunks = _ahead(file)
            checked = _sin_dtd(chunks) if xml else chunks
            if tipo is Tipo.XLSX and "/worksheets/" in lower and lower.endswith("xml"):
                yield part.filename, escanear_hoja(checked)
            else:
                for _ in checked:
                    pass


def _ahead(file: IO[bytes]) -> Iterator[bytes]:
    """Yield blocks while a thread inflates the next one, without Python's lock."""
    with ThreadPoolExecutor(max_workers=1) as inflater:
        coming = inflater.submit(file.read, BLOQUE)
        while chunk := coming.result():
            coming = inflater.submit(file.read, BLOQUE)
            yield chunk


def _sin_dtd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Refuse document types and entities: no workbook needs them."""
    first = next(chunks, b"")
    if first.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        _peligroso("usa una codificación de caracteres que no es UTF-8")
    if _RAIZ_SIN_DTD.match(first):
        yield first
        yield from chunks
        return
    tail = b""
    for chunk in chain((first,), chunks):
        seam = tail + chunk[:16]
        if any(word in chunk or word in seam for word in (b"<!DOCTYPE", b"<!ENTITY")):
            _peligroso("su XML define entidades (DTD)")
        tail = chunk[-16:]
        yield chunk
