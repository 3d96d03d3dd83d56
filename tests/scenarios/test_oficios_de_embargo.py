"""The oficios of embargo leave the day of the order (ET 839; PROCEDURES 6, R 9)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.clase_termino import ClaseTermino
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.services.agenda import FiltroAgenda, LineaAgenda, listar
from cobro_desktop.services.bienes.medidas import (
    ActualizarMedida,
    DecretarMedida,
    actualizar_medida,
    decretar_medida,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.tras_acto import sin_documento
from cobro_desktop.storage.rows import DocumentoRow, ExpedienteRow
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia
from tests.scenarios.test_rnec import CODIGO as RNEC
from tests.scenarios.test_rnec import recibe_y_avoca

ANULADO = EstadoDocumento.ANULADO.nombre
ENVIAR = "Enviar los oficios de embargo"


def por_enviar(historia: Historia) -> list[LineaAgenda]:
    """Return the oficios that wait, as the agenda shows them."""
    asked = FiltroAgenda(expediente_id=historia.expediente_id)
    found = listar(historia.workspace, historia.contexto, asked)
    return [line for line in found if line.termino == ENVIAR]


def un_caso(abre: Abre) -> Historia:
    historia = abre(RNEC, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    recibe_y_avoca(historia)
    return historia


def test_oficios_that_do_not_leave_turn_red_after_a_business_day(abre: Abre) -> None:
    historia = un_caso(abre)
    # El viernes 21 de marzo de 2025; el lunes 24 es festivo (San José).
    historia.dia("2025-03-21", "jefe")
    historia.anexa("auto-medidas")

    [line] = por_enviar(historia)
    assert (line.vence, line.clase) == (dt.date(2025, 3, 25), ClaseTermino.LEGAL)
    assert line.norma == "ET 839 y 839-1"
    # Sigue aunque se cierre la actividad: la orden no espera al deudor.
    historia.anexa("oficio-persuasivo")
    historia.sigue("profesional")
    historia.avanza("no_paga", medio_envio="correo", recibido="si")
    assert [one.vence for one in por_enviar(historia)] == [dt.date(2025, 3, 25)]
    # Es lo primero que vence: así lo ven las bandejas Hoy y Vencido.
    assert historia.vence == "2025-03-25"

    historia.dia("2025-03-25", "profesional")
    assert [one.nivel for one in por_enviar(historia)] == [Nivel.URGENTE]
    historia.dia("2025-03-26", "profesional")
    assert [one.nivel for one in por_enviar(historia)] == [Nivel.VENCIDO]

    historia.anexa("oficio-embargo")
    assert por_enviar(historia) == []
    [cumplido] = [t for t in historia.ficha.terminos if t.nombre.startswith(ENVIAR)]
    assert cumplido.estado == "cumplido"


def test_oficios_that_leave_with_the_order_leave_no_alarm(abre: Abre) -> None:
    historia = un_caso(abre)
    historia.dia("2025-02-20", "jefe")
    historia.anexa("auto-medidas", "oficio-embargo")

    assert por_enviar(historia) == []


def test_a_measure_that_is_decreed_waits_until_each_one_is_told(abre: Abre) -> None:
    historia = un_caso(abre)
    historia.dia("2025-02-20", "profesional")
    first, second = (decreta(historia, bank) for bank in ("Banco Uno", "Banco Dos"))
    # Jueves 20: un día hábil, el viernes 21.
    assert [one.vence for one in por_enviar(historia)] == [dt.date(2025, 2, 21)]

    comunica(historia, first)
    assert len(por_enviar(historia)) == 1
    comunica(historia, second)
    assert por_enviar(historia) == []


def test_an_order_that_is_annulled_waits_for_no_oficio(abre: Abre) -> None:
    historia = un_caso(abre)
    historia.dia("2025-02-20", "jefe")
    historia.anexa("oficio-embargo", "auto-medidas", "oficio-embargo")
    anula(historia, "oficio-embargo")
    assert por_enviar(historia) == []  # queda el otro oficio
    anula(historia, "oficio-embargo")
    assert [one.vence for one in por_enviar(historia)] == [dt.date(2025, 2, 21)]

    anula(historia, "auto-medidas")
    assert por_enviar(historia) == []
    assert historia.vence == "2025-03-05"  # el mes de la actividad 3


def anula(historia: Historia, tipo: str) -> None:
    """Leave the first document of a kind that is in force without effect."""
    with transaction(historia.workspace, historia.contexto, "anular_documento") as tx:
        row = tx.session.scalars(
            select(DocumentoRow)
            .where(DocumentoRow.tipo == tipo, DocumentoRow.estado != ANULADO)
            .order_by(DocumentoRow.id)
        ).first()
        assert row is not None
        row.estado = ANULADO
        tx.session.flush()
        case = tx.session.get_one(ExpedienteRow, historia.expediente_id)
        sin_documento(tx, case, row)
        tx.touch("documento", row.id)
        tx.tell("Se anuló.")


def decreta(historia: Historia, banco: str) -> int:
    command = DecretarMedida(
        expediente_id=historia.expediente_id,
        tipo="embargo_cuentas",
        destinatario=banco,
        fecha=historia.contexto.hoy,
    )
    done = decretar_medida(command, historia.workspace, historia.contexto)
    return int(str(done.datos["medida"]))


def comunica(historia: Historia, medida: int) -> None:
    command = ActualizarMedida(
        medida_id=medida, estado="comunicada", fecha=historia.contexto.hoy
    )
    actualizar_medida(command, historia.workspace, historia.contexto)
