"""The doctor of templates: what is wrong, and in which paragraph, in Spanish."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from cobro_desktop.documents.doctor.examen import Examen, Pedido, examinar
from cobro_desktop.documents.doctor.hallazgos import PlantillaPeligrosaError
from cobro_desktop.documents.generar import Generador
from cobro_desktop.documents.plantillas import Plantilla, find_template
from cobro_desktop.domain.errors import UnreadableFileError
from tests.documents.ejemplos import ejemplo

if TYPE_CHECKING:
    from collections.abc import Mapping

TIPO, SIGLA = "auto-avoca", "SVSP"
ORIGINAL = find_template("autos", f"{TIPO}.docx", SIGLA).contenido
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = "word/_rels/document.xml.rels"
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
BOMBA = 61 * 1024 * 1024


def con(partes: Mapping[str, bytes | None]) -> bytes:
    """Return the template with some parts replaced, added or taken out."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ORIGINAL)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in partes:
                target.writestr(name, source.read(name))
        for name, content in partes.items():
            if content is not None:
                target.writestr(name, content)
    return output.getvalue()


def parte(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(ORIGINAL)) as package:
        return package.read(name).decode()


def cuerpo(text: str) -> bytes:
    """Return the template with a paragraph more, the first of its body."""
    xml = parte("word/document.xml")
    start = xml.index("<w:body>") + len("<w:body>")
    return con({"word/document.xml": (xml[:start] + text + xml[start:]).encode()})


def encabezado(*texts: str) -> bytes:
    body = "".join(P.format(text) for text in texts)
    return con({"word/header1.xml": f"<w:hdr {W}>{body}</w:hdr>".encode()})


def celda(text: str) -> bytes:
    cell = "<w:tc>{}</w:tc>"
    row = cell.format(P.format("a")) + cell.format(P.format(text))
    return cuerpo(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>{P.format('x')}")


def examen(contenido: bytes, nombre: str = "mia.docx") -> Examen:
    plantilla = Plantilla(nombre, contenido)
    renderer = Generador(propias={f"autos/svsp/{TIPO}.docx": plantilla})
    issuer = ejemplo(TIPO, SIGLA).emisor
    return examinar(Pedido(contenido, nombre, TIPO, SIGLA, issuer, renderer))


def dicho(contenido: bytes) -> str:
    found = examen(contenido)
    assert not found.sirve
    return " ".join(h.texto for h in found.hallazgos)


def test_a_good_template_has_nothing_to_mend_and_three_trials() -> None:
    found = examen(ORIGINAL)

    assert found.sirve
    assert found.hallazgos == ()
    assert [trial.nombre for trial in found.ensayos] == [
        "Varios deudores",
        "Sin dirección y sin datos optativos",
        "Nombres muy largos",
    ]


@pytest.mark.parametrize(
    ("contenido", "said"),
    [
        pytest.param(
            encabezado("Uno", "{%p if codigo_formato %}"),
            "En el segundo párrafo del encabezado («{%p if codigo_formato %}») falta "
            "cerrar la condición",
            id="condition in the header",
        ),
        pytest.param(
            cuerpo(P.format("Hola {{ deudor")),
            "En el primer párrafo («Hola {{ deudor») falta cerrar la marca",
            id="mark in the body",
        ),
        pytest.param(
            celda("{{ deudoor }}"),
            "En la fila 1, columna 2, de la tabla 1 se pide «deudoor», que este "
            "documento no tiene. ¿Quiso escribir «deudor»?",
            id="unknown field in a cell",
        ),
        pytest.param(
            cuerpo(P.format("{{ deudor %}")),
            "la marca que abre con «{{» se cierra con «%}»",
            id="closed with another",
        ),
        pytest.param(
            cuerpo(P.format("sobra }} aquí")), "sobra «}}»", id="nothing to close"
        ),
        pytest.param(
            cuerpo(P.format("{%p endif %}")),
            "se cierra una condición que no se abrió",
            id="end without beginning",
        ),
        pytest.param(
            cuerpo(P.format("{% if deudor %}x{% endfor %}")),
            "cierra otra cosa",
            id="crossed",
        ),
        pytest.param(
            cuerpo(P.format("{%p if deudor %}") + P.format("{% endif %}")),
            "se cierra de otra manera: escriba «{%p endif %}»",
            id="another class",
        ),
        pytest.param(
            cuerpo(P.format("{% for d in deudores %}{{ d.nombr }}{% endfor %}")),
            "se pide «d.nombr», que no está en las filas de «deudores». ¿Quiso "
            "escribir «d.nombre»?",
            id="field of a row",
        ),
        pytest.param(
            cuerpo(P.format("{{ clausulas.sin_recurso_tramit }}")),
            "¿Quiso escribir «sin_recurso_tramite»?",
            id="clause",
        ),
        pytest.param(
            cuerpo(P.format("{{ deudor.mayusculas }}")),
            "«deudor» no tiene partes",
            id="part of a text",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(contenido: bytes, said: str) -> None:
    assert said in dicho(contenido)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ deudor.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ deudor.upper() }}",
        "{{ deudor|upper }}",
        "{{ 7 * 7 }}",
        "{{ range(10) }}",
        "{{ deudores[0:1] }}",
        "{% for x in deudor.split(' ') %}{% endfor %}",
        "{{ [1, 2] }}",
        "{{ deudor ~ deudor }}",
        "{% if deudor is defined %}{% endif %}",
    ],
)
@pytest.mark.parametrize("where", ["body", "header"])
def test_code_is_refused_wherever_it_stands(attack: str, where: str) -> None:
    made = cuerpo(P.format(attack)) if where == "body" else encabezado(attack)

    assert "intenta ejecutar código" in dicho(made)


@pytest.mark.parametrize(
    "verb",
    [
        "{% set x = deudor %}",
        "{% include 'otra' %}",
        "{% import 'os' as os %}",
        "{% macro m() %}{% endmacro %}",
        "{% raw %}{{ deudor }}{% endraw %}",
    ],
)
def test_only_conditions_and_repetitions_are_admitted(verb: str) -> None:
    assert "no está permitido" in dicho(cuerpo(P.format(verb)))


def relation(kind: str, target: str) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    added = (
        f'<Relationship Id="rX" Type="{base}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )
    return con({RELS: parte(RELS).replace("</Relationships>", added).encode()})


@pytest.mark.parametrize(
    ("contenido", "nombre", "why"),
    [
        pytest.param(ORIGINAL, "a.docm", "con macros", id="name"),
        pytest.param(
            con({"word/vbaProject.bin": b"x"}), "a.docx", "una macro", id="macro"
        ),
        pytest.param(
            con({"word/embeddings/o.bin": b"x"}), "a.docx", "incrustada", id="ole"
        ),
        pytest.param(
            relation("attachedTemplate", "http://x/a.dotm"),
            "a.docx",
            "enlazada",
            id="t",
        ),
        pytest.param(
            relation("image", "http://x/a.png"), "a.docx", "de fuera", id="image"
        ),
        pytest.param(
            relation("hyperlink", "file:///etc/passwd"), "a.docx", "de fuera", id="file"
        ),
        pytest.param(
            con(
                {
                    "[Content_Types].xml": parte("[Content_Types].xml")
                    .replace("document.main+xml", "document.macroEnabled.main+xml")
                    .encode()
                }
            ),
            "a.docx",
            "con macros",
            id="content type",
        ),
        pytest.param(
            cuerpo("<w:p><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r></w:p>"),
            "a.docx",
            "DDEAUTO",
            id="field",
        ),
        pytest.param(
            con({"word/header1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "a.docx",
            "definición de XML",
            id="entity",
        ),
        pytest.param(
            con({"word/media/a.txt": b"0" * BOMBA}), "a.docx", "demasiado", id="bomb"
        ),
        pytest.param(con({"../a.txt": b"x"}), "a.docx", "una ruta", id="path"),
    ],
)
def test_what_is_no_plain_word_file_is_refused(
    contenido: bytes, nombre: str, why: str
) -> None:
    with pytest.raises(PlantillaPeligrosaError) as refused:
        examen(contenido, nombre)

    assert why in refused.value.mensaje


@pytest.mark.parametrize(
    "contenido", [b"", b"PK\x03\x04", ORIGINAL[:900], con({"word/document.xml": None})]
)
def test_what_is_no_word_file_is_refused(contenido: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="no es un documento de Word"):
        examen(contenido)


def test_a_link_to_a_page_is_admitted() -> None:
    assert examen(relation("hyperlink", "https://www.ejemplo.test")).sirve


def test_what_a_worst_case_leaves_ugly_is_a_notice() -> None:
    found = examen(cuerpo(P.format("Fue ({{ prescribe }}), sí.")))

    assert found.sirve
    assert "En el ensayo «Sin dirección y sin datos optativos»" in " ".join(
        h.texto for h in found.hallazgos
    )


def test_a_template_that_leaves_out_what_an_act_states_is_told() -> None:
    plain = f"<w:document {W}><w:body>{P.format('{{ deudor }}')}</w:body></w:document>"
    blank = f"<w:hdr {W}/>".encode()
    found = examen(
        con(
            {
                "word/document.xml": plain.encode(),
                "word/header1.xml": blank,
                "word/footer1.xml": blank,
            }
        )
    )

    assert found.sirve
    assert "La plantilla no imprime el número del documento, la fecha" in (
        found.hallazgos[0].texto
    )
