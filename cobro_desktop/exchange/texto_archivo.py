"""The words of a file, for searching; never more than a search can use."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from cobro_desktop.exchange.correos import leer_correo
from cobro_desktop.exchange.correos_outlook import leer_msg
from cobro_desktop.exchange.pdf import abrir_pdf
from cobro_desktop.exchange.tipo_archivo import tipo_de

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.exchange.correos import Correo

MAX_TEXTO: Final = 2_000_000
"""Characters; a book of a thousand pages has fewer."""
_MAX_PAGINAS: Final = 2_000
_MAX_PARTE: Final = 20_000_000
_MAX_PARTES: Final = 300
_CELDA: Final = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]+)<")
_CORTE: Final = re.compile(r"</(?:\w+:)?(?:p|si|tr)>|<(?:\w+:)?(?:br|tab)\b[^>]*>")
_MARCA: Final = re.compile(r"<[^>]*>")
_BLANCOS: Final = re.compile(r"[ \t\x00-\x08\x0b-\x1f\ufffe\uffff]+")


def texto_de(content: bytes) -> str:
    """Return the words of a file; nothing where it has none or cannot be read."""
    read = _LECTORES.get(tipo_de(content))
    text = read(content) if read else ""
    lines = (_BLANCOS.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:MAX_TEXTO]


def _pdf(content: bytes) -> str:
    from pypdfium2 import PdfiumError

    found: list[str] = []
    try:
        with abrir_pdf(content) as document:
            found.extend(
                document[number].get_textpage().get_text_bounded()
                for number in range(min(len(document), _MAX_PAGINAS))
            )
    except PdfiumError:
        return "\n".join(found)
    return "\n".join(found)


def _docx(content: bytes) -> str:
    text = "".join(_partes(content, ("word/document.xml",)))
    return html.unescape(_MARCA.sub("", _CORTE.sub("\n", text)))


def _xlsx(content: bytes) -> str:
    """Take the texts of the cells, kept together or each in its place."""
    parts = _partes(content, ("xl/sharedStrings.xml", "xl/worksheets/"))
    return "\n".join(html.unescape(t) for part in parts for t in _CELDA.findall(part))


def _partes(content: bytes, wanted: tuple[str, ...]) -> list[str]:
    """Read parts without parsing them: nothing in them can act."""
    found, left = [], _MAX_PARTE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [n for n in package.namelist() if n.startswith(wanted)]
            for name in names[:_MAX_PARTES]:
                with package.open(name) as part:
                    read = part.read(left)
                found.append(read.decode("utf-8", "replace"))
                left -= len(read)
                if left <= 0:
                    break
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError,
        NotImplementedError, RuntimeError,
    ):  # fmt: skip
        return found
    return found


def _eml(content: bytes) -> str:
    return _mail(leer_correo(content))


def _msg(content: bytes) -> str:
    return _mail(leer_msg(content))


def _mail(mail: Correo | None) -> str:
    if mail is None:
        return ""
    return f"{mail.asunto}\n{mail.de}\n{mail.para}\n{mail.cuerpo}"


def _txt(content: bytes) -> str:
    try:
        return content[:_MAX_PARTE].decode("utf-8-sig")
    except UnicodeDecodeError:
        return content[:_MAX_PARTE].decode("cp1252", "replace")


_LECTORES: Final[Mapping[str, Callable[[bytes], str]]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "eml": _eml,
    "msg": _msg,
    "txt": _txt,
}
