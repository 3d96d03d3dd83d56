"""Registraduría Nacional del Estado Civil, RJPD06."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia

CODIGO = "RJPD06"
REQUISITOS = (
    "resolucion,notificada,recursos,ejecutoria,clara,deudor,liquida,no_prescrita,"
    "con_fuerza"
)


def recibe_y_avoca(historia: Historia) -> None:
    """Activities 1 and 2: the title is verified and the case taken up."""
    # Un día hábil desde que se recibió, el lunes 3 de febrero.
    assert historia.vence == "2025-02-04"
    historia.dia("2025-02-04", "profesional")
    historia.anexa("lista-verificacion")
    historia.avanza(
        "cumple",
        fecha_recepcion="2025-02-03",
        acreedor="rnec",
        oficina="delegacion",
        clase_sancion="jurado",
        requisitos=REQUISITOS,
        registro__aplicativo="AP-2025-118",
    )
    assert (historia.actividad, historia.vence) == ("2", "2025-03-04")

    historia.dia("2025-02-05", "profesional")
    borrador = historia.proyecta(
        "auto-avoca", memorando_recibo="el oficio DDT-0091 de 2025"
    )
    with historia.rehusa("Tomás Arango Leal no puede firmar"):
        historia.firma(borrador)
    historia.sigue("jefe")
    assert historia.firma(borrador) == "000001 de 2025"
    historia.avanza("avocado")
    assert (historia.actividad, historia.vence) == ("3", "2025-03-05")


def libra_y_embarga(historia: Historia) -> None:
    """Activities 3 to 6: nobody pays, the mandamiento leaves, a measure is ordered."""
    historia.dia("2025-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")
    historia.dia("2025-03-06", "profesional")
    historia.avanza("no_paga", medio_envio="correo", recibido="si")
    # Un mes vence el domingo 6 de abril: pasa al lunes.
    assert (historia.actividad, historia.vence) == ("4", "2025-04-07")

    historia.dia("2025-03-20", "profesional")
    historia.anexa("oficio-investigacion", "respuestas-investigacion")
    historia.avanza("investigado", fuentes="snr,runt,bancos", hay_bienes="si")
    assert (historia.actividad, historia.vence) == ("5", "2025-06-20")

    historia.dia("2025-03-27", "profesional")
    historia.anexa("mandamiento-pago", "citacion-notificacion")
    with historia.rehusa("no puede cerrar la actividad 5"):
        historia.avanza("librado")
    historia.sigue("jefe")
    historia.avanza("librado", fecha_citacion="2025-03-27")
    assert (historia.actividad, historia.vence) == ("6", "2025-06-27")

    historia.dia("2025-04-03", "jefe")
    historia.anexa("auto-medidas", "oficio-embargo")
    historia.avanza("decretada", limite_embargo="4.640.000")
    assert historia.actividad == "7"


def notifica_y_registra(historia: Historia) -> None:
    """Activities 7 to 9: the second means notifies, nobody objects, registered."""
    historia.dia("2025-04-10", "profesional")
    historia.notifica("mandamiento-pago", "personal", causa="no compareció")
    historia.avanza(
        "fallida",
        medio_notificacion_mandamiento="personal",
        causa_fallida="No compareció a la citación.",
    )
    assert (historia.actividad, historia.prescribe) == ("7", "2030-01-04")
    historia.dia("2025-04-22", "profesional")
    historia.notifica(
        "mandamiento-pago", "correo", efectiva="2025-04-22", guia="RA-0100-CO"
    )
    assert historia.prescribe == "2030-04-22"
    # 15 días hábiles, sin el 1 de mayo.
    assert "2025-05-14" in [t.vence.isoformat() for t in historia.ficha.terminos]

    historia.dia("2025-05-15", "profesional")
    historia.anexa("orden-ejecucion")
    historia.avanza(
        "sin_excepciones",
        medio_notificacion_mandamiento="correo",
        fecha_notificacion_mandamiento="2025-04-22",
    )
    assert historia.advertencias == []
    assert historia.actividad == "9"

    historia.dia("2025-05-27", "profesional")
    historia.anexa("respuesta-registro")
    historia.avanza("registrado", destinatarios="bancos")
    # Tres años vencen el sábado 27 de mayo de 2028 y el lunes 29 es festivo.
    assert (historia.actividad, historia.vence) == ("10", "2028-05-30")


def test_a_juror_pays_after_the_embargo(abre: Abre) -> None:
    """ARCHIVADO: the whole table, from the title to the lifting of the measure."""
    historia = abre(CODIGO, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    assert historia.saldo == 2_320_000
    assert historia.prescribe == "2030-01-04"
    recibe_y_avoca(historia)

    libra_y_embarga(historia)
    notifica_y_registra(historia)

    # 178 días: 2.320.000 × 12 % × 178 ÷ 365 = 135.768.
    historia.dia("2025-07-01", "tesoreria")
    assert historia.intereses == 135_768
    historia.paga(2_455_768, "DEP-4471")
    historia.sigue("profesional")
    historia.avanza("paga")
    # La alarma de la tabla: cinco años desde la ejecutoria.
    assert (historia.actividad, historia.vence) == ("11", "2030-01-04")

    historia.dia("2025-07-03", "profesional")
    historia.emite("auto-archivo", firma="jefe")
    with historia.rehusa("levantamiento"):
        historia.avanza("archivado", causa="pago", hay_medidas="si")
    historia.anexa("oficio-levantamiento")
    historia.avanza("archivado", causa="pago", hay_medidas="si")
    assert (historia.estado, historia.vence) == ("ARCHIVADO", "")


def test_a_juror_who_pays_too_much_keeps_a_balance_in_favour(abre: Abre) -> None:
    """ARCHIVADO: payment in the persuasive stage."""
    historia = abre(CODIGO, titulo="799 de 2024", deudor="ÍNGRID ANA PÉREZ ECHEVERRY")
    recibe_y_avoca(historia)
    historia.emite("oficio-persuasivo", firma="jefe")

    # 38 días desde el 13 de enero: 1.160.000 × 12 % × 38 ÷ 365 = 14.492.
    historia.dia("2025-02-20", "financiera")
    assert historia.intereses == 14_492
    historia.paga(1_200_000, "CONS-88")
    [pago] = historia.ficha.pagos
    [imputacion] = pago.imputaciones
    assert (imputacion.capital, imputacion.interes, imputacion.saldo_a_favor) == (
        116_000_000,
        1_449_200,
        2_550_800,
    )
    historia.sigue("profesional")
    historia.avanza("paga")
    historia.emite("auto-archivo", firma="jefe")
    historia.avanza("archivado", causa="pago", hay_medidas="no")
    assert historia.estado == "ARCHIVADO"


def test_a_title_without_notification_goes_back_to_its_office(abre: Abre) -> None:
    """DEVUELTO: the title does not meet its requirements."""
    historia = abre(CODIGO, titulo="052 de 2024", deudor="ZORAIDA DORA ÁVILA USECHE")
    historia.dia("2025-02-04", "profesional")
    historia.anexa("oficio-recepcion", "lista-verificacion")
    historia.emite(
        "oficio-devolucion",
        firma="coordinadora",
        memorando_recibo="el oficio DDH-0033 de 2025",
        direccion="Calle 7 n.º 6-30",
        ciudad_destino="Neiva",
        causas="No hay constancia de la notificación de la resolución",
        documentos="Resolución 052 de 2024",
    )
    historia.avanza(
        "no_cumple",
        fecha_recepcion="2025-02-03",
        acreedor="rnec",
        requisitos="resolucion,clara,deudor,liquida",
        motivo_devolucion="La resolución no se notificó.",
    )
    assert historia.estado == "DEVUELTO"
