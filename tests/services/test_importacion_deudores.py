"""What a plain file says otherwise of a debtor that the base knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from cobro_desktop.services.context import Contexto
from cobro_desktop.services.importacion.decisiones import CAMPOS, leer_decisiones
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import ExpedienteRow, PersonaRow
from tests.services.conftest import Traer

TITULOS = (
    "NIT", "Deudor", "Resolución", "Fecha resolución", "Ejecutoria", "Vigencia",
    "Capital", "Dirección", "Ciudad", "Representante legal", "Observaciones",
    "Tipo multa",
)  # fmt: skip
FILA = {
    "NIT": "890903938-8",
    "Deudor": "VIGÍAS & CÍA LTDA.",
    "Resolución": "R-100",
    "Fecha resolución": "15/12/2024",
    "Ejecutoria": "15/01/2025",
    "Vigencia": "2023",
    "Capital": "1.000.000",
    "Dirección": "Calle 1 # 2-3",
    "Ciudad": "Bogotá D.C.",
    "Representante legal": "Ana Ruiz",
    "Observaciones": "",
    "Tipo multa": "2",
}
"""A title; its second obligation names the debtor in another way."""
OTRA = {"Vigencia": "2024", "Deudor": "VIGIAS Y COMPAÑIA", "Ciudad": "Medellín"}


@pytest.fixture
def hacer(tmp_path: Path) -> Callable[..., Path]:
    numbers = iter(range(100))

    def write(**said: str) -> Path:
        path = tmp_path / f"cartera-{next(numbers)}.csv"
        rows = [FILA | said, FILA | OTRA]
        lines = [";".join(TITULOS), *(";".join(r[t] for t in TITULOS) for r in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def diferencias(datos: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    return {
        d["campo"]: (d["antes"], d["despues"], d["decision"])
        for d in datos["diferencias"]
    }


def nombres(workspace: Workspace) -> tuple[str, str, str, str]:
    with workspace.base.read() as session:
        case = session.get_one(ExpedienteRow, 1)
        person = session.get_one(PersonaRow, 1)
        return person.nombre, case.deudor, case.deudor_orden, case.municipio


def test_name_city_and_notes_of_a_debtor_are_differences(
    workspace: Workspace, contexto: Contexto, traer: Traer, hacer: Callable[..., Path]
) -> None:
    first = hacer()
    traer(workspace, first)
    known = nombres(workspace)
    assert diferencias(traer(workspace, first)) == {}
    same = hacer(Deudor="vigias & cia ltda", Ciudad="BOGOTA, D.C.", Observaciones="")
    assert diferencias(traer(workspace, same)) == {}

    said = {
        "Deudor": "VIGÍAS DEL NORTE S.A.S.",
        "Ciudad": "Tunja",
        "Representante legal": "Luz Roa",
        "Observaciones": "En acuerdo",
        "Dirección": "Carrera 9 # 8-7",
        "Tipo multa": "4",
    }
    datos = traer(workspace, hacer(**said))

    assert diferencias(datos) == {
        "nombre": ("VIGÍAS & CÍA LTDA.", "VIGÍAS DEL NORTE S.A.S.", "cambia"),
        "municipio": ("Bogotá D.C.", "Tunja", "cambia"),
        "representante": (
            "Ana Ruiz",
            "Luz Roa",
            "se conserva: es del área jurídica",
        ),
        "observaciones": ("", "En acuerdo", "cambia"),
        "multa_tipo": ("2", "4", "cambia"),
        "direccion": ("Calle 1 # 2-3", "Carrera 9 # 8-7", "cambia"),
    }
    assert diferencias(traer(workspace, hacer(**said))).keys() == {"representante"}
    renamed = ("VIGÍAS DEL NORTE S.A.S.",) * 2
    assert nombres(workspace) == (*renamed, "vigias del norte s.a.s.", "Tunja")

    deshacer_lote(DeshacerLote(datos["lote"]), workspace, contexto)

    assert nombres(workspace) == known


def test_the_name_is_chosen_once_the_legal_side_works_the_case(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer())
    with workspace.base.write.begin() as session:
        session.execute(update(ExpedienteRow).values(actividad="6"))
    known = nombres(workspace)
    said = hacer(Deudor="OTRO NOMBRE S.A.", Ciudad="Tunja")

    datos = traer(workspace, said)

    fates = {campo: fate for campo, (_, _, fate) in diferencias(datos).items()}
    assert fates == dict.fromkeys(("nombre", "municipio"), "conflicto: falta elegir")
    assert (datos["cambiadas"], nombres(workspace)) == (0, known)

    chosen = leer_decisiones(["nombre"], ["municipio"], CAMPOS)
    datos = traer(workspace, said, decisiones=chosen)

    assert datos["cambiadas"] == 1
    assert nombres(workspace)[:2] == ("OTRO NOMBRE S.A.", "OTRO NOMBRE S.A.")
    assert nombres(workspace)[3] == "Bogotá D.C."
