"""Liquidations of a case: reckoned, kept and repeated, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select, text

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.tasas import TablaTasas, TramoTasa
from cobro_desktop.services.consultas import ficha
from cobro_desktop.services.liquidaciones import LiquidacionCaso, liquidar_caso
from cobro_desktop.services.liquidaciones_guardadas import (
    GuardarLiquidacion,
    guardadas_de,
    guardar_liquidacion,
)
from cobro_desktop.services.liquidaciones_verificadas import verificar_liquidacion
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import BitacoraRow, LiquidacionRow
from tests.services.oficina import (
    abrir_oficina,
    en_nombre_de,
    expediente_de,
    sin_guardas,
)

CORTE = dt.date(2025, 8, 31)


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def guarda(
    workspace: Workspace, titulo: str, corte: dt.date = CORTE, quien: str = "pro"
) -> str:
    """Keep the liquidation of a case with one obligation; returns its fingerprint."""
    command = GuardarLiquidacion(expediente_de(workspace, titulo).id, corte)
    changes = guardar_liquidacion(command, workspace, en_nombre_de(quien))
    huellas = changes.datos["huellas"]
    assert isinstance(huellas, list)
    assert len(huellas) == 1
    return str(huellas[0])


def caso(workspace: Workspace, titulo: str, corte: dt.date = CORTE) -> LiquidacionCaso:
    return liquidar_caso(workspace, expediente_de(workspace, titulo).id, corte)


def con_tasas(
    monkeypatch: pytest.MonkeyPatch,
    workspace: Workspace,
    tramos: tuple[TramoTasa, ...],
) -> None:
    """Let the program see other rates than those that ship."""
    changed = replace(workspace.referencia, tasas=TablaTasas(tramos))
    monkeypatch.setattr(Workspace, "referencia", property(lambda _self: changed))


def test_t_1a_2_is_kept_with_all_that_it_depended_on(workspace: Workspace) -> None:
    """1.423.500 al 12 % son 468 pesos diarios; 184 días, 86.112."""
    huella = guarda(workspace, "R-200")

    with workspace.base.read() as session:
        row = session.scalars(select(LiquidacionRow)).one()
    assert (row.capital, row.interes, row.total) == (
        142_350_000,
        8_611_200,
        150_961_200,
    )
    assert (row.corte, row.huella, row.usuario) == (CORTE, huella, "pro")
    assert row.entrada["exigible"] == "2025-02-28"
    assert row.entrada["opciones"]["ley68.base"] == "ACT/365"
    assert row.entrada["tasas"] == [
        ["2025-03-01", "2025-08-31", "12.00", 365, "Ley 68 de 1923, art. 9"]
    ]
    assert row.resultado["dias"] == 184
    assert row.motor == row.entrada["motor"] == "liquidacion/1"


def test_keeping_it_is_an_act_of_the_case_and_an_audit_entry(
    workspace: Workspace,
) -> None:
    huella = guarda(workspace, "R-200")

    found = ficha(workspace, expediente_de(workspace, "R-200").id)
    act = found.actuaciones[0]
    assert act.tipo == "nota"
    assert act.texto == (
        "Se guardó la liquidación con corte al 31 de agosto de 2025: capital "
        f"$ 1.423.500, intereses $ 86.112, total $ 1.509.612. Huella {huella}."
    )
    assert act.datos["huellas"] == [huella]
    assert [kept.huella for kept in found.liquidaciones] == [huella]
    with workspace.base.read() as session:
        last = session.scalars(select(BitacoraRow).order_by(BitacoraRow.seq)).all()[-1]
    assert '"guardar_liquidacion"' in last.entrada
    assert verificar(workspace).hallazgos == []


def test_the_same_one_is_not_kept_twice_but_another_cut_is(
    workspace: Workspace,
) -> None:
    guarda(workspace, "R-200")

    with pytest.raises(NotAllowedError, match="ya está guardada: la guardó pro"):
        guarda(workspace, "R-200")
    guarda(workspace, "R-200", dt.date(2025, 9, 1))

    case = expediente_de(workspace, "R-200")
    assert len(ficha(workspace, case.id).liquidaciones) == 2


def test_who_may_not_is_told_who_may(workspace: Workspace) -> None:
    with pytest.raises(NotAllowedError, match="AUX no puede guardar liquidaciones"):
        guarda(workspace, "R-200", quien="aux")


def test_it_is_known_who_kept_what_is_on_the_screen(workspace: Workspace) -> None:
    guarda(workspace, "R-200")

    same = caso(workspace, "R-200")
    later = caso(workspace, "R-200", dt.date(2025, 9, 1))

    (kept,) = guardadas_de(workspace, same).values()
    assert kept.startswith("pro, ")
    assert guardadas_de(workspace, later) == {}


def test_repeating_it_gives_the_same_to_the_peso(workspace: Workspace) -> None:
    huella = guarda(workspace, "R-300", dt.date(2026, 9, 30))

    informe = verificar_liquidacion(workspace, f" {huella[:6].upper()}-{huella[6:]} ")

    assert informe.coincide
    assert "da lo mismo, peso por peso" in informe.resumen
    (found,) = informe.liquidaciones
    assert found.expediente == expediente_de(workspace, "R-300").numero


def test_a_rate_that_was_corrected_afterwards_shows_in_its_period(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """2.000.000 a 29,66 % − 2 en agosto de 2026; con un punto más, 31 días."""
    huella = guarda(workspace, "R-300", dt.date(2026, 9, 30))
    assert caso(workspace, "R-300").obligaciones[0].liquidacion.cuenta.regimen is (
        Regimen.ET635
    )
    tramos = tuple(
        replace(t, mora=t.mora + 1) if t.desde == dt.date(2026, 8, 1) else t
        for t in workspace.referencia.tasas
    )
    con_tasas(monkeypatch, workspace, tramos)

    (found,) = verificar_liquidacion(workspace, huella).liquidaciones

    told = {d.dato: (d.guardado, d.recalculado) for d in found.diferencias}
    rate = told["Período del 1 ago 2026 al 31 ago 2026: tasa anual (%)"]
    assert rate == ("27.66", "28.66")
    before, after = (
        int(amount.replace("$ ", "").replace(".", ""))
        for amount in told["Interés causado"]
    )
    assert abs(after - before - Fraction(2_000_000 * 31, 36_500)) <= 1
    assert not found.coincide


def test_an_amount_changed_by_another_hand_is_found(workspace: Workspace) -> None:
    huella = guarda(workspace, "R-200")
    with workspace.base.write.begin() as session:
        sin_guardas(session)
        session.execute(text("UPDATE liquidacion SET total = total - 100"))

    informe = verificar_liquidacion(workspace, huella)

    (changed,) = informe.liquidaciones[0].diferencias
    assert changed.campo == "columna.total"
    assert (changed.guardado, changed.recalculado) == ("150961100", "150961200")
    assert "1 registro con cambios" in informe.resumen


def test_a_record_changed_by_another_hand_betrays_itself(workspace: Workspace) -> None:
    huella = guarda(workspace, "R-200")
    with workspace.base.write.begin() as session:
        sin_guardas(session)
        row = session.scalars(select(LiquidacionRow)).one()
        row.entrada = row.entrada | {"capital": 100_000_000}

    (found,) = verificar_liquidacion(workspace, huella).liquidaciones

    fields = [d.campo for d in found.diferencias]
    assert fields[0] == "registro"
    assert "resultado.interes" in fields


def test_a_rate_that_is_gone_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    huella = guarda(workspace, "R-300", dt.date(2026, 9, 30))
    tramos = tuple(workspace.referencia.tasas)[:-1]
    con_tasas(monkeypatch, workspace, tramos)

    (found,) = verificar_liquidacion(workspace, huella).liquidaciones

    assert found.problema.startswith("No se pudo recalcular: Falta la tasa")
    assert not found.coincide


def test_a_fingerprint_that_nobody_kept_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="huella «0123456789ab»"):
        verificar_liquidacion(workspace, "0123456789ab")


def test_what_was_paid_after_the_cut_was_still_owed_at_it(
    workspace: Workspace,
) -> None:
    """R-100: 1.000.000 desde el 15 de enero de 2025; a 181 días, 59.507 (T-1a.1)."""
    corte = dt.date(2025, 7, 15)
    command = RegistrarPago(
        expediente_de(workspace, "R-100").id, corte, 105_950_700, "PAGO"
    )
    registrar_pago(command, workspace, en_nombre_de("fin"))

    before = caso(workspace, "R-100", dt.date(2025, 7, 14))

    # 180 días: 1.000.000 × 12 % × 180 ÷ 365 = 59.178.
    assert before.saldo.intereses == 5_917_800
    assert before.saldo.total == 105_917_800
    with pytest.raises(NotFoundError, match="no tiene obligaciones por liquidar"):
        caso(workspace, "R-100", corte)
