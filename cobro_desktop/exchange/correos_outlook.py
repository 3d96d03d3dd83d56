"""Reads a mail of Outlook (.msg): who, when, about what, and the files that it carries.

Its parts are named in MS-OXMSG; only what people read is taken, and nothing in it acts.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from typing import TYPE_CHECKING, Final

from cobro_desktop.exchange.correos import (
    MAX_ADJUNTOS,
    MAX_CUERPO,
    MAX_TEXTO,
    ArchivoDeCorreo,
    Correo,
)
from cobro_desktop.formats import COLOMBIA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from olefile import OleFileIO

_ASUNTO: Final = "0037"
_REMITENTE: Final = "0C1A"
_DIRECCION: Final = ("5D01", "0C1F")
"""Of the sender: as in the Internet, or as its own system knows it."""
_PARA: Final = "0E04"
_CUERPO: Final = "1000"
_FECHAS: Final = (0x00390040, 0x0E060040)
"""When it was sent and, failing that, when it came in."""
_NOMBRES: Final = ("3707", "3704")
"""Of a file that it carries: long, and of eight letters."""
_CONTENIDO: Final = "37010102"
_OCULTO: Final = 0x7FFE000B
"""Pictures of the signature, which nobody attached."""
_ADJUNTO: Final = "__attach_version1.0_"
_PROPIEDADES: Final = "__properties_version1.0"
_CABECERA: Final = 32
_CABECERA_ADJUNTO: Final = 8
_ENTRADA: Final = struct.Struct("<II8s")
_EPOCA: Final = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_MAX_DIAS: Final = 400_000
"""Since 1601; a later date is no date."""


def leer_msg(content: bytes) -> Correo | None:
    """Read a mail of Outlook; None if it cannot be read as one, hostile or damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as mail:
            if not mail.exists(_PROPIEDADES):
                return None
            return Correo(
                de=_remitente(mail),
                para=_linea(_texto(mail, "", _PARA)),
                asunto=_linea(_texto(mail, "", _ASUNTO)),
                fecha=_fecha(mail),
                cuerpo=_texto(mail, "", _CUERPO)[:MAX_CUERPO],
                archivos=tuple(_archivos(mail)),
            )
    except (
        OSError,
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
        struct.error,
    ):  # fmt: skip -- what the reader lets out for a crafted file
        return None


def _remitente(mail: OleFileIO) -> str:
    name = _linea(_texto(mail, "", _REMITENTE))
    found = (_linea(_texto(mail, "", tag)) for tag in _DIRECCION)
    address = next((text for text in found if "@" in text), "")
    if not address or address == name:
        return name or address
    return f"{name} <{address}>" if name else address


def _fecha(mail: OleFileIO) -> dt.date | None:
    values = _fijas(mail, _PROPIEDADES, _CABECERA)
    for tag in _FECHAS:
        ticks = values.get(tag, 0)
        sent = dt.timedelta(microseconds=ticks // 10)
        if ticks and sent.days < _MAX_DIAS:
            return (_EPOCA + sent).astimezone(COLOMBIA).date()
    return None


def _archivos(mail: OleFileIO) -> Iterator[ArchivoDeCorreo]:
    inside = (parts[0] for parts in mail.listdir() if parts[0].startswith(_ADJUNTO))
    folders = sorted(set(inside))[:MAX_ADJUNTOS]
    for number, folder in enumerate(folders, start=1):
        path = f"{folder}/__substg1.0_{_CONTENIDO}"
        values = _fijas(mail, f"{folder}/{_PROPIEDADES}", _CABECERA_ADJUNTO)
        if values.get(_OCULTO, 0) or not mail.exists(path):
            continue
        names = (_linea(_texto(mail, f"{folder}/", tag)) for tag in _NOMBRES)
        name = next(filter(None, names), f"adjunto {number}")
        content = mail.openstream(path).read()
        if content:
            yield ArchivoDeCorreo(name, content)


def _texto(mail: OleFileIO, folder: str, tag: str) -> str:
    """Return a property that is text, in either of its two writings."""
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
        path = f"{folder}__substg1.0_{tag}{kind}"
        if mail.exists(path):
            read: bytes = mail.openstream(path).read(4 * MAX_CUERPO)
            return read.decode(encoding, "replace").rstrip("\x00")
    return ""


def _fijas(mail: OleFileIO, path: str, header: int) -> dict[int, int]:
    """Return the properties of a fixed size, by tag, as whole numbers."""
    if not mail.exists(path):
        return {}
    content: bytes = mail.openstream(path).read()[header:]
    whole = len(content) - len(content) % _ENTRADA.size
    return {
        tag: int.from_bytes(value, "little")
        for tag, _flags, value in _ENTRADA.iter_unpack(content[:whole])
    }


def _linea(text: str) -> str:
    return " ".join(text.split())[:MAX_TEXTO]
