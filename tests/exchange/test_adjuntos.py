"""Files that come from outside: what they are, and what may not come in."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.nombres_archivo import LARGO, nombre_seguro
from cobro_desktop.exchange.adjuntos import revisar_adjunto
from cobro_desktop.exchange.correos import leer_correo
from cobro_desktop.exchange.paginas import contar_paginas
from cobro_desktop.exchange.tipo_archivo import tipo_de


def pdf(pages: int = 1, password: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=password or None)
    for number in range(pages):
        canvas.drawString(72, 720, f"Página {number + 1}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return buffer.getvalue()


def correo() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Íñigo Ñáñez <i@ejemplo.test>"
    mail["To"] = "cobro@entidad.test"
    mail["Subject"] = "Poder & pruebas"
    mail["Date"] = "Tue, 01 Sep 2026 23:30:00 -0500"
    mail.set_content("Adjunto el poder.")
    return mail


@pytest.mark.parametrize(
    ("nombre", "seguro"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Windows\poder.pdf", "poder.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul"),
        ("poder\u202efdp.exe", "poderfdp.exe"),
        ("a:b|c?.pdf", "a b c .pdf"),
        ("poder.pdf. . ", "poder.pdf"),
        ("n\u0303a\u0301ñez.pdf", "ñáñez.pdf"),
        ("\x00\n", "documento"),
        ("..", "documento"),
    ],
)
def test_a_name_is_made_safe(nombre: str, seguro: str) -> None:
    assert nombre_seguro(nombre) == seguro


@given(st.text(max_size=400))
def test_a_safe_name_stays_so(nombre: str) -> None:
    safe = nombre_seguro(nombre)

    assert 0 < len(safe) <= LARGO + 1
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe == safe.strip(" .")


def test_a_long_name_keeps_its_extension() -> None:
    assert nombre_seguro("ñ" * 300 + ".pdf").endswith("ñ.pdf")


@pytest.mark.parametrize(
    ("nombre", "content", "says"),
    [
        ("carta.pdf", b"MZ\x90\x00", "es un programa"),
        ("carta.pdf.exe", b"hola", "es un programa"),
        ("pruebas.zip", package(**{"a/poder.pdf": "x"}), "Trae: poder.pdf"),
        (
            "carta.docx",
            package(**{"word/document.xml": "", "word/vbaProject.bin": ""}),
            "trae macros",
        ),
    ],
)
def test_what_may_do_harm_is_refused(nombre: str, content: bytes, says: str) -> None:
    with pytest.raises(InvalidDataError, match=says):
        revisar_adjunto(nombre, content)


def test_a_file_is_what_it_holds_not_what_it_says() -> None:
    found = revisar_adjunto("foto.pdf", b"\x89PNG\r\n\x1a\n")

    assert (found.nombre, found.formato) == ("foto.png", "png")
    assert "es una imagen" in found.avisos[0]


def test_a_truncated_pdf_comes_in_and_is_told() -> None:
    found = revisar_adjunto("poder.pdf", pdf(3)[:-200])

    assert found.conteo.aviso == "danado"
    assert "incompleto o dañado" in found.avisos[0]


def test_a_pdf_with_password_comes_in_and_is_told() -> None:
    found = revisar_adjunto("poder.pdf", pdf(3, "clave"))

    assert found.conteo.paginas is None
    assert "pide contraseña" in found.avisos[0]


@pytest.mark.parametrize(
    ("content", "pages", "how"),
    [
        (pdf(4), 4, "pdf"),
        (b"\xff\xd8\xff\xe0", 1, "imagen"),
        (b"II*\x00\x08\x00\x00\x00\x00\x00\x0e\x00\x00\x00\x00\x00\x00\x00\x00\x00", 2,
         "imagen"),
        (package(**{"word/document.xml": "",
                    "docProps/app.xml": "<p><Pages>12</Pages></p>"}), 12, "word"),
        (package(**{"word/document.xml": ""}), None, ""),
        (package(**{"xl/workbook.xml": "<s><sheet a='1'/><sheet b='2'/></s>"}),
         2, "hojas"),
        (correo().as_bytes(), 1, "mensaje"),
        (b"solo texto", None, ""),
    ],
)  # fmt: skip
def test_pages_are_counted_without_office(
    content: bytes, pages: int | None, how: str
) -> None:
    counted = contar_paginas(content)

    assert (counted.paginas, counted.como, counted.aviso) == (pages, how, "")


def test_a_tiff_that_bites_its_tail_is_damaged() -> None:
    looped = b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00"

    assert contar_paginas(looped).aviso == "danado"


def test_a_mail_gives_its_heading_and_its_files() -> None:
    mail, paper = correo(), pdf(2)
    mail.add_attachment(
        paper, maintype="application", subtype="pdf", filename="../poder ñ.pdf"
    )
    inner = correo()
    inner.replace_header("Subject", "El de adentro")
    mail.add_attachment(inner)

    read = leer_correo(mail.as_bytes())

    assert tipo_de(mail.as_bytes()) == "eml"
    assert read is not None
    assert (read.de, read.asunto) == (
        "Íñigo Ñáñez <i@ejemplo.test>",
        "Poder & pruebas",
    )
    assert str(read.fecha) == "2026-09-01"
    assert read.cuerpo.strip() == "Adjunto el poder."
    assert [tipo_de(file.contenido) for file in read.archivos] == ["pdf", "eml"]
    assert read.archivos[0].contenido == paper


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    leer_correo(b"From: a\r\nSubject: b\r\n" + content)
    contar_paginas(content)
    for head in (
        b"%PDF-1.4",
        b"PK\x03\x04",
        b"II*\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        contar_paginas(head + content)
