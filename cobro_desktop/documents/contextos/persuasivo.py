"""The persuasive stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Comun, DelCaso, Deudor, Obligacion


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


CONTEXTOS: dict[str, type[Comun]] = {
    "oficio-persuasivo": OficioPersuasivo,
}
"""The kinds of this family."""
