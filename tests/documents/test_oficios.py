from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import segno

from cobro_desktop.assets import assets
from cobro_desktop.documents.campos import values
from cobro_desktop.documents.entorno import TemplateProblemError
from cobro_desktop.documents.generar import _qr, render
from cobro_desktop.documents.oficios import compile_oficio
from cobro_desktop.documents.pdf.fuentes import register_fonts
from cobro_desktop.documents.pdf.letra import MARCA, renglones
from cobro_desktop.documents.plantillas import Plantilla, layers
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import Formato
from tests.documents.ejemplos import CASOS, con_deudor, ejemplo
from tests.documents.lectura import paginas

IMPRESOS = {Formato.PDF, Formato.PDF_XLSX, Formato.XML_PDF}
OFICIOS = [c for c in CASOS if tipo_documento(c[0]).formato in IMPRESOS]
JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "preflight",
        "pdfbox2",
        "xmpbox",
        "fontbox2",
        "commons-logging",
        "javax.activation",
        "jaxb-api",
    )
]
PREFLIGHT = shutil.which("java") and all(jar.exists() for jar in JARS)
BASE = """
asunto = "Asunto de {{ deudor }}"
[[bloque]]
id = "uno"
tipo = "parrafo"
texto = "Uno."
[[bloque]]
id = "dos"
tipo = "parrafo"
texto = "Dos."
"""


def capa(text: str, name: str = "oficios/prueba.toml") -> Plantilla:
    return Plantilla(name, text.encode())


def pdf(tipo: str, sigla: str, **cambios: Any) -> bytes:
    return render(tipo, sigla, ejemplo(tipo, sigla, **cambios)).contenido


@pytest.mark.parametrize(("tipo", "sigla"), OFICIOS)
def test_two_runs_give_the_same_bytes(tipo: str, sigla: str) -> None:
    assert pdf(tipo, sigla) == pdf(tipo, sigla)


def test_earlier_letters_do_not_change_later_ones() -> None:
    alone = pdf("oficio-persuasivo", "SVSP")
    pdf("oficio-persuasivo", "RNEC", deudor="Ωmega Žižek Łódź §§ ş ğ ő")

    assert pdf("oficio-persuasivo", "SVSP") == alone


@pytest.mark.skipif(not PREFLIGHT, reason="PDFBox preflight is not here")
def test_pdfbox_finds_valid_pdf_a(tmp_path: Path) -> None:
    files = []
    for tipo, sigla in OFICIOS:
        for borrador in (False, True):
            path = tmp_path / f"{tipo}-{sigla}-{borrador}.pdf"
            contexto = replace(con_deudor(tipo, sigla, "Ωß & Łódź"), borrador=borrador)
            path.write_bytes(render(tipo, sigla, contexto).contenido)
            files.append(path)
    classpath = ":".join(map(str, JARS))

    for path in files:
        done = subprocess.run(
            [
                "java",
                "-cp",
                classpath,
                "org.apache.pdfbox.preflight.Validator_A1b",
                path,
            ],
            check=False,
            capture_output=True,
            timeout=120,
        )
        assert b"is a valid PDF/A-1b file" in done.stdout + done.stderr, done.stdout


def test_the_file_says_what_it_is_and_nobody_s_name() -> None:
    content = pdf("oficio-persuasivo", "RNEC")

    with pikepdf.open(io.BytesIO(content)) as document:
        info = {key: str(value) for key, value in document.docinfo.items()}
        assert str(document.Root.Lang) == "es-CO"
    assert info["/Title"] == "Oficio de cobro persuasivo 2026-000042"
    assert info["/Author"] == "Registraduría Nacional del Estado Civil"
    assert info["/CreationDate"] == "D:20260930000000-05'00'"
    assert "Peñuela" not in str(info)


@pytest.mark.parametrize(
    ("papel", "size"), [("carta", (612, 792)), ("oficio", (612, 936))]
)
def test_the_sheet_has_the_size_that_was_asked(
    papel: str, size: tuple[int, int]
) -> None:
    contexto = ejemplo("oficio-devolucion", "RNEC")
    contexto = replace(contexto, emisor=replace(contexto.emisor, papel=papel))

    content = render("oficio-devolucion", "RNEC", contexto).contenido

    with pypdfium2.PdfDocument(content) as document:
        assert {page.get_size() for page in document} == {size}


def test_a_long_table_repeats_its_heading_and_keeps_its_total_with_a_row() -> None:
    contexto: Any = ejemplo("oficio-persuasivo", "SVSP")
    rows = contexto.obligaciones * 40

    pages = paginas(pdf("oficio-persuasivo", "SVSP", obligaciones=rows))

    headed = [page for page in pages if "Concepto Título Ejecutoria" in page]
    assert len(headed) >= 3
    assert sum(page.count("$ 86.112") for page in pages) == 41
    (last,) = [page for page in pages if "Total $ 1.423.500" in page]
    assert "Multa" in last
    assert re.findall(r"Página (\d) de (\d)", " ".join(pages)) == [
        (str(number), str(len(pages))) for number in range(1, len(pages) + 1)
    ]


def test_the_signature_never_stands_alone() -> None:
    contexto: Any = ejemplo("oficio-devolucion", "SDSCJ")

    for number in range(1, 30):
        pages = paginas(
            pdf("oficio-devolucion", "SDSCJ", causas=contexto.causas[:1] * number)
        )
        signed = next(page for page in pages if "Cordialmente," in page)
        assert "conviene resolverlo pronto" in signed
        assert "Proyectó: Íñigo Muñoz" in signed


def test_letters_out_of_the_alphabet_are_printed() -> None:
    pages = paginas(pdf("oficio-persuasivo", "RNEC", deudor="Žižek Łukasz & Ōta"))

    assert "Žižek Łukasz & Ōta" in pages[0]


@pytest.mark.parametrize("draft", [False, True], ids=["numbered", "draft"])
def test_only_a_draft_is_marked_as_project(*, draft: bool) -> None:
    pages = paginas(pdf("oficio-persuasivo", "RNEC", borrador=draft))

    assert all(("PROYECTO" in page) is draft for page in pages)


def test_the_qr_holds_kind_number_date_and_code() -> None:
    contexto = ejemplo(
        "oficio-persuasivo", "RNEC", codigo_verificacion="0123-4567-89AB-CDEF"
    )

    assert _qr("oficio-persuasivo", contexto) == (
        "RNEC/OFICIO-PERSUASIVO/2026-000042/2026-09-30/0123456789ABCDEF"
    )


def test_an_entity_changes_adds_and_drops_blocks() -> None:
    own = """
omite = ["dos"]
[[bloque]]
id = "uno"
tipo = "parrafo"
texto = "Uno cambiado."
[[bloque]]
id = "tres"
tipo = "parrafo"
despues = "uno"
texto = "Tres de {{ deudor }}."
"""
    oficio = compile_oficio((capa(BASE), capa(own, "oficios/x/prueba.toml")))
    data = values(ejemplo("oficio-persuasivo", "RNEC"))
    (page,) = paginas(oficio.render(data, titulo="Prueba", qr="X"))

    assert "Uno cambiado. Tres de Vigías & Cía <Ltda.>." in page
    assert "Dos." not in page
    assert "Asunto: Asunto de Vigías & Cía <Ltda.>" in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("asunto = ", "está mal escrito"),
        ('[[bloque]]\nid = "a"\ntipo = "cuadro"', "bloques sin id, de un tipo"),
        ('[[bloque]]\ntipo = "parrafo"\ntexto = ""', "sin id"),
        (
            '[[bloque]]\nid = "a"\ntipo = "parrafo"\ntexto = ""\ndespues = "z"',
            "debe ir después de «z»",
        ),
        ('[[bloque]]\nid = "a"\ntipo = "parrafo"\ntexto = "{{ a"', "sin cerrar"),
        ('[[bloque]]\nid = "a"\ntipo = "parrafo"\ntexto = "{{ a|e }}"', "función"),
    ],
)
def test_a_badly_written_file_is_told(text: str, message: str) -> None:
    with pytest.raises(TemplateProblemError, match=message):
        compile_oficio((capa(BASE), capa(text)))


@pytest.mark.parametrize(
    "block",
    [
        'tipo = "parrafo"\ntexto = "{{ edad }}"',
        'tipo = "parrafo"\nsi = "edad"\ntexto = "x"',
        'tipo = "vinetas"\ncada = "edad"\ntexto = "x"',
    ],
)
def test_an_unknown_field_stops_the_letter(block: str) -> None:
    oficio = compile_oficio((capa(f'[[bloque]]\nid = "a"\n{block}'),))
    data = values(ejemplo("oficio-persuasivo", "RNEC"))

    with pytest.raises(TemplateProblemError, match="«edad»"):
        oficio.render(data, titulo="Prueba", qr="")


def test_every_shipped_text_is_used_by_some_example() -> None:
    used = {
        file.nombre
        for tipo, s in OFICIOS
        for file in layers("oficios", f"{tipo}.toml", s)
    }
    root = assets("templates")

    shipped = {
        path.relative_to(root).as_posix() for path in root.glob("oficios/**/*.toml")
    }

    assert shipped == used


def test_lines_fit_and_lose_no_word() -> None:
    register_fonts()
    text = f"Uno {MARCA}dos{MARCA}, tres $ 1.423.500 y una_palabra-muy/larga" * 9

    lines = renglones(text, 10, 120)

    said = " ".join("".join(t.texto for t in line.trazos) for line in lines)
    assert said.replace(" ", "") == text.replace(MARCA, "").replace(" ", "")
    assert all(line.ancho <= 120.01 for line in lines)
    ends = ["".join(t.texto for t in line.trazos)[-1:] for line in lines]
    assert "$" not in ends


def test_the_qr_on_the_page_is_the_one_that_was_asked() -> None:
    content = "RNEC/OFICIO-PERSUASIVO/2026-000042/2026-09-30/0123456789ABCDEF"
    code = segno.make_qr(content, error="m", mask=0, boost_error=False).matrix
    data = values(ejemplo("oficio-persuasivo", "RNEC"))
    oficio = compile_oficio((capa(BASE),))
    letter = oficio.render(data, titulo="Prueba", qr=content)
    side, left, bottom, scale = 46.0, 612 - 71 - 46.0, 36.0, 8

    with pypdfium2.PdfDocument(letter) as document:
        picture = document[0].render(scale=scale).to_pil().convert("L")

    size = len(code)
    for row, modules in enumerate(code):
        for column, dark in enumerate(modules):
            x = (left + (column + 0.5) * side / size) * scale
            y = (792 - bottom - side + (row + 0.5) * side / size) * scale
            assert (picture.getpixel((int(x), int(y))) < 128) == bool(dark)
