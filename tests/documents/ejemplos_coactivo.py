"""Examples of the mandamiento, its notification and the measures."""

from __future__ import annotations

from typing import Any

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.mandamiento import (
    AvisoNotificacion,
    CitacionNotificacion,
    ConstanciaEjecutoria,
    DiligenciaNotificacion,
    ExcepcionDecidida,
    MandamientoPago,
    Notificado,
    ObligacionCobrada,
    Obligado,
    OrdenEjecucion,
    ResolucionExcepciones,
    ResolucionRecurso,
)
from cobro_desktop.documents.contextos.medidas import (
    AutoDeposito,
    AutoMedidas,
    DepositoImpreso,
    MedidaImpresa,
    OficioEmbargo,
    OficioLevantamiento,
    OficioVerificacionMedidas,
)
from tests.documents.comunes import CONCEPTO, acto, comun

COACTIVAS = ("SVSP", "RNEC", "IDPYBA")
MANDAMIENTO = "el mandamiento de pago n.º 000007 del 4 de junio de 2026"
MEDIDAS = (
    (
        "Embargo de cuentas y depósitos, a cargo de Banco Ejemplo, decretado el 4 de "
        "junio de 2026."
    ),
)
_DEUDOR = "Vigías & Cía <Ltda.>"
_NIT = "NIT 900.123.456-8"
_DIRIGIDO: dict[str, Any] = {
    "destinatario": _DEUDOR,
    "cargo_destinatario": f"{_NIT}, deudor principal",
}
_CASA: dict[str, Any] = {"direccion": "Calle 1 # 2-3", "ciudad_destino": "Pasto"}
_NOTIFICADO = Notificado(
    nombre=_DEUDOR,
    identificacion=_NIT,
    medio="Por correo certificado",
    fecha="3 de julio de 2026",
)


def _mandamiento(sigla: str) -> MandamientoPago:
    concepto, nombre = CONCEPTO[sigla]
    return MandamientoPago(
        **acto("mandamiento-pago", sigla),
        obligaciones=(
            ObligacionCobrada(
                titulo=nombre,
                concepto=concepto,
                capital="$ 1.423.500",
                desde="11 de junio de 2024",
                regimen="12 % anual (Ley 68 de 1923, art. 9)",
            ),
        ),
        obligados=(
            Obligado(
                nombre=_DEUDOR,
                identificacion=_NIT,
                calidad="Deudor principal",
                valor="$ 1.423.500",
            ),
        ),
        acto_avoca="" if sigla == "IDPYBA" else "el auto n.º 3 del 2 de junio de 2026",
        prescribe="10 de junio de 2029",
    )


def _citacion(sigla: str) -> CitacionNotificacion:
    return CitacionNotificacion(
        **comun("citacion-notificacion", sigla),
        **_DIRIGIDO,
        **_CASA,
        acto=MANDAMIENTO,
        dias="diez",
        es_mandamiento=True,
    )


def _diligencia(sigla: str) -> DiligenciaNotificacion:
    return DiligenciaNotificacion(
        **comun("diligencia-notificacion", sigla),
        **_DIRIGIDO,
        acto=MANDAMIENTO,
        es_mandamiento=True,
        hora="9:30 a. m.",
        compareciente="José Ñáñez",
        compareciente_identificacion="CC 1.020.304.050",
        calidad_compareciente=f"representante legal de {_DEUDOR}",
        soporte_calidad="el certificado de existencia y representación",
    )


def _aviso(sigla: str) -> AvisoNotificacion:
    return AvisoNotificacion(
        **comun("aviso-notificacion", sigla),
        **_DIRIGIDO,
        acto=MANDAMIENTO,
        es_mandamiento=True,
        medio="web",
        norma_medio="el artículo 568 del Estatuto Tributario",
        expide="Coordinación de Cobro",
        es_publicacion=True,
        surte_efecto="1 de octubre de 2026",
        motivo="el envío del 3 de julio de 2026 fue devuelto (no reside)",
        parte_resolutiva=("Librar mandamiento de pago.", "Ordenar los intereses."),
    )


def _constancia(sigla: str) -> ConstanciaEjecutoria:
    return ConstanciaEjecutoria(
        **comun("constancia-ejecutoria", sigla),
        acto="la resolución n.º 000009 del 1 de julio de 2026",
        notificados=(_NOTIFICADO,),
        firmeza="4 de agosto de 2026",
        norma_firmeza="artículo 87, numeral 3, de la Ley 1437 de 2011",
        recurso="El término para discutirlo terminó el 3 de agosto de 2026.",
    )


def _excepciones(sigla: str) -> ResolucionExcepciones:
    return ResolucionExcepciones(
        **acto("resolucion-excepciones", sigla),
        acto_mandamiento=MANDAMIENTO,
        proponente=_DEUDOR,
        fecha_escrito="15 de julio de 2026",
        propuestas=("El pago efectivo", "La prescripción de la acción de cobro"),
        decisiones=("probada: x", "no probada: y"),
        excepciones=(
            ExcepcionDecidida(
                nombre="El pago efectivo",
                decision="Probada",
                motivo="Se acreditó el pago de la mitad del capital.",
            ),
            ExcepcionDecidida(
                nombre="La prescripción de la acción de cobro",
                decision="No probada",
                motivo="No han pasado cinco años desde la ejecutoria.",
            ),
        ),
        algunas=True,
        continua=True,
        pruebas=("Comprobante de consignación del 2 de julio de 2026.",),
    )


def _recurso(sigla: str) -> ResolucionRecurso:
    return ResolucionRecurso(
        **acto("resolucion-recurso", sigla),
        acto_recurrido="la resolución n.º 000009 del 1 de julio de 2026",
        recurrente=_DEUDOR,
        fecha_recurso="31 de julio de 2026",
        argumentos=("La acción de cobro está prescrita.",),
        consideraciones=("El término no se ha cumplido.",),
        decision="confirma",
        confirma=True,
    )


def _orden(sigla: str) -> OrdenEjecucion:
    return OrdenEjecucion(
        **acto("orden-ejecucion", sigla),
        acto_mandamiento=MANDAMIENTO,
        notificados=(_NOTIFICADO,),
        vencimiento="27 de julio de 2026",
        recaudado="$ 100.000",
        medidas=MEDIDAS,
        tiene_medidas=True,
    )


def _medida() -> MedidaImpresa:
    return MedidaImpresa(
        medida="Embargo de cuentas y depósitos",
        bien="Las que tenga a su nombre",
        deudor=f"{_DEUDOR}, {_NIT}",
        destinatario="Banco Ejemplo",
        limite="$ 3.200.000",
        fecha="4 de junio de 2026",
    )


def _medidas(sigla: str) -> AutoMedidas:
    return AutoMedidas(
        **acto("auto-medidas", sigla),
        **montos(limite=320000000),
        medidas=(_medida(),),
        norma_limite="el artículo 838 del Estatuto Tributario",
        es_previa=True,
        hay_dinero=True,
        hay_cuentas=True,
        hay_salario=sigla == "RNEC",
        inembargable="$ 43.772.625 (25 salarios mínimos mensuales)",
    )


def _oficio(tipo: str, sigla: str) -> dict[str, Any]:
    return comun(tipo, sigla) | {
        "destinatario": "Banco Ejemplo",
        "cargo_destinatario": "Área de embargos",
        "direccion": "Avenida 9 # 9-9",
        "ciudad_destino": "Bogotá D.C.",
        "medidas": (_medida(),),
        "retiene": True,
    }


def _embargo(sigla: str) -> OficioEmbargo:
    return OficioEmbargo(
        **_oficio("oficio-embargo", sigla),
        **montos(limite=320000000),
        acto_medidas="el auto n.º 000011 del 4 de junio de 2026",
        es_banco=True,
        inembargable="$ 43.772.625 (25 salarios mínimos mensuales)",
    )


def _levantamiento(sigla: str) -> OficioLevantamiento:
    return OficioLevantamiento(
        **_oficio("oficio-levantamiento", sigla),
        acto_levanta="el auto n.º 000021 del 29 de septiembre de 2026",
        motivo="haber terminado el procedimiento de cobro",
        acto_medidas="el auto n.º 000011 del 4 de junio de 2026",
        oficio_embargo="el oficio n.º 000031 del 5 de junio de 2026",
    )


def _verificacion(sigla: str) -> OficioVerificacionMedidas:
    return OficioVerificacionMedidas(
        **_oficio("oficio-verificacion-medidas", sigla),
        fecha_limite="15 de octubre de 2026",
        oficio_embargo="el oficio n.º 000031 del 5 de junio de 2026",
    )


def _deposito(sigla: str) -> AutoDeposito:
    return AutoDeposito(
        **acto("auto-deposito", sigla),
        **montos(total=180000000, aplicado=180000000, entregado=20000000),
        depositos=(
            DepositoImpreso(
                numero="400100001",
                fecha="1 de agosto de 2026",
                valor="$ 2.000.000",
                aplica="$ 1.800.000",
                devuelve="$ 200.000",
            ),
        ),
        acto_orden="la resolución n.º 000009 del 1 de julio de 2026",
        acto_liquidacion="el auto n.º 000015 del 1 de septiembre de 2026",
        corte="30 de septiembre de 2026",
        intereses="$ 376.500",
        fracciona=(
            (
                "El depósito n.º 400100001, de $ 2.000.000, en dos: uno de $ 1.800.000 "
                "y otro de $ 200.000."
            ),
        ),
    )


EJEMPLOS = {
    "mandamiento-pago": _mandamiento,
    "citacion-notificacion": _citacion,
    "diligencia-notificacion": _diligencia,
    "aviso-notificacion": _aviso,
    "constancia-ejecutoria": _constancia,
    "resolucion-excepciones": _excepciones,
    "resolucion-recurso": _recurso,
    "orden-ejecucion": _orden,
    "auto-medidas": _medidas,
    "oficio-embargo": _embargo,
    "oficio-levantamiento": _levantamiento,
    "oficio-verificacion-medidas": _verificacion,
    "auto-deposito": _deposito,
}
CASOS = [
    *((tipo, sigla) for tipo in EJEMPLOS for sigla in COACTIVAS),
    ("constancia-ejecutoria", "SDSCJ"),
]
