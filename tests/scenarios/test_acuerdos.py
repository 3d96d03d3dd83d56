"""Agreements of payment: one story per institution that grants them, and SDSCJ's."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia
from tests.scenarios.test_idpyba import CODIGO as IDPYBA
from tests.scenarios.test_idpyba import recibe_y_registra
from tests.scenarios.test_rnec import CODIGO as RNEC
from tests.scenarios.test_rnec import recibe_y_avoca
from tests.scenarios.test_sdscj import CNSCC, radica_y_reparte, verifica_y_admite
from tests.scenarios.test_svsp import CODIGO as SVSP
from tests.scenarios.test_svsp import recibe_y_verifica


def fase(historia: Historia) -> str:
    return str(historia.acuerdo.situacion.fase)


def test_a_debtor_of_svsp_breaks_the_agreement_at_the_second_instalment(
    abre: Abre,
) -> None:
    """Activity 7: signed, one instalment paid, the next one missed, on to 8."""
    historia = abre(SVSP, titulo="20253448236")
    recibe_y_verifica(historia, "sancion")
    historia.dia("2025-11-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")

    historia.dia("2025-11-24", "profesional")
    historia.anexa("solicitud-acuerdo")
    historia.solicita_acuerdo(3, primera="2026-01-05")
    historia.avanza("solicita_acuerdo", hubo_llamada="no")
    assert historia.actividad == "7"
    # Pedir el acuerdo ni interrumpe la prescripción ni suspende el proceso.
    assert (historia.estado, historia.prescribe) == ("ABIERTO", "2030-10-13")

    historia.dia("2025-12-01", "profesional")
    assert historia.emite("acuerdo-pago", firma="jefe") == "000001 de 2025"
    historia.otorga_acuerdo(3, primera="2026-01-05")
    # Debe 1.500.000 más 49 días al 12 %: 24.164. Cada cuota lleva 500.000 de capital,
    # un tercio de esos intereses y los del plazo: 35 días sobre 1.500.000 (17.260),
    # 31 sobre 1.000.000 (10.192) y 28 sobre 500.000 (4.603).
    assert historia.cuotas == [
        ("2026-01-05", 525_315),
        ("2026-02-05", 518_247),
        ("2026-03-05", 512_657),
    ]
    # El otorgamiento interrumpe la prescripción y suspende el proceso.
    assert (historia.estado, historia.prescribe) == ("SUSPENDIDO", "2030-12-01")
    assert historia.termino == "Cuota 1 de 3 del acuerdo de pago"
    assert historia.vence == "2026-01-05"

    historia.dia("2026-01-05", "financiera")
    historia.paga(525_315, "CUOTA-1")
    assert (historia.vence, fase(historia)) == ("2026-02-05", "al_dia")
    historia.sigue("profesional")
    historia.anexa("proyecto-acuerdo", "auto-suspende", "copia-acuerdo-financiera")
    historia.avanza("cuota", quien_suscribe="deudor", cuotas="3")
    assert historia.advertencias == []
    assert historia.actividad == "17"
    historia.sigue("financiera")
    historia.anexa("reporte-pagos")
    historia.avanza("parcial", valor_confirmado="525.315")
    assert historia.actividad == "7"

    # La segunda vence el 5 de febrero y ese día todavía se puede pagar.
    historia.dia("2026-02-05", "profesional")
    assert fase(historia) == "al_dia"
    with historia.rehusa("no se puede declarar incumplido al 5 de febrero de 2026"):
        historia.declara_incumplimiento()
    historia.dia("2026-02-06", "profesional")
    assert fase(historia) == "en_mora"
    assert historia.emite("auto-incumplimiento", firma="jefe") == "000001 de 2026"
    historia.declara_incumplimiento()
    # Se cuenta desde la cuota que no se pagó, no desde el auto que lo declara; por
    # prudencia, desde la firma: el 1 de diciembre de 2030 es domingo.
    assert historia.prescribe == "2031-02-05"
    assert str(historia.ficha.expediente.fecha_segura) == "2030-11-29"
    assert historia.estado == "ABIERTO"
    historia.avanza("incumplido", fecha_incumplimiento="2026-02-05", cuotas="3")
    assert historia.advertencias == []
    assert historia.actividad == "8"


def test_a_juror_of_rnec_keeps_the_agreement(abre: Abre) -> None:
    """Activity 3: ordered by auto, signed, paid in two instalments, on to 11."""
    historia = abre(RNEC, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    recibe_y_avoca(historia)
    historia.dia("2025-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")

    historia.dia("2025-02-17", "profesional")
    historia.solicita_acuerdo(2)
    historia.dia("2025-02-20", "profesional")
    historia.emite("auto-ordena-acuerdo", firma="jefe")
    historia.emite("acuerdo-pago", firma="jefe")
    historia.otorga_acuerdo(2)
    # Del 4 de enero al 20 de febrero van 47 días: 2.320.000 × 12 % × 47 ÷ 365 =
    # 35.849. Plazo: 28 días sobre 2.320.000 (21.357) y 31 sobre 1.160.000 (11.822).
    assert historia.cuotas == [("2025-03-20", 1_199_282), ("2025-04-21", 1_189_746)]
    historia.avanza("acuerdo", cuotas="2", garantia="Menos de un año: sin garantía")
    assert (historia.actividad, historia.estado) == ("3", "SUSPENDIDO")
    assert historia.advertencias == []

    historia.dia("2025-03-20", "financiera")
    historia.paga(1_199_282, "CUOTA-1")
    # La segunda es el 20 de abril, domingo: vence el lunes y la cuota es la misma.
    assert historia.vence == "2025-04-21"
    historia.dia("2025-04-21", "profesional")
    with historia.rehusa("no está cumplido: falta 1 cuota por \\$ 1.189.746"):
        historia.cumple_acuerdo()
    # La última se ajusta a la liquidación del día. El primer pago se imputó en
    # proporción (ET 804): de 2.377.205 que se debían, 1.170.423 a capital y 28.859 a
    # intereses. Quedan 1.149.577 y 28.346, y 32 días más cuestan 12.094.
    debe = historia.saldo + historia.intereses
    assert debe == 1_149_577 + 28_346 + 12_094
    historia.sigue("financiera")
    historia.paga(debe, "CUOTA-2")
    assert historia.saldo == 0

    historia.sigue("profesional")
    historia.cumple_acuerdo()
    assert historia.estado == "ABIERTO"
    historia.avanza("cumplido")
    assert historia.actividad == "11"
    historia.emite("auto-archivo", firma="jefe")
    historia.avanza("archivado", causa="pago", hay_medidas="no")
    assert historia.estado == "ARCHIVADO"


def test_a_juror_of_rnec_breaks_the_agreement(abre: Abre) -> None:
    """Activity 3: one instalment missed, declared broken, on to 4."""
    historia = abre(RNEC, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    recibe_y_avoca(historia)
    historia.dia("2025-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")
    historia.solicita_acuerdo(2)
    historia.dia("2025-02-20", "profesional")
    historia.emite("auto-ordena-acuerdo", firma="jefe")
    historia.emite("acuerdo-pago", firma="jefe")
    historia.otorga_acuerdo(2)
    historia.avanza("acuerdo", cuotas="2", garantia="Menos de un año: sin garantía")

    # La primera venció el 20 de marzo y nadie pagó. Sin declararlo, no sigue.
    historia.dia("2025-03-20", "profesional")
    with historia.rehusa("El acuerdo tiene 0 cuotas en mora"):
        historia.avanza("incumplido", fecha_incumplimiento="2025-03-20")
    historia.dia("2025-03-21", "profesional")
    historia.emite("auto-incumplimiento", firma="jefe")
    historia.declara_incumplimiento()
    assert historia.estado == "ABIERTO"
    # Cinco años desde el incumplimiento (ET 818): el 20 de marzo de 2030.
    assert historia.prescribe == "2030-03-20"
    historia.avanza("incumplido", fecha_incumplimiento="2025-03-20")
    # Un mes para investigar: el 21 de abril de 2025 es lunes de Pascua, hábil.
    assert (historia.actividad, historia.vence) == ("4", "2025-04-21")


def test_a_debtor_of_svsp_keeps_the_agreement(abre: Abre) -> None:
    """Activity 7: two instalments through 17, kept, on to 18."""
    historia = abre(SVSP, titulo="20253448236")
    recibe_y_verifica(historia, "sancion")
    historia.dia("2025-11-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")
    historia.dia("2025-11-24", "profesional")
    historia.solicita_acuerdo(2, primera="2026-01-05")
    historia.avanza("solicita_acuerdo", hubo_llamada="no")
    historia.dia("2025-12-01", "profesional")
    historia.emite("acuerdo-pago", firma="jefe")
    historia.otorga_acuerdo(2, primera="2026-01-05")
    # Capital 750.000 cada una; la mitad de 24.164 de intereses causados; y los del
    # plazo: 35 días sobre 1.500.000 (17.260) y 31 sobre 750.000 (7.644).
    assert historia.cuotas == [("2026-01-05", 779_342), ("2026-02-05", 769_726)]

    historia.dia("2026-01-05", "financiera")
    historia.paga(779_342, "CUOTA-1")
    # Debía 1.541.425; en proporción (ET 804), 758.398 son capital.
    assert historia.saldo == 1_500_000 - 758_398
    historia.sigue("profesional")
    historia.anexa("proyecto-acuerdo", "auto-suspende", "copia-acuerdo-financiera")
    historia.avanza("cuota", quien_suscribe="deudor", cuotas="2")
    historia.sigue("financiera")
    historia.anexa("reporte-pagos")
    historia.avanza("parcial", valor_confirmado="779.342")
    assert (historia.actividad, historia.estado) == ("7", "SUSPENDIDO")

    # Quedan 741.602 y 20.481 de intereses; 31 días más cuestan 7.558.
    historia.dia("2026-02-05", "financiera")
    assert historia.saldo + historia.intereses == 741_602 + 20_481 + 7_558
    historia.paga(769_641, "CUOTA-2")
    historia.sigue("profesional")
    historia.cumple_acuerdo()
    historia.avanza("cumplido", quien_suscribe="deudor", cuotas="2")
    assert (historia.actividad, historia.estado) == ("17", "ABIERTO")
    historia.sigue("financiera")
    historia.avanza("pago_total", valor_confirmado="769.641")
    assert historia.actividad == "18"


def test_idpyba_follows_it_to_its_last_instalment(abre: Abre) -> None:
    """Activity 5: kept and registered, on to 17."""
    historia = abre(IDPYBA, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    recibe_y_registra(historia)
    historia.dia("2026-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2026-03-02")
    historia.avanza("acuerdo")
    historia.solicita_acuerdo(2)
    historia.dia("2026-02-16", "profesional")
    historia.emite("acuerdo-pago", firma="jefe")
    historia.otorga_acuerdo(2)
    assert [vence for vence, _ in historia.cuotas] == ["2026-03-16", "2026-04-16"]
    with historia.rehusa("El acuerdo de pago no consta como cumplido"):
        historia.avanza("cumplido", cuotas="2", garantia="sin_garantia")

    historia.dia("2026-03-16", "tesoreria")
    historia.paga(historia.cuotas[0][1], "CUOTA-1")
    historia.dia("2026-04-16", "tesoreria")
    historia.paga(historia.saldo + historia.intereses, "CUOTA-2")
    assert historia.saldo == 0
    historia.sigue("profesional")
    historia.cumple_acuerdo()
    historia.avanza("cumplido", cuotas="2", garantia="sin_garantia")
    assert historia.actividad == "17"


def test_idpyba_leaves_it_without_effect_at_two_in_a_row(abre: Abre) -> None:
    """Activity 5: one missed and caught up, then two in a row, on to 6 (T-5.3)."""
    historia = abre(IDPYBA, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    recibe_y_registra(historia)
    historia.dia("2026-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2026-03-02")
    historia.anexa("oficio-investigacion")
    historia.avanza("acuerdo", posible_insolvencia="no", resultado_bienes="sin_bienes")
    assert historia.actividad == "5"

    historia.solicita_acuerdo(6)
    historia.dia("2026-02-16", "profesional")
    historia.emite("acuerdo-pago", firma="jefe")
    historia.otorga_acuerdo(6)
    assert [vence for vence, _ in historia.cuotas] == [
        "2026-03-16", "2026-04-16", "2026-05-19", "2026-06-16", "2026-07-16",
        "2026-08-18",
    ]  # fmt: skip
    primera = historia.cuotas[0][1]

    historia.dia("2026-03-16", "tesoreria")
    historia.paga(primera, "CUOTA-1")
    historia.sigue("profesional")
    historia.avanza("cuota", cuotas="6", garantia="sin_garantia")
    historia.sigue("tesoreria")
    historia.anexa("informe-cobros-en-curso", "memorando-tesoreria")
    historia.avanza("parcial", hay_depositos="no")
    assert historia.actividad == "5"

    # Dejó la segunda y pagó en la fecha de la tercera: va una atrás, pero paga.
    historia.dia("2026-05-19", "tesoreria")
    historia.paga(historia.cuotas[1][1], "CUOTA-2")
    historia.dia("2026-06-17", "profesional")
    assert fase(historia) == "en_mora"
    with historia.rehusa("se necesitan 2 cuotas seguidas sin pagar"):
        historia.declara_incumplimiento()
    historia.anexa("auto-incumplimiento")
    with historia.rehusa("Hay 1 cuota consecutiva en mora"):
        historia.avanza("incumplido", cuotas="6", garantia="sin_garantia")

    # El 16 de julio tampoco paga: son dos seguidas y el acuerdo queda sin efecto.
    historia.dia("2026-07-17", "profesional")
    assert fase(historia) == "ineficaz"
    with historia.rehusa("No hay acuerdo de pago vigente"):
        historia.avanza("cuota", cuotas="6", garantia="sin_garantia")
    historia.emite("auto-incumplimiento", firma="jefe")
    historia.declara_incumplimiento()
    # La primera sin pagar es la tercera, del 19 de mayo.
    assert historia.prescribe == "2031-05-19"
    historia.avanza("incumplido", cuotas="6", garantia="sin_garantia")
    assert (historia.actividad, historia.estado) == ("6", "ABIERTO")


def test_a_refused_agreement_of_svsp_goes_on_to_the_avoca(abre: Abre) -> None:
    """Activity 7: the debtor offers nothing that can be accepted."""
    historia = abre(SVSP, titulo="20253448236")
    recibe_y_verifica(historia, "sancion")
    historia.dia("2025-11-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")
    historia.dia("2025-11-24", "profesional")
    historia.solicita_acuerdo(36)
    historia.avanza("solicita_acuerdo", hubo_llamada="no")

    with historia.rehusa("Sin garantía el plazo no puede pasar de 12 meses"):
        historia.otorga_acuerdo(36)
    historia.niega_acuerdo("Pidió tres años y no ofreció garantía.")
    historia.avanza("negado", motivo_sin_acuerdo="No ofreció garantía.")
    assert historia.actividad == "8"
    assert historia.prescribe == "2030-10-13"


def test_sdscj_sends_the_request_to_hacienda(abre: Abre) -> None:
    """REMITIDO_SDH: the Secretaría grants none; it suspends and sends the folder."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    radica_y_reparte(historia)
    verifica_y_admite(historia)
    prescribe = historia.prescribe

    historia.dia("2026-02-20", "profesional")
    hecho = historia.solicita_acuerdo(12)
    assert "se remite con la carpeta a la Secretaría Distrital de Hacienda" in (
        hecho.resumen
    )
    # Cinco días hábiles para trasladarla (CPACA 21).
    assert historia.vence == "2026-02-27"
    assert historia.termino == "Trasladar la solicitud de acuerdo de pago (CPACA 21)"
    assert (historia.estado, historia.prescribe) == ("SUSPENDIDO", prescribe)
    with historia.rehusa("La entidad no concede acuerdos de pago.*289 de 2021, art"):
        historia.otorga_acuerdo(12)

    historia.dia("2026-02-24", "profesional")
    historia.anexa("solicitud-facilidad", "auto-suspende")
    historia.emite("oficio-traslado", firma="jefe", direccion="Carrera 30 # 25-90")
    assert historia.abre_documento("oficio-traslado").startswith(b"%PDF")
    historia.avanza("facilidad", fecha_solicitud_facilidad="2026-02-20")
    assert historia.actividad == "9"
    historia.sigue("jefe")
    historia.anexa("oficio-remisorio-sdh", "indice-electronico", "hoja-control")
    historia.avanza(
        "remitido",
        motivo="facilidad",
        copia_al_deudor="a@ejemplo.test",
        cope_remision="2026-02-24",
    )
    assert (historia.estado, historia.vence) == ("REMITIDO_SDH", "")
