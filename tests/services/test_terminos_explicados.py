"""A stored term explained, and told when today's calendar gives another day (B14)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.explicacion import ClaseDia
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.parametros.elecciones import FijarOpcion, fijar_opcion
from cobro_desktop.services.parametros.ordenes import CargarValor, cargar_valor
from cobro_desktop.services.terminos_explicados import (
    abiertos_de,
    explicar_proximo,
    explicar_termino,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de
from tests.services.terminos import corre, suspende

HOY = dt.date(2026, 3, 18)
VENCE = dt.date(2026, 4, 9)


@pytest.fixture
def workspace(base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(base, tmp_path)


def notifica(
    workspace: Workspace, dia: str, medio: Medio = Medio.PERSONAL, hoy: dt.date = HOY
) -> int:
    """Notify the mandamiento of R-100; returns the term that it starts."""
    case = expediente_de(workspace, "R-100")
    command = Notificar(case.id, "mandamiento-pago", medio, dt.date.fromisoformat(dia))
    notificar(command, workspace, en_nombre_de("pro", hoy))
    (term,) = abiertos_de(workspace, case.id)
    return term


def cierra(workspace: Workspace, dia: str) -> None:
    """Load a day on which the entity was closed."""
    fields = {
        "desde": dia,
        "hasta": dia,
        "acto": "Resolución 7 de 2026",
        "fuente": "Diario Oficial",
    }
    command = CargarValor("cierres", fields, sigla="SVSP")
    cargar_valor(command, workspace, en_nombre_de("coo"))


def test_the_fifteen_days_of_a_mandamiento(workspace: Workspace) -> None:
    found = explicar_termino(workspace, notifica(workspace, "2026-03-16"), HOY)

    assert (found.vence, found.explicacion.vence) == (VENCE, VENCE)
    assert found.coincide
    assert found.nombre == "Pagar o proponer excepciones"
    assert found.norma == "ET 830"
    assert "notificado personalmente" in found.acto
    assert (found.plazo, found.quedan, found.nivel) == (
        "15 días hábiles",
        13,
        Nivel.AL_DIA,
    )
    assert found.explicacion.contados == 15


def test_a_term_of_the_procedure_names_activity_and_what_it_counts_from(
    workspace: Workspace,
) -> None:
    term = corre(
        workspace, "R-100", "2026-01-15", (45, "habiles"), nombre="Cobro", actividad="6"
    )

    found = explicar_termino(workspace, term, HOY)

    assert found.norma == "PRO-GJU-130-008 v17, actividad 6"
    assert found.acto == "La obligación se hizo exigible el 15 de enero de 2026."
    assert found.vence == dt.date(2026, 3, 19)  # T-0.1, one working day later


def test_a_closure_loaded_afterwards_is_told_by_its_act(workspace: Workspace) -> None:
    term = notifica(workspace, "2026-03-16")
    cierra(workspace, "2026-04-08")

    found = explicar_termino(workspace, term, HOY)

    assert found.vence == VENCE
    assert found.explicacion.vence == dt.date(2026, 4, 10)
    assert not found.coincide
    said = " ".join(found.diferencia)
    assert "La fecha guardada es el 9 de abril de 2026" in said
    assert "sería el 10 de abril de 2026" in said
    assert "el 8 de abril de 2026, cierre de la entidad (Resolución 7 de 2026)" in said
    (closed,) = [d for d in found.explicacion.dias if d.clase is ClaseDia.CIERRE]
    assert closed.fecha == dt.date(2026, 4, 8)


def test_a_closure_outside_the_term_changes_nothing(workspace: Workspace) -> None:
    term = notifica(workspace, "2026-03-16")
    cierra(workspace, "2026-04-13")

    assert explicar_termino(workspace, term, HOY).coincide


def test_a_suspension_of_the_case_is_told_by_its_act(workspace: Workspace) -> None:
    term = corre(workspace, "R-100", "2026-03-16")
    suspende(workspace, "R-100", "2026-03-18", "2026-03-19")

    found = explicar_termino(workspace, term, dt.date(2026, 4, 1))

    assert found.explicacion.vence == dt.date(2026, 4, 13)  # two working days more
    assert "antes de registrar la suspensión" in found.diferencia[1]
    stopped = [d for d in found.explicacion.dias if d.clase is ClaseDia.SUSPENSION]
    assert [(d.fecha.day, d.motivo) for d in stopped] == [
        (18, "Auto 9 (ET 841)"),
        (19, "Auto 9 (ET 841)"),
    ]


def test_while_it_is_suspended_it_says_when_it_would_end(workspace: Workspace) -> None:
    term = corre(workspace, "R-100", "2026-03-16")
    suspende(workspace, "R-100", "2026-03-18")

    found = explicar_termino(workspace, term, HOY)

    assert found.suspendido == "Auto 9 (ET 841)"
    (said,) = found.diferencia
    assert said == (
        "No corre mientras dure la suspensión: Auto 9 (ET 841). Si los términos se "
        "reanudaran mañana, vencería el 10 de abril de 2026; la fecha guardada es el "
        "9 de abril de 2026."
    )


def test_another_reading_of_the_law_is_told(workspace: Workspace) -> None:
    term = corre(workspace, "R-100", "2026-03-16")
    command = FijarOpcion("SVSP", "workdays", "LUN_SAB", "Acta 3")
    fijar_opcion(command, workspace, en_nombre_de("coo"))

    found = explicar_termino(workspace, term, HOY)

    assert found.explicacion.vence < VENCE
    assert "los días que trabaja la entidad" in found.diferencia[1]


def test_what_nothing_explains_is_said(workspace: Workspace) -> None:
    term = corre(workspace, "R-100", "2026-03-16", vence=dt.date(2026, 4, 20))

    found = explicar_termino(workspace, term, HOY)

    assert "revise el acto" in found.diferencia[1]


def test_the_next_term_of_a_case(workspace: Workspace) -> None:
    corre(workspace, "R-200", "2026-03-16")
    first = corre(workspace, "R-200", "2026-03-16", (3, "habiles"))
    case = expediente_de(workspace, "R-200").id

    assert explicar_proximo(workspace, case, HOY).id == first


def test_a_case_without_terms(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-300").id

    with pytest.raises(NotFoundError, match="no corre ningún término"):
        explicar_proximo(workspace, case, HOY)
    with pytest.raises(NotFoundError, match="no existe"):
        explicar_termino(workspace, 99, HOY)
