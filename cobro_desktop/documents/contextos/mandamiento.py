"""The order to pay, its notification, and what is decided on it (RULES 14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Acto, Comun, DelCaso


@dataclass(frozen=True, kw_only=True)
class ObligacionCobrada:
    """A line of what the mandamiento orders to pay."""

    titulo: Annotated[str, "Título (clase y número)"]
    concepto: Annotated[str, "Concepto de la obligación"]
    capital: Annotated[str, "Capital"]
    desde: Annotated[str, "Desde cuándo corren los intereses"]
    regimen: Annotated[str, "Norma y tasa de los intereses"]


@dataclass(frozen=True, kw_only=True)
class Obligado:
    """Who is ordered to pay, and how much (ET 828-1)."""

    nombre: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    calidad: Annotated[str, "Calidad del deudor"]
    valor: Annotated[str, "Capital por el que responde"]


@dataclass(frozen=True, kw_only=True)
class Notificado:
    """How and when a debtor learned of an act."""

    nombre: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    medio: Annotated[str, "Medio de la notificación"]
    fecha: Annotated[str, "Fecha de la notificación"]


@dataclass(frozen=True, kw_only=True)
class ExcepcionDecidida:
    """An exception of ET 831 with what is decided on it."""

    nombre: Annotated[str, "Excepción"]
    decision: Annotated[str, "Decisión de la excepción"]
    motivo: Annotated[str, "Razón de la decisión"]


@dataclass(frozen=True, kw_only=True)
class ActoCoactivo(Acto):
    """An act of the coactive stage: it says who gave the officer his power."""

    def exigidos(self) -> frozenset[str]:
        """Name the act of delegation, too."""
        return super().exigidos() | {"delegacion"}


@dataclass(frozen=True, kw_only=True)
class MandamientoPago(ActoCoactivo):
    """Orders to pay, with interest and costs, or to oppose (ET 826 to 831)."""

    obligaciones: Annotated[tuple[ObligacionCobrada, ...], "Obligaciones que se cobran"]
    obligados: Annotated[tuple[Obligado, ...], "A quiénes se ordena pagar"]
    acto_avoca: Annotated[str, "Auto que avocó el conocimiento"] = ""
    gestiones: Annotated[tuple[str, ...], "Gestiones persuasivas"] = ()
    tiene_gestiones: Annotated[bool, "Hubo gestiones persuasivas"] = False
    gastos: Annotated[str, "Gastos del cobro hasta hoy"] = ""
    prescribe: Annotated[str, "Fin del término de la acción de cobro"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name where to pay, too."""
        return super().exigidos() | {"medio_pago"}


@dataclass(frozen=True, kw_only=True)
class CitacionNotificacion(DelCaso):
    """Calls a debtor to be notified in person (ET 826)."""

    destinatario: Annotated[str, "Deudor a quien se dirige"]
    cargo_destinatario: Annotated[str, "Identificación de quien la recibe"]
    direccion: Annotated[str, "Dirección del deudor"]
    ciudad_destino: Annotated[str, "Municipio del deudor"]
    acto: Annotated[str, "Acto que se notifica"]
    dias: Annotated[str, "Días para comparecer, en letras"]
    es_mandamiento: Annotated[bool, "Se cita para el mandamiento"] = False
    por_edicto: Annotated[bool, "Si no comparece, se notifica por edicto"] = False
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    correo: Annotated[str, "Correo electrónico del deudor"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the hours of the office, too."""
        return super().exigidos() | {"horario_atencion"}


@dataclass(frozen=True, kw_only=True)
class Notificable(DelCaso):
    """An act that a debtor is told of, and what can be done against it."""

    destinatario: Annotated[str, "Deudor a quien se notifica"]
    cargo_destinatario: Annotated[str, "Identificación del deudor que se notifica"]
    acto: Annotated[str, "Acto que se notifica"]
    es_mandamiento: Annotated[bool, "Se notifica el mandamiento"] = False
    plazo_recurso: Annotated[str, "Término del recurso, en letras"] = ""
    norma_recurso: Annotated[str, "Norma del recurso"] = ""


@dataclass(frozen=True, kw_only=True)
class DiligenciaNotificacion(Notificable):
    """Records that an act was handed to the debtor (ET 569 and 570)."""

    hora: Annotated[str, "Hora de la diligencia"]
    compareciente: Annotated[str, "Quién comparece"]
    compareciente_identificacion: Annotated[str, "Identificación de quien comparece"]
    calidad_compareciente: Annotated[str, "En qué calidad comparece"]
    soporte_calidad: Annotated[str, "Con qué acredita su calidad"] = ""


@dataclass(frozen=True, kw_only=True)
class AvisoNotificacion(Notificable):
    """Notifies by mail, by aviso or on the web page, one variant at a time."""

    medio: Annotated[str, "Medio: correo, aviso o web"]
    norma_medio: Annotated[str, "Norma del medio"]
    expide: Annotated[str, "Autoridad que expidió el acto"]
    es_correo: Annotated[bool, "Se notifica por correo"] = False
    es_aviso: Annotated[bool, "Se notifica por aviso que se entrega"] = False
    es_publicacion: Annotated[bool, "Se notifica por aviso que se publica"] = False
    por_cinco_dias: Annotated[bool, "El aviso se publica cinco días"] = False
    surte_efecto: Annotated[str, "Fecha en que surte efecto"] = ""
    motivo: Annotated[str, "Por qué no se notificó en persona"] = ""
    parte_resolutiva: Annotated[tuple[str, ...], "Parte resolutiva del acto"] = ()
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    direccion: Annotated[str, "Dirección del deudor"] = ""
    ciudad_destino: Annotated[str, "Municipio del deudor"] = ""
    correo: Annotated[str, "Correo electrónico del deudor"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name what is transcribed when it is published, else where it is sent."""
        own = {"parte_resolutiva"} if self.es_publicacion else {"direccion"}
        return super().exigidos() | own


@dataclass(frozen=True, kw_only=True)
class ConstanciaEjecutoria(DelCaso):
    """Certifies that an act of ours is final (CPACA 87)."""

    acto: Annotated[str, "Acto que quedó en firme"]
    notificados: Annotated[tuple[Notificado, ...], "Notificaciones del acto"]
    firmeza: Annotated[str, "Fecha en que quedó en firme"]
    norma_firmeza: Annotated[str, "Norma de la firmeza"]
    recurso: Annotated[str, "Qué pasó con el recurso"] = ""


@dataclass(frozen=True, kw_only=True)
class ResolucionExcepciones(ActoCoactivo):
    """Decides each exception (ET 832 to 834)."""

    acto_mandamiento: Annotated[str, "Mandamiento de pago"]
    proponente: Annotated[str, "Quién propone las excepciones"]
    fecha_escrito: Annotated[str, "Fecha en que se propusieron"]
    propuestas: Annotated[tuple[str, ...], "Excepciones que se proponen"]
    decisiones: Annotated[
        tuple[str, ...],
        "Decisión de cada excepción, en su orden («probada: razón» o «no probada: …»)",
    ]
    excepciones: Annotated[
        tuple[ExcepcionDecidida, ...], "Una decisión por cada excepción"
    ]
    todas: Annotated[bool, "Se probaron todas"] = False
    algunas: Annotated[bool, "Se probaron algunas"] = False
    continua: Annotated[bool, "Sigue adelante la ejecución"] = False
    hay_demanda: Annotated[bool, "Se alega una demanda"] = False
    pruebas: Annotated[tuple[str, ...], "Pruebas"] = ()
    medidas: Annotated[tuple[str, ...], "Medidas cautelares vigentes"] = ()


@dataclass(frozen=True, kw_only=True)
class ResolucionRecurso(ActoCoactivo):
    """Decides the reposición against the one that rejected them (ET 834)."""

    acto_recurrido: Annotated[str, "Resolución que se recurre"]
    recurrente: Annotated[str, "Quién interpone el recurso"]
    fecha_recurso: Annotated[str, "Fecha del recurso"]
    argumentos: Annotated[tuple[str, ...], "Argumentos del recurso"]
    consideraciones: Annotated[tuple[str, ...], "Consideraciones"]
    decision: Annotated[str, "Decisión: confirma, repone o repone en parte"]
    confirma: Annotated[bool, "Confirma"] = False
    repone: Annotated[bool, "Repone"] = False
    en_parte: Annotated[bool, "Repone en parte"] = False
    modifica: Annotated[tuple[str, ...], "Qué se cambia de la resolución"] = ()
    medidas: Annotated[tuple[str, ...], "Medidas cautelares vigentes"] = ()

    def exigidos(self) -> frozenset[str]:
        """Name what changes, where the decision is not left as it was."""
        own = set() if self.confirma else {"modifica"}
        return super().exigidos() | own


@dataclass(frozen=True, kw_only=True)
class OrdenEjecucion(ActoCoactivo):
    """Orders to go on because nobody opposed (ET 836)."""

    acto_mandamiento: Annotated[str, "Mandamiento de pago"]
    notificados: Annotated[tuple[Notificado, ...], "Notificaciones del mandamiento"]
    vencimiento: Annotated[str, "Fecha en que venció el término para excepciones"]
    recaudado: Annotated[str, "Pagos recibidos"] = ""
    medidas: Annotated[tuple[str, ...], "Medidas cautelares vigentes"] = ()
    tiene_medidas: Annotated[bool, "Hay medidas cautelares vigentes"] = False


CONTEXTOS: dict[str, type[Comun]] = {
    "mandamiento-pago": MandamientoPago,
    "citacion-notificacion": CitacionNotificacion,
    "diligencia-notificacion": DiligenciaNotificacion,
    "aviso-notificacion": AvisoNotificacion,
    "constancia-ejecutoria": ConstanciaEjecutoria,
    "resolucion-excepciones": ResolucionExcepciones,
    "resolucion-recurso": ResolucionRecurso,
    "orden-ejecucion": OrdenEjecucion,
}
"""The kinds of this family."""
