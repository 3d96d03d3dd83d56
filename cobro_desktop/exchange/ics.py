"""Writes due days as an iCalendar file (RFC 5545) that any agenda can import.

Each is a whole day, with its reminders at eight in the morning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from cobro_desktop.formats import COLOMBIA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PRODUCTO: Final = "-//cobro-desktop//Agenda de terminos//ES"
HORA: Final = 8
"""Of the reminders, wherever the agenda is read."""
_OCTETOS: Final = 75
"""Longest line, without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Evento:
    """A day to remember."""

    uid: str
    """The same each time that the same term is written, so that none is doubled."""
    titulo: str
    descripcion: str
    fecha: date
    avisos: tuple[date, ...] = ()
    """Days on which to be reminded; not after `fecha`."""
    categorias: tuple[str, ...] = ()


def calendario_ics(eventos: Iterable[Evento], nombre: str, hoy: date) -> bytes:
    """Return the file, in UTF-8; `hoy` is the day that says which version is newer.

    Equal input gives equal bytes: the stamp is the first instant of `hoy` in Colombia.
    """
    first = datetime.combine(hoy, time(), COLOMBIA).astimezone(UTC)
    stamp = f"{first:%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCTO}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_texto(nombre)}",
        "X-WR-TIMEZONE:America/Bogota",
    ]
    for evento in eventos:
        lines += _evento(evento, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(plegada for line in lines for plegada in _plegar(line))


def _evento(evento: Evento, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{evento.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{evento.fecha:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{evento.fecha + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_texto(evento.titulo)}"
    yield f"DESCRIPTION:{_texto(evento.descripcion)}"
    if evento.categorias:
        yield f"CATEGORIES:{','.join(map(_texto, evento.categorias))}"
    yield "TRANSP:TRANSPARENT"
    yield "STATUS:CONFIRMED"
    for day in dict.fromkeys(evento.avisos):
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_texto(evento.titulo)}"
        yield f"TRIGGER:{_disparo(day, evento.fecha)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _disparo(aviso: date, fecha: date) -> str:
    """Return the time from the start of the due day to the reminder: `-P6DT16H`."""
    hours = (aviso - fecha).days * 24 + HORA
    sign, (days, rest) = "-" if hours < 0 else "", divmod(abs(hours), 24)
    whole = f"{days}D" if days else ""
    return f"{sign}P{whole}T{rest}H" if rest else f"{sign}P{whole}"


def _texto(text: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11); signs that no line may hold go."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(c for c in line if c.isprintable()) for line in lines)


def _plegar(line: str) -> Iterator[bytes]:
    """Yield a line in pieces of at most 75 octets, none in the middle of a letter."""
    piece = b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > _OCTETOS:
            yield piece + b"\r\n"
            piece = b" "
        piece += octets
    yield piece + b"\r\n"
