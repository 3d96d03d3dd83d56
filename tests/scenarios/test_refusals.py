"""What the program refuses, to whom and why; nothing half done."""

from __future__ import annotations

import pytest

from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia, respuestas

REQUISITOS = (
    "resolucion,notificada,recursos,ejecutoria,clara,deudor,liquida,no_prescrita,"
    "con_fuerza"
)


@pytest.fixture
def historia(abre: Abre) -> Historia:
    """A juror's sanction that came on 3 February 2025; the professional works it."""
    story = abre("RJPD06", titulo="799 de 2024", deudor="ÍNGRID ANA PÉREZ ECHEVERRY")
    story.dia("2025-02-04", "profesional")
    return story


def verifica(historia: Historia) -> None:
    historia.anexa("lista-verificacion", "oficio-recepcion")
    historia.avanza(
        "cumple",
        fecha_recepcion="2025-02-03",
        acreedor="rnec",
        requisitos=REQUISITOS,
    )


def test_an_outcome_that_the_activity_does_not_have(historia: Historia) -> None:
    with historia.rehusa("no tiene el resultado «librado».*cumple, no_cumple") as found:
        historia.avanza("librado")
    assert found.value.codigo == "not_found"


def test_an_answer_to_a_question_that_nobody_asks(historia: Historia) -> None:
    with historia.rehusa("no pregunta «color».*«ayer» no sirve para") as found:
        historia.avanza("cumple", color="verde", fecha_recepcion="ayer")
    assert found.value.codigo == "invalid_data"


def test_a_date_before_the_previous_act(historia: Historia) -> None:
    verifica(historia)
    historia.dia("2025-02-10", "jefe")
    with historia.rehusa("es anterior al último acto del expediente, del 4 de febrero"):
        historia.avanza("avocado", fecha="2025-02-03")


def test_a_date_after_today(historia: Historia) -> None:
    with historia.rehusa("es posterior a hoy, 4 de febrero de 2025"):
        historia.avanza("cumple", fecha="2025-02-05")
    with historia.rehusa("posterior a hoy"):
        historia.paga(1_000, "FUTURO", fecha="2025-02-05")
    with historia.rehusa("posterior a hoy"):
        historia.notifica("mandamiento-pago", "correo", efectiva="2025-02-05")
    with historia.rehusa("posterior a hoy"):
        historia.anexa("lista-verificacion", fecha="2025-02-05")


def test_a_signature_by_who_may_not_sign(historia: Historia) -> None:
    verifica(historia)
    borrador = historia.proyecta("auto-avoca", memorando_recibo="el oficio 91")
    for quien in ("profesional", "coordinadora", "financiera"):
        historia.sigue(quien)
        with historia.rehusa("no puede firmar «Auto que avoca.*el rol JEF"):
            historia.firma(borrador)
    historia.sigue("jefe")
    assert historia.firma(borrador) == "000001 de 2025"
    with historia.rehusa("ya no es un borrador"):
        historia.firma(borrador)


def test_two_people_close_the_same_activity(historia: Historia) -> None:
    vista = historia.ficha.expediente.version  # lo que ambos tienen en pantalla
    verifica(historia)
    historia.sigue("colega")
    with historia.rehusa("cambió mientras usted trabajaba: profesional regis") as found:
        historia.avanza("no_cumple", version=vista)
    assert found.value.codigo == "conflict"
    assert found.value.detalle["usuario"] == "profesional"


def test_missing_evidence_is_listed_and_passed_with_a_reason(
    historia: Historia,
) -> None:
    contesta = {
        "fecha_recepcion": "2025-02-03",
        "acreedor": "rnec",
        "requisitos": REQUISITOS,
    }
    with historia.rehusa("falta") as found:
        historia.cierra("cumple", contesta)
    faltan = found.value.detalle["faltan"]
    assert isinstance(faltan, list)
    assert [f["ids"] for f in faltan] == [
        ["registro-aplicativo", "oficio-recepcion"],
        ["lista-verificacion"],
    ]
    assert all(f["salvable"] for f in faltan)

    historia.cierra("cumple", contesta, forzar="Se anexan mañana, al digitalizar.")
    assert historia.actividad == "2"
    kept = respuestas(historia, "1")
    assert kept["forzado"] == "Se anexan mañana, al digitalizar."
    assert len(kept["faltaba"]) == 2
    assert "por este motivo: Se anexan mañana" in historia.ficha.actuaciones[0].texto


def test_no_reason_archives_a_case_that_owes(historia: Historia) -> None:
    historia.avanza("prescripcion", forzar="Lo pidió el deudor.")
    assert historia.actividad == "11"
    with historia.rehusa("no se puede pasar ni con un motivo.*Queda saldo de capital"):
        historia.avanza(
            "archivado", causa="pago", hay_medidas="no", forzar="Ya es muy viejo."
        )


def test_a_document_with_missing_fields_says_which(historia: Historia) -> None:
    verifica(historia)
    historia.sigue("jefe")
    with historia.rehusa("Documento con que se recibió el título") as found:
        historia.proyecta("auto-avoca")
    assert found.value.codigo == "missing_fields"
    with historia.rehusa("no tiene el dato «saludo»"):
        historia.proyecta("auto-avoca", saludo="Hola")


def test_a_payment_of_nothing_and_one_told_twice(historia: Historia) -> None:
    historia.sigue("financiera")
    with historia.rehusa("mayor que cero"):
        historia.paga(0, "CERO")
    with historia.rehusa("«anular-pago».*«pagos devolver-saldo»"):
        historia.paga(-50_000, "REVERSO")
    historia.paga(100_000, "R-1")
    with historia.rehusa("Ya está registrado un pago de \\$ 100.000"):
        historia.paga(100_000, "R-1")
    historia.sigue("auxiliar")
    with historia.rehusa("no puede registrar pagos"):
        historia.paga(50_000, "R-2")


def test_a_notification_says_when_or_why_not(historia: Historia) -> None:
    with historia.rehusa("en qué fecha quedó notificado el deudor o por qué"):
        historia.notifica("mandamiento-pago", "correo")
    historia.sigue("tesoreria")
    with historia.rehusa("no puede registrar notificaciones"):
        historia.notifica("mandamiento-pago", "correo", efectiva="2025-02-04")


def test_a_case_goes_only_to_somebody_who_exists(historia: Historia) -> None:
    with historia.rehusa("No existe el usuario «nadie»"):
        historia.asigna("nadie")
    historia.asigna("colega")
    historia.sigue("coordinadora")
    historia.asigna("profesional", "la colega sale a vacaciones")
    assert historia.ficha.actuaciones[0].texto == (
        "Se reasignó a Tomás Arango Leal. Motivo: la colega sale a vacaciones."
    )
