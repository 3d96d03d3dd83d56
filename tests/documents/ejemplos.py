"""Full contexts of every kind and institution; all people and figures are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.acuerdo import (
    AcuerdoPago,
    AutoIncumplimiento,
    AutoOrdenaAcuerdo,
    CuotaIncumplida,
    CuotaPlan,
    DeudaAcordada,
    OficioTraslado,
)
from cobro_desktop.documents.contextos.comun import (
    Comun,
    Emitido,
    Obligacion,
)
from cobro_desktop.documents.contextos.persuasivo import OficioPersuasivo
from cobro_desktop.documents.contextos.recepcion import (
    AutoAvoca,
    MemorandoDevolucion,
    OficioDevolucion,
)
from cobro_desktop.documents.contextos.terminacion import AutoArchivo
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.formats import pesos
from cobro_desktop.services.entidades import load_entidad
from tests.documents import (
    ejemplos_cartera,
    ejemplos_coactivo,
    ejemplos_cuenta,
    ejemplos_electronico,
    ejemplos_gestion,
    ejemplos_incidentes,
    ejemplos_remate,
)
from tests.documents.comunes import CONCEPTO, acto, comun, titulo

if TYPE_CHECKING:
    from collections.abc import Callable

_FAMILIAS = (
    ejemplos_gestion,
    ejemplos_incidentes,
    ejemplos_cuenta,
    ejemplos_cartera,
    ejemplos_coactivo,
    ejemplos_remate,
    ejemplos_electronico,
)
"""Modules with the examples of a family: `CASOS` and `EJEMPLOS`."""
CASOS = [
    ("auto-avoca", "SVSP"),
    ("auto-avoca", "RNEC"),
    ("auto-archivo", "SVSP"),
    ("auto-archivo", "RNEC"),
    ("auto-archivo", "IDPYBA"),
    ("auto-archivo", "SDSCJ"),
    ("memorando-devolucion", "SVSP"),
    ("memorando-devolucion", "SDSCJ"),
    ("oficio-persuasivo", "SDSCJ"),
    ("oficio-persuasivo", "SVSP"),
    ("oficio-persuasivo", "RNEC"),
    ("oficio-persuasivo", "IDPYBA"),
    ("oficio-devolucion", "SDSCJ"),
    ("oficio-devolucion", "RNEC"),
    ("oficio-devolucion", "IDPYBA"),
    ("acuerdo-pago", "SVSP"),
    ("acuerdo-pago", "RNEC"),
    ("acuerdo-pago", "IDPYBA"),
    ("auto-ordena-acuerdo", "RNEC"),
    ("auto-incumplimiento", "SVSP"),
    ("auto-incumplimiento", "RNEC"),
    ("auto-incumplimiento", "IDPYBA"),
    ("oficio-traslado", "SDSCJ"),
    *(caso for familia in _FAMILIAS for caso in familia.CASOS),
]


def ejemplo(tipo: str, sigla: str, **cambios: Any) -> Emitido:
    """Return a complete context; `cambios` replaces fields of it."""
    return replace(_EJEMPLOS[tipo](sigla), **cambios)


def con_deudor(tipo: str, sigla: str, nombre: str) -> Emitido:
    """Return a complete context that names a debtor; the office's names none."""
    contexto = ejemplo(tipo, sigla)
    if isinstance(contexto, Comun):
        return ejemplo(tipo, sigla, deudor=nombre)
    return contexto


def _avoca(sigla: str) -> AutoAvoca:
    return AutoAvoca(
        **acto("auto-avoca", sigla),
        remitente="el Grupo de Recursos Financieros",
        memorando_recibo="el memorando 20265000004321",
        fecha_recibo="4 de marzo de 2026",
        gestiones=(
            "Oficio 2026-000010 de 6 de marzo de 2026, entregado el 9 de marzo.",
            "Llamada del 16 de marzo de 2026, sin compromiso de pago.",
        ),
        tiene_gestiones=True,
        prescribe="10 de junio de 2029",
    )


def _archivo(sigla: str) -> AutoArchivo:
    return AutoArchivo(
        **acto("auto-archivo", sigla),
        **montos(valor_recaudado=150961200),
        causa="pago_total",
        dependencia_origen="el Grupo de Sanciones",
        fecha_pago="15 de septiembre de 2026",
        soporte_pago="el reporte de pagos de septiembre de 2026",
        medidas=("Embargo de la cuenta 123 del Banco Ejemplo, oficio 2026-000031.",),
        tiene_medidas=sigla != "SDSCJ",
        depositos=("Depósito judicial 400100000001 por $ 25.000.",),
        tiene_depositos=sigla == "IDPYBA",
        reportado_bdme=sigla == "RNEC",
        fecha_cierre_registro="16 de septiembre de 2026" if sigla == "SDSCJ" else "",
    )


def _memorando(sigla: str) -> MemorandoDevolucion:
    return MemorandoDevolucion(
        **comun("memorando-devolucion", sigla),
        destinatario="Coordinación del Grupo de Recursos Financieros",
        cargo_destinatario="Secretaría General",
        memorando_recibo="el memorando 20265000004321",
        fecha_recibo="4 de marzo de 2026",
        titulos=(titulo(sigla),),
        hallazgos=(
            (
                "No se acreditó la notificación del acto, de modo que no puede "
                "establecerse su firmeza (artículo 87 de la Ley 1437 de 2011)."
            ),
            "Falta la constancia de ejecutoria.",
        ),
        documentos=("Copia del acto, en 6 folios.", "Memorando remisorio."),
        folios="7",
    )


def _persuasivo(sigla: str) -> OficioPersuasivo:
    concepto, nombre = CONCEPTO[sigla]
    return OficioPersuasivo(
        **comun("oficio-persuasivo", sigla),
        direccion="Calle 45 # 12-34, oficina 502",
        ciudad_destino="Bogotá D.C.",
        tratamiento="Señores",
        obligaciones=(
            Obligacion(
                concepto=concepto,
                titulo=nombre,
                ejecutoria="10 de junio de 2024",
                capital="$ 1.423.500",
                intereses="$ 86.112",
                total="$ 1.509.612",
            ),
        ),
        capital="$ 1.423.500",
        intereses="$ 86.112",
        **montos(total=150961200),
        corte="30 de septiembre de 2026",
        regimen_intereses="el artículo 9 de la Ley 68 de 1923 (12 % anual)",
        interes_dia=pesos(46800),
        fecha_limite="15 de octubre de 2026",
        es_multa_policia=sigla == "SDSCJ",
        es_multa_animal=sigla == "IDPYBA",
    )


def _devolucion(sigla: str) -> OficioDevolucion:
    return OficioDevolucion(
        **comun("oficio-devolucion", sigla),
        destinatario="Inspección 11 Distrital de Policía",
        cargo_destinatario="Alcaldía Local de Suba",
        direccion="Calle 146C BIS # 90-57",
        ciudad_destino="Bogotá D.C.",
        memorando_recibo="el radicado 20264210001234",
        fecha_recibo="4 de marzo de 2026",
        titulos=(titulo(sigla),),
        causas=(
            "No aparece registrada en el Registro Nacional de Medidas Correctivas.",
            (
                "El comparendo, por sí solo, no es título: falta la decisión "
                "ejecutoriada que impuso la multa (Ley 1801 de 2016, artículo 223)."
            ),
        ),
        documentos=("Orden de comparendo, en 1 folio.", "Oficio remisorio."),
        folios="2",
    )


def _plan(tipo: str, sigla: str) -> dict[str, Any]:
    """Three instalments of 1 423 500 and 86 112 of interest, at 12 % a year."""
    concepto, nombre = CONCEPTO[sigla]
    guaranteed = sigla == "RNEC"
    return acto(tipo, sigla) | {
        "fecha_solicitud": "21 de septiembre de 2026",
        "corte": "30 de septiembre de 2026",
        "deudas": (
            DeudaAcordada(
                titulo=nombre,
                concepto=concepto,
                capital="$ 1.423.500",
                intereses="$ 86.112",
                total="$ 1.509.612",
            ),
        ),
        "intereses": "$ 86.112",
        **montos(total=150961200),
        "regimen_intereses": "el artículo 9 de la Ley 68 de 1923 (12 % anual)",
        "cuotas": (
            _cuota("1", "30 oct 2026", "$ 474.500", "$ 28.704", "$ 14.040"),
            _cuota("2", "30 nov 2026", "$ 474.500", "$ 28.704", "$ 9.672"),
            _cuota("3", "30 dic 2026", "$ 474.500", "$ 28.704", "$ 4.680"),
        ),
        "numero_cuotas": "3 cuotas mensuales",
        "meses": "3 meses",
        "plan_capital": "$ 1.423.500",
        "plan_causado": "$ 86.112",
        "plan_plazo": "$ 28.392",
        "plan_costas": "$ 0",
        "plan_total": "$ 1.538.004",
        "garantia": "hipoteca del predio 50C-12345, avaluado en $ 90.000.000",
        "clase_garantia": "real" if guaranteed else "",
        "garantia_valor": "$ 90.000.000" if guaranteed else "",
        "tiene_garantia": guaranteed,
        "razon_sin_garantia": "" if guaranteed else "el plazo no pasa de un año",
        "automatico": sigla == "IDPYBA",
        "consecutivas": "dos" if sigla == "IDPYBA" else "una",
    }


def _cuota(
    numero: str, vence: str, capital: str, causado: str, plazo: str
) -> CuotaPlan:
    figures = [int(text[2:].replace(".", "")) for text in (capital, causado, plazo)]
    return CuotaPlan(
        numero=numero,
        vence=vence,
        capital=capital,
        interes_causado=causado,
        interes_plazo=plazo,
        costas="$ 0",
        total=pesos(sum(figures) * 100),
    )


def _acuerdo(sigla: str) -> AcuerdoPago:
    own = sigla == "SVSP"
    return AcuerdoPago(
        **_plan("acuerdo-pago", sigla),
        nombre_acto=tipo_documento("acuerdo-pago").nombre_en(sigla).upper(),
        suscriptor="Vigías & Cía <Ltda.>",
        suscriptor_identificacion="NIT 900.123.456-8",
        norma_imputacion="el artículo 804 del Estatuto Tributario",
        medidas=("Embargo del vehículo ABC123.",) if sigla == "RNEC" else (),
        visto_bueno="Asesor(a) jurídico(a)" if own else "",
        area_financiera="el Grupo de Recursos Financieros" if own else "",
    )


def _ordena(sigla: str) -> AutoOrdenaAcuerdo:
    return AutoOrdenaAcuerdo(**_plan("auto-ordena-acuerdo", sigla))


def _incumplimiento(sigla: str) -> AutoIncumplimiento:
    return AutoIncumplimiento(
        **acto("auto-incumplimiento", sigla),
        fecha_firma="15 de febrero de 2026",
        total_acuerdo="$ 1.600.000",
        numero_cuotas="6 cuotas mensuales",
        incumplidas=(
            CuotaIncumplida(
                numero="2",
                vence="15 de abril de 2026",
                total="$ 270.000",
                abonado="$ 20.000",
                falta="$ 250.000",
            ),
            CuotaIncumplida(
                numero="3",
                vence="15 de mayo de 2026",
                total="$ 269.000",
                abonado="$ 0",
                falta="$ 269.000",
            ),
        ),
        corte="30 de septiembre de 2026",
        pagado="$ 291.000",
        intereses="$ 86.112",
        **montos(total=150961200),
        norma_incumplimiento=load_entidad(sigla).acuerdo.norma_incumplimiento,
        garantia="póliza 123 de Seguros Ejemplo" if sigla == "SVSP" else "",
        tiene_garantia=sigla == "SVSP",
        automatico=sigla == "IDPYBA",
        consecutivas="dos" if sigla == "IDPYBA" else "una",
    )


def _traslado(sigla: str) -> OficioTraslado:
    return OficioTraslado(
        **comun("oficio-traslado", sigla),
        destinatario="Dirección de Cobro",
        cargo_destinatario="Secretaría Distrital de Hacienda",
        direccion="Carrera 30 # 25-90",
        ciudad_destino="Bogotá D.C.",
        titulos=(titulo(sigla),),
        capital="$ 1.423.500",
        fecha_solicitud="21 de septiembre de 2026",
        norma_traslado="Decreto Distrital 289 de 2021, art. 10",
        radicado_solicitud="1-2026-00123",
        documentos=("Solicitud del deudor, en 2 folios.", "Copia del expediente."),
    )


_EJEMPLOS: dict[str, Callable[[str], Emitido]] = {
    "acuerdo-pago": _acuerdo,
    "auto-ordena-acuerdo": _ordena,
    "auto-incumplimiento": _incumplimiento,
    "oficio-traslado": _traslado,
    "auto-avoca": _avoca,
    "auto-archivo": _archivo,
    "memorando-devolucion": _memorando,
    "oficio-persuasivo": _persuasivo,
    "oficio-devolucion": _devolucion,
}
for _familia in _FAMILIAS:
    _EJEMPLOS |= _familia.EJEMPLOS
