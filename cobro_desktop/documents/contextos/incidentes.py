"""What opens beside the path of a case, and the auto that has no form of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Acto, Comun, DelCaso, Titulo


@dataclass(frozen=True, kw_only=True)
class AutoGenerico(Acto):
    """An auto with a free body; in the Instituto, the form PA02-PR19-F02."""

    etapa: Annotated[str, "Etapa"]
    tipo_auto: Annotated[str, "Tipo de auto"]
    epigrafe: Annotated[str, "Epígrafe (Por el cual…)"]
    considerandos: Annotated[tuple[str, ...], "Considerandos (uno por renglón)"]
    resuelve: Annotated[tuple[str, ...], "Artículos que resuelve (uno por renglón)"]

    def exigidos(self) -> frozenset[str]:
        """Name the norms that found the competence, too."""
        return super().exigidos() | {"delegacion"}


@dataclass(frozen=True, kw_only=True)
class AutoReconstruccion(Acto):
    """Opens or closes the reconstruction of a file (AGN, Acuerdo 007 de 2014)."""

    momento: Annotated[str, "Apertura o cierre"]
    faltan: Annotated[tuple[str, ...], "Piezas que faltan"]
    fecha_conocimiento: Annotated[str, "Fecha en que se conoció la pérdida"]
    es_cierre: Annotated[bool, "Cierra la reconstrucción"] = False
    es_apertura: Annotated[bool, "Abre la reconstrucción"] = False
    denuncia: Annotated[str, "Denuncia o constancia de la pérdida"] = ""
    solicitudes: Annotated[tuple[str, ...], "A quién se pide copia"] = ()
    auto_apertura: Annotated[str, "Auto que abrió la reconstrucción"] = ""
    reconstruidas: Annotated[tuple[str, ...], "Piezas reconstruidas"] = ()
    no_halladas: Annotated[tuple[str, ...], "Piezas que no se hallaron"] = ()
    resultado: Annotated[str, "Resultado de la reconstrucción"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name what each moment cannot do without."""
        own = {"auto_apertura", "resultado"} if self.es_cierre else {"solicitudes"}
        return super().exigidos() | own | {"delegacion"}


@dataclass(frozen=True, kw_only=True)
class RespuestaPeticion(DelCaso):
    """Answers a petition, a tutela or a request of the debtor."""

    destinatario: Annotated[str, "A quién se responde"]
    direccion: Annotated[str, "Dirección o correo de quien pide"]
    ciudad_destino: Annotated[str, "Municipio de quien pide"]
    clase: Annotated[str, "Qué se responde"]
    fecha_solicitud: Annotated[str, "Fecha de la solicitud"]
    pide: Annotated[str, "Qué pide"]
    razones: Annotated[tuple[str, ...], "Razones (una por renglón)"]
    decision: Annotated[str, "Decisión"]
    norma: Annotated[str, "Norma con que se decide"]
    cargo_destinatario: Annotated[str, "Calidad de quien pide"] = ""
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    radicado_solicitud: Annotated[str, "Radicado de la solicitud"] = ""
    juzgado: Annotated[str, "Juzgado y radicado"] = ""
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"] = ()
    anexos: Annotated[tuple[str, ...], "Anexos"] = ()
    es_tutela: Annotated[bool, "Responde una tutela"] = False
    es_prescripcion: Annotated[bool, "Responde sobre la prescripción"] = False

    def exigidos(self) -> frozenset[str]:
        """Name the court, too, when one asks."""
        return super().exigidos() | ({"juzgado"} if self.es_tutela else set())


CONTEXTOS: dict[str, type[Comun]] = {
    "auto-generico": AutoGenerico,
    "auto-reconstruccion": AutoReconstruccion,
    "respuesta-peticion": RespuestaPeticion,
}
"""The kinds of this family."""
