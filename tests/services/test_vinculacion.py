"""Other people of a case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.trabajo.desvinculacion import Desvincular, desvincular
from cobro_desktop.services.trabajo.vinculacion import (
    Vincular,
    repartir_tope,
    vincular,
)
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries import detalle
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    DocumentoRow,
    NotificacionRow,
    ObligadoRow,
    PersonaRow,
)
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
    tope: int | None = None,
) -> str:
    command = Vincular(
        expediente_id=expediente_de(workspace, "R-100").id,
        rol=rol,
        documento=documento,
        nombre=nombre,
        motivo="Registro civil de defunción 123",
        tope=tope,
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


def test_a_joint_debtor_answers_for_as_much_as_is_said(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100")
    with pytest.raises(InvalidDataError, match=r"el capital del expediente es \$"):
        vincula(workspace, rol="solidario", tope=case.capital + 100)
    with pytest.raises(InvalidDataError, match="Solo un deudor solidario"):
        vincula(workspace, rol="heredero", tope=100)
    with pytest.raises(InvalidDataError, match="mayor que cero"):
        vincula(workspace, rol="solidario", tope=0)
    assert len(personas(workspace)) == 1

    told = vincula(workspace, rol="solidario", tope=20_000_000)

    assert told.endswith("como deudor solidario, hasta $ 200.000.")
    with workspace.base.read() as session:
        assert sum(session.scalars(select(ObligadoRow.tope).where(
            ObligadoRow.tope.is_not(None)
        ))) == 20_000_000  # fmt: skip
        people = detalle.deudores(session, case.id)
    assert [one.tope for one in people] == [None, 20_000_000]


@given(
    st.lists(st.integers(1, 10**12), min_size=1, max_size=6).flatmap(
        lambda capitals: st.tuples(st.just(capitals), st.integers(1, sum(capitals)))
    )
)
def test_a_cap_is_split_by_capital_to_the_last_cent(
    case: tuple[list[int], int],
) -> None:
    capitals, cap = case
    parts = repartir_tope(cap, capitals)
    assert sum(parts) == cap
    assert all(
        0 <= part <= capital for part, capital in zip(parts, capitals, strict=True)
    )


def test_who_was_linked_by_mistake_goes_out_with_the_reason(
    workspace: Workspace,
) -> None:
    vincula(workspace, rol="solidario", tope=20_000_000)
    vincula(workspace, rol="apoderado")
    with pytest.raises(InvalidDataError, match="solidario y apoderado: diga cuál"):
        desvincula(workspace)
    with pytest.raises(InvalidDataError, match="por qué"):
        desvincula(workspace, rol="solidario", motivo="  ")
    with pytest.raises(NotAllowedError):
        desvincula(workspace, rol="solidario", quien="fin")
    with pytest.raises(NotAllowedError, match="deudor principal"):
        desvincula(workspace, documento="NIT 890903938-8")
    with pytest.raises(NotFoundError, match="no está en el expediente"):
        desvincula(workspace, documento="CC 79000111")

    told = desvincula(workspace, rol="solidario")

    assert told == (
        "Se desvinculó a Ana Lucía Vigía (CC 52123456), que estaba como deudor "
        "solidario."
    )
    assert [rol for _, _, rol in personas(workspace)] == ["principal", "apoderado"]
    with workspace.base.read() as session:
        said = session.scalars(select(ActuacionRow.texto)).all()
    assert f"{told} Motivo: Se confundió de expediente." in said
    assert verificar(workspace).hallazgos == []


def test_on_whom_something_rests_stays_and_what_rests_is_said(
    workspace: Workspace,
) -> None:
    vincula(workspace)
    case = expediente_de(workspace, "R-100").id
    with workspace.base.write.begin() as session:
        heir = session.scalars(
            select(DeudorRow.id).where(DeudorRow.rol == "heredero")
        ).one()
        session.add(
            NotificacionRow(
                expediente_id=case, que="mandamiento-pago", deudor_id=heir,
                medio="correo", enviada=dt.date(2026, 3, 3), resultado="pendiente",
            )
        )  # fmt: skip
        session.add(
            DocumentoRow(
                entidad_id=1, expediente_id=case, tipo="mandamiento-pago",
                nombre="Mandamiento de pago", actividad="6", estado="firmado",
                formato="pdf", fecha=dt.date(2026, 3, 2), plantilla="mandamiento-pago",
                contexto={"obligados": [{"nombre": "ANA LUCIA VIGIA"}]}, elaboro="pro",
            )
        )  # fmt: skip

    with pytest.raises(NotAllowedError) as refused:
        desvincula(workspace)

    assert refused.value.detalle["apoyos"] == [
        "1 notificación (Mandamiento de pago, 3 mar 2026)",
        "1 documento («Mandamiento de pago»)",
    ]
    assert len(personas(workspace)) == 2


def desvincula(
    workspace: Workspace,
    *,
    documento: str = "CC 52.123.456",
    rol: str = "",
    motivo: str = "Se confundió de expediente",
    quien: str = "pro",
) -> str:
    command = Desvincular(
        expediente_id=expediente_de(workspace, "R-100").id,
        documento=documento,
        rol=rol,
        motivo=motivo,
    )
    return desvincular(command, workspace, en_nombre_de(quien)).resumen
