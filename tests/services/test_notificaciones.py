"""The notification engine: order, proof, computed days, several debtors (B18)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, UnmetRequirementsError
from cobro_desktop.domain.notificacion import CITACION, Medio, Resultado
from cobro_desktop.domain.orden_notificacion import Propuesta, Siguiente
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.notificacion.seguimiento import notificaciones_de
from cobro_desktop.services.notificaciones import Notificar, notificar, prever
from cobro_desktop.services.parametros.elecciones import FijarOpcion, fijar_opcion
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.recuento_leido import leer as recontar
from cobro_desktop.services.terminos_explicados import abiertos_de, explicar_termino
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    DireccionRow,
    EventoPrescripcionRow,
    NotificacionRow,
    PersonaRow,
    TerminoRow,
)
from tests.services.mandamiento import dia
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

ORDEN = "mandamiento-pago"
GUIA = "RA-100-CO"


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def caso(workspace: Workspace) -> int:
    return expediente_de(workspace, "R-100").id


def hace(
    workspace: Workspace, command: Notificar, hoy: str = "2026-09-30"
) -> dict[str, object]:
    """Record a notification on a day; returns what the answer says."""
    return dict(notificar(command, workspace, en_nombre_de("pro", dia(hoy))).datos)


def cita(workspace: Workspace, caso: int, entregada: str) -> None:
    command = Notificar(
        caso, CITACION, Medio.CORREO, hecho=dia(entregada), guia="RA-99-CO"
    )
    hace(workspace, command, entregada)


def propuesta(workspace: Workspace, caso: int, hoy: str) -> Propuesta:
    (found,) = notificaciones_de(workspace, caso, dia(hoy))
    return found.propuesta


def terminos(workspace: Workspace, caso: int) -> list[tuple[str, dt.date, str]]:
    with workspace.base.read() as session:
        rows = session.scalars(
            select(TerminoRow)
            .where(TerminoRow.expediente_id == caso)
            .order_by(TerminoRow.id)
        )
        return [(row.nombre, row.vence, row.estado) for row in rows]


def ultimo(workspace: Workspace) -> tuple[NotificacionRow, ActuacionRow]:
    with workspace.base.read() as session:
        row = session.scalars(
            select(NotificacionRow).order_by(NotificacionRow.id.desc())
        ).first()
        assert row is not None
        return row, session.get_one(ActuacionRow, row.actuacion_id)


def lee_566(workspace: Workspace, valor: str = "ET_566_1") -> None:
    command = FijarOpcion("SVSP", "notificacion.electronica", valor, "Acta 3")
    fijar_opcion(command, workspace, en_nombre_de("coo"))


def solidario(workspace: Workspace, caso: int) -> str:
    """Add a second debtor; returns the document number."""
    with workspace.base.write.begin() as session:
        person = PersonaRow(
            tipo_documento="CC", numero="52111222", nombre="ÍNGRID PEÑA"
        )
        session.add(person)
        session.flush()
        session.add(
            DeudorRow(expediente_id=caso, persona_id=person.id, rol="solidario")
        )
    return "52111222"


def test_the_timeline_of_the_rules(workspace: Workspace, caso: int) -> None:
    """T-4.6: cited 2026-03-02, until 03-16; mail 03-24; fifteen days to 04-16."""
    cita(workspace, caso, "2026-03-02")
    assert terminos(workspace, caso) == [
        ("Comparecer a notificarse (ET 826)", dia("2026-03-16"), "abierto")
    ]
    assert propuesta(workspace, caso, "2026-03-16") == Propuesta(
        Siguiente.ESPERAR,
        "La citación se entregó el 2 de marzo de 2026; si no comparece hasta el 16 de "
        "marzo de 2026, notifique por correo certificado.",
        "ET 826",
        Medio.PERSONAL,
        dia("2026-03-16"),
    )
    after = propuesta(workspace, caso, "2026-03-17")
    assert (after.clase, after.medio) == (Siguiente.NOTIFICAR, Medio.CORREO)

    command = Notificar(caso, ORDEN, Medio.CORREO, hecho=dia("2026-03-24"), guia=GUIA)
    hace(workspace, command, "2026-03-24")

    assert terminos(workspace, caso) == [
        ("Comparecer a notificarse (ET 826)", dia("2026-03-16"), "cumplido"),
        ("Pagar o proponer excepciones (ET 830)", dia("2026-04-16"), "abierto"),
    ]
    done = propuesta(workspace, caso, "2026-03-24")
    assert done.clase is Siguiente.NADA
    assert "24 de marzo de 2026" in done.texto


def test_the_resolution_of_the_exceptions_opens_the_month_to_appeal(
    workspace: Workspace, caso: int
) -> None:
    """T-4.6: notified 05-14; until 06-16: the 14th is Sunday, the 15th holiday."""
    command = Notificar(
        caso, "resolucion-excepciones", Medio.CORREO, hecho=dia("2026-05-14")
    )
    with pytest.raises(UnmetRequirementsError, match="guía"):
        hace(workspace, command, "2026-05-14")

    told = prever(replace(command, guia=GUIA), workspace, dia("2026-05-14"))
    hace(workspace, replace(command, guia=GUIA), "2026-05-14")

    name = "Interponer el recurso de reposición (ET 834)"
    assert (name, dia("2026-06-16"), "abierto") in terminos(workspace, caso)
    assert told[0] == f"Empieza un término. {name}: vence el 16 de junio de 2026."


def test_mail_before_the_ten_days_end_takes_a_reason_that_stays(
    workspace: Workspace, caso: int
) -> None:
    cita(workspace, caso, "2026-03-02")
    command = Notificar(caso, ORDEN, Medio.CORREO, hecho=dia("2026-03-10"), guia=GUIA)
    with pytest.raises(UnmetRequirementsError, match="hasta el 16 de marzo") as refused:
        hace(workspace, command, "2026-03-10")
    assert len(refused.value.detalle["falta"]) == 1  # type: ignore[arg-type]
    assert len(terminos(workspace, caso)) == 1

    hace(workspace, replace(command, motivo="Así lo pidió el deudor"), "2026-03-10")

    _, act = ultimo(workspace)
    assert act.datos["motivo"] == "Así lo pidió el deudor"
    assert "hasta el 16 de marzo" in act.datos["sin"][0]
    assert act.texto.endswith("por este motivo: Así lo pidió el deudor.")


def test_a_mail_without_its_guide_starts_nothing(
    workspace: Workspace, caso: int
) -> None:
    hace(
        workspace,
        Notificar(caso, ORDEN, Medio.PERSONAL, causa="no_comparecio"),
    )
    command = Notificar(caso, ORDEN, Medio.CORREO, hecho=dia("2026-03-24"))

    with pytest.raises(UnmetRequirementsError, match="el número de guía"):
        hace(workspace, command)

    assert terminos(workspace, caso) == []
    hace(workspace, replace(command, guia=GUIA))
    assert len(terminos(workspace, caso)) == 1


def test_what_was_sent_waits_for_its_result_and_starts_nothing(
    workspace: Workspace, caso: int, tmp_path: Path
) -> None:
    """The result comes to the same attempt, which keeps guide and address."""
    hace(workspace, Notificar(caso, ORDEN, Medio.PERSONAL, causa="no_comparecio"))
    sent = Notificar(caso, ORDEN, Medio.CORREO, enviada=dia("2026-03-19"), guia=GUIA)
    hace(workspace, sent, "2026-03-19")
    row, act = ultimo(workspace)
    assert (row.resultado, row.efectiva, terminos(workspace, caso)) == (
        "pendiente",
        None,
        [],
    )
    assert act.datos["direcciones"][0][2] == "Calle 1 # 2-3"
    assert "guía RA-100-CO" in propuesta(workspace, caso, "2026-03-20").texto
    proof = tmp_path / "guia.pdf"
    proof.write_bytes(b"%PDF-1.4")

    got = Notificar(caso, ORDEN, Medio.CORREO, hecho=dia("2026-03-24"), soporte=proof)
    assert hace(workspace, got, "2026-03-24")["pendientes"] == []

    after, act = ultimo(workspace)
    assert (after.id, after.resultado, after.guia) == (row.id, "efectiva", GUIA)
    assert (after.enviada, after.efectiva) == (dia("2026-03-19"), dia("2026-03-24"))
    assert act.datos["direcciones"][0][2] == "Calle 1 # 2-3"
    assert act.datos["soporte"]


def test_a_wrong_address_is_corrected_and_sent_again(
    workspace: Workspace, caso: int
) -> None:
    """ET 567; the address closes in its history when the person says so."""
    hace(workspace, Notificar(caso, ORDEN, Medio.PERSONAL, causa="no_comparecio"))
    command = Notificar(
        caso,
        ORDEN,
        Medio.CORREO,
        guia=GUIA,
        causa="direccion_errada",
        cierra_direccion=True,
    )
    assert any("ET 567" in s for s in prever(command, workspace, dia("2026-03-24")))

    hace(workspace, command, "2026-03-24")

    row, _ = ultimo(workspace)
    assert (row.resultado, row.causa) == ("devuelta", "dirección errada")
    found = propuesta(workspace, caso, "2026-03-24")
    assert (found.clase, found.medio) == (Siguiente.CORREGIR, Medio.CORREO)
    with workspace.base.read() as session:
        closed = session.scalars(
            select(DireccionRow).where(DireccionRow.hasta.is_not(None))
        ).one()
        assert (closed.texto, closed.causa_devolucion) == (
            "Calle 1 # 2-3",
            "dirección errada",
        )


def test_what_came_back_otherwise_goes_to_the_web_and_both_days_are_kept(
    workspace: Workspace, caso: int
) -> None:
    """ET 568: published Friday 2026-03-20, notified on Tuesday 24 (the 23 is off)."""
    hace(workspace, Notificar(caso, ORDEN, Medio.PERSONAL, causa="no_comparecio"))
    back = Notificar(
        caso,
        ORDEN,
        Medio.CORREO,
        guia=GUIA,
        causa="rehusado",
        enviada=dia("2026-03-05"),
    )
    hace(workspace, back, "2026-03-12")
    found = propuesta(workspace, caso, "2026-03-12")
    assert (found.medio, found.norma) == (Medio.AVISO, "ET 568")

    command = Notificar(caso, ORDEN, Medio.WEB, hecho=dia("2026-03-20"))
    said = prever(command, workspace, dia("2026-03-20"))
    assert "Queda notificado el 24 de marzo de 2026" in said[0]
    hace(workspace, command, "2026-03-20")

    row, act = ultimo(workspace)
    assert row.efectiva == dia("2026-03-24")
    assert act.datos["administracion"] == "2026-03-05"
    with workspace.base.read() as session:
        event = session.scalars(select(EventoPrescripcionRow)).one()
        assert event.fecha == dia("2026-03-24")


def test_an_aviso_of_the_cpaca_notifies_the_working_day_after(
    workspace: Workspace, caso: int
) -> None:
    """T-4.5: delivered on Thursday 2026-03-12, notified on the 13."""
    hace(
        workspace,
        Notificar(caso, "acto-depuracion", Medio.PERSONAL, causa="no compareció"),
    )
    command = Notificar(
        caso, "acto-depuracion", Medio.AVISO, hecho=dia("2026-03-12"), guia=GUIA
    )
    with pytest.raises(InvalidDataError, match="queda notificado el 13 de marzo"):
        hace(workspace, replace(command, efectiva=dia("2026-03-12")))

    hace(workspace, command)

    assert ultimo(workspace)[0].efectiva == dia("2026-03-13")


def test_an_electronic_one_needs_that_the_debtor_accepted_it(
    workspace: Workspace, caso: int
) -> None:
    command = Notificar(caso, ORDEN, Medio.ELECTRONICA, hecho=dia("2026-03-16"))
    with pytest.raises(UnmetRequirementsError, match="aceptación"):
        hace(workspace, command)

    hace(workspace, replace(command, autorizacion="Escrito del 3 de febrero de 2026"))

    assert terminos(workspace, caso)[0][1] == dia("2026-04-09")


def electronica(workspace: Workspace, caso: int) -> int:
    hace(
        workspace,
        Notificar(
            caso,
            ORDEN,
            Medio.ELECTRONICA,
            hecho=dia("2026-03-10"),
            autorizacion="Escrito del deudor",
        ),
        "2026-03-10",
    )
    (term,) = abiertos_de(workspace, caso)
    return term


def test_under_566_1_the_stored_term_carries_the_five_days(
    workspace: Workspace, caso: int
) -> None:
    """T-4.7: delivered 2026-03-10, day 1 is 03-18, the fifteen days end 04-10."""
    lee_566(workspace)
    command = Notificar(
        caso, ORDEN, Medio.ELECTRONICA, hecho=dia("2026-03-10"), autorizacion="Escrito"
    )
    said = " ".join(prever(command, workspace, dia("2026-03-10")))
    assert "terminan el 17 de marzo de 2026" in said
    assert "vencen el 10 de abril de 2026" in said

    term = electronica(workspace, caso)

    found = explicar_termino(workspace, term, dia("2026-03-11"))
    assert (found.vence, found.explicacion.vence) == (dia("2026-04-10"),) * 2
    assert found.coincide
    assert found.explicacion.contados == 15
    first = next(d for d in found.explicacion.dias if d.numero == 1)
    assert first.fecha == dia("2026-03-18")
    assert "espera" in found.plazo
    with workspace.base.read() as session:
        case = expediente_de(workspace, "R-100")
        facts = hechos_de(session, workspace, case, dia("2026-03-11"))
        assert facts.vence_excepciones == dia("2026-04-10")
        here = ("SVSP", dia("2026-03-11"))
        assert recontar(session, workspace, here, SilentProgress()).abiertos == ()


def test_explanation_and_recount_agree_when_the_reading_changes(
    workspace: Workspace, caso: int
) -> None:
    """Counted under CPACA 56 (2026-04-01), today's reading is ET 566-1 (04-10)."""
    term = electronica(workspace, caso)
    assert terminos(workspace, caso)[0][1] == dia("2026-04-01")
    lee_566(workspace)

    found = explicar_termino(workspace, term, dia("2026-03-11"))
    assert found.explicacion.vence == dia("2026-04-10")
    assert "sin los cinco días" in found.diferencia[1]
    with workspace.base.read() as session:
        here = ("SVSP", dia("2026-03-11"))
        (moved,) = recontar(session, workspace, here, SilentProgress()).abiertos
    assert (moved.despues, moved.unidad) == (dia("2026-04-10"), "habiles_566_1")


def test_each_debtor_has_a_state_and_the_last_one_rules_the_term(
    workspace: Workspace, caso: int
) -> None:
    """Notified on 2026-03-16 and on 03-24: the fifteen days end 04-16 (T-4.2)."""
    second = solidario(workspace, caso)
    first = "890903938"
    for number, day in ((first, "2026-03-24"), (second, "2026-03-16")):
        command = Notificar(caso, ORDEN, Medio.PERSONAL, hecho=dia(day), deudor=number)
        hace(workspace, command, "2026-03-24")
        states = notificaciones_de(workspace, caso, dia("2026-03-24"))
        assert len(states) == 2
        if number == first:
            assert [s.notificado for s in states] == [True, False]
            assert states[1].propuesta.clase is Siguiente.CITAR
    assert all(s.notificado for s in states)
    with workspace.base.read() as session:
        case = expediente_de(workspace, "R-100")
        facts = hechos_de(session, workspace, case, dia("2026-03-24"))
    assert facts.vence_excepciones == dia("2026-04-16")
    assert len(facts.notificado(ORDEN)) == 2


def test_one_address_is_not_that_of_two_debtors(
    workspace: Workspace, caso: int
) -> None:
    solidario(workspace, caso)
    command = Notificar(
        caso,
        ORDEN,
        Medio.CORREO,
        enviada=dia("2026-03-02"),
        direccion="Calle 9 # 8-7",
        guia=GUIA,
    )
    with pytest.raises(InvalidDataError, match="una sola persona"):
        hace(workspace, command)
    hace(workspace, replace(command, deudor="52111222"))
    with workspace.base.read() as session:
        new = session.scalars(
            select(DireccionRow).where(DireccionRow.texto == "Calle 9 # 8-7")
        ).one()
        assert (new.fuente, new.desde) == ("notificación", dia("2026-03-02"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"hecho": dt.date(2026, 10, 1)}, "posterior a hoy"),
        ({"enviada": dt.date(2026, 10, 1)}, "posterior a hoy"),
        (
            {"hecho": dt.date(2026, 3, 2), "enviada": dt.date(2026, 3, 3)},
            "después de llegar",
        ),
        ({"resultado": Resultado.DEVUELTA}, "por qué causa"),
        ({"resultado": Resultado.EFECTIVA}, "en qué fecha"),
        ({}, "en qué fecha"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    workspace: Workspace, caso: int, wrong: dict[str, object], says: str
) -> None:
    command = replace(Notificar(caso, ORDEN, Medio.CORREO, guia=GUIA), **wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidDataError, match=says):
        hace(workspace, command)
    with workspace.base.read() as session:
        assert session.scalars(select(NotificacionRow)).all() == []
