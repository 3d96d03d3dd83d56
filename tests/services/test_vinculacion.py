"""Other people of a case."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.services.trabajo.vinculacion import Vincular, vincular
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ActuacionRow, DeudorRow, PersonaRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def vincula(
    workspace: Workspace,
    documento: str = "CC 52.123.456",
    rol: str = "heredero",
    *,
    quien: str = "pro",
    nombre: str = "Ana  Lucía Vigía",
) -> str:
    command = Vincular(
        expediente_id=expediente_de(workspace, "R-100").id,
        rol=rol,
        documento=documento,
        nombre=nombre,
        motivo="Registro civil de defunción 123",
    )
    return vincular(command, workspace, en_nombre_de(quien)).resumen


def personas(workspace: Workspace) -> list[tuple[str, str, str]]:
    case = expediente_de(workspace, "R-100")
    with workspace.base.read() as session:
        rows = session.execute(
            select(PersonaRow.numero, PersonaRow.nombre, DeudorRow.rol)
            .join(DeudorRow, DeudorRow.persona_id == PersonaRow.id)
            .where(DeudorRow.expediente_id == case.id)
            .order_by(DeudorRow.id)
        )
        return [(numero, nombre, rol) for numero, nombre, rol in rows]


def test_an_heir_enters_with_the_paper_that_proves_it(workspace: Workspace) -> None:
    told = vincula(workspace)

    assert told == "Se vinculó a Ana Lucía Vigía (CC 52123456) como heredero."
    assert personas(workspace)[1:] == [("52123456", "Ana Lucía Vigía", "heredero")]
    with workspace.base.read() as session:
        said = session.scalars(select(ActuacionRow.texto)).all()
    assert any("Motivo: Registro civil de defunción 123" in text for text in said)
    assert verificar(workspace).hallazgos == []


def test_a_person_is_one_over_all_the_cases(workspace: Workspace) -> None:
    known = expediente_de(workspace, "R-200")

    told = vincula(workspace, "NIT 860.002.964-4", "solidario", nombre="Otro nombre")

    assert known.deudor in told
    assert personas(workspace)[1:] == [("860002964", known.deudor, "solidario")]


@pytest.mark.parametrize(
    ("documento", "rol", "nombre"),
    [
        ("CC 52123456", "principal", "Ana"),
        ("CC 52123456", "heredero", "  "),
        ("no es un documento", "heredero", "Ana"),
        ("NIT 890903938-8", "solidario", "El mismo deudor"),
    ],
)
def test_what_makes_no_sense_is_refused(
    workspace: Workspace, documento: str, rol: str, nombre: str
) -> None:
    with pytest.raises(InvalidDataError):
        vincula(workspace, documento, rol, nombre=nombre)

    assert len(personas(workspace)) == 1


def test_nobody_enters_twice_in_one_role_nor_by_who_may_not(
    workspace: Workspace,
) -> None:
    vincula(workspace)
    with pytest.raises(InvalidDataError, match="ya está en el expediente"):
        vincula(workspace)
    vincula(workspace, rol="apoderado")
    with pytest.raises(NotAllowedError):
        vincula(workspace, "CC 79000111", quien="fin")

    assert [rol for _, _, rol in personas(workspace)] == [
        "principal",
        "heredero",
        "apoderado",
    ]
