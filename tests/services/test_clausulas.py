"""The clause library of an office: changed from a day on, told to whom it touches."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.documents.clausulas import ClausulaError
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.clausulas.cambio import (
    AnularClausula,
    CambiarClausula,
    anular_clausula,
    cambiar_clausula,
)
from cobro_desktop.services.clausulas.consulta import (
    afectados,
    listar_clausulas,
    ver_clausula,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
)
from cobro_desktop.services.documentos.revision import (
    RehacerDocumento,
    rehacer_documento,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow
from tests.documents.lectura import parrafos
from tests.services.oficina import (
    HOY,
    abrir_oficina,
    en_nombre_de,
    expediente_de,
)

DATOS = {
    "direccion_entidad": "Calle 24A # 59-42",
    "correo_entidad": "cobro@entidad.example",
    "reglamento_cartera": "la Resolución 084 de 2021",
    "delegacion": "la Resolución 015 de 2026",
}
CLAVE = "investigacion_bienes"
NUEVO = "Buscar los bienes del deudor y dejar constancia."


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("coo"))
    return workspace


def cambiar(workspace: Workspace, login: str = "coo", **cambios: Any) -> int:
    fields: dict[str, Any] = {
        "sigla": "SVSP",
        "clave": CLAVE,
        "texto": NUEVO,
        "desde": HOY,
        "motivo": "Cambió el procedimiento.",
    }
    command = CambiarClausula(**{**fields, **cambios})
    changes = cambiar_clausula(command, workspace, en_nombre_de(login))
    return int(str(changes.datos["clausula"]))


def proyectar(workspace: Workspace) -> int:
    case = expediente_de(workspace, "R-100").id
    command = CrearDocumento(
        case, "auto-avoca", {"memorando_recibo": "el memorando 12 de 2026"}
    )
    changes = crear_documento(command, workspace, en_nombre_de("pro"))
    return int(str(changes.datos["documento"]))


def dice(workspace: Workspace, documento: int, folder: Path) -> str:
    path = folder / f"{documento}.docx"
    exportar_documento(documento, path, workspace)
    return " ".join(parrafos(path.read_bytes()))


def test_a_change_rules_from_its_day_and_says_why(oficina: Workspace) -> None:
    cambiar(oficina, desde=dt.date(2026, 10, 1))

    before = ver_clausula(oficina, "SVSP", CLAVE, HOY)
    after = ver_clausula(oficina, "SVSP", CLAVE, dt.date(2026, 10, 1))

    assert [(r.origen, r.vigente) for r in before] == [
        ("Oficina", False),
        ("Programa", True),
    ]
    assert after[0].vigente
    assert after[0].motivo == "Cambió el procedimiento"
    assert after[0].usuario == "coo"
    assert after[0].fundamento == "ET, art. 825-1"


def test_drafts_are_told_and_what_was_issued_keeps_its_text(
    oficina: Workspace, tmp_path: Path
) -> None:
    issued, draft = proyectar(oficina), proyectar(oficina)
    emitir_documento(EmitirDocumento(issued), oficina, en_nombre_de("jef"))

    cambiar(oficina)
    touched = afectados(oficina, "SVSP", CLAVE, HOY)

    assert [p.tipo for p in touched.plantillas] == ["auto-avoca"]
    assert [b.id for b in touched.borradores] == [draft]
    assert NUEVO not in dice(oficina, issued, tmp_path)
    rehacer_documento(RehacerDocumento(draft), oficina, en_nombre_de("pro"))
    assert NUEVO in dice(oficina, draft, tmp_path)


def test_the_version_of_a_document_says_which_wording_it_used(
    oficina: Workspace,
) -> None:
    first = proyectar(oficina)
    cambiar(oficina)
    second = proyectar(oficina)

    with oficina.base.read() as session:
        rows = [session.get_one(DocumentoRow, one) for one in (first, second)]
        assert rows[0].plantilla_version != rows[1].plantilla_version


def test_a_wording_that_was_annulled_rules_no_more(oficina: Workspace) -> None:
    written = cambiar(oficina)

    command = AnularClausula(written, "Se escribió por error")
    anular_clausula(command, oficina, en_nombre_de("coo"))

    found = ver_clausula(oficina, "SVSP", CLAVE, HOY)
    assert [(r.origen, r.vigente) for r in found] == [("Programa", True)]
    with pytest.raises(NotAllowedError, match="ya se había anulado"):
        anular_clausula(command, oficina, en_nombre_de("coo"))


def test_only_who_answers_for_the_texts_changes_them(oficina: Workspace) -> None:
    with pytest.raises(NotAllowedError, match="COO o JEF"):
        cambiar(oficina, "pro")


@pytest.mark.parametrize(
    ("cambios", "said"),
    [
        ({"motivo": " "}, "Escriba por qué"),
        ({"texto": " "}, "Escriba el texto"),
        ({"hasta": dt.date(2026, 9, 1)}, "antes de empezar"),
        ({"clave": "otra"}, "es una cláusula nueva"),
        ({"clave": "con espacio", "nombre": "N", "fundamento": "F"}, "letras sin"),
        ({"texto": "Del {{ deudoor }}."}, "¿«deudor»?"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(
    oficina: Workspace, cambios: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidDataError) as refused:
        cambiar(oficina, **cambios)

    assert said in refused.value.mensaje
    assert len(ver_clausula(oficina, "SVSP", CLAVE, HOY)) == 1


def test_the_same_text_changes_nothing(oficina: Workspace) -> None:
    said = ver_clausula(oficina, "SVSP", CLAVE, HOY)[0].texto

    with pytest.raises(InvalidDataError, match="el mismo que ya tiene"):
        cambiar(oficina, texto=said)


def test_a_clause_that_runs_code_is_refused(oficina: Workspace) -> None:
    with pytest.raises(ClausulaError):
        cambiar(oficina, texto="{{ deudor.__class__() }}{% if %}")


def test_a_new_clause_is_kept_with_its_ground(oficina: Workspace) -> None:
    cambiar(oficina, clave="aviso_nuevo", nombre="Aviso", fundamento="Ley 1 de 2026")

    listed = {r.clave: r for r in listar_clausulas(oficina, "SVSP", HOY)}
    elsewhere = {r.clave for r in listar_clausulas(oficina, "RNEC", HOY)}

    assert listed["aviso_nuevo"].fundamento == "Ley 1 de 2026"
    assert "aviso_nuevo" not in elsewhere


def test_a_clause_that_is_not_there_is_named(oficina: Workspace) -> None:
    with pytest.raises(NotFoundError, match="no tiene la cláusula «nada»"):
        ver_clausula(oficina, "SVSP", "nada", HOY)
    with pytest.raises(NotFoundError):
        afectados(oficina, "SVSP", "nada", HOY)
