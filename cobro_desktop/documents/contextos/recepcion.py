"""Taking a title up, or giving it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import (
    Acto,
    Comun,
    DelCaso,
    Emitido,
    Titulo,
)


@dataclass(frozen=True, kw_only=True)
class RequisitoRevisado:
    """A requirement of the title, and what the study found."""

    numero: Annotated[str, "Número del requisito"]
    requisito: Annotated[str, "Requisito"]
    resultado: Annotated[str, "Resultado del requisito"]
    observacion: Annotated[str, "Observación del requisito"] = ""


@dataclass(frozen=True, kw_only=True)
class ConsultaEstado:
    """Where the state and the balance were looked up."""

    fuente: Annotated[str, "Fuente consultada"]
    fecha: Annotated[str, "Fecha de la consulta"]
    estado: Annotated[str, "Estado que informa"]
    saldo: Annotated[str, "Saldo que informa"]


@dataclass(frozen=True, kw_only=True)
class ListaVerificacion(DelCaso):
    """Says of each requirement of the title whether it is met (CPACA 99)."""

    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    requisitos: Annotated[tuple[RequisitoRevisado, ...], "Requisitos revisados"]
    consultas: Annotated[tuple[ConsultaEstado, ...], "Consulta de estado y saldo"]
    conclusion: Annotated[str, "Conclusión de la verificación"]
    hallazgos: Annotated[tuple[str, ...], "Hallazgos"] = ()
    observaciones: Annotated[tuple[str, ...], "Observaciones"] = ()


@dataclass(frozen=True, kw_only=True)
class SolicitudAclaracion(DelCaso):
    """Asks who issued a title about a doubt, without giving it back."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    ciudad_destino: Annotated[str, "Municipio del destinatario"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    dudas: Annotated[tuple[str, ...], "Qué debe aclarar el emisor"]
    fecha_limite: Annotated[str, "Fecha límite para responder"]
    direccion: Annotated[str, "Dirección del destinatario"] = ""
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    memorando_recibo: Annotated[str, "Documento con que se recibió el título"] = ""
    fecha_recibo: Annotated[str, "Fecha de recibo del título"] = ""


@dataclass(frozen=True, kw_only=True)
class Memorando(Comun):
    """An internal communication, about a case or about the office."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    asunto: Annotated[str, "Asunto"]
    parrafos: Annotated[tuple[str, ...], "Texto del memorando (un párrafo por renglón)"]
    anexos: Annotated[tuple[str, ...], "Anexos"] = ()
    fecha_limite: Annotated[str, "Fecha límite para responder"] = ""
    expediente: Annotated[str, "Número del expediente"] = ""
    deudor: Annotated[str, "Nombre del deudor"] = ""
    identificacion: Annotated[str, "Identificación del deudor"] = ""
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"] = ()


@dataclass(frozen=True, kw_only=True)
class AutoAvoca(Acto):
    """Takes the case up and orders to open the file (RULES 14)."""

    remitente: Annotated[str, "Dependencia que remitió el título"]
    memorando_recibo: Annotated[str, "Documento con que se recibió el título"]
    fecha_recibo: Annotated[str, "Fecha de recibo del título"]
    gestiones: Annotated[tuple[str, ...], "Gestiones persuasivas"] = ()
    tiene_gestiones: Annotated[bool, "Hubo gestión persuasiva"] = False
    prescribe: Annotated[str, "Fecha en que prescribe la acción de cobro"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the norms that found the competence, too."""
        return super().exigidos() | {"delegacion", "reglamento_cartera"}


@dataclass(frozen=True, kw_only=True)
class MemorandoDevolucion(DelCaso):
    """Returns a title to the area of origin, with the findings (RULES 14)."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    memorando_recibo: Annotated[str, "Documento con que se recibió el título"]
    fecha_recibo: Annotated[str, "Fecha de recibo del título"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    hallazgos: Annotated[tuple[str, ...], "Hallazgos"]
    documentos: Annotated[tuple[str, ...], "Documentos que se devuelven"]
    folios: Annotated[str, "Número de folios"] = ""


@dataclass(frozen=True, kw_only=True)
class OficioDevolucion(DelCaso):
    """Returns a title to the authority that issued it, with the cause (RULES 14)."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    direccion: Annotated[str, "Dirección del destinatario"]
    ciudad_destino: Annotated[str, "Municipio del destinatario"]
    memorando_recibo: Annotated[str, "Documento con que se recibió el título"]
    fecha_recibo: Annotated[str, "Fecha de recibo del título"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    causas: Annotated[tuple[str, ...], "Causas de la devolución"]
    documentos: Annotated[tuple[str, ...], "Documentos que se devuelven"]
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    folios: Annotated[str, "Número de folios"] = ""


CONTEXTOS: dict[str, type[Comun]] = {
    "auto-avoca": AutoAvoca,
    "lista-verificacion": ListaVerificacion,
    "solicitud-aclaracion": SolicitudAclaracion,
    "memorando": Memorando,
    "memorando-devolucion": MemorandoDevolucion,
    "oficio-devolucion": OficioDevolucion,
}
"""The kinds of this family."""

DE_OFICINA: dict[str, type[Emitido]] = {"memorando": Memorando}
"""Those that the office writes without a case, too."""
