"""The end of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Acto, Comun


@dataclass(frozen=True, kw_only=True)
class AutoArchivo(Acto):
    """Ends the collection and orders the archive, for one cause (RULES 14).

    `causa` is a key of `templates/autos/causas-archivo.toml`; the cause decides which
    of the optional fields are asked for.
    """

    causa: Annotated[str, "Causa de la terminación"]
    dependencia_origen: Annotated[str, "Dependencia que originó la obligación"]
    etapa: Annotated[str, "Etapa en que termina"] = ""
    valor_recaudado: Annotated[str, "Valor recaudado"] = ""
    valor_recaudado_letras: Annotated[str, "Valor recaudado en letras"] = ""
    soporte_pago: Annotated[str, "Soporte de que el dinero ingresó"] = ""
    fecha_pago: Annotated[str, "Fecha del último pago"] = ""
    acto_soporte: Annotated[str, "Acto que declara la causa"] = ""
    autoridad_soporte: Annotated[str, "Autoridad que expidió ese acto"] = ""
    acta_comite: Annotated[str, "Acta del comité"] = ""
    norma_causa: Annotated[str, "Norma de la causa"] = ""
    descripcion_causa: Annotated[str, "Descripción de la causa"] = ""
    fecha_cierre_registro: Annotated[str, "Fecha de cierre en LICO y RNMC"] = ""
    medidas: Annotated[tuple[str, ...], "Medidas cautelares vigentes"] = ()
    tiene_medidas: Annotated[bool, "Hay medidas cautelares vigentes"] = False
    depositos: Annotated[tuple[str, ...], "Depósitos por devolver"] = ()
    tiene_depositos: Annotated[bool, "Hay depósitos por devolver"] = False
    reportado_bdme: Annotated[bool, "Está reportado en el BDME"] = False


CONTEXTOS: dict[str, type[Comun]] = {
    "auto-archivo": AutoArchivo,
}
"""The kinds of this family."""
