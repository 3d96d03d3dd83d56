"""The end of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import (
    Acto,
    Comun,
    DelCaso,
    Deudor,
    Titulo,
)


@dataclass(frozen=True, kw_only=True)
class PagoRecibido:
    """Money that came in."""

    fecha: Annotated[str, "Fecha del pago"]
    referencia: Annotated[str, "Referencia del pago"]
    banco: Annotated[str, "Banco del pago"]
    valor: Annotated[str, "Valor del pago"]


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


@dataclass(frozen=True, kw_only=True)
class PazYSalvo(DelCaso):
    """Says that nothing is owed; it is not written while something is."""

    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    fecha_pago: Annotated[str, "Fecha del último pago"]
    valor_recaudado: Annotated[str, "Valor pagado"]
    valor_recaudado_letras: Annotated[str, "Valor pagado en letras"]
    pagos: Annotated[tuple[PagoRecibido, ...], "Pagos recibidos"]
    deudores: Annotated[tuple[Deudor, ...], "Deudores"]
    tiene_solidarios: Annotated[bool, "Hay más de un deudor"] = False


@dataclass(frozen=True, kw_only=True)
class ActuacionChequeada:
    """An act of the coactive process, and where it stands in the case."""

    orden: Annotated[str, "Orden de la actuación"]
    actuacion: Annotated[str, "Actuación"]
    numero_acto: Annotated[str, "Número de la actuación"] = ""
    fecha: Annotated[str, "Fecha de la actuación"] = ""
    paginas: Annotated[str, "Páginas de la actuación"] = ""
    consta: Annotated[str, "Si la actuación consta"] = ""


@dataclass(frozen=True, kw_only=True)
class ListaChequeo(DelCaso):
    """Every act of the process with its date and page (FOR-GJU-130-039)."""

    actuaciones: Annotated[tuple[ActuacionChequeada, ...], "Actuaciones"]
    conclusion: Annotated[str, "Conclusión de la lista"]
    pendientes: Annotated[tuple[str, ...], "Actuaciones que faltan"] = ()
    observaciones: Annotated[tuple[str, ...], "Observaciones"] = ()


CONTEXTOS: dict[str, type[Comun]] = {
    "auto-archivo": AutoArchivo,
    "paz-y-salvo": PazYSalvo,
    "lista-chequeo-actuaciones": ListaChequeo,
}
"""The kinds of this family."""
