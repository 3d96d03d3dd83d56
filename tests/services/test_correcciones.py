"""A date that was wrong, a notification held void: what follows (F31)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.plazos import sumar_habiles
from cobro_desktop.services import consultas
from cobro_desktop.services.correcciones import (
    AnularNotificacion,
    CorregirFecha,
    anular_notificacion,
    corregir_fecha,
    prever_correccion,
    prever_nulidad,
)
from cobro_desktop.services.gastos import RegistrarGasto, registrar_gasto
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.suspensiones import (
    AbrirSuspension,
    LevantarSuspension,
    abrir_suspension,
    levantar_suspension,
)
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    ExpedienteRow,
    GastoRow,
    SuspensionRow,
    TerminoRow,
)
from tests.services.mandamiento import (
    NOTIFICADO,
    VENCE,
    dia,
    evento,
    notifica,
    notificacion,
    termino,
    unico,
)
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

PRO = en_nombre_de("pro")


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def caso(workspace: Workspace) -> int:
    return expediente_de(workspace, "R-100").id


def corrige(workspace: Workspace, caso: int, act: int, day: str) -> dict[str, object]:
    command = CorregirFecha(caso, act, dia(day), "Se leyó mal la guía")
    return corregir_fecha(command, workspace, PRO).datos


def fila(workspace: Workspace, caso: int) -> ExpedienteRow:
    with workspace.base.read() as session:
        return session.get_one(ExpedienteRow, caso)


def test_the_open_term_the_notification_and_the_interruption_take_the_new_day(
    workspace: Workspace, caso: int
) -> None:
    """T-4.2: notified on 2026-03-24, the fifteen days end on 2026-04-16."""
    act = notifica(workspace)
    assert fila(workspace, caso).fecha_legal == dia("2031-03-16")

    datos = corrige(workspace, caso, act, "2026-03-24")

    row = termino(workspace)
    assert (row.desde, row.vence) == (dia("2026-03-24"), dia("2026-04-16"))
    assert notificacion(workspace).efectiva == dia("2026-03-24")
    assert evento(workspace).fecha == dia("2026-03-24")
    assert fila(workspace, caso).fecha_legal == dia("2031-03-24")
    assert fila(workspace, caso).vence_proximo == dia("2026-04-16")
    moved = unico(datos, "terminos")
    assert (moved["antes"], moved["despues"]) == ("2026-04-09", "2026-04-16")
    assert verificar(workspace).hallazgos == []


def test_the_old_act_stays_and_the_correction_names_it(
    workspace: Workspace, caso: int
) -> None:
    act = notifica(workspace)

    datos = corrige(workspace, caso, act, "2026-03-24")

    with workspace.base.read() as session:
        old = session.get_one(ActuacionRow, act)
        new = session.get_one(ActuacionRow, datos["actuacion"])
    assert old.fecha == NOTIFICADO
    assert (new.tipo, new.datos["corrige"]) == ("correccion", act)
    assert "Se leyó mal la guía" in new.texto


def test_a_done_term_is_told_and_not_changed(workspace: Workspace, caso: int) -> None:
    act = notifica(workspace)
    with workspace.base.write.begin() as session:
        session.execute(
            update(TerminoRow).values(estado="cumplido", cumplido=dia("2026-04-08"))
        )

    command = CorregirFecha(caso, act, dia("2026-03-24"), "Guía")
    told = prever_correccion(command, workspace, PRO).frases()
    datos = corrige(workspace, caso, act, "2026-03-24")

    assert termino(workspace).vence == VENCE
    done = unico(datos, "terminos_cumplidos")
    assert (done["antes"], done["despues"]) == ("2026-04-09", "2026-04-16")
    assert any("ya se cumplió y no se toca" in text for text in told)


def test_foreseeing_writes_nothing(workspace: Workspace, caso: int) -> None:
    act = notifica(workspace)
    before = len(consultas.ficha(workspace, caso).actuaciones)

    command = CorregirFecha(caso, act, dia("2026-03-24"), "Guía")
    efectos = prever_correccion(command, workspace, PRO)

    assert len(consultas.ficha(workspace, caso).actuaciones) == before
    assert termino(workspace).vence == VENCE
    assert "16 de abril de 2026" in " ".join(efectos.frases())


def test_a_second_correction_starts_from_the_first(
    workspace: Workspace, caso: int
) -> None:
    act = notifica(workspace)
    corrige(workspace, caso, act, "2026-03-24")

    with pytest.raises(InvalidDataError, match="ya es el 24 de marzo"):
        corrige(workspace, caso, act, "2026-03-24")
    corrige(workspace, caso, act, "2026-03-16")

    assert termino(workspace).vence == VENCE
    assert evento(workspace).fecha == NOTIFICADO


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(dt.date(2025, 1, 15), HOY))
def test_forth_and_back_gives_the_original(workspace: Workspace, day: dt.date) -> None:
    case = expediente_de(workspace, "R-100").id
    with workspace.base.read() as session:
        act = session.scalar(
            select(ActuacionRow.id).where(ActuacionRow.tipo == "notificacion")
        )
    if act is None:
        act = notifica(workspace)
    if day == NOTIFICADO:
        return
    calendario = workspace.calendario("SVSP")

    corrige(workspace, case, act, day.isoformat())
    assert termino(workspace).vence == sumar_habiles(day, 15, calendario).vence
    corrige(workspace, case, act, NOTIFICADO.isoformat())

    row = termino(workspace)
    assert (row.desde, row.vence) == (NOTIFICADO, VENCE)
    assert fila(workspace, case).fecha_legal == dia("2031-03-16")
    assert evento(workspace).fecha == NOTIFICADO


def test_what_cannot_be_corrected_is_refused(workspace: Workspace, caso: int) -> None:
    act = notifica(workspace)

    with pytest.raises(InvalidDataError, match="posterior a hoy"):
        corrige(workspace, caso, act, "2026-10-01")
    with pytest.raises(InvalidDataError, match="antes de la ejecutoria"):
        corrige(workspace, caso, act, "2025-01-14")
    with pytest.raises(NotFoundError, match="no hay una actuación"):
        corrige(workspace, caso, 999_999, "2026-03-24")
    with pytest.raises(InvalidDataError, match="por qué"):
        corregir_fecha(CorregirFecha(caso, act, dia("2026-03-24"), " "), workspace, PRO)
    with pytest.raises(NotAllowedError, match="corregir fechas"):
        corregir_fecha(
            CorregirFecha(caso, act, dia("2026-03-24"), "x"),
            workspace,
            en_nombre_de("fin"),
        )
    assert termino(workspace).vence == VENCE


def test_a_payment_is_corrected_in_another_way(workspace: Workspace, caso: int) -> None:
    pay = RegistrarPago(caso, dia("2026-03-01"), 1_000_000, "P-1")
    registrar_pago(pay, workspace, en_nombre_de("fin"))
    acts = consultas.ficha(workspace, caso).actuaciones
    paid = next(a.id for a in acts if a.tipo == "pago")

    with pytest.raises(NotAllowedError, match="Anule el pago"):
        corrige(workspace, caso, paid, "2026-03-24")


def test_the_reception_keeps_its_place_before_what_followed(
    workspace: Workspace, caso: int
) -> None:
    acts = consultas.ficha(workspace, caso).actuaciones
    received = next(a.id for a in acts if a.tipo == "recepcion")

    corrige(workspace, caso, received, "2026-09-15")

    assert fila(workspace, caso).recibido == dia("2026-09-15")
    assert fila(workspace, caso).actividad_desde == dia("2026-09-15")


def test_a_suspension_and_its_end_take_their_new_days(
    workspace: Workspace, caso: int
) -> None:
    notifica(workspace)
    opened = abrir_suspension(
        AbrirSuspension(
            expediente_id=caso, causa="Auto", desde=dia("2026-03-25"), terminos=True
        ),
        workspace,
        PRO,
    ).datos
    lift = LevantarSuspension(caso, dia("2026-03-27"))
    lifted = levantar_suspension(lift, workspace, PRO).datos

    corrige(workspace, caso, int(str(opened["actuacion"])), "2026-03-24")
    corrige(workspace, caso, int(str(lifted["actuacion"])), "2026-03-28")

    with workspace.base.read() as session:
        row = session.scalars(select(SuspensionRow)).one()
    assert (row.desde, row.hasta) == (dia("2026-03-24"), dia("2026-03-27"))
    assert termino(workspace).vence == dia("2026-04-15")
    with pytest.raises(InvalidDataError, match="antes de empezar"):
        corrige(workspace, caso, int(str(lifted["actuacion"])), "2026-03-24")


def test_an_expense_takes_its_new_day(workspace: Workspace, caso: int) -> None:
    spent = RegistrarGasto(caso, dia("2026-03-01"), "Correo", 1_000_000, "Guía 1")
    datos = registrar_gasto(spent, workspace, PRO).datos

    corrige(workspace, caso, int(str(datos["actuacion"])), "2026-02-01")

    with workspace.base.read() as session:
        assert session.scalars(select(GastoRow.fecha)).one() == dia("2026-02-01")


def test_a_void_notification_takes_its_term_and_its_interruption_back(
    workspace: Workspace, caso: int
) -> None:
    act = notifica(workspace)
    which = notificacion(workspace).id
    command = AnularNotificacion(caso, which, "Auto que declara la nulidad")

    told = prever_nulidad(command, workspace, PRO).frases()
    assert termino(workspace).estado == "abierto"
    changes = anular_notificacion(command, workspace, PRO)

    assert termino(workspace).estado == "anulado"
    assert notificacion(workspace).valida is False
    assert evento(workspace).valida is False
    row = fila(workspace, caso)
    assert (row.fecha_legal, row.vence_proximo) == (dia("2030-01-15"), None)
    assert "queda anulado" in told[0]
    assert changes.datos["efectos"] == told
    acts = consultas.ficha(workspace, caso).actuaciones
    assert next(a.anulada_por for a in acts if a.id == act) is not None
    with pytest.raises(NotFoundError, match="no hay una notificación válida"):
        anular_notificacion(command, workspace, PRO)
    with pytest.raises(NotAllowedError, match="está anulada"):
        corrige(workspace, caso, act, "2026-03-24")
