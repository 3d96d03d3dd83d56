"""Rules about balances, agreements and what may close a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.hechos import ACTO_CAUSA
from cobro_desktop.domain.regla import Cumple, Falta, Regla, exigir
from cobro_desktop.formats import cantidad

if TYPE_CHECKING:
    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.regla import Parametros, Veredicto

_EXCEPCION_PROBADA = {
    "excepciones_probadas": "resolucion-excepciones",
    "recurso_revoca": "resolucion-recurso",
}
"""The document that must be signed for an outcome to end the obligation."""


def acto_que_extingue(hechos: Hechos) -> bool:
    """Tell whether an act, ours or attached, ends the obligation without payment."""
    resultados = {cierre.resultado for cierre in hechos.cierres}
    return (
        any(pieza.evidencia == ACTO_CAUSA for pieza in hechos.piezas)
        or hechos.tiene("acto-depuracion")
        or any(
            resultado in resultados and hechos.tiene(documento)
            for resultado, documento in _EXCEPCION_PROBADA.items()
        )
    )


def _acuerdo_incumplido(hechos: Hechos, parametros: Parametros) -> Veredicto:
    n = parametros["n"]
    acuerdo = hechos.acuerdo
    if acuerdo is None:
        return Falta("No hay acuerdo de pago registrado.", "ET 841")
    if acuerdo.estado is EstadoAcuerdo.INCUMPLIDO or acuerdo.cuotas_en_mora >= n:
        return Cumple()
    return Falta(
        f"El acuerdo tiene {cantidad(acuerdo.cuotas_en_mora, 'cuota')} en mora; para "
        f"declararlo incumplido se necesita {n} o más.",
        "ET 814-3 y 841",
    )


def _cuotas_consecutivas(hechos: Hechos, parametros: Parametros) -> Veredicto:
    n = parametros["n"]
    acuerdo = hechos.acuerdo
    seguidas = acuerdo.cuotas_consecutivas_en_mora if acuerdo else 0
    if seguidas >= n:
        return Cumple()
    return Falta(
        f"Hay {cantidad(seguidas, 'cuota consecutiva', 'cuotas consecutivas')} en "
        f"mora; el acuerdo queda sin efecto con {n} o más."
    )


def _acuerdo_garantizado(hechos: Hechos, parametros: Parametros) -> Veredicto:
    n = parametros["n"]
    acuerdo = hechos.acuerdo
    if acuerdo is None or acuerdo.garantizado or acuerdo.meses <= n:
        return Cumple()
    return Falta(
        f"El acuerdo dura {acuerdo.meses} meses y no tiene garantía; sin ella no "
        f"debería pasar de {n}.",
        "ET 814",
    )


def _acuerdo_en_plazo(hechos: Hechos, parametros: Parametros) -> Veredicto:
    n = parametros["n"]
    acuerdo = hechos.acuerdo
    if acuerdo is None or acuerdo.meses <= n:
        return Cumple()
    return Falta(
        f"El acuerdo dura {acuerdo.meses} meses y el plazo máximo es de {n}.",
        "ET 814; Decreto 4473 de 2006, artículo 3",
    )


def _garantia_efectiva(hechos: Hechos) -> bool:
    return hechos.acuerdo is None or not hechos.acuerdo.garantizado


def _estado_acuerdo(estado: EstadoAcuerdo, texto: str) -> Regla:
    return exigir(
        f"acuerdo_{estado}",
        lambda h: h.acuerdo is not None and h.acuerdo.estado is estado,
        texto,
        "ET 841",
    )


def _archivo_con_causa(hechos: Hechos, _: Parametros) -> Veredicto:
    if hechos.saldo <= 0 or acto_que_extingue(hechos):
        return Cumple()
    return Falta(
        "Queda saldo de capital y no hay acto que extinga la obligación. Registre el "
        f"pago, o anexe el acto con la evidencia «{ACTO_CAUSA}».",
        "ET 833",
    )


REGLAS_DE_SALDOS: tuple[Regla, ...] = (
    exigir(
        "pago_total_confirmado",
        lambda h: h.saldo <= 0,
        "Queda saldo de capital. Solo un pago total que confirme el área financiera "
        "lleva el expediente al cierre; un abono se registra y no lo mueve.",
        "ET 833",
    ),
    exigir(
        "queda_saldo",
        lambda h: h.saldo > 0,
        "El expediente ya no debe capital: verifique el pago y termínelo en vez de "
        "seguir cobrando.",
        "ET 833",
    ),
    _estado_acuerdo(EstadoAcuerdo.VIGENTE, "No hay acuerdo de pago vigente."),
    _estado_acuerdo(
        EstadoAcuerdo.CUMPLIDO, "El acuerdo de pago no consta como cumplido."
    ),
    Regla("acuerdo_incumplido", _acuerdo_incumplido, {"n": 1}),
    Regla("cuotas_consecutivas", _cuotas_consecutivas, {"n": 2}),
    Regla("acuerdo_garantizado", _acuerdo_garantizado, {"n": 12}),
    Regla("acuerdo_en_plazo", _acuerdo_en_plazo, {"n": 60}),
    exigir(
        "garantia_efectiva",
        _garantia_efectiva,
        "El acuerdo tiene garantía y primero se hace efectiva. Si ya se hizo y no "
        "cubre la deuda, o no se puede, diga por qué.",
        "ET 814-2, 814-3 y 841",
    ),
    exigir(
        "acto_que_extingue",
        acto_que_extingue,
        "No hay acto que extinga la obligación.",
        "ET 833",
    ),
    Regla("archivo_con_causa", _archivo_con_causa, insalvable=True),
    exigir(
        "retiro_bdme",
        lambda h: not h.en_bdme,
        "El deudor sigue en el boletín de deudores morosos: pida su retiro.",
        "Ley 901 de 2004; Ley 1066 de 2006",
    ),
)
