"""Full contexts of incidents, endings and supports of a depuración."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.incidentes import (
    AutoGenerico,
    AutoReconstruccion,
    RespuestaPeticion,
)
from cobro_desktop.documents.contextos.soportes import (
    CertificacionArchivo,
    Circularizacion,
    ConstanciaCausas,
    DeclaracionEscrita,
    RequerimientoAreas,
)
from cobro_desktop.documents.contextos.terminacion import (
    ActuacionChequeada,
    ListaChequeo,
    PagoRecibido,
    PazYSalvo,
)
from tests.documents.comunes import acto, comun, titulo

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.documents.contextos.comun import Emitido

TODAS = ("SDSCJ", "SVSP", "RNEC", "IDPYBA")
CASOS = [
    *(("auto-generico", sigla) for sigla in TODAS),
    *(("auto-reconstruccion", sigla) for sigla in TODAS),
    *(("respuesta-peticion", sigla) for sigla in TODAS),
    *(("paz-y-salvo", sigla) for sigla in TODAS),
    ("lista-chequeo-actuaciones", "SVSP"),
    ("circularizacion", "SDSCJ"),
    ("requerimiento-areas", "SDSCJ"),
    ("certificacion-archivo", "SDSCJ"),
    ("declaracion-escrita", "SDSCJ"),
    ("constancia-causas", "SDSCJ"),
]


def _generico(sigla: str) -> AutoGenerico:
    return AutoGenerico(
        **acto("auto-generico", sigla),
        etapa="Cobro persuasivo",
        tipo_auto="Incorpora documentos",
        epigrafe="Por el cual se incorporan unos documentos al expediente",
        considerandos=("Que el deudor aportó el 20 de septiembre un comprobante.",),
        resuelve=("Incorporar al expediente el comprobante aportado por el deudor.",),
    )


def _reconstruccion(sigla: str) -> AutoReconstruccion:
    return AutoReconstruccion(
        **acto("auto-reconstruccion", sigla),
        momento="Apertura de la reconstrucción",
        es_apertura=True,
        faltan=("Constancia de ejecutoria.", "Guía del oficio persuasivo."),
        fecha_conocimiento="21 de septiembre de 2026",
        denuncia="la constancia de pérdida 123 de 2026",
        solicitudes=("Inspección 11 Distrital de Policía.", "Empresa de correo."),
    )


def _respuesta(sigla: str) -> RespuestaPeticion:
    return RespuestaPeticion(
        **comun("respuesta-peticion", sigla),
        destinatario="Vigías & Cía <Ltda.>",
        direccion="Calle 45 # 12-34, oficina 502",
        ciudad_destino="Bogotá D.C.",
        tratamiento="Señores",
        clase="la solicitud de prescripción",
        fecha_solicitud="21 de septiembre de 2026",
        radicado_solicitud="1-2026-00123",
        pide="que se declare prescrita la acción de cobro",
        razones=(
            "El título quedó ejecutoriado el 10 de junio de 2024.",
            "El término de cinco años se cumple el 10 de junio de 2029.",
        ),
        decision="No se accede a lo pedido: la acción de cobro no ha prescrito",
        norma="artículos 817 y 818 del Estatuto Tributario",
        titulos=(titulo(sigla),),
        es_prescripcion=True,
    )


def _paz(sigla: str) -> PazYSalvo:
    own = acto("paz-y-salvo", sigla)
    return PazYSalvo(
        **comun("paz-y-salvo", sigla),
        titulos=own["titulos"],
        deudores=own["deudores"],
        fecha_pago="15 de septiembre de 2026",
        **montos(valor_recaudado=150961200),
        pagos=(
            PagoRecibido(
                fecha="15 de septiembre de 2026",
                referencia="REF-0001",
                banco="Banco Ejemplo",
                valor="$ 1.509.612",
            ),
        ),
    )


def _chequeo(sigla: str) -> ListaChequeo:
    return ListaChequeo(
        **comun("lista-chequeo-actuaciones", sigla),
        actuaciones=(
            ActuacionChequeada(
                orden="1",
                actuacion="Auto que avoca conocimiento",
                numero_acto="000010 de 2026",
                fecha="6 mar 2026",
                paginas="7–9",
                consta="Sí",
            ),
            ActuacionChequeada(orden="2", actuacion="Mandamiento de pago", consta="No"),
        ),
        pendientes=("Mandamiento de pago",),
        conclusion="La lista está incompleta: falta una actuación.",
    )


def _soporte(tipo: str, sigla: str) -> dict[str, Any]:
    return comun(tipo, sigla) | {
        "titulos": (titulo(sigla),),
        "capital": "$ 1.423.500",
    }


def _circularizacion(sigla: str) -> Circularizacion:
    return Circularizacion(
        **_soporte("circularizacion", sigla),
        direccion="Calle 45 # 12-34, oficina 502",
        ciudad_destino="Bogotá D.C.",
        tratamiento="Señores",
        corte="30 de septiembre de 2026",
        intereses="$ 86.112",
        total="$ 1.509.612",
        fecha_limite="15 de octubre de 2026",
    )


def _requerimiento(sigla: str) -> RequerimientoAreas:
    return RequerimientoAreas(
        **_soporte("requerimiento-areas", sigla),
        destinatario="Dirección de Bienes",
        cargo_destinatario="Subsecretaría de Inversiones",
        direccion="Avenida Calle 26 # 57-83",
        ciudad_destino="Bogotá D.C.",
        documentos=("Soportes del contrato.", "Informe de no pago."),
        fecha_limite="15 de octubre de 2026",
    )


def _certificacion(sigla: str) -> CertificacionArchivo:
    return CertificacionArchivo(
        **_soporte("certificacion-archivo", sigla),
        area="El archivo de gestión del equipo de cobro",
        documentos=("Acto que impuso la multa.",),
        fecha_busqueda="21 de septiembre de 2026",
        busqueda=("Cajas 12 a 18 del archivo de gestión.", "Sistema SIGA."),
        resultado="No se encontró ninguno de los documentos buscados",
    )


def _declaracion(sigla: str) -> DeclaracionEscrita:
    return DeclaracionEscrita(
        **_soporte("declaracion-escrita", sigla),
        declarante="Íñigo Ñáñez",
        declarante_identificacion="CC 1.020.304.050",
        declarante_cargo="Profesional del equipo de cobro",
        periodo="de enero de 2022 a junio de 2024",
        hechos=("Recibí el expediente sin la constancia de ejecutoria.",),
    )


def _causas(sigla: str) -> ConstanciaCausas:
    return ConstanciaCausas(
        **_soporte("constancia-causas", sigla),
        area="La Dirección de Bienes",
        documentos=("Constancia de ejecutoria.",),
        acciones=("Se buscó en el archivo central los días 21 y 22 de septiembre.",),
        causas=("El traslado de sede de 2023.",),
    )


EJEMPLOS: dict[str, Callable[[str], Emitido]] = {
    "auto-generico": _generico,
    "auto-reconstruccion": _reconstruccion,
    "respuesta-peticion": _respuesta,
    "paz-y-salvo": _paz,
    "lista-chequeo-actuaciones": _chequeo,
    "circularizacion": _circularizacion,
    "requerimiento-areas": _requerimiento,
    "certificacion-archivo": _certificacion,
    "declaracion-escrita": _declaracion,
    "constancia-causas": _causas,
}
