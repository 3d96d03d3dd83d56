"""Lists on the letterhead: their pages, their fingerprint, PDF/A."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cobro_desktop.documents.listado import Listado, Seccion, print_listado
from cobro_desktop.services.entidades import emisor, load_entidad
from tests.documents.lectura import paginas
from tests.documents.test_oficios import JARS, PREFLIGHT

COLUMNAS = ("Expediente", "Término", "Vence")
FILAS = tuple(
    (f"SVSP-2026-{n:06d}", "Pagar o proponer excepciones (ET 830)", "9 abr 2026")
    for n in range(80)
)
LISTADO = Listado(
    emisor=emisor(load_entidad("SVSP"), "libro-terminos"),
    nombre="Libro de términos",
    encabezado=("Libro de términos", "Empiezan: 80"),
    secciones=(Seccion("Empiezan (80)", COLUMNAS, (0.3, 0.5, 0.2), FILAS),),
    firmas=("Elaboró: M. Peña", "Revisó y firma"),
    registro="Libro de términos 2026-03-16",
    codigo="LIBRO-TERMINOS/2026-03-16",
    fecha=date(2026, 3, 16),
)


def test_a_long_list_takes_pages_with_their_number_and_its_titles() -> None:
    pages = paginas(print_listado(LISTADO))

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Página {number} de {len(pages)}" in page
        assert f"Código de verificación {LISTADO.huella}" in page
        assert "Libro de términos 2026-03-16" in page
    assert all("Expediente Término Vence" in page for page in pages[:-1])
    assert "Revisó y firma" in pages[-1]


def test_the_fingerprint_is_of_what_is_listed() -> None:
    shorter = replace(
        LISTADO, secciones=(replace(LISTADO.secciones[0], filas=FILAS[1:]),)
    )

    assert LISTADO.huella == replace(LISTADO, fecha=date(2026, 3, 17)).huella
    assert shorter.huella != LISTADO.huella


def test_the_same_list_makes_the_same_bytes() -> None:
    assert print_listado(LISTADO) == print_listado(LISTADO)


@pytest.mark.skipif(not PREFLIGHT, reason="PDFBox preflight is not here")
def test_pdfbox_finds_valid_pdf_a(tmp_path: Path) -> None:
    path = tmp_path / "libro.pdf"
    path.write_bytes(print_listado(LISTADO))

    done = subprocess.run(
        ["java", "-cp", ":".join(map(str, JARS)),
         "org.apache.pdfbox.preflight.Validator_A1b", path],
        check=False,
        capture_output=True,
        text=True,
    )  # fmt: skip

    assert "is a valid PDF/A-1b file" in done.stdout, done.stdout
