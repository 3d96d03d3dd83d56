"""Full contexts of the reception, the persuasive stage and its ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.comun import Deudor, Obligacion
from cobro_desktop.documents.contextos.persuasivo import (
    ActaVisita,
    AutoCierrePersuasivo,
    ConstanciaLlamada,
    OficioInvestigacion,
    OficioRemisorio,
    PiezaRemitida,
)
from cobro_desktop.documents.contextos.recepcion import (
    ConsultaEstado,
    ListaVerificacion,
    Memorando,
    RequisitoRevisado,
    SolicitudAclaracion,
)
from tests.documents.comunes import AUTORIDAD, CONCEPTO, acto, comun, titulo

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.documents.contextos.comun import Emitido

TODAS = ("SDSCJ", "SVSP", "RNEC", "IDPYBA")
CASOS = [
    *(("lista-verificacion", sigla) for sigla in TODAS),
    *(("solicitud-aclaracion", sigla) for sigla in TODAS),
    *(("memorando", sigla) for sigla in TODAS),
    *(("constancia-llamada", sigla) for sigla in TODAS),
    ("acta-visita", "SDSCJ"),
    *(("oficio-investigacion", sigla) for sigla in TODAS),
    ("oficio-remisorio-sdh", "SDSCJ"),
    ("auto-cierre-persuasivo", "IDPYBA"),
]


def _lista(sigla: str) -> ListaVerificacion:
    return ListaVerificacion(
        **comun("lista-verificacion", sigla),
        titulos=(titulo(sigla),),
        requisitos=(
            RequisitoRevisado(
                numero="1",
                requisito="La obligación es clara: se sabe quién debe y por qué",
                resultado="Sí",
            ),
            RequisitoRevisado(
                numero="2",
                requisito="Hay constancia de ejecutoria y su fecha concuerda",
                resultado="No",
                observacion="La constancia no tiene fecha.",
            ),
        ),
        consultas=(
            ConsultaEstado(
                fuente="LICO y RNMC",
                fecha="28 de septiembre de 2026",
                estado="Pendiente de pago",
                saldo="$ 1.423.500",
            ),
        ),
        hallazgos=("La constancia de ejecutoria no tiene fecha.",),
        conclusion="El título no cumple los requisitos: se devuelve a quien lo envió.",
    )


def _aclaracion(sigla: str) -> SolicitudAclaracion:
    return SolicitudAclaracion(
        **comun("solicitud-aclaracion", sigla),
        destinatario=AUTORIDAD[sigla],
        cargo_destinatario="Despacho",
        direccion="Calle 146C BIS # 90-57",
        ciudad_destino="Bogotá D.C.",
        titulos=(titulo(sigla),),
        dudas=("¿La decisión se notificó en la audiencia o por otro medio?",),
        fecha_limite="15 de octubre de 2026",
        fecha_recibo="4 de marzo de 2026",
    )


def _memorando(sigla: str) -> Memorando:
    return Memorando(
        **comun("memorando", sigla),
        destinatario="Coordinación del Grupo de Recursos Financieros",
        cargo_destinatario="Secretaría General",
        asunto="Registro contable de la cuenta por cobrar",
        parrafos=(
            "Le solicito registrar la siguiente cuenta por cobrar.",
            "El título está en firme y se anexa con su constancia.",
        ),
        anexos=("Copia del título, en 6 folios.",),
        titulos=(titulo(sigla),),
        fecha_limite="15 de octubre de 2026",
    )


def _llamada(sigla: str) -> ConstanciaLlamada:
    return ConstanciaLlamada(
        **comun("constancia-llamada", sigla),
        telefono="300 555 0101",
        fecha_llamada="28 de septiembre de 2026",
        hora_llamada="10:15",
        contesto="Íñigo Ñáñez, representante legal",
        resultado="Se informó al deudor",
        informado=(
            "La obligación, su valor y cómo se paga.",
            "Que puede pedir un acuerdo de pago.",
        ),
        operador="Íñigo Muñoz, profesional",
        compromiso="Pagar el total de la deuda",
        fecha_compromiso="10 de octubre de 2026",
    )


def _visita(sigla: str) -> ActaVisita:
    return ActaVisita(
        **comun("acta-visita", sigla),
        direccion_visita="Calle 45 # 12-34, oficina 502",
        municipio_visita="Bogotá D.C.",
        fecha_visita="28 de septiembre de 2026",
        hora_visita="10:15",
        atendio="Íñigo Ñáñez",
        identificacion_atendio="CC 1.020.304.050",
        calidad_atendio="Representante legal",
        informado=(
            "La obligación, su valor y cómo se paga.",
            "Que puede pedir facilidad de pago ante la Secretaría de Hacienda.",
            "Lo que ocurre si el cobro pasa a la etapa coactiva.",
        ),
        resultado="Recibió la información y pidió los datos para pagar",
        compromiso="Pagar antes del 10 de octubre de 2026",
        titulos=(titulo(sigla),),
        firma_visitado=True,
    )


def _investigacion(sigla: str) -> OficioInvestigacion:
    return OficioInvestigacion(
        **comun("oficio-investigacion", sigla),
        destinatario="Banco Ejemplo",
        cargo_destinatario="NIT 860.000.001-1",
        direccion="Carrera 7 # 10-20",
        ciudad_destino="Bogotá D.C.",
        deudores=(
            Deudor(nombre="Vigías & Cía <Ltda.>", identificacion="NIT 900.123.456-8"),
            Deudor(
                nombre="José Ñáñez",
                identificacion="CC 1.020.304.050",
                calidad="Deudor solidario",
            ),
        ),
        informacion=("Cuentas de ahorro y corrientes, con su número y saldo.",),
        fecha_limite="15 de octubre de 2026",
    )


def _remisorio(sigla: str) -> OficioRemisorio:
    concepto, nombre = CONCEPTO[sigla]
    return OficioRemisorio(
        **comun("oficio-remisorio-sdh", sigla),
        destinatario="Dirección de Cobro",
        cargo_destinatario="Secretaría Distrital de Hacienda",
        direccion="Carrera 30 # 25-90",
        ciudad_destino="Bogotá D.C.",
        titulos=(titulo(sigla),),
        motivo="se cumplió el término de la etapa persuasiva",
        corte="30 de septiembre de 2026",
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
        prescribe="10 de junio de 2029",
        piezas=(
            PiezaRemitida(
                orden="1",
                nombre="Decisión y constancia de ejecutoria",
                fecha="4 de marzo de 2026",
                paginas="6",
            ),
            PiezaRemitida(
                orden="2",
                nombre="Oficio de cobro persuasivo n.º 10",
                fecha="6 de marzo de 2026",
                paginas="2",
            ),
        ),
        folios="8",
        gestiones=("Oficio de cobro persuasivo n.º 10 del 6 de marzo de 2026",),
        tiene_gestiones=True,
    )


def _cierre(sigla: str) -> AutoCierrePersuasivo:
    return AutoCierrePersuasivo(
        **acto("auto-cierre-persuasivo", sigla),
        etapa="Cobro persuasivo",
        tipo_auto="Cierre del cobro persuasivo",
        gestiones=(
            "Requerimiento de pago persuasivo n.º 10 del 6 de marzo de 2026",
            "Constancia de llamada n.º 3 del 16 de marzo de 2026",
        ),
        resultado="el deudor recibió el requerimiento y no pagó ni pidió acuerdo",
        corte="30 de septiembre de 2026",
        intereses="$ 86.112",
        **montos(total=150961200),
        prescribe="10 de junio de 2029",
        con_bienes=True,
        bienes="vehículo de placas ABC123",
    )


EJEMPLOS: dict[str, Callable[[str], Emitido]] = {
    "lista-verificacion": _lista,
    "solicitud-aclaracion": _aclaracion,
    "memorando": _memorando,
    "constancia-llamada": _llamada,
    "acta-visita": _visita,
    "oficio-investigacion": _investigacion,
    "oficio-remisorio-sdh": _remisorio,
    "auto-cierre-persuasivo": _cierre,
}
