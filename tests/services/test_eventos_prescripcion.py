"""Insolvency and liquidation, recorded by hand (ET 818; RULES 3.5)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.services.eventos_prescripcion import (
    AnularEvento,
    RegistrarEvento,
    TerminarEvento,
    anular_evento,
    prever_evento,
    prever_nulidad,
    prever_terminacion,
    registrar_evento,
    terminar_evento,
)
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.services.mandamiento import dia, evento
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

PRO = en_nombre_de("pro")


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def caso(workspace: Workspace) -> int:
    return expediente_de(workspace, "R-100").id


def admision(caso: int, **cambios: Any) -> RegistrarEvento:
    command = RegistrarEvento(
        caso, Causa.CONCORDATO, dia("2026-01-20"), "Auto de admisión"
    )
    return replace(command, **cambios)


def prescribe(workspace: Workspace, caso: int) -> str:
    with workspace.base.read() as session:
        found = session.get_one(ExpedienteRow, caso).fecha_legal
    assert found is not None
    return found.isoformat()


def en_insolvencia(workspace: Workspace, caso: int) -> bool:
    with workspace.base.read() as session:
        row = session.get_one(ExpedienteRow, caso)
        return hechos_de(session, workspace, row, HOY).insolvencia


def test_admission_end_and_nullity_move_the_date_each_time(
    workspace: Workspace, caso: int
) -> None:
    """Five years from the admission; then from its end; then as if it never was."""
    assert prescribe(workspace, caso) == "2030-01-15"

    foreseen = prever_evento(admision(caso), workspace, PRO).frases()
    assert prescribe(workspace, caso) == "2030-01-15"
    datos = registrar_evento(admision(caso), workspace, PRO).datos
    assert prescribe(workspace, caso) == "2031-01-20"
    assert datos["efectos"] == foreseen
    assert "20 de enero de 2031" in " ".join(foreseen)
    assert en_insolvencia(workspace, caso)

    which = evento(workspace).id
    ended = TerminarEvento(caso, which, dia("2026-06-30"), "Auto de terminación")
    prever_terminacion(ended, workspace, PRO)
    terminar_evento(ended, workspace, PRO)
    assert prescribe(workspace, caso) == "2031-06-30"
    assert not en_insolvencia(workspace, caso)

    void = AnularEvento(caso, which, "Se revocó la admisión")
    prever_nulidad(void, workspace, PRO)
    anular_evento(void, workspace, PRO)
    assert prescribe(workspace, caso) == "2030-01-15"
    assert "Se revocó" in evento(workspace).motivo


def test_an_event_with_both_days_is_recorded_at_once(
    workspace: Workspace, caso: int
) -> None:
    command = admision(caso, causa=Causa.LIQUIDACION, hasta=dia("2026-05-31"))

    registrar_evento(command, workspace, PRO)

    assert prescribe(workspace, caso) == "2031-05-31"


@pytest.mark.parametrize(
    ("cambios", "says"),
    [
        ({"soporte": " "}, "con qué se prueba"),
        ({"fecha": dia("2026-10-01")}, "posterior a hoy"),
        ({"hasta": dia("2026-10-01")}, "posterior a hoy"),
        ({"hasta": dia("2026-01-19")}, "terminar"),
        ({"fecha": dia("2025-01-14")}, "antes de la ejecutoria"),
        ({"causa": Causa.MANDAMIENTO}, "notificación del mandamiento"),
        ({"causa": Causa.FACILIDAD}, "acuerdo de pago"),
    ],
)
def test_what_cannot_be_is_refused(
    workspace: Workspace, caso: int, cambios: dict[str, Any], says: str
) -> None:
    with pytest.raises(InvalidDataError, match=says):
        registrar_evento(admision(caso, **cambios), workspace, PRO)

    assert prescribe(workspace, caso) == "2030-01-15"


def test_the_same_event_is_not_recorded_twice_nor_ended_twice(
    workspace: Workspace, caso: int
) -> None:
    registrar_evento(admision(caso), workspace, PRO)
    with pytest.raises(InvalidDataError, match="ya está registrado"):
        registrar_evento(admision(caso), workspace, PRO)

    ended = TerminarEvento(caso, evento(workspace).id, dia("2026-06-30"), "Auto")
    terminar_evento(ended, workspace, PRO)
    with pytest.raises(NotFoundError, match="ya terminó"):
        terminar_evento(ended, workspace, PRO)
    with pytest.raises(NotFoundError, match="no hay un hecho"):
        anular_evento(AnularEvento(caso, 999, "x"), workspace, PRO)
    with pytest.raises(NotFoundError, match="ese título"):
        registrar_evento(admision(caso, titulo_id=999), workspace, PRO)
