"""What kind of file some bytes are, told by what is inside, never by the name."""

from __future__ import annotations

import io
import zipfile
from typing import Final

DESCONOCIDO: Final = ""
_FIRMAS: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MSG: Final = "__properties_version1.0".encode("utf-16-le")
_OLE_DENTRO: Final = (
    (_OLE_MSG, "msg"),
    ("WordDocument".encode("utf-16-le"), "doc"),
    ("Workbook".encode("utf-16-le"), "xls"),
    ("EncryptedPackage".encode("utf-16-le"), "cifrado"),
)
_PARTES: Final = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
_PROGRAMAS: Final = (b"MZ", b"\x7fELF", b"#!")
_CABECERAS: Final = (
    b"received:",
    b"return-path:",
    b"delivered-to:",
    b"message-id:",
    b"mime-version:",
    b"from:",
    b"date:",
    b"subject:",
    b"to:",
    b"x-",
)
_MUESTRA: Final = 4096


def tipo_de(content: bytes) -> str:
    """Return the kind as its usual extension; `programa`, `cifrado` or empty.

    A file of Office closed with a password is `cifrado`: nobody can tell which.
    """
    for mark, kind in _FIRMAS:
        if content.startswith(mark):
            return kind
    if content.startswith(_ZIP):
        return _dentro_del_zip(content)
    if content.startswith(_OLE):
        return _dentro_del_ole(content)
    if content.startswith(_PROGRAMAS):
        return "programa"
    # Last: any of those may carry a PDF near its beginning.
    if b"%PDF-" in content[:1024]:
        return "pdf"
    return _texto(content)


def _dentro_del_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "zip"
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return "macros"
    return next((kind for part, kind in _PARTES if part in names), "zip")


def _dentro_del_ole(content: bytes) -> str:
    # Names of streams are UTF-16 wherever the directory of the file stands.
    return next((kind for mark, kind in _OLE_DENTRO if mark in content), "ole")


def _texto(content: bytes) -> str:
    sample = content[:_MUESTRA]
    if b"\x00" in sample:
        return DESCONOCIDO
    first = sample.lstrip(b"\xef\xbb\xbf\r\n").lower()
    lines = first.splitlines()[:20]
    known = sum(line.startswith(_CABECERAS) for line in lines)
    if lines and lines[0].startswith(_CABECERAS) and known >= 2:
        return "eml"
    return "txt"
