"""Mails of Outlook, made here piece by piece as MS-CFB and MS-OXMSG say."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.exchange.adjuntos import revisar_adjunto
from cobro_desktop.exchange.correos import ArchivoDeCorreo
from cobro_desktop.exchange.correos_outlook import leer_msg
from cobro_desktop.exchange.texto_archivo import texto_de
from cobro_desktop.exchange.tipo_archivo import tipo_de

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Write a compound file with streams, at most one storage deep."""
    sectors: list[bytes] = []
    fat: list[int] = []
    mini, minifat = b"", list[int]()

    def keep(content: bytes) -> int:
        if not content:
            return _END
        start = len(sectors)
        for at in range(0, len(content), _SECTOR):
            sectors.append(content[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(len(sectors))
        fat[-1] = _END
        return start

    def keep_small(content: bytes) -> int:
        nonlocal mini
        start = len(minifat)
        for at in range(0, len(content), _MINI):
            mini += content[at : at + _MINI].ljust(_MINI, b"\0")
            minifat.append(len(minifat) + 1)
        if len(minifat) > start:
            minifat[-1] = _END
        return start

    folders = sorted({path.partition("/")[0] for path in streams if "/" in path})
    tops = [*folders, *(path for path in streams if "/" not in path)]
    paths = [*tops, *(path for path in streams if "/" in path)]
    entries = []
    for number, path in enumerate(paths):
        group = tops if number < len(tops) else [
            p for p in streams if p.startswith(path.partition("/")[0] + "/")
        ]  # fmt: skip
        at = group.index(path)
        after = paths.index(group[at + 1]) + 1 if at + 1 < len(group) else _FREE
        content = streams.get(path, b"")
        inside = [p for p in streams if p.startswith(f"{path}/")]
        if path in folders:
            kind, child, start = 1, paths.index(inside[0]) + 1, 0
        else:
            kind, child = 2, _FREE
            big = len(content) >= _CUTOFF
            start = keep(content) if big else keep_small(content)
        entries.append(
            (path.rpartition("/")[2], kind, after, child, start, len(content))
        )
    root = ("Root Entry", 5, _FREE, 1, keep(mini), len(mini))
    table = b"".join(map(_entry, [root, *entries]))
    directory = keep(table + bytes(-len(table) % _SECTOR))
    small = keep(struct.pack(f"<{len(minifat)}I", *minifat))
    count = -(-(len(sectors) + 1) // 128)
    first = len(sectors)
    fat += [_FAT] * count
    fat += [_FREE] * (-len(fat) % 128)
    packed = struct.pack(f"<{len(fat)}I", *fat)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, directory, 0, _CUTOFF, small, 1 if minifat else 0, _END, 0),
        first,
    )
    places = [first + n for n in range(1, count)]
    header += struct.pack(f"<{len(places)}I", *places)
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors) + packed


def _entry(entry: tuple[str, int, int, int, int, int]) -> bytes:
    name, kind, after, child, start, size = entry
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xII4x",
        *(raw, len(raw), kind, 1, _FREE, after, child, 0, start, size),
    )


def fixed(header: int, *values: tuple[int, int]) -> bytes:
    packed = (struct.pack("<IIQ", tag, 6, value) for tag, value in values)
    return bytes(header) + b"".join(packed)


def ticks(moment: dt.datetime) -> int:
    epoch = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
    return (moment - epoch) // dt.timedelta(microseconds=1) * 10


def msg(body: str = "Adjunto el poder y la fianza.") -> bytes:
    """A mail sent on 2 September at 02:30 UTC: 1 September in Colombia."""
    sent = ticks(dt.datetime(2026, 9, 2, 2, 30, tzinfo=dt.UTC))

    def text(value: str) -> bytes:
        return value.encode("utf-16-le")

    one, two, logo = (f"__attach_version1.0_#0000000{n}" for n in range(3))
    return ole(
        {
            "__properties_version1.0": fixed(32, (0x00390040, sent)),
            "__substg1.0_0037001F": text("Poder de  Ñáñez & Cía"),
            "__substg1.0_0C1A001F": text("Íngrid Peña"),
            "__substg1.0_5D01001F": text("ingrid@deudor.test"),
            "__substg1.0_0E04001E": "Cobro coactivo; Peña".encode("cp1252"),
            "__substg1.0_1000001F": text(body),
            f"{one}/__substg1.0_37010102": b"%PDF-" + bytes(9_000),
            f"{one}/__substg1.0_3707001F": text("poder de la señora.pdf"),
            f"{two}/__substg1.0_37010102": b"una nota",
            f"{two}/__substg1.0_3704001E": b"NOTA.TXT",
            f"{logo}/__substg1.0_37010102": b"\x89PNG\r\n\x1a\n",
            f"{logo}/__properties_version1.0": fixed(8, (0x7FFE000B, 1)),
        }
    )


def test_a_mail_says_who_when_and_what_it_carries() -> None:
    mail = leer_msg(msg())

    assert mail is not None
    assert mail.de == "Íngrid Peña <ingrid@deudor.test>"
    assert mail.para == "Cobro coactivo; Peña"
    assert mail.asunto == "Poder de Ñáñez & Cía"
    assert mail.fecha == dt.date(2026, 9, 1)
    assert mail.cuerpo == "Adjunto el poder y la fianza."
    assert mail.archivos == (
        ArchivoDeCorreo("poder de la señora.pdf", b"%PDF-" + bytes(9_000)),
        ArchivoDeCorreo("NOTA.TXT", b"una nota"),
    )
    assert "fianza" in texto_de(msg())
    adjunto = revisar_adjunto("correo.msg", msg())
    assert (adjunto.formato, adjunto.avisos) == ("msg", ())
    assert adjunto.conteo.paginas == 1


def test_a_long_body_is_read_whole() -> None:
    mail = leer_msg(msg("línea de prueba " * 5_000))

    assert mail is not None
    assert len(mail.cuerpo) == 16 * 5_000


def test_what_is_no_mail_comes_in_as_it_is_and_is_told() -> None:
    other = ole({"Cosa": b"x", "__properties_version1.0x": b""})
    assert leer_msg(other) is None
    assert leer_msg(b"nada") is None
    broken = msg()[:700]
    adjunto = revisar_adjunto("correo.msg", broken)
    assert "no se pudo leer" in adjunto.avisos[0] or "dañado" in adjunto.avisos[0]


@given(st.data())
def test_a_crafted_mail_is_read_or_is_none(data: st.DataObject) -> None:
    content = bytearray(msg("corto"))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    cut = data.draw(st.integers(0, len(content)))

    leer_msg(bytes(content))
    leer_msg(bytes(content[:cut]))


@pytest.mark.parametrize("date", [2**64 - 1, 0])
def test_a_date_that_cannot_be_is_none(date: int) -> None:
    mail = leer_msg(ole({"__properties_version1.0": fixed(32, (0x00390040, date))}))

    assert mail is not None
    assert mail.fecha is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04" + bytes(26) + b"%PDF-1.7", "zip"),
        (b"MZ" + bytes(64) + b"%PDF-1.7", "programa"),
        (b"basura\r\n%PDF-1.4", "pdf"),
    ],
)
def test_a_file_that_carries_a_pdf_is_no_pdf(content: bytes, kind: str) -> None:
    assert tipo_de(content) == kind
