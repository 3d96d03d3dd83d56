"""The time to pay runs out and the debtor says nothing: it turns red, the case goes on.

A term of the office that ran out moves nothing by itself (PROCEDURES, rule 3): it shows
in the agenda, it is escalated, and a person goes on.
"""

from __future__ import annotations

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.services.agenda import FiltroAgenda, LineaAgenda, listar
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia
from tests.scenarios.test_idpyba import CODIGO as IDPYBA
from tests.scenarios.test_idpyba import recibe_y_registra
from tests.scenarios.test_rnec import CODIGO as RNEC
from tests.scenarios.test_rnec import recibe_y_avoca
from tests.scenarios.test_svsp import CODIGO as SVSP
from tests.scenarios.test_svsp import recibe_y_verifica


def en_agenda(historia: Historia, actividad: str) -> list[LineaAgenda]:
    """Return the terms of an activity of the case, as the agenda shows them."""
    asked = FiltroAgenda(expediente_id=historia.expediente_id)
    found = listar(historia.workspace, historia.contexto, asked)
    return [line for line in found if line.actividad == actividad]


def nivel(historia: Historia, actividad: str) -> tuple[Nivel, int]:
    """Return the colour of the only term of an activity and the days it has left."""
    [line] = en_agenda(historia, actividad)
    return line.nivel, line.quedan


def escalado(historia: Historia) -> bool:
    """Tell whether a term of the case is told to who looks at the agenda."""
    asked = FiltroAgenda(expediente_id=historia.expediente_id, escalados=True)
    return bool(listar(historia.workspace, historia.contexto, asked))


def test_the_45_days_of_svsp_pass_without_payment_nor_request(abre: Abre) -> None:
    """SVSP: 6 turns red, → 11, without mandamiento → 8, and the avoca → 9."""
    historia = abre(SVSP, titulo="20253448236")
    recibe_y_verifica(historia, "sancion")
    historia.dia("2025-11-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2025-12-18")

    # 45 días hábiles desde el 13 de octubre de 2025: octubre da 14 (del 14 al 31),
    # noviembre 18 (sin los festivos del 3 y el 17), y diciembre los 13 que faltan, sin
    # el 8: el jueves 18. El día 45 todavía es tiempo.
    historia.dia("2025-12-18", "profesional")
    assert historia.vence == "2025-12-18"
    assert nivel(historia, "6") == (Nivel.URGENTE, 0)

    # El viernes 19 amanece en rojo y llega a la jefatura. Nada se movió solo.
    historia.dia("2025-12-19", "jefe")
    assert nivel(historia, "6") == (Nivel.VENCIDO, -1)
    assert escalado(historia)
    assert (historia.actividad, historia.estado) == ("6", "ABIERTO")

    # El lunes 22 lleva dos días hábiles vencido y la profesional sigue el trámite.
    historia.dia("2025-12-22", "profesional")
    assert nivel(historia, "6") == (Nivel.VENCIDO, -2)
    historia.avanza("no_paga", hubo_llamada="no")
    assert historia.actividad == "11"
    assert en_agenda(historia, "6") == []

    historia.avanza("sin_mandamiento")
    assert historia.actividad == "8"
    historia.emite("auto-avoca", firma="jefe", memorando_recibo="el memorando 2025-44")
    historia.avanza("avocado", guia__avoca="RA-0003-CO")
    assert historia.actividad == "9"
    # El cobro persuasivo no interrumpió nada: cinco años desde la ejecutoria (ET 818).
    assert historia.prescribe == "2030-10-13"


def test_the_month_of_rnec_passes_and_so_does_the_month_of_the_search(
    abre: Abre,
) -> None:
    """RNEC: 3 turns red → 4; at its date 4 goes on without answers → 5."""
    historia = abre(RNEC, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    recibe_y_avoca(historia)
    historia.dia("2025-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")

    # Un mes desde el 5 de febrero: el miércoles 5 de marzo.
    historia.dia("2025-03-05", "profesional")
    assert nivel(historia, "3") == (Nivel.URGENTE, 0)
    historia.dia("2025-03-06", "jefe")
    assert nivel(historia, "3") == (Nivel.VENCIDO, -1)
    assert escalado(historia)
    assert historia.actividad == "3"

    historia.dia("2025-03-10", "profesional")
    historia.avanza("no_paga", medio_envio="correo", recibido="si")
    # Un mes desde el 10 de marzo: el jueves 10 de abril.
    assert (historia.actividad, historia.vence) == ("4", "2025-04-10")
    assert en_agenda(historia, "3") == []

    historia.anexa("oficio-investigacion")
    historia.dia("2025-04-11", "profesional")
    assert nivel(historia, "4") == (Nivel.VENCIDO, -1)
    historia.avanza("investigado", fuentes="snr,runt,bancos", hay_bienes="no")
    # Tres meses desde el 11 de abril: el viernes 11 de julio.
    assert (historia.actividad, historia.vence) == ("5", "2025-07-11")


def test_the_debtor_of_idpyba_says_nothing_until_the_day_of_the_letter(
    abre: Abre,
) -> None:
    """IDPYBA: nobody answers the letter → 6, the auto closes the stage → 7 → 8."""
    historia = abre(IDPYBA, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    recibe_y_registra(historia)
    historia.dia("2026-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2026-03-02")
    historia.anexa("oficio-investigacion")
    # El cuadro del Instituto no pone término: lo pone el día que dio el oficio, y la
    # alarma de fondo es la fecha segura, tres años desde la ejecutoria.
    assert historia.vence == ""
    assert str(historia.ficha.expediente.fecha_segura) == "2028-11-22"

    historia.dia("2026-03-03", "profesional")
    historia.avanza("sin_pago", posible_insolvencia="no", plazo_para_pagar="2026-03-02")
    assert historia.actividad == "6"
    with historia.rehusa("Auto"):
        historia.avanza("cerrado")

    historia.dia("2026-03-05", "jefe")
    historia.anexa("auto-cierre-persuasivo")
    historia.avanza("cerrado")
    assert historia.actividad == "7"
    historia.dia("2026-03-10", "jefe")
    historia.anexa("mandamiento-pago")
    historia.avanza("proferido", bienes_conocidos="no")
    assert historia.actividad == "8"
    # Librar el mandamiento no basta: la prescripción se interrumpe al notificarlo.
    assert historia.prescribe == "2030-11-22"
