"""Agreements of the cases: asked, granted, paid, broken, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.acuerdo import EstadoAcuerdo, Garantia, ReglasAcuerdo
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.domain.seguimiento_acuerdo import FaseAcuerdo
from cobro_desktop.services.acuerdos import registro
from cobro_desktop.services.acuerdos.cierre import (
    AnularAcuerdo,
    CumplirAcuerdo,
    anular_acuerdo,
    cumplir_acuerdo,
    prever_anulacion,
    prever_cumplimiento,
)
from cobro_desktop.services.acuerdos.incumplimiento import (
    DeclararIncumplimiento,
    declarar_incumplimiento,
    prever_incumplimiento,
)
from cobro_desktop.services.acuerdos.otorgamiento import (
    OtorgarAcuerdo,
    otorgar_acuerdo,
    prever_otorgamiento,
)
from cobro_desktop.services.acuerdos.plan import Condiciones
from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido, seguidos
from cobro_desktop.services.acuerdos.solicitud import (
    NegarAcuerdo,
    Propuesta,
    SolicitarAcuerdo,
    negar_acuerdo,
    prever_negacion,
    prever_solicitud,
    solicitar_acuerdo,
)
from cobro_desktop.services.consultas import Ficha, ficha
from cobro_desktop.services.entidades import load_entidad
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.liquidaciones import liquidar_caso
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    ExpedienteRow,
    ObligacionRow,
    SuspensionRow,
    TituloRow,
)
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

pytestmark = pytest.mark.filterwarnings("error")

FIRMA = dt.date(2026, 2, 15)
PRIMERA = dt.date(2026, 3, 15)
T_5_1 = [577_616, 575_479, 569_726, 565_288, 559_863, 555_096]
VENCE = ["2026-03-16", "2026-04-15", "2026-05-15", "2026-06-16", "2026-07-15"]


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def caso(oficina: Workspace) -> int:
    """A case of the size of T-5.1: 3 000 000 of capital, exigible 304 days before."""
    found = expediente_de(oficina, "R-100").id
    with oficina.base.write.begin() as session:
        debt = session.scalars(
            select(ObligacionRow).where(ObligacionRow.expediente_id == found)
        ).one()
        debt.capital = debt.saldo_capital = 3_000_000_00
        debt.exigible = dt.date(2025, 4, 17)
        session.get_one(ExpedienteRow, found).saldo = 3_000_000_00
    return found


def conditions(**otras: object) -> Condiciones:
    base = Condiciones(firma=FIRMA, cuotas=6, primera=PRIMERA)
    return replace(base, **otras)  # type: ignore[arg-type]  # fields by name


def otorga(oficina: Workspace, caso: int, **otras: object) -> None:
    order = OtorgarAcuerdo(caso, conditions(**otras))
    otorgar_acuerdo(order, oficina, en_nombre_de("pro", FIRMA))


def paga(oficina: Workspace, caso: int, pesos: int, day: dt.date) -> None:
    order = RegistrarPago(caso, day, pesos * 100, f"{day}", "Banco")
    registrar_pago(order, oficina, en_nombre_de("fin", day))


def acuerdo(oficina: Workspace, caso: int, hoy: dt.date) -> AcuerdoSeguido:
    with oficina.base.read() as session:
        reglas = load_entidad("SVSP").acuerdo
        return seguidos(session, caso, hoy, reglas)[0]


def abiertos(case: Ficha) -> list[tuple[str, str]]:
    return [
        (t.nombre, t.vence.isoformat()) for t in case.terminos if t.estado == "abierto"
    ]


def cuota(numero: int, de: int = 6) -> str:
    return f"Cuota {numero} de {de} del acuerdo de pago"


def test_granting_keeps_the_plan_on_what_the_case_owes_that_day(
    oficina: Workspace, caso: int
) -> None:
    owed = liquidar_caso(oficina, caso, FIRMA).saldo
    otorga(oficina, caso)

    found = acuerdo(oficina, caso, FIRMA).acuerdo

    # 3 000 000 × 12 % × 304 ÷ 365 = 299 836; in six, 49 973 and the last 49 971.
    assert (owed.capital, owed.intereses) == (3_000_000_00, 299_836_00)
    assert (found.capital, found.intereses) == (owed.capital, owed.intereses)
    assert [c.interes_causado for c in found.filas] == [*[49_973_00] * 5, 49_971_00]
    # The rest of T-5.1: the same capital and the interest of the term.
    assert [c.total - c.interes_causado for c in found.filas] == [
        (total - 50_000) * 100 for total in T_5_1
    ]
    assert [c.vence.isoformat() for c in found.filas][:5] == VENCE
    assert found.estado == EstadoAcuerdo.VIGENTE
    assert found.plan["opciones"]["plazo.rate"] == "VARIABLE"


def test_granting_interrupts_the_prescription_and_suspends_the_process(
    oficina: Workspace, caso: int
) -> None:
    otorga(oficina, caso)

    case = ficha(oficina, caso)
    event = case.titulos[0].eventos[0]
    assert (event.tipo, event.fecha, event.hasta) == ("facilidad", FIRMA, None)
    assert case.expediente.fecha_legal == dt.date(2031, 2, 15)
    assert case.expediente.estado == "SUSPENDIDO"
    with oficina.base.read() as session:
        stopped = session.scalars(select(SuspensionRow)).one()
    assert (stopped.terminos, stopped.prescripcion, stopped.intereses) == (
        True,
        False,
        False,
    )
    assert [a.tipo for a in case.actuaciones][:2] == ["suspension", "acuerdo"]
    later = liquidar_caso(oficina, caso, dt.date(2026, 3, 15)).saldo
    assert later.intereses == (299_836 + 27_616) * 100  # the interest goes on


def test_the_next_instalment_is_the_term_of_the_case(
    oficina: Workspace, caso: int
) -> None:
    otorga(oficina, caso)
    assert (cuota(1), "2026-03-16") in abiertos(ficha(oficina, caso))

    paga(oficina, caso, 577_589, dt.date(2026, 3, 16))
    case = ficha(oficina, caso)
    assert (cuota(2), "2026-04-15") in abiertos(case)
    done = [t for t in case.terminos if t.estado == "cumplido"]
    assert [(t.nombre, t.cumplido) for t in done] == [(cuota(1), dt.date(2026, 3, 16))]

    # Part of the second does not pay it; the rest does, and the third too.
    paga(oficina, caso, 100_000, dt.date(2026, 4, 1))
    assert (cuota(2), "2026-04-15") in abiertos(ficha(oficina, caso))
    paga(oficina, caso, 1_100_000, dt.date(2026, 4, 10))
    assert (cuota(4), "2026-06-16") in abiertos(ficha(oficina, caso))


def test_any_missed_instalment_permits_the_declaration(
    oficina: Workspace, caso: int
) -> None:
    otorga(oficina, caso)
    paga(oficina, caso, 577_589, dt.date(2026, 3, 16))
    on_time = DeclararIncumplimiento(caso, dt.date(2026, 4, 15))
    pro = en_nombre_de("pro", dt.date(2026, 4, 20))
    with pytest.raises(NotAllowedError, match="no se puede declarar incumplido al 15"):
        declarar_incumplimiento(on_time, oficina, pro)
    with pytest.raises(NotAllowedError, match=r"ET, art\. 814-3"):
        prever_incumplimiento(on_time, oficina, pro)

    order = DeclararIncumplimiento(caso, dt.date(2026, 4, 20))
    told = prever_incumplimiento(order, oficina, pro)
    assert told[0].startswith("El deudor no pagó la cuota 2, por $ 575.4")
    assert acuerdo(oficina, caso, pro.hoy).estado is EstadoAcuerdo.VIGENTE
    declarar_incumplimiento(order, oficina, pro)

    case = ficha(oficina, caso)
    event = case.titulos[0].eventos[0]
    assert event.hasta == dt.date(2026, 4, 15)  # the missed one, not the declaration
    assert case.expediente.fecha_legal == dt.date(2031, 4, 15)
    assert case.expediente.fecha_segura == dt.date(2031, 2, 14)
    assert case.expediente.estado == "ABIERTO"
    assert cuota(2) not in [name for name, _ in abiertos(case)]
    found = acuerdo(oficina, caso, pro.hoy).acuerdo
    assert (found.estado, found.incumplido_desde) == (
        "incumplido",
        dt.date(2026, 4, 15),
    )


def test_paying_every_instalment_fulfils_it(oficina: Workspace, caso: int) -> None:
    otorga(oficina, caso)
    rows = acuerdo(oficina, caso, FIRMA).acuerdo.filas
    for row in rows[:-1]:
        paga(oficina, caso, row.total // 100, row.vence)
    last = rows[-1].vence
    before = en_nombre_de("pro", last - dt.timedelta(1))
    with pytest.raises(NotAllowedError, match="falta 1 cuota por"):
        cumplir_acuerdo(CumplirAcuerdo(caso, before.hoy), oficina, before)
    # The last one is what the debt is that day: a little less than planned, because
    # payments go in proportion to capital and interest (ET 804).
    owed = liquidar_caso(oficina, caso, last).saldo.total
    assert 0 < owed < rows[-1].total
    paga(oficina, caso, owed // 100, last)

    order, pro = CumplirAcuerdo(caso, last), en_nombre_de("pro", last)
    assert "pagada" in " ".join(prever_cumplimiento(order, oficina, pro))
    assert acuerdo(oficina, caso, last).situacion.fase is FaseAcuerdo.CUMPLIDO
    cumplir_acuerdo(order, oficina, pro)

    case = ficha(oficina, caso)
    assert acuerdo(oficina, caso, last).acuerdo.estado == "cumplido"
    assert case.expediente.estado == "ABIERTO"
    assert case.expediente.saldo == 0
    assert not [name for name, _ in abiertos(case) if "acuerdo" in name]


def test_an_initial_instalment_is_imputed_as_any_payment(
    oficina: Workspace, caso: int
) -> None:
    otorga(oficina, caso, cuota_inicial=329_983_60)

    first, *rest = acuerdo(oficina, caso, FIRMA).acuerdo.filas

    # A tenth of 3 299 836: 300 000 of capital and 29 983.60 of interest.
    assert (first.numero, first.capital) == (0, 300_000_00)
    assert first.interes_causado == 29_983_60
    assert first.vence == dt.date(2026, 2, 16)  # signed on a Sunday
    assert sum(c.capital for c in rest) == 2_700_000_00
    assert abiertos(ficha(oficina, caso))[0] == (
        "Cuota inicial del acuerdo de pago",
        "2026-02-16",
    )


def test_what_was_paid_before_the_signing_covers_no_instalment(
    oficina: Workspace, caso: int
) -> None:
    paga(oficina, caso, 500_000, FIRMA)
    otorga(oficina, caso)
    # One of before that is known later does: the debt of the agreement lacks it.
    late = RegistrarPago(caso, dt.date(2026, 2, 10), 100_000_00, "tarde")
    registrar_pago(late, oficina, en_nombre_de("fin", dt.date(2026, 2, 20)))

    found = acuerdo(oficina, caso, dt.date(2026, 2, 20))

    assert found.pagado == 100_000_00
    assert found.acuerdo.capital < 3_000_000_00


def test_objections_are_refused_with_their_norm_and_a_reason_passes_some(
    oficina: Workspace, caso: int
) -> None:
    pro = en_nombre_de("pro", FIRMA)
    long = OtorgarAcuerdo(caso, conditions(cuotas=13))
    told = prever_otorgamiento(long, oficina, pro)
    assert told.exige_motivo
    assert not told.impedido
    with pytest.raises(NotAllowedError, match=r"no puede pasar de 12 meses.*ET, art"):
        otorgar_acuerdo(long, oficina, pro)
    with pytest.raises(NotAllowedError, match=r"Ley 1066 de 2006, art\. 2 num\. 6"):
        otorgar_acuerdo(
            replace(long, en_bdme_por_incumplimiento=True, motivo="Lo pidió el jefe"),
            oficina,
            pro,
        )
    with pytest.raises(NotAllowedError, match="pasa del máximo"):
        otorgar_acuerdo(
            OtorgarAcuerdo(caso, conditions(cuotas=61), motivo="Sí"), oficina, pro
        )
    assert ficha(oficina, caso).expediente.estado == "ABIERTO"

    changes = otorgar_acuerdo(replace(long, motivo="Deuda pequeña"), oficina, pro)

    assert "Se concedió por este motivo: Deuda pequeña" in changes.resumen
    assert acuerdo(oficina, caso, FIRMA).acuerdo.plan["motivo"] == "Deuda pequeña"


def test_who_broke_another_agreement_lately_needs_a_guarantee(
    oficina: Workspace, caso: int
) -> None:
    otorga(oficina, caso)
    pro = en_nombre_de("pro", dt.date(2026, 3, 20))
    declarar_incumplimiento(DeclararIncumplimiento(caso, pro.hoy), oficina, pro)
    again = OtorgarAcuerdo(caso, Condiciones(pro.hoy, 6))

    (told,) = prever_otorgamiento(again, oficina, pro).reparos

    assert "último año" in told.texto
    with_guarantee = replace(
        again,
        condiciones=Condiciones(
            pro.hoy,
            24,
            garantia=Garantia.REAL,
            garantia_detalle="Hipoteca, escritura 12 de 2026",
            garantia_valor=5_000_000_00,
        ),
    )
    assert prever_otorgamiento(with_guarantee, oficina, pro).reparos == ()


def test_a_guarantee_is_described(oficina: Workspace, caso: int) -> None:
    order = OtorgarAcuerdo(caso, conditions(garantia=Garantia.PERSONAL))
    with pytest.raises(InvalidDataError, match="qué garantía"):
        otorgar_acuerdo(order, oficina, en_nombre_de("pro", FIRMA))


def test_a_request_is_granted_on_its_own_row(oficina: Workspace, caso: int) -> None:
    asked = SolicitarAcuerdo(caso, dt.date(2026, 2, 10), Propuesta(cuotas=10))
    aux = en_nombre_de("aux", FIRMA)
    assert "no lo suspende" in " ".join(prever_solicitud(asked, oficina, aux))
    solicitar_acuerdo(asked, oficina, aux)
    assert ficha(oficina, caso).expediente.estado == "ABIERTO"
    with pytest.raises(NotAllowedError, match="ya tiene un acuerdo de pago solicitado"):
        solicitar_acuerdo(asked, oficina, aux)

    otorga(oficina, caso)

    found = acuerdo(oficina, caso, FIRMA).acuerdo
    assert (found.solicitado, found.firma) == (dt.date(2026, 2, 10), FIRMA)
    assert found.cuotas == 6
    with oficina.base.read() as session:
        assert len(session.scalars(select(AcuerdoRow)).all()) == 1
    with pytest.raises(NotAllowedError, match="en vigor"):
        otorga(oficina, caso)


def test_a_request_is_refused_with_its_reason(oficina: Workspace, caso: int) -> None:
    pro = en_nombre_de("pro", FIRMA)
    order = NegarAcuerdo(caso, FIRMA, "No ofreció garantía.")
    with pytest.raises(NotAllowedError, match="no tiene un acuerdo de pago solicitado"):
        negar_acuerdo(order, oficina, pro)
    solicitar_acuerdo(SolicitarAcuerdo(caso, FIRMA), oficina, pro)
    with pytest.raises(InvalidDataError, match="Escriba por qué"):
        negar_acuerdo(replace(order, motivo=" "), oficina, pro)
    with pytest.raises(InvalidDataError, match="anterior al 15 de febrero"):
        negar_acuerdo(replace(order, fecha=dt.date(2026, 2, 14)), oficina, pro)

    assert prever_negacion(order, oficina, pro)
    negar_acuerdo(order, oficina, pro)

    found = acuerdo(oficina, caso, FIRMA)
    assert (found.estado, found.acuerdo.motivo) == (
        EstadoAcuerdo.NEGADO,
        "No ofreció garantía.",
    )
    with pytest.raises(NotAllowedError, match="no tiene un acuerdo de pago en vigor"):
        cumplir_acuerdo(CumplirAcuerdo(caso, FIRMA), oficina, pro)


def test_annulling_takes_back_what_it_did(oficina: Workspace, caso: int) -> None:
    before = ficha(oficina, caso)
    otorga(oficina, caso)
    pro = en_nombre_de("pro", dt.date(2026, 3, 1))
    order = AnularAcuerdo(caso, pro.hoy, "Se registró en otro expediente.")
    assert prever_anulacion(order, oficina, pro)

    anular_acuerdo(order, oficina, pro)

    after = ficha(oficina, caso)
    assert after.expediente.fecha_legal == before.expediente.fecha_legal
    assert after.expediente.estado == "ABIERTO"
    assert not after.titulos[0].eventos[0].valida
    assert abiertos(after) == abiertos(before)
    otorga(oficina, caso)  # it may be granted again


def test_a_future_signing_or_a_wrong_role_is_refused(
    oficina: Workspace, caso: int
) -> None:
    order = OtorgarAcuerdo(caso, conditions())
    with pytest.raises(InvalidDataError, match="posterior a hoy"):
        otorgar_acuerdo(order, oficina, en_nombre_de("pro", FIRMA - dt.timedelta(1)))
    old = OtorgarAcuerdo(caso, Condiciones(dt.date(2024, 12, 31), 6))
    with pytest.raises(InvalidDataError, match="quedó ejecutoriado el 15 de enero"):
        prever_otorgamiento(old, oficina, en_nombre_de("pro", FIRMA))
    with pytest.raises(NotAllowedError, match="FIN no puede otorgar"):
        otorgar_acuerdo(order, oficina, en_nombre_de("fin", FIRMA))
    with pytest.raises(InvalidDataError, match="paga toda la deuda"):
        otorga(oficina, caso, cuota_inicial=4_000_000_00)


def test_the_rules_of_the_procedure_see_the_agreement(
    oficina: Workspace, caso: int
) -> None:
    def seen(hoy: dt.date) -> object:
        with oficina.base.read() as session:
            row = session.get_one(ExpedienteRow, caso)
            return hechos_de(session, oficina, row, hoy).acuerdo

    assert seen(FIRMA) is None
    otorga(oficina, caso)
    found = seen(dt.date(2026, 5, 16))

    assert found is not None
    assert vars_of(found) == (EstadoAcuerdo.VIGENTE, 6, False, 3, 3)


def vars_of(found: object) -> tuple[object, ...]:
    names = (
        "estado",
        "meses",
        "garantizado",
        "cuotas_en_mora",
        "cuotas_consecutivas_en_mora",
    )
    return tuple(getattr(found, name) for name in names)


def test_two_in_a_row_leave_it_without_effect_where_the_entity_says_so(
    oficina: Workspace, caso: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = ReglasAcuerdo(cuotas_consecutivas=2, automatico=True)
    monkeypatch.setattr(registro, "reglas_de", lambda _session, _sigla: strict)
    otorga(oficina, caso)
    pro = en_nombre_de("pro", dt.date(2026, 4, 16))
    early = DeclararIncumplimiento(caso, dt.date(2026, 4, 15))
    with pytest.raises(NotAllowedError, match="2 cuotas seguidas sin pagar"):
        declarar_incumplimiento(early, oficina, pro)

    declarar_incumplimiento(DeclararIncumplimiento(caso, pro.hoy), oficina, pro)

    assert acuerdo(oficina, caso, pro.hoy).acuerdo.incumplido_desde == dt.date(
        2026, 3, 16
    )


def test_equal_instalments_are_equal(oficina: Workspace, caso: int) -> None:
    otorga(oficina, caso, metodo=Metodo.CUOTA_FIJA)

    found = acuerdo(oficina, caso, FIRMA).acuerdo

    assert found.plan["cuota_fija"] == 517_645_10  # T-5.2
    assert {c.capital + c.interes_plazo for c in found.filas[:-1]} == {517_645_00}
    assert sum(c.capital for c in found.filas) == 3_000_000_00


def test_a_debt_of_two_regimes_is_planned_together(
    oficina: Workspace, caso: int
) -> None:
    with oficina.base.write.begin() as session:
        titulo = session.scalars(
            select(TituloRow).where(TituloRow.expediente_id == caso)
        ).one()
        session.add(
            ObligacionRow(
                titulo_id=titulo.id,
                expediente_id=caso,
                concepto="contribucion",
                capital=1_200_000_00,
                saldo_capital=1_200_000_00,
                regimen="et635",
                exigible=dt.date(2025, 12, 31),
                estado="VIGENTE",
            )
        )
    otorga(oficina, caso)

    found = acuerdo(oficina, caso, FIRMA).acuerdo

    assert [c.capital for c in found.filas] == [700_000_00] * 6
    assert [regimen for regimen, *_ in found.plan["grupos"]] == ["ley68", "et635"]
    assert found.capital == 4_200_000_00
    assert sum(c.interes_causado for c in found.filas) == found.intereses


def test_projected_instalments_are_reckoned_again_at_a_payment(
    oficina: Workspace, caso: int
) -> None:
    with oficina.base.write.begin() as session:
        debt = session.scalars(
            select(ObligacionRow).where(ObligacionRow.expediente_id == caso)
        ).one()
        debt.regimen = "et635"
    firma = dt.date(2026, 9, 15)
    order = OtorgarAcuerdo(caso, Condiciones(firma, 6))
    otorgar_acuerdo(order, oficina, en_nombre_de("pro", firma))
    rows = acuerdo(oficina, caso, firma).acuerdo
    assert rows.plan["proyectadas"] == [1, 2, 3, 4, 5, 6]
    # As if the plan had been made with another rate than the one certified by now.
    with oficina.base.write.begin() as session:
        row = session.get_one(AcuerdoRow, rows.id)
        from cobro_desktop.storage.rows import CuotaRow

        third = session.scalars(
            select(CuotaRow).where(CuotaRow.acuerdo_id == row.id, CuotaRow.numero == 3)
        ).one()
        third.interes_plazo += 1_000_00
        third.total += 1_000_00

    paga(oficina, caso, 10_000, dt.date(2026, 9, 30))

    again = acuerdo(oficina, caso, dt.date(2026, 9, 30)).acuerdo
    assert again.filas == rows.filas
    texts = [a.texto for a in ficha(oficina, caso).actuaciones]
    assert any("se recalculó el interés de 1 cuota" in text for text in texts)
