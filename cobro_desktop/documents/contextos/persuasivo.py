"""The persuasive stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import (
    Acto,
    Comun,
    DelCaso,
    Deudor,
    Obligacion,
    Titulo,
)


@dataclass(frozen=True, kw_only=True)
class OficioPersuasivo(DelCaso):
    """Invites the debtor to pay before coactivo (RULES 14)."""

    direccion: Annotated[str, "Dirección del deudor"]
    ciudad_destino: Annotated[str, "Municipio del deudor"]
    obligaciones: Annotated[tuple[Obligacion, ...], "Obligaciones"]
    capital: Annotated[str, "Capital"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    corte: Annotated[str, "Fecha de corte de los intereses"]
    regimen_intereses: Annotated[str, "Norma y tasa de los intereses"]
    fecha_limite: Annotated[str, "Fecha límite para pagar"]
    costas: Annotated[str, "Costas"] = ""
    interes_dia: Annotated[str, "Interés por cada día adicional"] = ""
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    correo: Annotated[str, "Correo electrónico del deudor"] = ""
    representante: Annotated[str, "Representante legal o apoderado"] = ""
    codeudores: Annotated[tuple[Deudor, ...], "Otros obligados"] = ()
    tiene_solidarios: Annotated[bool, "Hay más de un deudor"] = False
    es_multa_policia: Annotated[bool, "Es multa de la Ley 1801 de 2016"] = False
    es_multa_animal: Annotated[bool, "Es multa de la Ley 84 de 1989"] = False

    def exigidos(self) -> frozenset[str]:
        """Name where to pay and who may grant a facilidad, too."""
        return super().exigidos() | {"medio_pago", "oficina_facilidades"}


@dataclass(frozen=True, kw_only=True)
class ConstanciaLlamada(DelCaso):
    """Keeps what was said in a call; a third person is told nothing of the debt."""

    telefono: Annotated[str, "Número al que se llamó"]
    fecha_llamada: Annotated[str, "Fecha de la llamada"]
    hora_llamada: Annotated[str, "Hora de la llamada"]
    contesto: Annotated[str, "Quién contestó y qué relación tiene con el deudor"]
    resultado: Annotated[str, "Resultado de la llamada"]
    informado: Annotated[tuple[str, ...], "Lo que se le informó"]
    operador: Annotated[str, "Quién hizo la llamada"] = ""
    compromiso: Annotated[str, "Compromiso del deudor"] = ""
    fecha_compromiso: Annotated[str, "Fecha del compromiso"] = ""
    observaciones: Annotated[str, "Observaciones"] = ""
    es_tercero: Annotated[bool, "Contestó otra persona"] = False


@dataclass(frozen=True, kw_only=True)
class ActaVisita(DelCaso):
    """Keeps a visit: that debt, facilidad and consequences were told."""

    direccion_visita: Annotated[str, "Dirección visitada"]
    municipio_visita: Annotated[str, "Municipio de la visita"]
    fecha_visita: Annotated[str, "Fecha de la visita"]
    hora_visita: Annotated[str, "Hora de la visita"]
    atendio: Annotated[str, "Persona que atendió la visita"]
    informado: Annotated[tuple[str, ...], "Lo que se le informó"]
    resultado: Annotated[str, "Resultado de la visita"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    identificacion_atendio: Annotated[str, "Identificación de quien atendió"] = ""
    calidad_atendio: Annotated[str, "Relación de quien atendió con el deudor"] = ""
    compromiso: Annotated[str, "Compromiso del deudor"] = ""
    observaciones: Annotated[str, "Observaciones"] = ""
    firma_visitado: Annotated[bool, "Firma quien atendió"] = False
    sin_firma_visitado: Annotated[bool, "Quien atendió no firmó"] = False


@dataclass(frozen=True, kw_only=True)
class OficioInvestigacion(DelCaso):
    """Asks who may know where the debtor is or what they have (ET 825-1)."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    ciudad_destino: Annotated[str, "Municipio del destinatario"]
    deudores: Annotated[tuple[Deudor, ...], "Deudores"]
    informacion: Annotated[tuple[str, ...], "Qué información se pide"]
    fecha_limite: Annotated[str, "Fecha límite para responder"]
    direccion: Annotated[str, "Dirección del destinatario"] = ""
    tratamiento: Annotated[str, "Tratamiento"] = "Señores"
    norma: Annotated[str, "Otra norma en que se funda"] = ""
    correo: Annotated[str, "Correo electrónico del destinatario"] = ""


@dataclass(frozen=True, kw_only=True)
class PiezaRemitida:
    """A document of the case that is sent."""

    orden: Annotated[str, "Orden de la pieza"]
    nombre: Annotated[str, "Nombre de la pieza"]
    fecha: Annotated[str, "Fecha de la pieza"]
    paginas: Annotated[str, "Páginas de la pieza"] = ""


@dataclass(frozen=True, kw_only=True)
class OficioRemisorio(DelCaso):
    """Sends a case to the Secretaría de Hacienda, with its reason and inventory."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    ciudad_destino: Annotated[str, "Municipio del destinatario"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    motivo: Annotated[str, "Motivo de la remisión"]
    corte: Annotated[str, "Fecha de corte de los intereses"]
    obligaciones: Annotated[tuple[Obligacion, ...], "Obligaciones"]
    capital: Annotated[str, "Capital"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    prescribe: Annotated[str, "Fecha en que prescribe la acción de cobro"]
    piezas: Annotated[tuple[PiezaRemitida, ...], "Documentos que se remiten"]
    direccion: Annotated[str, "Dirección del destinatario"] = ""
    tratamiento: Annotated[str, "Tratamiento"] = "Señores"
    costas: Annotated[str, "Costas"] = ""
    folios: Annotated[str, "Número de folios"] = ""
    forma: Annotated[str, "Forma de la remisión"] = ""
    gestiones: Annotated[tuple[str, ...], "Gestiones persuasivas"] = ()
    tiene_gestiones: Annotated[bool, "Hubo gestión persuasiva"] = False
    sin_gestiones: Annotated[bool, "No hubo gestión persuasiva"] = False


@dataclass(frozen=True, kw_only=True)
class AutoCierrePersuasivo(Acto):
    """Closes the persuasive stage and sends the case to coactivo (PA02-PR19-F02)."""

    etapa: Annotated[str, "Etapa"]
    tipo_auto: Annotated[str, "Tipo de auto"]
    gestiones: Annotated[tuple[str, ...], "Gestiones persuasivas"]
    resultado: Annotated[str, "Resultado de la gestión"]
    corte: Annotated[str, "Fecha de corte de los intereses"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    prescribe: Annotated[str, "Fecha en que prescribe la acción de cobro"] = ""
    con_bienes: Annotated[bool, "Se conocen bienes"] = False
    bienes: Annotated[str, "Bienes conocidos"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the norms that found the competence, too."""
        return super().exigidos() | {"delegacion"}


CONTEXTOS: dict[str, type[Comun]] = {
    "oficio-persuasivo": OficioPersuasivo,
    "constancia-llamada": ConstanciaLlamada,
    "acta-visita": ActaVisita,
    "oficio-investigacion": OficioInvestigacion,
    "oficio-remisorio-sdh": OficioRemisorio,
    "auto-cierre-persuasivo": AutoCierrePersuasivo,
}
"""The kinds of this family."""
