"""Money told to others: what a case owes, and what came or may come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Comun, DelCaso, DeOficina, Emitido


@dataclass(frozen=True, kw_only=True)
class MesDeCuenta:
    """A month of the account."""

    mes: Annotated[str, "Mes"]
    interes: Annotated[str, "Interés del mes"]
    gastos: Annotated[str, "Gastos del mes"]
    pagos: Annotated[str, "Pagos del mes"]
    capital: Annotated[str, "Capital al final del mes"]
    intereses: Annotated[str, "Intereses al final del mes"]
    total: Annotated[str, "Total al final del mes"]


@dataclass(frozen=True, kw_only=True)
class PagoDeCuenta:
    """A payment and how it was imputed."""

    fecha: Annotated[str, "Fecha del pago"]
    referencia: Annotated[str, "Referencia del pago"]
    valor: Annotated[str, "Valor del pago"]
    capital: Annotated[str, "A capital"]
    intereses: Annotated[str, "A intereses"]
    costas: Annotated[str, "A costas"]


@dataclass(frozen=True, kw_only=True)
class PagoPosible:
    """What pays the whole debt on a day."""

    fecha: Annotated[str, "Si paga el"]
    total: Annotated[str, "Paga en total"]
    capital: Annotated[str, "Capital"] = ""
    intereses: Annotated[str, "Intereses"] = ""
    costas: Annotated[str, "Costas"] = ""


@dataclass(frozen=True, kw_only=True)
class Obligado:
    """An obligation of the account."""

    concepto: Annotated[str, "Concepto de la obligación"]
    titulo: Annotated[str, "Título (clase y número)"]
    exigible: Annotated[str, "Fecha de exigibilidad"]
    valor: Annotated[str, "Valor del título"]
    total: Annotated[str, "Total"]


@dataclass(frozen=True, kw_only=True)
class EstadoCuenta(DelCaso):
    """What a case owes, month by month, with its payments and three ways out."""

    corte: Annotated[str, "Fecha de corte de los intereses"]
    obligaciones: Annotated[tuple[Obligado, ...], "Obligaciones"]
    meses: Annotated[tuple[MesDeCuenta, ...], "Meses de la cuenta"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    regimen_intereses: Annotated[str, "Norma y tasa de los intereses"]
    pagos: Annotated[tuple[PagoDeCuenta, ...], "Pagos recibidos"] = ()
    pagos_posibles: Annotated[tuple[PagoPosible, ...], "Fechas para pagar"] = ()
    tiene_pagos: Annotated[bool, "Hubo pagos"] = False
    sin_pagos: Annotated[bool, "No hubo pagos"] = False
    medio: Annotated[str, "Cómo pagar"] = ""
    sin_firma: Annotated[bool, "Nadie lo firma"] = True

    def exigidos(self) -> frozenset[str]:
        """Ask for no number: it is a copy of the account, not an act."""
        return frozenset()


@dataclass(frozen=True, kw_only=True)
class CobroEnCurso:
    """An obligation whose money may come in."""

    expediente: Annotated[str, "Número del expediente"]
    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    titulo: Annotated[str, "Título (clase y número)"]
    etapa: Annotated[str, "Etapa"]
    capital: Annotated[str, "Capital"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]


@dataclass(frozen=True, kw_only=True)
class InformeCobros(DeOficina):
    """Tells Tesorería whose money may come in, to identify it (seed 004)."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    corte: Annotated[str, "Fecha de corte"]
    cobros: Annotated[tuple[CobroEnCurso, ...], "Cobros en curso"]
    cantidad: Annotated[str, "Número de obligaciones"]
    capital: Annotated[str, "Capital"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]


@dataclass(frozen=True, kw_only=True)
class GestionPorAutoridad:
    """What was done with the titles of one authority."""

    autoridad: Annotated[str, "Autoridad que expidió el título"]
    casos: Annotated[str, "Expedientes en gestión"]
    gestiones: Annotated[str, "Gestiones del período"]
    pagaron: Annotated[str, "Expedientes con pagos"]
    recaudo: Annotated[str, "Recaudo del período"]
    saldo: Annotated[str, "Saldo de capital"]


@dataclass(frozen=True, kw_only=True)
class CampanaInformada:
    """A campaign of the period."""

    nombre: Annotated[str, "Nombre de la campaña"]
    clase: Annotated[str, "Clase de campaña"]
    canal: Annotated[str, "Canal"]
    fechas: Annotated[str, "Fechas de la campaña"]
    destinatarios: Annotated[str, "Destinatarios"]
    efectivas: Annotated[str, "Contactos logrados"]


@dataclass(frozen=True, kw_only=True)
class InformeSeguimiento(DeOficina):
    """Tells what was done and collected in a period, by inspector."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    desde: Annotated[str, "Primer día del período"]
    hasta: Annotated[str, "Último día del período"]
    autoridades: Annotated[tuple[GestionPorAutoridad, ...], "Gestión por autoridad"]
    casos: Annotated[str, "Expedientes en gestión"]
    gestiones: Annotated[str, "Gestiones del período"]
    pagaron: Annotated[str, "Expedientes con pagos"]
    recaudo: Annotated[str, "Recaudo del período"]
    saldo: Annotated[str, "Saldo de capital"]
    actos: Annotated[tuple[str, ...], "Actos del período"] = ()
    campanas: Annotated[tuple[CampanaInformada, ...], "Campañas del período"] = ()
    observaciones: Annotated[tuple[str, ...], "Observaciones"] = ()


@dataclass(frozen=True, kw_only=True)
class ContactoCampana:
    """Somebody that a campaign tried to reach."""

    expediente: Annotated[str, "Expediente o comparendo"]
    nombre: Annotated[str, "Nombre"]
    identificacion: Annotated[str, "Identificación"]
    destino: Annotated[str, "Número o dirección"]
    fecha: Annotated[str, "Fecha"]
    resultado: Annotated[str, "Resultado"]
    cuenta: Annotated[str, "Si cuenta como gestión"]


@dataclass(frozen=True, kw_only=True)
class RegistroCampana(DeOficina):
    """Keeps a campaign: what was said, to whom, when and with what result."""

    campana: Annotated[str, "Nombre de la campaña"]
    clase: Annotated[str, "Clase de campaña"]
    canal: Annotated[str, "Canal"]
    mensaje: Annotated[str, "Texto del mensaje"]
    desde: Annotated[str, "Primer día"]
    hasta: Annotated[str, "Último día"]
    contactos: Annotated[tuple[ContactoCampana, ...], "Destinatarios"]
    resumen: Annotated[tuple[str, ...], "Resultados"]
    efecto: Annotated[str, "Qué efecto tiene"]


@dataclass(frozen=True, kw_only=True)
class Diferencia:
    """A figure that both sides tell in a different way."""

    concepto: Annotated[str, "Concepto de la diferencia"]
    cobro: Annotated[str, "Según cobro"]
    contabilidad: Annotated[str, "Según el área financiera"]
    diferencia: Annotated[str, "Diferencia"]
    causa: Annotated[str, "Causa de la diferencia"]


@dataclass(frozen=True, kw_only=True)
class Compromiso:
    """What somebody will do to make them equal."""

    accion: Annotated[str, "Compromiso"]
    responsable: Annotated[str, "Responsable del compromiso"]
    fecha: Annotated[str, "Fecha del compromiso"]


@dataclass(frozen=True, kw_only=True)
class Asistente:
    """Somebody who signs the acta."""

    nombre: Annotated[str, "Nombre del asistente"]
    area: Annotated[str, "Área del asistente"]
    cargo: Annotated[str, "Cargo del asistente"] = ""


@dataclass(frozen=True, kw_only=True)
class ActaConciliacion(DeOficina):
    """What collection and accounting agree on a balance, and what is left to do."""

    corte: Annotated[str, "Fecha de corte"]
    area_financiera: Annotated[str, "Área financiera"]
    cifras: Annotated[tuple[Diferencia, ...], "Cifras de las dos áreas"]
    asistentes: Annotated[tuple[Asistente, ...], "Quienes suscriben el acta"]
    diferencias: Annotated[tuple[Diferencia, ...], "Diferencias"] = ()
    compromisos: Annotated[tuple[Compromiso, ...], "Compromisos"] = ()
    tiene_diferencias: Annotated[bool, "Hay diferencias"] = False
    sin_diferencias: Annotated[bool, "No hay diferencias"] = False
    observaciones: Annotated[tuple[str, ...], "Observaciones"] = ()


CONTEXTOS: dict[str, type[Comun]] = {
    "estado-cuenta": EstadoCuenta,
}
"""The kinds of this family that are of a case."""

DE_OFICINA: dict[str, type[Emitido]] = {
    "informe-seguimiento": InformeSeguimiento,
    "informe-cobros-en-curso": InformeCobros,
    "registro-campana": RegistroCampana,
    "acta-conciliacion": ActaConciliacion,
}
"""Those that belong to the office."""
