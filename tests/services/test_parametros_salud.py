"""What is missing, told before an act needs it (B27)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.parametros.ordenes import CargarValor, cargar_valor
from cobro_desktop.services.parametros.salud import AvisoSalud, Gravedad, salud
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, en_nombre_de
from tests.services.test_parametros import OCTUBRE


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def warnings(workspace: Workspace, hoy: str, tabla: str) -> list[AvisoSalud]:
    return [a for a in salud(workspace, dt.date.fromisoformat(hoy)) if a.tabla == tabla]


def cargar(workspace: Workspace, tabla: str, **campos: str) -> None:
    command = CargarValor(tabla, campos)
    cargar_valor(command, workspace, en_nombre_de("coo", dt.date(2026, 11, 5)))


def test_the_missing_month_is_named_with_what_stops(workspace: Workspace) -> None:
    (found,) = warnings(workspace, "2026-10-20", "tasas_interes")

    assert found.gravedad is Gravedad.FALTA
    assert found.titulo == "Falta la tasa de interés de octubre de 2026"
    assert found.detalle.startswith("No se liquidan los intereses tributarios")


def test_several_missing_months_are_told_together(workspace: Workspace) -> None:
    (found,) = warnings(workspace, "2026-11-20", "tasas_interes")

    assert (
        found.titulo == "Faltan las tasas de interés de octubre de 2026 y noviembre de "
        "2026"
    )


def test_the_last_days_of_a_rate_ask_for_the_next(workspace: Workspace) -> None:
    assert warnings(workspace, "2026-09-20", "tasas_interes") == []
    (found,) = warnings(workspace, "2026-09-30", "tasas_interes")

    assert found.gravedad is Gravedad.PRONTO
    assert found.titulo == "Falta la tasa de interés de octubre de 2026"
    assert "hasta el 30 sep 2026" in found.detalle


def test_a_loaded_rate_silences_the_warning(workspace: Workspace) -> None:
    cargar(workspace, "tasas_interes", **OCTUBRE)

    assert warnings(workspace, "2026-10-20", "tasas_interes") == []


@pytest.mark.parametrize("tabla", ["smlmv", "uvt", "uvb"])
def test_the_values_of_next_year_are_asked_in_december(
    workspace: Workspace, tabla: str
) -> None:
    assert warnings(workspace, "2026-11-30", tabla) == []
    (soon,) = warnings(workspace, "2026-12-01", tabla)
    (late,) = warnings(workspace, "2027-01-01", tabla)

    assert soon.titulo.startswith("Sin cargar ")
    assert soon.titulo.endswith(" de 2027")
    assert (soon.gravedad, late.gravedad) == (Gravedad.PRONTO, Gravedad.FALTA)
    assert late.titulo.startswith("Falta ")


def test_inflation_is_missed_once_it_is_published(workspace: Workspace) -> None:
    assert warnings(workspace, "2027-01-10", "ipc") == []
    (found,) = warnings(workspace, "2027-01-15", "ipc")

    assert found.titulo == "Falta el IPC anual de 2026"


def test_what_nobody_checked_and_odd_usuras_are_told(workspace: Workspace) -> None:
    doubtful = {**OCTUBRE, "verificado": "no", "usura_consumo_ordinario": "28,90"}
    cargar(workspace, "tasas_interes", **doubtful)

    found = warnings(workspace, "2026-10-05", "tasas_interes")

    assert [a.codigo for a in found] == ["unverified", "usura_mismatch"]
    assert found[0].titulo == "Tasas de interés: 1 valor sin cotejar"
    assert found[0].detalle.startswith("Octubre de 2026. Cada uso")
    assert "28,90 %" in found[1].detalle
    assert "28,80 %" in found[1].detalle


def test_an_entity_without_its_data_is_told(workspace: Workspace) -> None:
    day = dt.date(2026, 9, 1)
    (found,) = salud(workspace, day)
    assert found.titulo == "SVSP: faltan datos de la entidad"
    assert found.detalle.startswith("Dirección de la entidad, correo electrónico")

    fijar_datos(
        FijarDatos(
            "SVSP", {"direccion_entidad": "Calle 1", "correo_entidad": "a@ejemplo.test"}
        ),
        workspace,
        en_nombre_de("coo"),
    )

    assert salud(workspace, day) == ()


def test_the_most_pressing_comes_first(workspace: Workspace) -> None:
    cargar(workspace, "tasas_interes", **{**OCTUBRE, "verificado": "no"})

    found = [a.gravedad for a in salud(workspace, dt.date(2026, 12, 20))]

    assert found == sorted(found, key=list(Gravedad).index)
    assert set(found) == set(Gravedad)
