"""Superintendencia de Vigilancia y Seguridad Privada, PRO-GJU-130-008."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia, respuestas

CODIGO = "PRO-GJU-130-008"


def recibe_y_verifica(historia: Historia, naturaleza: str) -> None:
    """Activities 1 to 4: the title comes, it is read and it may be collected."""
    historia.dia("2025-11-05", "financiera")
    historia.anexa("memorando-remisorio", "titulo-ejecutivo", "ejecutoria-titulo")
    historia.avanza("recibido", fecha_recepcion="2025-11-04")
    assert historia.actividad == "2"

    with historia.rehusa("Nelly Patricia Osorio no puede cerrar la actividad 2"):
        historia.avanza(naturaleza, fecha_base="2025-11-05")

    historia.sigue("profesional")
    historia.avanza(naturaleza, fecha_base="2025-11-05")
    historia.avanza("revisado", recursos_agotados="si", notificado="si", firme="si")
    historia.anexa("lista-verificacion")
    historia.avanza(
        "procede",
        requisitos="clara,expresa,exigible,liquida,deudor,notificada,ejecutoriada,"
        "no_prescrita,con_fuerza",
        hubo_recursos="no",
    )
    assert historia.actividad == "6"
    assert historia.advertencias == []


def avoca_y_libra(historia: Historia) -> None:
    """Activities 6, 11, 8 and 9: nobody pays, avoca, mandamiento notified."""
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2025-11-07")
    historia.dia("2025-11-10", "profesional")
    historia.avanza("no_paga", hubo_llamada="no")
    assert historia.actividad == "11"

    # El cuadro salta del persuasivo a los bienes; sin mandamiento, primero el avoca.
    historia.avanza("sin_mandamiento")
    historia.dia("2025-11-13", "profesional")
    with historia.rehusa("Auto que avoca conocimiento"):
        historia.avanza("avocado")
    historia.emite("auto-avoca", firma="jefe", memorando_recibo="el memorando 2025-44")
    historia.avanza("avocado", guia__avoca="RA-0002-CO")
    assert historia.actividad == "9"

    historia.dia("2025-12-02", "profesional")
    historia.anexa("mandamiento-pago", "citacion-notificacion", fecha="2025-11-20")
    historia.notifica("mandamiento-pago", "personal", efectiva="2025-12-02")
    # Cinco años nuevos desde el día siguiente a la notificación (ET 818).
    assert historia.prescribe == "2030-12-02"
    # 15 días hábiles para pagar o proponer excepciones, sin el 8 de diciembre.
    assert historia.vence == "2025-12-24"


def test_a_sanction_is_paid_in_two_payments_and_archived(abre: Abre) -> None:
    """ARCHIVADO: the debtor pays in the persuasive stage."""
    historia = abre(CODIGO, titulo="20253448236")
    assert historia.ficha.expediente.deudor == "BLINDAJE DEL PACÍFICO SAS"
    assert historia.saldo == 1_500_000
    assert historia.prescribe == "2030-10-13"  # cinco años desde la ejecutoria

    recibe_y_verifica(historia, "sancion")
    # 45 días hábiles desde el 13 de octubre, exigible con la ejecutoria. No cuentan el
    # 3 y el 17 de noviembre ni el 8 de diciembre, festivos.
    assert historia.vence == "2025-12-18"

    historia.dia("2025-11-10", "profesional")
    assert historia.emite("oficio-persuasivo", firma="jefe") == "000001 de 2025"
    assert historia.abre_documento("oficio-persuasivo").startswith(b"%PDF")

    # Abona en el día 57: intereses 1.500.000 × 12 % × 57 ÷ 365 = 28.110; debe
    # 1.528.110. El abono paga en proporción (ET 804): 981.605 son capital.
    historia.dia("2025-12-09", "profesional")
    historia.paga(1_000_000, "ABONO-1")
    assert historia.saldo == 518_395
    historia.avanza("paga", hubo_llamada="no", fecha_pago="2025-12-09")
    assert historia.actividad == "17"

    historia.sigue("financiera")
    historia.anexa("reporte-pagos")
    with historia.rehusa("Queda saldo de capital") as problema:
        historia.avanza("pago_total")
    assert problema.value.codigo == "unmet_requirements"
    historia.avanza("parcial", valor_confirmado="1.000.000")
    # Vuelve a donde estaba y el término es el mismo.
    assert (historia.actividad, historia.vence) == ("6", "2025-12-18")

    # Quedan 518.395 de capital y 9.715 de intereses sin pagar; siete días más
    # cuestan 518.395 × 12 % × 7 ÷ 365 = 1.193. Debe 529.303.
    historia.dia("2025-12-16", "profesional")
    historia.paga(529_303, "PAGO-2")
    assert historia.saldo == 0
    assert [o.estado for o in historia.ficha.obligaciones] == ["PAGADA"]
    historia.avanza("paga", hubo_llamada="no")
    # Un mes para el reporte de pagos.
    assert historia.vence == "2026-01-16"
    historia.dia("2025-12-19", "financiera")
    historia.avanza("pago_total", valor_confirmado="529.303")
    assert (historia.actividad, historia.vence) == ("18", "")

    historia.dia("2026-01-08", "profesional")
    assert historia.emite("auto-archivo", firma="jefe") == "000001 de 2026"
    assert historia.abre_documento("auto-archivo").startswith(b"PK")
    historia.notifica(
        "auto-archivo", "correo", efectiva="2026-01-08", guia="RA-0001-CO"
    )
    historia.anexa("ingreso-tesoro", "memorando-origen")
    historia.avanza(
        "archivado",
        causa="pago",
        hay_medidas="no",
        cierre_carpeta="foliado,cuadro,notificaciones,paz_y_salvo",
    )
    assert historia.estado == "ARCHIVADO"
    assert historia.ficha.expediente.causa == "pago"
    with historia.rehusa("ya terminó: está archivado"):
        historia.avanza("archivado", causa="pago")


def test_without_goods_the_debtor_is_reported_to_the_bdme(abre: Abre) -> None:
    """REPORTADO_BDME: nobody pays, the mandamiento interrupts, there are no goods."""
    historia = abre(CODIGO, titulo="20257423077")
    assert historia.saldo == 3_500_000
    assert historia.prescribe == "2030-09-03"
    recibe_y_verifica(historia, "multa")
    # 45 días hábiles desde el 3 de septiembre, sin los festivos del 13 de octubre y
    # el 3 de noviembre.
    assert historia.vence == "2025-11-07"

    avoca_y_libra(historia)

    historia.dia("2026-01-05", "profesional")
    historia.avanza(
        "no_paga",
        fecha_notificacion_mandamiento="2025-12-02",
        ultimo_dia_excepciones="2025-12-24",
        hubo_excepciones="no",
    )
    assert historia.advertencias == []
    assert historia.actividad == "11"
    historia.anexa("oficio-investigacion", "respuestas-investigacion")
    historia.avanza("no_posee", llegaron_respuestas="si")
    assert historia.actividad == "12"

    historia.dia("2026-01-20", "profesional")
    historia.anexa("memorando-bdme")
    historia.avanza("reportado", anotacion="mora")
    assert historia.estado == "REPORTADO_BDME"
    assert historia.saldo == 3_500_000
    assert historia.vence == ""


def test_a_badly_notified_title_goes_back(abre: Abre) -> None:
    """DEVUELTO: the checklist finds that the title was not notified."""
    historia = abre(CODIGO, titulo="20254241072")
    historia.dia("2025-11-05", "financiera")
    historia.anexa("titulo-ejecutivo", "ejecutoria-titulo")
    # El número del memorando vale tanto como el archivo.
    historia.avanza(
        "recibido", fecha_recepcion="2025-11-04", radicado__memorando="2025-44"
    )
    assert "2025-44" in [r.valor for r in historia.ficha.referencias]

    historia.sigue("profesional")
    historia.avanza("multa", fecha_base="2025-11-05")
    historia.avanza("revisado", recursos_agotados="si", notificado="no", firme="no")
    historia.anexa("lista-verificacion")
    motivo = "No hay constancia de la notificación personal ni del aviso (CPACA 69)."
    with historia.rehusa("Por qué no procede"):
        historia.avanza("no_procede", requisitos="clara,expresa", hubo_recursos="no")
    historia.avanza(
        "no_procede",
        requisitos="clara,expresa",
        hubo_recursos="no",
        motivo_no_procede=motivo,
    )
    assert historia.actividad == "5"

    historia.dia("2025-11-07", "profesional")
    numero = historia.emite(
        "memorando-devolucion",
        firma="colega",
        memorando_recibo="el memorando 2025-44",
        hallazgos=motivo,
        documentos="Resolución en original; 12 folios de antecedentes",
    )
    assert numero == "000001 de 2025"
    historia.avanza("devuelto", causa_devolucion="mal_notificado")
    assert historia.estado == "DEVUELTO"
    assert respuestas(historia, "5")["respuestas"] == {
        "causa_devolucion": "mal_notificado"
    }
