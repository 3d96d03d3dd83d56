"""The iCalendar file, against the rules of RFC 5545."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.exchange.ics import Evento, calendario_ics

HOY = date(2026, 3, 16)
EVENTO = Evento(
    uid="SVSP-2026-000001-t12@cobro-desktop",
    titulo="Vence: excepciones, SVSP-2026-000001",
    descripcion="Deudor: Ñustes; Peña\nNorma: ET 830 \\ notificación",
    fecha=date(2026, 4, 9),
    avisos=(date(2026, 3, 31), date(2026, 4, 7)),
    categorias=("Términos", "Legal"),
)


def unfolded(content: bytes) -> list[str]:
    """Read the lines back as an agenda does: a fold is CRLF and a blank."""
    assert content.endswith(b"\r\n")
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def lines(*events: Evento) -> list[str]:
    return unfolded(calendario_ics(events, "Mis términos", HOY))


def test_an_event_is_a_whole_day_with_its_reminders() -> None:
    assert lines(EVENTO) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cobro-desktop//Agenda de terminos//ES",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Mis términos",
        "X-WR-TIMEZONE:America/Bogota",
        "BEGIN:VEVENT",
        "UID:SVSP-2026-000001-t12@cobro-desktop",
        "DTSTAMP:20260316T050000Z",
        "DTSTART;VALUE=DATE:20260409",
        "DTEND;VALUE=DATE:20260410",
        "SUMMARY:Vence: excepciones\\, SVSP-2026-000001",
        "DESCRIPTION:Deudor: Ñustes\\; Peña\\nNorma: ET 830 \\\\ notificación",
        "CATEGORIES:Términos,Legal",
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
        # Nine days before 9 April, at eight: eight days and sixteen hours before.
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Vence: excepciones\\, SVSP-2026-000001",
        "TRIGGER:-P8DT16H",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Vence: excepciones\\, SVSP-2026-000001",
        "TRIGGER:-P1DT16H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize(
    ("aviso", "trigger"),
    [
        pytest.param("2026-04-09", "PT8H", id="the same day, at eight"),
        pytest.param("2026-04-08", "-PT16H", id="the day before"),
        pytest.param("2026-04-02", "-P6DT16H", id="a week before"),
    ],
)
def test_a_reminder_rings_at_eight(aviso: str, trigger: str) -> None:
    event = Evento("a@b", "t", "d", EVENTO.fecha, (date.fromisoformat(aviso),))

    assert f"TRIGGER:{trigger}" in lines(event)


def test_two_warnings_on_one_day_ring_once() -> None:
    event = Evento("a@b", "t", "d", EVENTO.fecha, (EVENTO.fecha, EVENTO.fecha))

    assert lines(event).count("BEGIN:VALARM") == 1


def test_the_same_terms_make_the_same_bytes() -> None:
    first, again = (calendario_ics([EVENTO], "A", HOY) for _ in range(2))

    assert first == again


def test_no_event_is_still_a_calendar() -> None:
    assert lines()[-1] == "END:VCALENDAR"


@given(text=st.text(max_size=400))
def test_no_line_is_longer_than_75_octets_nor_cuts_a_letter(text: str) -> None:
    content = calendario_ics([Evento("a@b", text, text, HOY)], text, HOY)

    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # a cut letter would fail
    assert b"\n" not in content.replace(b"\r\n", b"")
    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(content)}
    assert names <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME",
        "X-WR-TIMEZONE", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
        "DESCRIPTION", "TRANSP", "STATUS",
    }  # fmt: skip
