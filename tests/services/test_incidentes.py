"""What runs beside the path of a case, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.incidentes.apertura import (
    AbrirIncidente,
    abrir_incidente,
    prever_apertura,
)
from cobro_desktop.services.incidentes.cierre import CerrarIncidente, cerrar_incidente
from cobro_desktop.services.incidentes.tipos import load_incidentes
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries.incidentes import Incidente, incidentes_de
from cobro_desktop.storage.rows import ExpedienteRow, TerminoRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

LUNES = dt.date(2026, 3, 16)
"""Fifteen business days later is 9 April (RULES T-4.2)."""
HOY = dt.date(2026, 9, 30)


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def caso(workspace: Workspace) -> ExpedienteRow:
    return expediente_de(workspace, "R-100")


def abre(workspace: Workspace, tipo: str, **otros: Any) -> dict[str, Any]:
    settings: dict[str, Any] = {"fecha": LUNES, **otros}
    command = AbrirIncidente(expediente_id=caso(workspace).id, tipo=tipo, **settings)
    return abrir_incidente(command, workspace, en_nombre_de("pro", HOY)).datos


def cierra(
    workspace: Workspace, incidente: int, resultado: str, **otros: Any
) -> dict[str, Any]:
    settings: dict[str, Any] = {"fecha": HOY, **otros}
    command = CerrarIncidente(incidente_id=incidente, resultado=resultado, **settings)
    return cerrar_incidente(command, workspace, en_nombre_de("pro", HOY)).datos


def del_caso(workspace: Workspace) -> list[Incidente]:
    with workspace.base.read() as session:
        return incidentes_de(session, caso(workspace).id)


def termino_de(workspace: Workspace, incidente: int) -> TerminoRow:
    with workspace.base.read() as session:
        return (
            session.query(TerminoRow)
            .filter(TerminoRow.actividad == f"incidente:{incidente}")
            .one()
        )


def test_every_kind_says_what_it_is_and_how_it_ends() -> None:
    kinds = load_incidentes()

    assert len(kinds) == 24
    for kind in kinds.values():
        assert kind.norma, kind.id
        assert kind.resultados, kind.id
        assert {r.sigue for r in kind.resultados}, kind.id
    assert {c for c, _ in kinds["excepciones"].campos[0].opciones} == {
        "pago",
        "acuerdo",
        "sin_ejecutoria",
        "perdida_ejecutoria",
        "demanda",
        "prescripcion",
        "falta_titulo",
        "no_solidario",
        "monto",
    }, "the seven of ET 831 and the two of whoever answers jointly"


def test_a_petition_starts_fifteen_business_days_that_end_with_it(
    workspace: Workspace,
) -> None:
    opened = abre(workspace, "peticion", respuestas={"pide": "Copia del título"})

    term = termino_de(workspace, opened["incidente"])
    assert (term.vence, term.estado) == (dt.date(2026, 4, 9), "abierto")
    cierra(workspace, opened["incidente"], "respondida", forzar="Se envió por correo")
    term = termino_de(workspace, opened["incidente"])
    assert (term.estado, term.cumplido) == ("cumplido", HOY)
    (incident,) = del_caso(workspace)
    assert (incident.estado, incident.resultado) == ("cerrado", "respondida")


def test_a_day_that_a_judge_fixed_wins_and_is_asked(workspace: Workspace) -> None:
    answers = {"juzgado": "Juzgado 5 Civil, 2026-00012"}
    with pytest.raises(InvalidDataError, match="la fija quien lo pide"):
        abre(workspace, "tutela", respuestas=answers)

    limit = dt.date(2026, 3, 18)
    opened = abre(workspace, "tutela", respuestas=answers, limite=limit)

    assert termino_de(workspace, opened["incidente"]).vence == limit


def test_an_insolvency_stops_the_case_and_interrupts_the_prescription(
    workspace: Workspace,
) -> None:
    answers = {"proceso": "Reorganización, Superintendencia de Sociedades"}
    before = caso(workspace).fecha_legal
    opened = abre(workspace, "insolvencia", respuestas=answers)

    stopped = caso(workspace)
    assert stopped.estado == "SUSPENDIDO"
    with workspace.base.read() as session:
        facts = hechos_de(session, workspace, stopped, HOY)
    assert facts.insolvencia
    assert facts.suspendido

    done = cierra(
        workspace,
        opened["incidente"],
        "terminado",
        fecha=dt.date(2026, 6, 30),
        forzar="Todavía no hay auto",
    )
    goes_on = caso(workspace)
    assert done["sigue"] == "regresa"
    assert goes_on.estado == "ABIERTO"
    assert before == dt.date(2030, 1, 15)
    assert goes_on.fecha_legal == dt.date(2031, 6, 30), "five years from its end"


def test_a_suit_is_known_to_the_rules_while_it_goes_on(workspace: Workspace) -> None:
    answers = {"juzgado": "Tribunal Administrativo", "contra": "titulo"}
    opened = abre(workspace, "demanda", respuestas=answers)
    with workspace.base.read() as session:
        facts = hechos_de(session, workspace, caso(workspace), HOY)
    assert facts.demanda_pendiente
    assert not facts.suspendido, "admission does not suspend (ET 835)"

    cierra(workspace, opened["incidente"], "favorable")

    with workspace.base.read() as session:
        facts = hechos_de(session, workspace, caso(workspace), HOY)
    assert not facts.demanda_pendiente


def test_it_closes_with_the_document_that_decides_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    opened = abre(workspace, "solicitud-prescripcion")
    with pytest.raises(NotAllowedError, match="Respuesta a petición"):
        cierra(workspace, opened["incidente"], "negada")
    file = tmp_path / "respuesta.pdf"
    file.write_bytes(b"%PDF-1.7")
    attached = AnexarArchivo(caso(workspace).id, file, "respuesta-peticion")
    anexar(attached, workspace, en_nombre_de("pro", HOY))

    done = cierra(workspace, opened["incidente"], "negada")

    assert done["sigue"] == "continua"


def test_every_wrong_answer_is_told_and_nothing_is_kept(workspace: Workspace) -> None:
    with pytest.raises(InvalidDataError) as error:
        abre(workspace, "remanentes", respuestas={"valor": "mucho", "otra": "x"})
    told = error.value.mensaje
    assert "Falta responder «Autoridad y radicado»" in told
    assert "mucho" in told
    assert "no pregunta «otra»" in told
    assert del_caso(workspace) == []


@pytest.mark.parametrize(
    ("tipo", "otros", "said"),
    [
        ("nada", {}, "No hay un incidente «nada»"),
        ("revocatoria", {"fecha": HOY + dt.timedelta(1)}, "posterior a hoy"),
        ("revocatoria", {"deudor": "1"}, "no hay un deudor"),
        ("revocatoria", {"limite": dt.date(2026, 3, 1)}, "es anterior a la del"),
        ("excepciones", {}, "solo cabe en la etapa de cobro coactivo"),
    ],
)
def test_what_cannot_be_opened_says_why(
    workspace: Workspace, tipo: str, otros: dict[str, Any], said: str
) -> None:
    with pytest.raises((InvalidDataError, NotAllowedError, NotFoundError), match=said):
        abre(workspace, tipo, **otros)


def test_the_same_is_not_opened_twice_nor_closed_twice(workspace: Workspace) -> None:
    opened = abre(workspace, "revocatoria")
    with pytest.raises(ConflictError, match="Ya hay un incidente"):
        abre(workspace, "revocatoria")
    cierra(workspace, opened["incidente"], "negada")
    with pytest.raises(ConflictError, match="ya está cerrado"):
        cierra(workspace, opened["incidente"], "negada")


def test_trying_writes_nothing(workspace: Workspace) -> None:
    answers = {"proceso": "Liquidación judicial"}
    command = AbrirIncidente(
        expediente_id=caso(workspace).id,
        tipo="insolvencia",
        fecha=LUNES,
        respuestas=answers,
    )

    seen = prever_apertura(command, workspace, en_nombre_de("pro", HOY))

    assert any("queda suspendido" in text for text in seen.frases())
    assert any("sin cotejar" in text for text in seen.frases())
    assert caso(workspace).estado == "ABIERTO"
    assert del_caso(workspace) == []
