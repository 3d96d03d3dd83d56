"""The printed map: every activity on some sheet, whole, and always the same bytes."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from cobro_desktop.documents.hoja_ruta import print_hojas
from cobro_desktop.documents.mapa import MapaImpreso, Recorrida, print_mapa
from cobro_desktop.domain.procedimiento import Ambito
from cobro_desktop.services.papel_trabajo import FINES
from cobro_desktop.services.procedimientos import load_catalogo
from tests.documents.test_hoja_ruta import EMISOR, hoja
from tests.documents.test_oficios import JARS, PREFLIGHT

CATALOGO = load_catalogo()


def mapa(codigo: str, ambito: Ambito = Ambito.EXPEDIENTE) -> MapaImpreso:
    return MapaImpreso(
        emisor=EMISOR,
        fecha=dt.date(2026, 9, 30),
        procedimiento=CATALOGO.buscar(codigo),
        ambito=ambito,
        lineas=(codigo,),
        fines=FINES,
        recorrida=Recorrida(
            actual="2",
            fechas={"1": "Cerrada el 3 mar 2026 · 12 días"},
            tomadas={("1", "recibido"): "3 mar 2026"},
        ),
    )


def hojas(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("codigo", [p.codigo for p in CATALOGO.procedimientos])
@pytest.mark.parametrize("ambito", list(Ambito))
def test_every_activity_and_outcome_is_on_a_sheet(codigo: str, ambito: Ambito) -> None:
    impreso = mapa(codigo, ambito)

    said = " ".join(hojas(print_mapa(impreso)))

    for activity in impreso.procedimiento.actividades.values():
        if activity.ambito is ambito:
            assert f"{activity.id} · {activity.nombre.split()[0]}" in said
            for outcome in activity.salidas:
                assert outcome.etiqueta.split()[0] in said


def test_the_common_outcomes_stand_under_the_map_of_cases_only() -> None:
    cases, portfolio = (
        " ".join(hojas(print_mapa(mapa("RJPD06", ambito)))) for ambito in Ambito
    )

    assert "Además, desde cualquier actividad" in cases
    assert "Prescripción declarada: pasa a 11" in cases
    assert "Además" not in portfolio


def test_a_layer_is_never_cut_between_two_sheets() -> None:
    said = hojas(print_mapa(mapa("PA02-PR19")))

    # Activity 9 has its eight outcomes on the only sheet that names it.
    (sheet,) = [text for text in said if "9 · Excepciones" in text]
    nine = CATALOGO.buscar("PA02-PR19").actividades["9"]
    assert all(outcome.etiqueta.split()[-1] in sheet for outcome in nine.salidas)


def test_the_way_of_a_case_is_dated() -> None:
    said = " ".join(hojas(print_mapa(mapa("PRO-GJU-130-008"))))

    assert "Cerrada el 3 mar 2026 · 12 días" in said
    assert "pasa a 2, 3 mar 2026" in said


def test_the_same_map_makes_the_same_bytes() -> None:
    assert print_mapa(mapa("RJPD06")) == print_mapa(mapa("RJPD06"))


@pytest.mark.skipif(not PREFLIGHT, reason="PDFBox preflight is not here")
@pytest.mark.parametrize("what", ["mapa", "hojas de ruta"])
def test_pdfbox_finds_valid_pdf_a(tmp_path: Path, what: str) -> None:
    path = tmp_path / "papel.pdf"
    pages = print_mapa(mapa("RJPD06")) if what == "mapa" else print_hojas([hoja()] * 2)
    path.write_bytes(pages)

    done = subprocess.run(
        ["java", "-cp", ":".join(map(str, JARS)),
         "org.apache.pdfbox.preflight.Validator_A1b", path],
        check=False,
        capture_output=True,
        text=True,
    )  # fmt: skip

    assert "is a valid PDF/A-1b file" in done.stdout, done.stdout
