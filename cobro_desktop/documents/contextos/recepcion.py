"""Taking a title up, or giving it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Acto, Comun, DelCaso, Titulo


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
    "memorando-devolucion": MemorandoDevolucion,
    "oficio-devolucion": OficioDevolucion,
}
"""The kinds of this family."""
