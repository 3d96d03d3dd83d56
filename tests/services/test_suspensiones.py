"""What stops a case: its terms, its prescription, its interest."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.plazos import contar_habiles, sumar_habiles
from cobro_desktop.services import consultas
from cobro_desktop.services.gastos import RegistrarGasto, registrar_gasto
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.liquidaciones import liquidar_expediente
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.suspensiones import (
    AbrirSuspension,
    LevantarSuspension,
    abrir_suspension,
    levantar_suspension,
    prever_levantamiento,
    prever_suspension,
)
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow, TerminoRow
from tests.services.mandamiento import NOTIFICADO, VENCE, dia, notifica, termino, unico
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

PRO = en_nombre_de("pro")


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def caso(workspace: Workspace) -> int:
    return expediente_de(workspace, "R-100").id


def pausa(caso: int, desde: str, hasta: str = "", **mas: Any) -> AbrirSuspension:
    values: dict[str, Any] = {"terminos": True, "causa": "Auto que suspende"} | mas
    end = dia(hasta) if hasta else None
    return AbrirSuspension(expediente_id=caso, desde=dia(desde), hasta=end, **values)


def fila(workspace: Workspace, caso: int) -> ExpedienteRow:
    with workspace.base.read() as session:
        return session.get_one(ExpedienteRow, caso)


def actos(workspace: Workspace, caso: int) -> int:
    return len(consultas.ficha(workspace, caso).actuaciones)


def intereses(workspace: Workspace, caso: int, corte: dt.date = HOY) -> int:
    found = liquidar_expediente(workspace, caso, corte)
    return sum(item.saldo.intereses for _, item in found) // 100


def test_suspended_working_days_are_added_at_the_end_of_an_open_term(
    workspace: Workspace, caso: int
) -> None:
    """From Tuesday 24 to Friday 27 March: four working days; 9 April becomes the 15."""
    notifica(workspace)

    changes = abrir_suspension(pausa(caso, "2026-03-24", "2026-03-27"), workspace, PRO)

    assert termino(workspace).vence == dia("2026-04-15")
    assert fila(workspace, caso).vence_proximo == dia("2026-04-15")
    moved = unico(changes.datos, "terminos")
    assert (moved["antes"], moved["despues"]) == ("2026-04-09", "2026-04-15")


def test_what_is_foreseen_is_what_is_done_and_writes_nothing(
    workspace: Workspace, caso: int
) -> None:
    notifica(workspace)
    command = pausa(caso, "2026-03-24", "2026-03-27", prescripcion=True, norma="ET 818")
    before = actos(workspace, caso)

    efectos = prever_suspension(command, workspace, PRO)

    assert actos(workspace, caso) == before
    assert termino(workspace).vence == VENCE
    changes = abrir_suspension(command, workspace, PRO)
    assert changes.datos["efectos"] == efectos.frases()
    assert "pasa a vencer el 15 de abril de 2026" in efectos.frases()[0]


def test_prescription_runs_the_suspended_days_later(
    workspace: Workspace, caso: int
) -> None:
    """2030-01-15 and the 31 days of January 2026."""
    command = pausa(caso, "2026-01-01", "2026-01-31", terminos=False, prescripcion=True)

    changes = abrir_suspension(command, workspace, PRO)

    assert fila(workspace, caso).fecha_legal == dia("2030-02-15")
    assert fila(workspace, caso).fecha_segura == dia("2030-02-15")
    assert fila(workspace, caso).estado == "ABIERTO"
    assert any("ET 818" in text for text in changes.datos["efectos"])  # type: ignore[attr-defined]


def test_interest_is_not_earned_on_suspended_days(
    workspace: Workspace, caso: int
) -> None:
    """T-1a.1 without 31 days: 1.000.000 × 12 % × 150 ÷ 365 = 49.315,07."""
    corte = dia("2025-07-15")
    assert intereses(workspace, caso, corte) == 59_507

    command = pausa(caso, "2025-03-01", "2025-03-31", terminos=False, intereses=True)
    abrir_suspension(command, workspace, PRO)

    assert intereses(workspace, caso, corte) == 49_315


def test_while_the_interest_stands_still_a_day_adds_nothing(
    workspace: Workspace, caso: int
) -> None:
    command = pausa(caso, "2026-09-01", terminos=False, intereses=True)
    abrir_suspension(command, workspace, PRO)

    ((_, found),) = liquidar_expediente(workspace, caso, HOY)

    assert found.por_dia_adicional == 0


def test_lifting_a_suspension_changes_no_fingerprint_of_before(
    workspace: Workspace, caso: int
) -> None:
    command = pausa(caso, "2026-08-01", terminos=False, intereses=True)
    abrir_suspension(command, workspace, PRO)
    ((_, before),) = liquidar_expediente(workspace, caso, dia("2026-08-31"))

    levantar_suspension(LevantarSuspension(caso, dia("2026-09-16")), workspace, PRO)

    ((_, after),) = liquidar_expediente(workspace, caso, dia("2026-08-31"))
    assert after.huella == before.huella


def test_a_payment_of_the_suspended_days_is_imputed_again(
    workspace: Workspace, caso: int
) -> None:
    """With 49.315 of interest: 500.000 × 1.000.000 ÷ 1.049.315 = 476.501,4."""
    pay = RegistrarPago(caso, dia("2025-07-15"), 50_000_000, "P-1")
    registrar_pago(pay, workspace, en_nombre_de("fin"))
    assert fila(workspace, caso).saldo == 52_808_200

    command = pausa(caso, "2025-03-01", "2025-03-31", terminos=False, intereses=True)
    abrir_suspension(command, workspace, PRO)

    assert fila(workspace, caso).saldo == 100_000_000 - 47_650_100
    assert verificar(workspace).hallazgos == []


def test_an_open_suspension_of_terms_leaves_the_case_suspended_until_it_is_lifted(
    workspace: Workspace, caso: int
) -> None:
    notifica(workspace)

    abrir_suspension(pausa(caso, "2026-03-24"), workspace, PRO)

    assert fila(workspace, caso).estado == "SUSPENDIDO"
    kinds = [a.tipo for a in consultas.ficha(workspace, caso).actuaciones]
    assert kinds[0] == "suspension"

    levantar_suspension(LevantarSuspension(caso, dia("2026-03-28")), workspace, PRO)

    assert fila(workspace, caso).estado == "ABIERTO"
    assert termino(workspace).vence == dia("2026-04-15")
    kinds = [a.tipo for a in consultas.ficha(workspace, caso).actuaciones]
    assert kinds[0] == "reanudacion"


def test_an_open_suspension_counts_up_to_today(workspace: Workspace, caso: int) -> None:
    """Of the fifteen days four passed: eleven more from 1 October 2026."""
    notifica(workspace)

    efectos = prever_suspension(pausa(caso, "2026-03-24"), workspace, PRO)
    abrir_suspension(pausa(caso, "2026-03-24"), workspace, PRO)

    calendario = workspace.calendario("SVSP")
    assert termino(workspace).vence == sumar_habiles(HOY, 11, calendario).vence
    assert "se cuentan hasta hoy" in efectos.frases()[-1]


def test_the_day_a_suspension_ends_the_case_runs_again(
    workspace: Workspace, caso: int
) -> None:
    abrir_suspension(pausa(caso, "2026-09-01", "2026-10-05"), workspace, PRO)
    assert fila(workspace, caso).estado == "SUSPENDIDO"

    with workspace.base.read() as session:
        row = session.get_one(ExpedienteRow, caso)
        last = hechos_de(session, workspace, row, dia("2026-10-05"))
        after = hechos_de(session, workspace, row, dia("2026-10-06"))
    assert (last.suspendido, after.suspendido) == (True, False)

    later = en_nombre_de("pro", dia("2026-10-06"))
    spent = RegistrarGasto(caso, dia("2026-10-06"), "Correo", 1_000_000, "Guía 1")
    registrar_gasto(spent, workspace, later)
    assert fila(workspace, caso).estado == "ABIERTO"


def test_done_terms_are_told_and_not_changed(workspace: Workspace, caso: int) -> None:
    notifica(workspace)
    with workspace.base.write.begin() as session:
        session.execute(
            update(TerminoRow).values(estado="cumplido", cumplido=dia("2026-04-08"))
        )

    changes = abrir_suspension(pausa(caso, "2026-03-24", "2026-03-27"), workspace, PRO)

    assert termino(workspace).vence == VENCE
    told = unico(changes.datos, "terminos_cumplidos")
    assert (told["antes"], told["despues"]) == ("2026-04-09", "2026-04-15")
    assert changes.datos["terminos"] == []


@pytest.mark.parametrize(
    ("desde", "hasta", "mas", "says"),
    [
        ("2026-10-01", "", {}, "después de hoy"),
        ("2026-09-02", "2026-09-01", {}, "antes de empezar"),
        ("2026-09-02", "", {"terminos": False}, "al menos uno"),
        ("2026-09-02", "", {"causa": "  "}, "causa"),
        ("0026-09-02", "", {}, "no puede ser"),
    ],
)
def test_what_cannot_be_is_refused(
    workspace: Workspace,
    caso: int,
    desde: str,
    hasta: str,
    mas: dict[str, Any],
    says: str,
) -> None:
    before = actos(workspace, caso)

    with pytest.raises(InvalidDataError, match=says):
        abrir_suspension(pausa(caso, desde, hasta, **mas), workspace, PRO)

    assert actos(workspace, caso) == before


def test_two_that_stop_the_same_may_not_overlap(
    workspace: Workspace, caso: int
) -> None:
    abrir_suspension(pausa(caso, "2026-03-01", "2026-03-31"), workspace, PRO)

    with pytest.raises(InvalidDataError, match="ya detiene los términos"):
        abrir_suspension(pausa(caso, "2026-03-31"), workspace, PRO)
    abrir_suspension(pausa(caso, "2026-04-01", "2026-04-02"), workspace, PRO)
    other = pausa(caso, "2026-03-10", terminos=False, intereses=True)
    abrir_suspension(other, workspace, PRO)


def test_lifting_needs_something_to_lift_and_a_day_that_can_be(
    workspace: Workspace, caso: int
) -> None:
    def lift(day: str, which: int | None = None) -> None:
        prever_levantamiento(LevantarSuspension(caso, dia(day), which), workspace, PRO)

    with pytest.raises(NotFoundError, match="no hay una suspensión"):
        lift("2026-09-02")
    first = abrir_suspension(pausa(caso, "2026-09-01"), workspace, PRO).datos
    with pytest.raises(InvalidDataError, match="posterior a hoy"):
        lift("2026-10-01")
    with pytest.raises(InvalidDataError, match="día siguiente"):
        lift("2026-09-01")
    other = pausa(caso, "2026-09-01", terminos=False, intereses=True)
    abrir_suspension(other, workspace, PRO)
    with pytest.raises(ConflictError, match="varias suspensiones"):
        lift("2026-09-02")
    lift("2026-09-02", int(str(first["suspension"])))


def test_only_who_decides_the_case_may_suspend_it(
    workspace: Workspace, caso: int
) -> None:
    with pytest.raises(NotAllowedError, match="suspender"):
        prever_suspension(pausa(caso, "2026-09-01"), workspace, en_nombre_de("fin"))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(1, 20), days=st.integers(1, 15))
def test_n_days_from_inside_move_the_end_by_the_right_days(
    workspace: Workspace, start: int, days: int
) -> None:
    """As many working days later as the suspension took from the term."""
    if termino(workspace) is None:
        notifica(workspace)
    first = NOTIFICADO + dt.timedelta(days=start)
    last = min(first + dt.timedelta(days=days - 1), VENCE)
    calendario = workspace.calendario("SVSP")
    taken = contar_habiles(first - dt.timedelta(days=1), last, calendario)
    case = expediente_de(workspace, "R-100").id

    efectos = prever_suspension(
        pausa(case, first.isoformat(), last.isoformat()), workspace, PRO
    )

    moved = [t.despues for t in efectos.terminos]
    expected = sumar_habiles(VENCE, taken, calendario).vence
    assert moved == ([expected] if taken else [])
