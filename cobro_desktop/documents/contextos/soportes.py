"""What is done to support a depuración when papers are missing (seed 001, 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Comun, DelCaso, Titulo


@dataclass(frozen=True, kw_only=True)
class Soporte(DelCaso):
    """An item, what was asked of it and of whom."""

    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    capital: Annotated[str, "Capital"]


@dataclass(frozen=True, kw_only=True)
class Circularizacion(Soporte):
    """Asks the debtor to confirm a balance."""

    direccion: Annotated[str, "Dirección del deudor"]
    ciudad_destino: Annotated[str, "Municipio del deudor"]
    corte: Annotated[str, "Fecha de corte de los intereses"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    fecha_limite: Annotated[str, "Fecha límite para responder"]
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    representante: Annotated[str, "Representante legal o apoderado"] = ""
    correo: Annotated[str, "Correo electrónico del deudor"] = ""


@dataclass(frozen=True, kw_only=True)
class RequerimientoAreas(Soporte):
    """Asks an area for the papers of an item."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    ciudad_destino: Annotated[str, "Municipio del destinatario"]
    documentos: Annotated[tuple[str, ...], "Soportes que se piden"]
    fecha_limite: Annotated[str, "Fecha límite para responder"]
    direccion: Annotated[str, "Dirección del destinatario"] = ""
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"


@dataclass(frozen=True, kw_only=True)
class CertificacionArchivo(Soporte):
    """Certifies that the archive keeps nothing of an item."""

    area: Annotated[str, "Área o archivo donde se buscó"]
    documentos: Annotated[tuple[str, ...], "Soportes que se buscaron"]
    fecha_busqueda: Annotated[str, "Fecha de la búsqueda"]
    busqueda: Annotated[tuple[str, ...], "Dónde y cómo se buscó"]
    resultado: Annotated[str, "Resultado de la búsqueda"]


@dataclass(frozen=True, kw_only=True)
class DeclaracionEscrita(Soporte):
    """What an official, or a former one, declares of an item."""

    declarante: Annotated[str, "Quien declara"]
    declarante_identificacion: Annotated[str, "Identificación de quien declara"]
    declarante_cargo: Annotated[str, "Cargo que tiene o tuvo"]
    periodo: Annotated[str, "Período en que lo ejerció"]
    hechos: Annotated[tuple[str, ...], "Lo que declara (un hecho por renglón)"]


@dataclass(frozen=True, kw_only=True)
class ConstanciaCausas(Soporte):
    """What the competent area states of the probable causes of a loss."""

    area: Annotated[str, "Área que lo hace constar"]
    documentos: Annotated[tuple[str, ...], "Soportes que faltan"]
    causas: Annotated[tuple[str, ...], "Causas probables"]
    acciones: Annotated[tuple[str, ...], "Lo que se hizo para hallarlos"]


CONTEXTOS: dict[str, type[Comun]] = {
    "circularizacion": Circularizacion,
    "requerimiento-areas": RequerimientoAreas,
    "certificacion-archivo": CertificacionArchivo,
    "declaracion-escrita": DeclaracionEscrita,
    "constancia-causas": ConstanciaCausas,
}
"""The kinds of this family."""
