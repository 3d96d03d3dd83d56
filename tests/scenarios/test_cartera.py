"""Portfolio procedures: depuración, reclassification, deterioro, reports (PROCEDURES)."""

from __future__ import annotations

from tests.scenarios.cartera import FALTA, NO, SI, Corrida, con_comite
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia, expediente_de

CNSCC = "PD-GJ-07"
ACCIONES = (
    "El 2026-03-16 se envió oficio persuasivo y el deudor no respondió. El 2026-05-29 "
    "se informó a la Dirección Financiera."
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


def test_a_fine_that_costs_more_than_it_brings_is_written_off(abre: Abre) -> None:
    """SDSCJ D1–D6: extraordinaria; each case leaves to its archive."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    historia.dia("2026-07-01", "profesional")
    con_comite(historia)
    segunda = otra(historia, titulo="11-001-4220608")
    corrida = Corrida.abre(historia, CNSCC, "2026-06-30")
    assert corrida.actividad == "D1"
    with corrida.rehusa("no tiene ninguna partida"):
        corrida.avanza("identificadas", origen="area")
    corrida.agrega(historia, segunda, motivo="Revisión anual de la cartera")
    prepara_extraordinaria(corrida)
    assert corrida.vista.partidas[0].capital == 151_840_000
