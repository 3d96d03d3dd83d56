"""Portfolio procedures: depuración, reclassification, deterioro (PROCEDURES 1-4)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from cobro_desktop.services.cartera.avance import AvanzarCorrida, avanzar_corrida
from cobro_desktop.services.cartera.partidas import obligaciones_de
from cobro_desktop.services.cartera.revelaciones import revelar
from cobro_desktop.services.documentos.anulacion import (
    AnularDocumento,
    anular_documento,
)
from cobro_desktop.storage.rows import ExpedienteRow
from tests.scenarios.cartera import FALTA, NO, SI, Corrida, con_comite
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia, expediente_de

CNSCC = "PD-GJ-07"
SVSP = "PRO-GJU-130-008"
JURADA = "NUBIA ÍNGRID GÓMEZ BELTRÁN"
CUIDADOR = "Yeison Camila Guzmán Pérez"
ACCIONES = (
    "El 2026-03-16 se envió oficio persuasivo y el deudor no respondió.\n"
    "El 2026-05-29 se informó a la Dirección Financiera."
)


def otra(historia: Historia, **lo_que_es: str) -> Historia:
    """Return the story of another case of the same office."""
    numero = expediente_de(historia.workspace, **lo_que_es)
    other = Historia(historia.workspace, numero, historia.carpeta)
    other.contexto = historia.contexto
    return other


def prepara_extraordinaria(corrida: Corrida) -> None:
    """D1 to D3: found, supported and described, for cost and benefit."""
    corrida.firma(corrida.proyecta("memorando"), "profesional")
    corrida.avanza("identificadas", origen="area")
    corrida.dia("2026-07-06", "profesional")
    corrida.anexa("estado-cuenta", "soportes-depuracion", "certificacion-archivo")
    for partida in corrida.partidas:
        corrida.ficha(
            partida,
            soportes="valor_mensual,pagos,gestion_persuasiva",
            faltan_soportes="si",
            medios_alternos="certificacion_archivo",
        )
    corrida.avanza("soportes_reunidos")
    corrida.dia("2026-07-10", "profesional")
    for partida in corrida.partidas:
        corrida.ficha(
            partida,
            clase="extraordinaria",
            causal="costo_beneficio",
            situacion="sin_probabilidad",
            acciones=ACCIONES,
            costo_estimado="1900000",
            recaudo_esperado="76000",
        )
        corrida.firma(corrida.proyecta("ficha-depuracion", partida), "profesional")
    corrida.avanza("ficha_lista")
    assert corrida.actividad == "D4"


def test_a_fine_that_costs_more_than_it_brings_is_written_off(abre: Abre) -> None:
    """SDSCJ D1–D6: extraordinaria; each case leaves to its archive."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    segunda = otra(historia, titulo="11-001-4220608")
    corrida = Corrida.abre(historia, CNSCC, "2026-06-30")
    assert corrida.actividad == "D1"
    corrida.anexa("memorando-financiera")
    with corrida.rehusa("no tiene ninguna partida"):
        corrida.avanza("identificadas", origen="area")
    corrida.agrega(historia, segunda, motivo="Revisión anual de la cartera")
    assert corrida.vista.partidas[0].capital == 151_840_000
    prepara_extraordinaria(corrida)

    # D4: the comité sees each item; without its acta nothing goes on.
    una, dos = corrida.partidas
    corrida.dia("2026-07-15", "comite")
    with corrida.rehusa("no puede recomendar|Falta la recomendación"):
        corrida.sesiona({una: (SI, "")})
    corrida.sesiona({una: (SI, ""), dos: (NO, "Hay bienes que se pueden embargar")})
    with corrida.rehusa("Falta: Acta del Comité"):
        corrida.avanza("recomienda")
    acta = corrida.proyecta("acta-comite")
    corrida.firma(acta, "comite")
    with corrida.rehusa("El comité recomendó alguna partida"):
        corrida.avanza("no_recomienda", forzar="Se decide así")
    corrida.avanza("recomienda")

    # D5: the act is of who represents the Secretaría, and of nobody else.
    corrida.dia("2026-07-21", "representante")
    acto = corrida.proyecta("acto-depuracion")
    with corrida.rehusa("lo hace quien tiene el rol REP"):
        corrida.firma(acto, "jefe")
    corrida.firma(acto, "representante")
    corrida.avanza("expedido")

    # D6: the books first; only then the cases.
    corrida.dia("2026-07-24", "financiera")
    with corrida.rehusa("no ha terminado"):
        corrida.aplica()
    corrida.anexa("comprobante-contable")
    corrida.avanza("ajustado", fecha_ajuste="2026-07-23", sistemas="contable,cope")
    assert corrida.vista.terminada

    corrida.dia("2026-07-24", "profesional")
    foreseen = corrida.prevista()
    assert [e.hecho for e in foreseen] == [True], foreseen
    assert historia.actividad == "1", "foreseeing writes nothing"
    done = corrida.aplica()
    assert done == [e.texto for e in foreseen]
    assert historia.actividad == "10"
    assert historia.saldo == 0
    assert segunda.actividad == "1"
    assert corrida.vista.por_aplicar == 0
    assert corrida.aplica() == []


def test_what_lacks_a_paper_goes_back_to_be_completed(abre: Abre) -> None:
    """SDSCJ D4: falta soporte → D2, in a run of its own when the rest goes on."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    segunda = otra(historia, titulo="11-001-4220608")
    corrida = Corrida.abre(historia, CNSCC, "2026-06-30")
    corrida.agrega(historia, segunda)
    prepara_extraordinaria(corrida)

    una, dos = corrida.partidas
    falta = "Falta la constancia de ejecutoria"
    corrida.dia("2026-07-15", "comite")
    corrida.sesiona({una: (FALTA, falta), dos: (FALTA, falta)})
    corrida.avanza("falta_soporte")
    assert corrida.actividad == "D2"
    assert [p.decision for p in corrida.vista.partidas] == ["", ""]

    corrida.dia("2026-07-20", "profesional")
    corrida.avanza("soportes_reunidos")
    corrida.avanza("ficha_lista")
    corrida.dia("2026-07-29", "comite")
    corrida.sesiona({una: (SI, ""), dos: (FALTA, falta)})
    corrida.firma(corrida.proyecta("acta-comite"), "comite")
    corrida.avanza("recomienda")
    assert corrida.actividad == "D5"
    assert corrida.partidas == [una]
    other = Corrida(historia, corrida.id + 1)
    assert other.actividad == "D2"
    assert [p.propuesta for p in other.vista.partidas] == [
        f"Devuelta por el comité: {falta}"
    ]


def test_a_remitted_case_loses_only_its_obligation(abre: Abre) -> None:
    """SDSCJ: what was sent to Hacienda stays sent; its debt ends here."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    termina(historia, "REMITIDO_SDH", "9")
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    corrida = Corrida.abre(historia, CNSCC, "2026-06-30")
    corrida.agrega(historia, motivo="Recomendación de la Oficina de Depuración")
    prepara_extraordinaria(corrida)
    corrida.dia("2026-07-15", "comite")
    corrida.sesiona({corrida.partidas[0]: (SI, "")})
    corrida.firma(corrida.proyecta("acta-comite"), "comite")
    corrida.avanza("recomienda")
    corrida.dia("2026-07-21", "representante")
    acto = corrida.proyecta("acto-depuracion")
    corrida.firma(acto, "representante")
    corrida.avanza("expedido")
    corrida.dia("2026-07-24", "financiera")
    corrida.anexa("comprobante-contable")
    corrida.avanza("ajustado", fecha_ajuste="2026-07-23")
    corrida.dia("2026-07-24", "profesional")
    (done,) = corrida.aplica()
    assert "ya había terminado (REMITIDO_SDH): no se mueve" in done
    assert historia.estado == "REMITIDO_SDH"
    assert historia.saldo == 0
    again = AnularDocumento(acto, "Se firmó por error")
    corrida.dia("2026-07-24", "representante")
    with corrida.rehusa("En .* se apoya lo que ya se aplicó"):
        anular_documento(again, historia.workspace, corrida.contexto)


def test_the_supervisor_writes_off_impairs_and_reclassifies(abre: Abre) -> None:
    """SVSP 19 → 20: a baja moves its case; a deterioro and a new class move none."""
    historia = abre(SVSP, titulo="20253448236")
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    demas = otros(historia, 2)
    corrida = Corrida.abre(historia, SVSP, "2026-06-30", "19")
    corrida.agrega(historia, *demas)
    baja, deterioro, reclasifica = corrida.partidas
    corrida.ficha(
        baja,
        tratamiento="baja",
        causal="costo_beneficio",
        acciones="Se buscó.",
        costo_estimado="500000",
        recaudo_esperado="90000",
    )
    corrida.ficha(
        deterioro,
        tratamiento="deterioro",
        acciones="Mora de dos años.",
        valor_deterioro="250000",
        metodo_deterioro="El que fija la política contable",
    )
    corrida.ficha(reclasifica, tratamiento="reclasificacion", acciones="Sin acuerdo.")
    corrida.anexa("relacion-cuentas")
    corrida.sesiona(dict.fromkeys(corrida.partidas, (SI, "")))
    corrida.firma(corrida.proyecta("acta-comite"), "comite")
    with corrida.rehusa("Clase en que está"):
        corrida.avanza("cambios", conceptos="multas")
    corrida.ficha(reclasifica, clase_antes="Corriente", clase_despues="Difícil recaudo")
    ficha = corrida.proyecta("ficha-reclasificacion", reclasifica)
    corrida.firma(ficha, "profesional")
    with corrida.rehusa("El comité recomendó cambios"):
        corrida.avanza("sin_cambios")
    corrida.avanza("cambios", conceptos="multas")
    assert corrida.actividad == "20"

    corrida.dia("2026-07-10", "profesional")
    saneamiento = corrida.proyecta("ficha-saneamiento", baja)
    corrida.firma(saneamiento, "profesional")
    with corrida.rehusa("Acto de baja o de deterioro firmado"):
        corrida.avanza("actos_firmados", saneamiento="si")
    corrida.firma(corrida.proyecta("acto-depuracion"), "representante")
    corrida.avanza("actos_firmados", saneamiento="si")
    assert corrida.vista.terminada

    uno, dos, tres = corrida.aplica()
    assert "terminó la obligación" in uno
    assert "se reconoció un deterioro de $ 250.000" in dos
    assert "de «Corriente» a «Difícil recaudo»" in tres
    assert historia.actividad == "18"
    assert [h.actividad for h in demas] == ["1", "1"]
    assert all(h.saldo > 0 for h in demas)


def test_a_reported_case_comes_back_to_be_archived(abre: Abre) -> None:
    """SVSP: what stood in the bulletin goes to 18 by the door of extinction."""
    historia = abre(SVSP, titulo="20253448236")
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    termina(historia, "REPORTADO_BDME", "12")
    corrida = Corrida.abre(historia, SVSP, "2026-06-30", "19")
    corrida.agrega(historia)
    (partida,) = corrida.partidas
    corrida.ficha(
        partida,
        tratamiento="baja",
        causal="costo_beneficio",
        acciones="Se buscó.",
        costo_estimado="500000",
        recaudo_esperado="90000",
    )
    corrida.anexa("relacion-cuentas")
    corrida.sesiona({partida: (SI, "")})
    corrida.firma(corrida.proyecta("acta-comite"), "comite")
    corrida.avanza("cambios", conceptos="multas")
    corrida.firma(corrida.proyecta("acto-depuracion"), "representante")
    corrida.avanza("actos_firmados", saneamiento="no")
    corrida.aplica()
    assert (historia.estado, historia.actividad) == ("ABIERTO", "18")
    assert historia.saldo == 0


def test_a_session_that_changes_nothing_ends_with_its_acta(abre: Abre) -> None:
    """SVSP 19: sin cambios."""
    historia = abre(SVSP, titulo="20253448236")
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    corrida = Corrida.abre(historia, SVSP, "2026-06-30", "19")
    corrida.agrega(historia)
    corrida.ficha(corrida.partidas[0], tratamiento="sin_cambio")
    corrida.anexa("relacion-cuentas")
    corrida.sesiona({corrida.partidas[0]: (SI, "")})
    corrida.firma(corrida.proyecta("acta-comite"), "comite")
    corrida.avanza("sin_cambios", conceptos="multas")
    assert corrida.vista.terminada
    assert historia.actividad == "1"


def test_the_year_of_the_accounts_squares(abre: Abre) -> None:
    """SVSP 21: initial balance, what came in, was paid and left make the final one."""
    historia = abre(SVSP, titulo="20253448236")
    historia.dia("2025-12-10", "financiera")
    historia.paga(100_000, "RC-1")
    historia.dia("2026-01-15", "profesional")
    corrida = Corrida.abre(historia, SVSP, "2025-12-31", "21")
    informe = corrida.proyecta(
        "informe-revelaciones",
        plazos="Se pagan dentro de los treinta días siguientes.",
        restricciones="No hay cuentas en garantía.",
    )
    corrida.firma(informe, "profesional")
    corrida.avanza("presentado", vigencia_informe="2025")
    assert corrida.vista.terminada
    with historia.workspace.base.read() as session:
        entidad_id = historia.workspace.entidad(session, "SVSP").id
        found = revelar(session, entidad_id, "SVSP", 2025, dt.date(2026, 1, 15))
    assert all(m.cuadra for m in found.movimientos)
    assert sum(m.inicial for m in found.movimientos) == 0, "all came in 2025"
    assert 0 < sum(m.pagos for m in found.movimientos) <= 10_000_000


def test_the_registry_of_elections_follows_the_decree(abre: Abre) -> None:
    """RNEC D1–D6 (Decreto 445 de 2017); each case ends by its activity 11."""
    historia = abre("RJPD06", titulo="548 de 2024", deudor=JURADA)
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    corrida = Corrida.abre(historia, "RJPD06", "2026-06-30")
    corrida.agrega(historia)
    corrida.anexa("memorando-depuracion", "carpeta-soportes")
    corrida.avanza("identificada", causas="inexistencia")
    partida = corrida.partidas[0]
    corrida.ficha(partida, soportes="titulo,actos,bienes,deudor")
    corrida.avanza("reunidos")
    corrida.ficha(partida, causal="inexistencia", acciones="Se buscó al deudor.")
    ficha = corrida.proyecta("ficha-depuracion", partida)
    with corrida.rehusa("Alguna partida no tiene su ficha firmada"):
        corrida.avanza("elaboradas")
    corrida.firma(ficha, "profesional")
    corrida.avanza("elaboradas")
    corrida.dia("2026-07-08", "comite")
    corrida.sesiona({partida: (SI, "")})
    corrida.firma(corrida.proyecta("acta-comite"), "comite")
    corrida.avanza("recomienda")
    corrida.dia("2026-07-15", "representante")
    corrida.firma(corrida.proyecta("acto-depuracion"), "representante")
    corrida.avanza("expedido")
    corrida.dia("2026-07-16", "financiera")
    corrida.anexa("comprobante-contable")
    corrida.avanza("ajustado", fecha_ajuste="2026-07-16")
    corrida.dia("2026-07-17", "profesional")
    corrida.aplica()
    assert historia.actividad == "11"


def test_the_institute_tells_accounting_in_june(abre: Abre) -> None:
    """IDPYBA P1: the memorandum, within the first five calendar days."""
    historia = abre("PA02-PR19", titulo="88-2025", deudor=CUIDADOR)
    historia.dia("2026-06-01", "profesional")
    corrida = Corrida.abre(historia, "PA02-PR19", "2026-05-31", "P1")
    assert corrida.vista.vence == dt.date(2026, 6, 6)
    memo = corrida.proyecta(
        "memorando-bdme", destinatario="Contabilidad", cargo_destinatario="Subdirección"
    )
    corrida.firma(memo, "jefe")
    corrida.avanza("enviado", periodo="junio")
    assert corrida.vista.terminada


def test_the_institute_looks_at_the_age_of_its_debts(abre: Abre) -> None:
    """IDPYBA P2."""
    historia = abre("PA02-PR19", titulo="88-2025", deudor=CUIDADOR)
    historia.dia("2026-07-01", "financiera")
    corrida = Corrida.abre(historia, "PA02-PR19", "2026-06-30", "P2")
    with corrida.rehusa("Falta: Informe de edades"):
        corrida.avanza("revisada")
    corrida.anexa("informe-edades")
    corrida.avanza("revisada")
    assert corrida.vista.terminada


def test_the_institute_writes_off_in_one_activity(abre: Abre) -> None:
    """IDPYBA P3: fichas, comité and act in one row; the case → 17."""
    historia = abre("PA02-PR19", titulo="88-2025", deudor=CUIDADOR)
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    corrida = Corrida.abre(historia, "PA02-PR19", "2026-06-30", "P3")
    corrida.agrega(historia)
    partida = corrida.partidas[0]
    corrida.ficha(
        partida,
        causal="costo_beneficio",
        acciones="Se requirió el pago.",
        costo_estimado="900000",
        recaudo_esperado="50000",
    )
    corrida.firma(corrida.proyecta("ficha-depuracion", partida), "profesional")
    corrida.dia("2026-07-08", "profesional")
    with corrida.rehusa("El comité no ha sesionado"):
        corrida.proyecta("acto-depuracion")
    corrida.sesiona({partida: (SI, "")})
    corrida.firma(corrida.proyecta("acta-comite"), "comite")
    corrida.firma(corrida.proyecta("acto-depuracion"), "representante")
    corrida.avanza("depurado")
    corrida.aplica()
    assert historia.actividad == "17"


def test_what_cannot_be_is_refused(abre: Abre) -> None:
    """An item of nobody, twice, a date before the last act, two people at once."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    historia.dia("2026-07-01", "profesional")
    corrida = Corrida.abre(historia, CNSCC, "2026-06-30")
    corrida.agrega(historia)
    with corrida.rehusa("ya está en la corrida SDSCJ-CAR-2026-0001"):
        corrida.agrega(historia)
    with corrida.rehusa("no se pregunta de una partida"):
        corrida.ficha(corrida.partidas[0], color="azul")
    with corrida.rehusa("el comité no sesiona ahí"):
        corrida.sesiona({corrida.partidas[0]: (SI, "")})
    corrida.anexa("memorando-financiera")
    seen = corrida.vista.version
    corrida.dia("2026-06-29", "profesional")
    with corrida.rehusa("es anterior al último acto"):
        corrida.avanza("identificadas", origen="area")
    corrida.dia("2026-07-02", "profesional")
    corrida.avanza("identificadas", origen="area")
    late = AvanzarCorrida(
        corrida.id, "soportes_reunidos", dt.date(2026, 7, 2), version=seen
    )
    with corrida.rehusa("cambió mientras usted trabajaba: Tomás Arango Leal"):
        avanzar_corrida(late, historia.workspace, corrida.contexto)
    corrida.dia("2026-07-02", "tesoreria")
    with corrida.rehusa("no puede"):
        corrida.avanza("soportes_reunidos")


def termina(historia: Historia, estado: str, actividad: str) -> None:
    """Leave a case where another of its stories ends."""
    with historia.workspace.base.write.begin() as session:
        row = session.get_one(ExpedienteRow, historia.expediente_id)
        row.estado, row.actividad = estado, actividad


def otros(historia: Historia, cuantos: int) -> list[Historia]:
    """Return the stories of other cases of the same office that owe something."""
    with historia.workspace.base.read() as session:
        ids = session.scalars(
            select(ExpedienteRow.id)
            .where(ExpedienteRow.id != historia.expediente_id, ExpedienteRow.saldo > 0)
            .order_by(ExpedienteRow.id)
        ).all()
    alone = [i for i in ids if len(obligaciones_de(historia.workspace, i)) == 1]
    return [
        Historia(historia.workspace, numero, historia.carpeta)
        for numero in alone[:cuantos]
    ]
