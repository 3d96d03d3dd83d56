"""Reads a mail (.eml): who, when, about what, and the files that it carries."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.formats import COLOMBIA

if TYPE_CHECKING:
    import datetime as dt

MAX_ADJUNTOS: Final = 100
MAX_TEXTO: Final = 500
MAX_CUERPO: Final = 1_000_000


class ArchivoDeCorreo(NamedTuple):
    """A file that came in a mail."""

    nombre: str
    contenido: bytes


class Correo(NamedTuple):
    """A mail as people read it."""

    de: str
    para: str
    asunto: str
    fecha: dt.date | None
    """Day in Colombia on which it says it was sent."""
    cuerpo: str
    archivos: tuple[ArchivoDeCorreo, ...]


def leer_correo(content: bytes) -> Correo | None:
    """Read a mail; None if it cannot be read as one, hostile or damaged."""
    try:
        message = message_from_bytes(content, _class=EmailMessage, policy=default)
        return Correo(
            de=_cabecera(message, "from"),
            para=_cabecera(message, "to"),
            asunto=_cabecera(message, "subject"),
            fecha=_fecha(message),
            cuerpo=_cuerpo(message),
            archivos=tuple(_archivos(message)),
        )
    except (
        RecursionError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ):  # fmt: skip -- what the standard reader lets out for a crafted mail
        return None


def _cabecera(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())[:MAX_TEXTO]


def _fecha(message: EmailMessage) -> dt.date | None:
    try:
        sent = parsedate_to_datetime(str(message.get("date", "")))
    except (ValueError, TypeError):
        return None
    if sent.tzinfo is None:
        return sent.date()
    return sent.astimezone(COLOMBIA).date()


def _cuerpo(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    if part is None:
        return ""
    text = part.get_content()
    return text[:MAX_CUERPO] if isinstance(text, str) else ""


def _archivos(message: EmailMessage) -> list[ArchivoDeCorreo]:
    found = []
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > MAX_ADJUNTOS:
            break
        nested = part.get_content_type() == "message/rfc822"
        if nested:
            inner = part.get_content()
            content = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        else:
            raw = part.get_payload(decode=True)
            content = raw if isinstance(raw, bytes) else b""
        name = part.get_filename() or f"adjunto {number}{'.eml' if nested else ''}"
        if content:
            found.append(ArchivoDeCorreo(name, content))
    return found
