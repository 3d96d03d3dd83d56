from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.bienes.oficios import (
    ProyectarOficios,
    destinatarios,
    proyectar_oficios,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

LIMITE = dt.date(2026, 10, 30)
DATOS = {
    "direccion_entidad": "Calle 24A # 59-42",
    "correo_entidad": "cobro@entidad.test",
    "delegacion": "la Resolución 010 de 2025",
    "reglamento_cartera": "la Resolución 020 de 2019",
}


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


def oficios(workspace: Workspace) -> list[tuple[int | None, str, str]]:
    with workspace.base.read() as session:
        rows = session.scalars(
            select(DocumentoRow)
            .where(DocumentoRow.tipo == "oficio-investigacion")
            .order_by(DocumentoRow.id)
        ).all()
        return [
            (r.expediente_id, r.contexto["impreso"]["destinatario"], r.estado)
            for r in rows
        ]


def test_one_draft_for_each_case_and_addressee(oficina: Workspace) -> None:
    cases = tuple(expediente_de(oficina, t).id for t in ("R-100", "R-200"))
    snr, igac = "Superintendencia de Notariado y Registro (SNR)", "(IGAC)"

    changes = proyectar_oficios(
        ProyectarOficios(expedientes=cases, destinatarios=(snr, igac), limite=LIMITE),
        oficina,
        en_nombre_de("pro"),
    )

    found = oficios(oficina)
    assert changes.datos["fallas"] == []
    assert [case for case, _, _ in found] == [cases[0], cases[0], cases[1], cases[1]]
    assert {name for _, name, _ in found} == {
        snr,
        "Instituto Geográfico Agustín Codazzi (IGAC)",
    }
    assert {state for _, _, state in found} == {"borrador"}


def test_every_addressee_of_the_table_can_be_asked(oficina: Workspace) -> None:
    names = tuple(name for name, _ in destinatarios())
    case = expediente_de(oficina, "R-100").id

    changes = proyectar_oficios(
        ProyectarOficios(expedientes=(case,), destinatarios=names, limite=LIMITE),
        oficina,
        en_nombre_de("pro"),
    )

    assert changes.datos["fallas"] == []
    assert len(oficios(oficina)) == len(set(names)) > 10


@pytest.mark.parametrize(
    ("whom", "limite", "said"),
    [
        (("Nadie",), LIMITE, "no es el nombre"),
        (("registro",), LIMITE, "no es el nombre de un solo destinatario"),
        ((), LIMITE, "a quién"),
        (("(IGAC)",), dt.date(2026, 9, 30), "posterior a hoy"),
    ],
)
def test_what_cannot_be_asked_writes_nothing(
    oficina: Workspace, whom: tuple[str, ...], limite: dt.date, said: str
) -> None:
    case = expediente_de(oficina, "R-100").id
    with pytest.raises(InvalidDataError, match=said):
        proyectar_oficios(
            ProyectarOficios(expedientes=(case,), destinatarios=whom, limite=limite),
            oficina,
            en_nombre_de("pro"),
        )

    assert oficios(oficina) == []
