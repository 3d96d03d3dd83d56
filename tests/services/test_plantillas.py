"""Templates of the office: examined, validated, in force from a day on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.documents.plantillas import find_template
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
    UnmetRequirementsError,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
)
from cobro_desktop.services.plantillas.consulta import (
    Plantilla,
    exportar_plantilla,
    listar_plantillas,
)
from cobro_desktop.services.plantillas.estados import EstadoPlantilla
from cobro_desktop.services.plantillas.ordenes import (
    ActivarPlantilla,
    DerogarPlantilla,
    ImportarPlantilla,
    ValidarPlantilla,
    activar_plantilla,
    derogar_plantilla,
    importar_plantilla,
    validar_plantilla,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow
from tests.documents.lectura import parrafos
from tests.documents.test_doctor import P, con, cuerpo
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_clausulas import DATOS

TIPO = "auto-avoca"
PROPIO = "Texto propio de la oficina para {{ deudor }}."
DICE = "Texto propio de la oficina para"


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("coo"))
    return workspace


def importar(
    workspace: Workspace, folder: Path, text: str = PROPIO, login: str = "adm"
) -> int:
    path = folder / "mi plantilla.docx"
    path.write_bytes(cuerpo(P.format(text)))
    command = ImportarPlantilla("SVSP", TIPO, path, "Agrega un párrafo")
    changes = importar_plantilla(command, workspace, en_nombre_de(login))
    return int(str(changes.datos["plantilla"]))


def vigente(workspace: Workspace, folder: Path, desde: dt.date = HOY) -> int:
    made = importar(workspace, folder)
    validar_plantilla(ValidarPlantilla(made), workspace, en_nombre_de("coo"))
    command = ActivarPlantilla(made, desde)
    activar_plantilla(command, workspace, en_nombre_de("coo"))
    return made


def proyectar(workspace: Workspace) -> int:
    case = expediente_de(workspace, "R-100").id
    command = CrearDocumento(
        case, TIPO, {"memorando_recibo": "el memorando 12 de 2026"}
    )
    changes = crear_documento(command, workspace, en_nombre_de("pro"))
    return int(str(changes.datos["documento"]))


def dice(workspace: Workspace, documento: int, folder: Path) -> str:
    path = folder / f"{documento}.docx"
    exportar_documento(documento, path, workspace)
    return " ".join(parrafos(path.read_bytes()))


def una(workspace: Workspace, plantilla: int, day: dt.date = HOY) -> Plantilla:
    found = listar_plantillas(workspace, "SVSP", day)
    return next(p for p in found if p.id == plantilla)


def test_a_template_rules_once_people_answered_for_it(
    oficina: Workspace, tmp_path: Path
) -> None:
    before = proyectar(oficina)
    emitir_documento(EmitirDocumento(before), oficina, en_nombre_de("jef"))

    made = vigente(oficina, tmp_path)
    after = proyectar(oficina)

    assert DICE not in dice(oficina, before, tmp_path)
    assert DICE in dice(oficina, after, tmp_path)
    with oficina.base.read() as session:
        rows = [session.get_one(DocumentoRow, one) for one in (before, after)]
        assert rows[0].plantilla == "autos/svsp/auto-avoca.docx"
        assert rows[1].plantilla == "oficina/svsp/auto-avoca.v1.docx"
        assert rows[0].plantilla_version != rows[1].plantilla_version
    seen = una(oficina, made)
    assert (seen.estado, seen.vigente, seen.documentos) == (
        EstadoPlantilla.VIGENTE,
        True,
        1,
    )
    assert (seen.importada_por, seen.validada_por) == ("adm", "coo")


def test_the_next_version_takes_its_place_the_day_that_it_begins(
    oficina: Workspace, tmp_path: Path
) -> None:
    first = vigente(oficina, tmp_path)
    second = vigente(oficina, tmp_path, dt.date(2026, 11, 1))

    assert una(oficina, first, dt.date(2026, 10, 31)).vigente
    assert una(oficina, first).hasta == dt.date(2026, 10, 31)
    assert not una(oficina, second).vigente
    assert una(oficina, second, dt.date(2026, 11, 1)).vigente
    ended = una(oficina, first, dt.date(2026, 11, 1))
    assert ended.estado is EstadoPlantilla.DEROGADA
    assert ended.motivo_derogacion == "La reemplaza la versión 2"


def test_a_repealed_template_gives_way_to_the_one_of_the_program(
    oficina: Workspace, tmp_path: Path
) -> None:
    made = vigente(oficina, tmp_path)
    command = DerogarPlantilla(made, HOY - dt.timedelta(days=1), "Tiene un error")

    derogar_plantilla(command, oficina, en_nombre_de("jef"))

    assert DICE not in dice(oficina, proyectar(oficina), tmp_path)
    with pytest.raises(NotAllowedError, match="está derogada"):
        derogar_plantilla(command, oficina, en_nombre_de("jef"))


def test_a_template_with_errors_stays_a_draft(
    oficina: Workspace, tmp_path: Path
) -> None:
    made = importar(oficina, tmp_path, "{{ deudoor }}")

    with pytest.raises(UnmetRequirementsError, match="¿Quiso escribir «deudor»"):
        validar_plantilla(ValidarPlantilla(made), oficina, en_nombre_de("coo"))

    seen = una(oficina, made)
    assert seen.estado is EstadoPlantilla.BORRADOR
    assert "primer párrafo" in seen.hallazgos[0].texto


def test_each_step_belongs_to_its_people_and_its_state(
    oficina: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowedError):
        importar(oficina, tmp_path, login="pro")
    made = importar(oficina, tmp_path)
    with pytest.raises(NotAllowedError):
        validar_plantilla(ValidarPlantilla(made), oficina, en_nombre_de("adm"))
    with pytest.raises(NotAllowedError, match="debe estar validada"):
        activar_plantilla(ActivarPlantilla(made, HOY), oficina, en_nombre_de("coo"))


def test_the_new_one_cannot_begin_before_the_one_in_force(
    oficina: Workspace, tmp_path: Path
) -> None:
    vigente(oficina, tmp_path)

    with pytest.raises(InvalidDataError, match="no puede empezar antes"):
        vigente(oficina, tmp_path, HOY - dt.timedelta(days=1))


def test_a_kind_that_is_printed_takes_no_word_template(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(con({}))
    command = ImportarPlantilla("SVSP", "oficio-persuasivo", path)

    with pytest.raises(NotAllowedError, match="sale en PDF"):
        importar_plantilla(command, oficina, en_nombre_de("adm"))


def test_a_template_goes_out_as_it_came(oficina: Workspace, tmp_path: Path) -> None:
    made = importar(oficina, tmp_path)
    mine, shipped = tmp_path / "mia.docx", tmp_path / "programa.docx"

    exportar_plantilla(oficina, mine, plantilla_id=made)
    exportar_plantilla(oficina, shipped, tipo=TIPO, sigla="SVSP")

    assert mine.read_bytes() == (tmp_path / "mi plantilla.docx").read_bytes()
    ours = find_template("autos", f"{TIPO}.docx", "SVSP").contenido
    assert shipped.read_bytes() == ours
    with pytest.raises(NotFoundError):
        exportar_plantilla(oficina, mine, plantilla_id=made + 9)
