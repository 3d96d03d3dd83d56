"""What a stranger meets when documents are asked of a case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.documents.campos import MissingFieldsError
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.comunes import datos_comunes
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
)
from cobro_desktop.services.electronico.orden import DescribirPieza, describir_pieza
from cobro_desktop.services.electronico.piezas import piezas_de
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow
from tests.documents.comunes import DATOS
from tests.services.coactivo import LIBRADO, libra
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

DIA = dt.date(2026, 5, 4)


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


@pytest.fixture
def caso(oficina: Workspace) -> int:
    return expediente_de(oficina, "R-200").id


@pytest.mark.parametrize(
    ("tipo", "told"),
    [
        ("acta-visita", "SVSP no elabora «Acta de visita»: lo elabora SDSCJ."),
        ("acta-conciliacion", "sino de la oficina: se elabora en la conciliación"),
        ("ficha-saneamiento", "se elabora en Depuración y cartera"),
    ],
)
def test_what_is_not_of_the_case_is_refused_and_says_where_it_is(
    oficina: Workspace, caso: int, tipo: str, told: str
) -> None:
    with pytest.raises(NotAllowedError, match=told):
        crear_documento(CrearDocumento(caso, tipo), oficina, en_nombre_de("pro", DIA))


def test_an_institution_out_of_the_table_writes_what_it_wants() -> None:
    assert tipo_documento("acta-visita").la_elabora("QTA")
    assert not tipo_documento("acta-visita").la_elabora("SVSP")


def test_what_is_not_typed_in_a_document_says_where_it_is_written(
    oficina: Workspace, caso: int
) -> None:
    command = CrearDocumento(caso, "auto-medidas")

    with pytest.raises(MissingFieldsError) as refused:
        crear_documento(command, oficina, en_nombre_de("pro", DIA))

    assert "Las medidas se decretan en la pestaña Bienes" in refused.value.mensaje


def test_pages_of_the_checklist_are_those_of_the_electronic_file(
    oficina: Workspace, caso: int
) -> None:
    libra(oficina, caso)
    before = folios(oficina, caso)
    with oficina.base.read() as session:
        first = piezas_de(session, oficina, caso)[0].documento_id
    describir_pieza(DescribirPieza(first, paginas=3), oficina, en_nombre_de("aux", DIA))

    assert before == ["", "", "Sin foliar", "", ""]
    assert folios(oficina, caso) == ["", "", "1 – 3", "", ""]


def test_who_signed_last_for_the_institution_is_who_signs(
    oficina: Workspace, caso: int
) -> None:
    other = CrearUsuario("jef2", "Úrsula Peña Ríos", (Rol.JEF,))
    crear_usuario(other, oficina, en_nombre_de("adm"))

    first = proyecta(oficina, caso)
    before = firma(oficina, first)
    order = EmitirDocumento(first)
    emitir_documento(order, oficina, en_nombre_de("jef2", LIBRADO))

    assert before == "JEF"
    assert firma(oficina, proyecta(oficina, caso)) == "Úrsula Peña Ríos"


def test_a_batch_asks_once_for_what_every_case_lacks(
    oficina: Workspace, caso: int
) -> None:
    cases = [caso, expediente_de(oficina, "R-100").id]
    who = en_nombre_de("pro", LIBRADO)

    asked = datos_comunes("auto-archivo", cases, {}, oficina, who)
    after = datos_comunes(
        "auto-archivo", cases, {"causa": "prescripcion"}, oficina, who
    )

    assert [d.nombre for d in asked] == ["causa"]
    assert "pago_total" in asked[0].opciones
    assert [d.nombre for d in after] == ["acto_soporte", "autoridad_soporte"]
    assert datos_comunes("acta-visita", cases, {}, oficina, who) == ()


def folios(oficina: Workspace, caso: int) -> list[str]:
    """Return the pages that a new checklist gives for each act."""
    row = proyecta(oficina, caso, "lista-chequeo-actuaciones")
    with oficina.base.read() as session:
        acts = session.get_one(DocumentoRow, row).contexto["impreso"]["actuaciones"]
    return [str(act["paginas"]) for act in acts]


def proyecta(oficina: Workspace, caso: int, tipo: str = "mandamiento-pago") -> int:
    command = CrearDocumento(caso, tipo)
    made = crear_documento(command, oficina, en_nombre_de("pro", LIBRADO))
    return int(str(made.datos["documento"]))


def firma(oficina: Workspace, documento: int) -> str:
    """Return who a document names as its signer in its draft."""
    with oficina.base.read() as session:
        row = session.get_one(DocumentoRow, documento)
        return str(row.contexto["impreso"]["firma"]["nombre"])
