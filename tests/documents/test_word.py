from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree  # type: ignore[import-untyped]
from openxml_audit import OpenXmlValidator

from cobro_desktop.assets import assets
from cobro_desktop.documents.campos import values
from cobro_desktop.documents.entorno import Entorno, TemplateProblemError
from cobro_desktop.documents.generar import Generador, render
from cobro_desktop.documents.plantillas import Plantilla, find_template
from cobro_desktop.documents.word import compile_word
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import Formato
from cobro_desktop.domain.errors import NotFoundError, UnreadableFileError
from tests.documents.comunes import NOMBRE_LARGO
from tests.documents.ejemplos import CASOS, con_deudor, ejemplo
from tests.documents.lectura import PARTES, parrafos, parte

WORD = {Formato.DOCX, Formato.DOCX_XLSX}
AUTOS = [c for c in CASOS if tipo_documento(c[0]).formato in WORD]
ADMITIDOS: frozenset[str] = frozenset()
"""What the Open XML audit may say of our files, each with its reason: nothing."""
_P = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'


def edited(replacement: str, name: str = "word/document.xml") -> Plantilla:
    """Our simplest template, with one paragraph or row put at the top of a part."""
    original = find_template("autos", "memorando-devolucion.docx", "SVSP").contenido
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as source,
        zipfile.ZipFile(output, "w") as target,
    ):
        for item in source.namelist():
            content = source.read(item).decode()
            if item == name:
                start = (
                    content.index(
                        ">",
                        content.index("<w:body" if "<w:body" in content else "<w:hdr"),
                    )
                    + 1
                )
                content = content[:start] + replacement + content[start:]
            target.writestr(item, content)
    return Plantilla("autos/prueba.docx", output.getvalue())


def seen(**cambios: Any) -> dict[str, Any]:
    memorando = values(ejemplo("memorando-devolucion", "SVSP"))
    return memorando | {"nombre_formato": "Memorando"} | cambios


def by_docxtpl(plantilla: Plantilla, data: Mapping[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(plantilla.contenido))
    document.render(data, autoescape=True)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def canonical(content: bytes, name: str) -> bytes:
    parser = etree.XMLParser(remove_blank_text=True)
    tree = etree.fromstring(parte(content, name), parser)
    return bytes(etree.tostring(tree, method="c14n"))


@pytest.mark.parametrize(("tipo", "sigla"), AUTOS)
@pytest.mark.parametrize("part", PARTES)
def test_the_xml_equals_docxtpl(tipo: str, sigla: str, part: str) -> None:
    plantilla = find_template("autos", f"{tipo}.docx", sigla)
    contexto = con_deudor(tipo, sigla, NOMBRE_LARGO)
    data = Generador().vista(tipo, sigla, contexto) | {
        "nombre_formato": "Formato & <prueba>",
        "causa_nombre": "pago «total» & más",
        "da_paz_y_salvo": True,
        "considerandos_causa": ("Que <a> & 'b' \"c\".", "Que d."),
        "codigo_verificacion": "0000-1111-2222-3333",
    }

    ours = compile_word(plantilla).render(data)

    assert canonical(ours, part) == canonical(by_docxtpl(plantilla, data), part)


@pytest.mark.parametrize(
    "added",
    [
        pytest.param(_P.format("{{ asunto }}"), id="line breaks and tabs"),
        pytest.param(
            '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid><w:tr>'
            '<w:tc><w:tcPr><w:tcW w:w="500"/></w:tcPr>'
            + _P.format("{%tc for d in documentos %}")
            + '</w:tc><w:tc><w:tcPr><w:tcW w:w="500"/></w:tcPr>'
            + _P.format("{{ d }}")
            + '</w:tc><w:tc><w:tcPr><w:tcW w:w="500"/></w:tcPr>'
            + _P.format("{%tc endfor %}")
            + "</w:tc></w:tr></w:tbl>"
            + _P.format(""),
            id="columns that repeat",
        ),
    ],
)
def test_what_needs_repair_equals_docxtpl_too(added: str) -> None:
    plantilla = edited(added)
    data = seen(asunto="Uno\nDos\tTres", documentos=("a", "b & c", "d"))

    ours = compile_word(plantilla).render(data)

    name = "word/document.xml"
    assert canonical(ours, name) == canonical(by_docxtpl(plantilla, data), name)


@pytest.mark.parametrize(("tipo", "sigla"), AUTOS)
def test_two_runs_give_the_same_bytes(tipo: str, sigla: str) -> None:
    first, second = (render(tipo, sigla, ejemplo(tipo, sigla)) for _ in range(2))

    assert first == second


def test_names_with_signs_survive_in_body_header_and_footer() -> None:
    contexto = ejemplo("auto-avoca", "SVSP", expediente="A&B <1> «ñ» 'x' \"y\"")

    said = parrafos(render("auto-avoca", "SVSP", contexto).contenido)

    assert "Vigías & Cía <Ltda.>" in said
    footer = [text for text in said if text.startswith("Expediente A&B")]
    assert footer[0].startswith("Expediente A&B <1> «ñ» 'x' \"y\" · Código")


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml"])
def test_an_unknown_field_stops_the_document(part: str) -> None:
    plantilla = edited(_P.format("{{ color_favorito }}"), part)

    with pytest.raises(TemplateProblemError, match="«color_favorito»"):
        compile_word(plantilla).render(seen())


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml"])
@pytest.mark.parametrize(
    "payload",
    [
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{{ lipsum.__globals__['os'].popen('true').read() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ '{0.__class__}'.format(entidad) }}",
        "{{ entidad.upper() }}",
        "{{ entidad|upper }}",
        "{{ 'A' * 5000000000 }}",
        "{{ 1 + 1 }}",
        "{% for a in range(99999999) %}{{ a }}{% endfor %}",
        "{% macro m() %}x{% endmacro %}{{ m() }}",
        "{{ documentos.append('x') }}",
        "{% include 'x' %}",
        "{{ self.__init__ }}",
    ],
)
def test_a_template_runs_no_code(payload: str, part: str) -> None:
    plantilla = edited(_P.format(payload), part)

    with pytest.raises(TemplateProblemError) as raised:
        compile_word(plantilla).render(seen())

    assert "No se generó ningún documento" in raised.value.mensaje


def test_the_sandbox_offers_no_globals_filters_or_tests() -> None:
    entorno = Entorno()

    assert (entorno.globals, entorno.filters, entorno.tests) == ({}, {}, {})


def test_data_with_tags_are_not_run() -> None:
    document = compile_word(edited("")).render(seen(deudor="{{ 1 + 1 }} {% if %}"))

    assert "{{ 1 + 1 }} {% if %}" in parrafos(document)


def test_a_tag_left_open_is_told() -> None:
    with pytest.raises(TemplateProblemError, match="mal escrita o sin cerrar"):
        compile_word(edited(_P.format("{%p if borrador %}")))


@pytest.mark.parametrize("content", [b"", b"hola", b"PK\x03\x04 no"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="no es un documento de Word"):
        compile_word(Plantilla("autos/malo.docx", content))


def test_no_person_or_clock_is_in_the_properties() -> None:
    document = render("auto-avoca", "SVSP", ejemplo("auto-avoca", "SVSP")).contenido

    core = parte(document, "docProps/core.xml").decode()
    assert "creator" not in core
    assert "created" not in core
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert {item.date_time for item in package.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert package.testzip() is None


def test_the_entity_s_own_template_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "autos" / "svsp"
    folder.mkdir(parents=True)
    (tmp_path / "autos" / "a.docx").write_bytes(b"common")
    (folder / "a.docx").write_bytes(b"own")

    own = find_template("autos", "a.docx", "SVSP", root=tmp_path)
    common = find_template("autos", "a.docx", "RNEC", root=tmp_path)

    assert (own.contenido, common.contenido) == (b"own", b"common")
    assert own.version != common.version
    with pytest.raises(NotFoundError, match=r"No hay una plantilla «b\.docx»"):
        find_template("autos", "b.docx", "SVSP", root=tmp_path)


def test_every_shipped_template_is_used_by_some_example() -> None:
    used = {find_template("autos", f"{tipo}.docx", s).nombre for tipo, s in AUTOS}
    root = assets("templates")

    shipped = {
        path.relative_to(root).as_posix() for path in root.glob("autos/**/*.docx")
    }

    assert shipped == used


@pytest.mark.parametrize(("tipo", "sigla"), AUTOS)
def test_the_open_xml_audit_finds_nothing(
    tipo: str, sigla: str, tmp_path: Path
) -> None:
    path = tmp_path / "documento.docx"
    path.write_bytes(render(tipo, sigla, ejemplo(tipo, sigla)).contenido)

    found = {error.description for error in OpenXmlValidator().validate(path).errors}

    assert found <= ADMITIDOS


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_every_document(tmp_path: Path) -> None:
    names = []
    for tipo, sigla in AUTOS:
        path = tmp_path / f"{tipo}-{sigla}.docx"
        path.write_bytes(render(tipo, sigla, ejemplo(tipo, sigla)).contenido)
        names.append(path)

    subprocess.run(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{tmp_path}/perfil",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path),
            *map(str, names),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )

    for path in names:
        said = path.with_suffix(".txt").read_text(encoding="utf-8-sig")
        assert "Ana María Peñuela Gómez".upper() in said.upper()
        assert "{{" not in said
    text = (tmp_path / "auto-avoca-SVSP.txt").read_text(encoding="utf-8-sig")
    assert "Artículo Primero".upper() in text.upper()
    assert "1.423.500" in text
