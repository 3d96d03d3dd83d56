"""Incidents, endings and supports: their documents say what the case knows."""

from __future__ import annotations

import io

import docx
import pytest

from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    crear_documento,
    exportar_documento,
    faltantes,
)
from cobro_desktop.services.incidentes.apertura import AbrirIncidente, abrir_incidente
from tests.documents.lectura import paginas, parrafos
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia

SVSP, RNEC, CNSCC = "PRO-GJU-130-008", "RJPD06", "PD-GJ-07"
IDPYBA = "PA02-PR19"


def escrito(historia: Historia, tipo: str, **datos: str) -> str:
    command = CrearDocumento(historia.expediente_id, tipo, datos)
    done = crear_documento(command, historia.workspace, historia.contexto)
    path = historia.carpeta / tipo
    exportar_documento(int(str(done.datos["documento"])), path, historia.workspace)
    content = path.read_bytes()
    if content.startswith(b"%PDF"):
        return " ".join(paginas(content))
    docx.Document(io.BytesIO(content))
    return " ".join(filter(None, parrafos(content)))


def le_falta(historia: Historia, tipo: str) -> list[str]:
    command = CrearDocumento(historia.expediente_id, tipo)
    return faltantes(command, historia.workspace, historia.contexto)


def abre_incidente(historia: Historia, tipo: str, **campos: str) -> None:
    command = AbrirIncidente(
        expediente_id=historia.expediente_id,
        tipo=tipo,
        fecha=historia.contexto.hoy,
        respuestas=campos,
    )
    abrir_incidente(command, historia.workspace, historia.contexto)


@pytest.fixture
def vigilado(abre: Abre) -> Historia:
    historia = abre(SVSP, titulo="20253448236")
    historia.dia("2025-11-05", "profesional")
    return historia


def test_a_reconstruction_opens_with_what_the_incident_lists(
    vigilado: Historia,
) -> None:
    abre_incidente(
        vigilado, "reconstruccion", falta="Guía del oficio.\nConstancia de ejecutoria."
    )

    said = escrito(vigilado, "auto-reconstruccion", solicitudes="La empresa de correo.")

    assert "Por el cual se abre la reconstrucción" in said
    assert "Que el 5 de noviembre de 2025 se conoció que faltan" in said
    assert "Constancia de ejecutoria." in said


def test_a_reconstruction_that_was_opened_is_closed(vigilado: Historia) -> None:
    abre_incidente(vigilado, "reconstruccion", falta="Guía del oficio.")
    vigilado.emite(
        "auto-reconstruccion", firma="jefe", solicitudes="La empresa de correo."
    )

    said = escrito(
        vigilado,
        "auto-reconstruccion",
        reconstruidas="Guía del oficio, copia de la empresa de correo.",
        resultado="el expediente quedó completo",
    )

    assert "Por el cual se cierra la reconstrucción" in said
    assert "Que con el auto n.º 000001" in said
    assert "Declarar terminada la reconstrucción" in said


def test_a_petition_is_answered_with_what_it_asked(vigilado: Historia) -> None:
    abre_incidente(vigilado, "peticion", pide="Copia del título.")

    assert le_falta(vigilado, "respuesta-peticion") == [
        "Razones (una por renglón)",
        "Decisión",
    ]
    said = escrito(
        vigilado,
        "respuesta-peticion",
        razones="La copia obra en el expediente.",
        decision="Se entrega la copia pedida.",
    )

    assert "recibimos la petición, en la que se pide: copia del título." in said
    decided = "Decisión. Se entrega la copia pedida. Lo anterior se funda en: artículo"
    assert decided in said


def test_a_request_of_prescription_is_answered_with_its_dates(
    vigilado: Historia,
) -> None:
    abre_incidente(vigilado, "solicitud-prescripcion")

    said = escrito(
        vigilado,
        "respuesta-peticion",
        decision="No se accede: la acción no ha prescrito",
    )

    assert "quedó ejecutoriado el" in said
    assert "el término de cinco años de la acción de cobro se cumple el" in said
    assert "artículo 17 de la Ley 1066 de 2006" in said


def test_no_paz_y_salvo_while_something_is_owed(vigilado: Historia) -> None:
    with pytest.raises(NotAllowedError, match="no se puede dar paz y salvo"):
        le_falta(vigilado, "paz-y-salvo")


def test_who_paid_everything_gets_a_paz_y_salvo(vigilado: Historia) -> None:
    owed = vigilado.saldo + vigilado.intereses
    vigilado.paga(owed, "PSE-1")

    assert le_falta(vigilado, "paz-y-salvo") == []
    said = escrito(vigilado, "paz-y-salvo")

    assert "está a paz y salvo con la Nación" in said
    assert "PSE-1 Banco Agrario" in said


def test_the_checklist_of_acts_marks_what_is_missing(vigilado: Historia) -> None:
    said = escrito(vigilado, "lista-chequeo-actuaciones")

    assert "Mandamiento de pago No" in said
    assert "Notificación del mandamiento de pago No" in said
    assert "La lista está incompleta: faltan 5 actuaciones." in said


def test_the_institute_asks_accounting_to_register_the_debt(abre: Abre) -> None:
    historia = abre(IDPYBA, titulo="377-2025", deudor="Yeison Yolanda Álvarez Rincón")
    historia.dia("2026-02-05", "profesional")
    with historia.workspace.base.write.begin() as session:
        from cobro_desktop.storage.rows import ExpedienteRow

        session.get_one(ExpedienteRow, historia.expediente_id).actividad = "3"

    assert le_falta(historia, "memorando") == []
    said = escrito(historia, "memorando")

    assert "Registro contable de una cuenta por cobrar" in said
    assert "a cargo de" in said


def test_the_free_auto_of_the_institute_is_on_its_form(abre: Abre) -> None:
    historia = abre(IDPYBA, titulo="377-2025", deudor="Yeison Yolanda Álvarez Rincón")
    historia.dia("2026-02-05", "profesional")

    said = escrito(
        historia,
        "auto-generico",
        tipo_auto="Incorpora documentos",
        epigrafe="Por el cual se incorpora un documento",
        considerandos="Que el deudor aportó un recibo.",
        resuelve="Incorporar el recibo.",
    )

    assert "Código: PA02-PR19-F02" in said
    assert "Etapa Recepción del título" in said


def test_a_balance_is_confirmed_with_the_debtor(abre: Abre) -> None:
    historia = abre(CNSCC, titulo="11-001-6658702")
    historia.dia("2026-02-20", "profesional")

    said = escrito(historia, "circularizacion", fecha_limite="2026-03-10")

    assert "a más tardar el 10 de marzo de 2026" in said
    assert "no interrumpe la prescripción" in said
