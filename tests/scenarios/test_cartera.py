"""Portfolio procedures: depuración, reclassification, deterioro (PROCEDURES 1-4)."""

from __future__ import annotations

from tests.scenarios.cartera import FALTA, NO, SI, Corrida, con_comite
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia, expediente_de

CNSCC = "PD-GJ-07"
SVSP = "PRO-GJU-130-008"
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
    corrida.anexa("memorando-financiera")
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
