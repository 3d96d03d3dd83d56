"""The hoja de ruta is one page whatever the case has to tell."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cobro_desktop.documents.hoja_ruta import (
    HojaRuta,
    Renglones,
    Seccion,
    print_hojas,
)
from cobro_desktop.services.entidades import emisor, load_entidad

EMISOR = emisor(
    load_entidad("SVSP"),
    "hoja-ruta",
    procedimiento="PRO-GJU-130-008",
    datos={"direccion_entidad": "Calle 1", "correo_entidad": "a@b.test"},
)
LARGO = (
    "CORPORACIÓN INTERINSTITUCIONAL DE VIGILANCIA, ESCOLTA, TRANSPORTE DE VALORES Y "
    "SERVICIOS CONEXOS DEL ALTIPLANO CUNDIBOYACENSE S.A.S. EN LIQUIDACIÓN JUDICIAL"
)


def hoja(
    *, hechos: int = 3, texto: str = "Se hizo algo.", nombre: str = ""
) -> HojaRuta:
    """A page with as many acts, contacts and things that lack as one wants."""
    items = tuple(
        Renglones(f"{n + 1} {texto}", 9 if n == 0 else 1) for n in range(hechos)
    )

    def section(titulo: str) -> Seccion:
        return Seccion(titulo, items, "Nada.")

    return HojaRuta(
        emisor=EMISOR,
        fecha=dt.date(2026, 9, 30),
        expediente="SVSP-2026-000001",
        estado="en trámite",
        deudor=nombre or "ANA RUIZ",
        identificacion="NIT 900.123.456-7",
        datos=(f"Resolución n.º 1, {nombre}", "PRO-GJU-130-008 v17"),
        saldo="$ 61.204.877",
        saldo_detalle=("Capital: $ 50.000.000", "$ 18.699 más por cada día"),
        izquierda=(section("Dónde está"), section("Qué hacer"), section("Qué se hizo")),
        derecha=tuple(section(f"Derecha {n}") for n in range(5)),
    )


def leida(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_what_fits_is_all_there() -> None:
    (said,) = leida(print_hojas([hoja()]))

    assert said.count("3 Se hizo algo.") == 8
    assert " más." not in said


def test_what_does_not_fit_is_counted_and_the_heaviest_stays() -> None:
    (said,) = leida(print_hojas([hoja(hechos=300)]))

    assert said.count(" más.") == 8
    assert said.count("1 Se hizo algo.") >= 8
    assert "SVSP-2026-000001" in said


@pytest.mark.parametrize("hechos", [0, 1, 12, 2000])
def test_long_names_and_much_history_still_make_one_page(hechos: int) -> None:
    content = print_hojas([hoja(hechos=hechos, texto=LARGO * 4, nombre=LARGO * 3)])

    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) == 1
    (said,) = leida(content)
    assert "…" in said
    assert "Derecha 4" in said


@settings(max_examples=25)
@given(
    hechos=st.integers(0, 80),
    texto=st.text("abc Ñá,$-", max_size=900),
    nombre=st.text("ABC Ñ", min_size=1, max_size=400),
)
def test_any_case_is_one_page(hechos: int, texto: str, nombre: str) -> None:
    content = print_hojas([hoja(hechos=hechos, texto=texto, nombre=nombre)])

    assert len(leida(content)) == 1


def test_nothing_reaches_the_foot() -> None:
    content = print_hojas([hoja(hechos=2000, texto=LARGO)])

    page = pypdfium2.PdfDocument(content)[0].get_textpage()
    lowest = min(
        page.get_charbox(n)[1]
        for n in range(page.count_chars())
        if page.get_text_range(n, 1).strip() and page.get_charbox(n)[1] > 83
    )
    # The body ends at 98 points; the lines of the foot stand under 83.
    assert lowest >= 95


def test_an_empty_section_says_so() -> None:
    (said,) = leida(print_hojas([hoja(hechos=0)]))

    assert said.count("Nada.") == 8


def test_each_case_has_its_own_page_under_its_own_letterhead() -> None:
    content = print_hojas([hoja(), hoja(nombre="OTRA PERSONA"), hoja()])

    pages = leida(content)
    assert len(pages) == 3
    assert all("Página 1 de 1" in page for page in pages)
    assert "OTRA PERSONA" in pages[1]
    assert content == print_hojas([hoja(), hoja(nombre="OTRA PERSONA"), hoja()])
