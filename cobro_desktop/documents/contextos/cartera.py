"""Documents of the portfolio: fichas, the acta, the act, memoranda and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import DeOficina, Emitido


@dataclass(frozen=True, kw_only=True)
class PagoDeFicha:
    """A payment received."""

    fecha: Annotated[str, "Fecha del pago"]
    valor: Annotated[str, "Valor del pago"]
    referencia: Annotated[str, "Referencia del pago"]


@dataclass(frozen=True, kw_only=True)
class PartidaActa:
    """An item and what the comité said of it."""

    orden: Annotated[str, "Número de la partida"]
    expediente: Annotated[str, "Número del expediente"]
    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    capital: Annotated[str, "Capital"]
    propuesta: Annotated[str, "Qué se propuso"]
    verificada: Annotated[str, "Causal verificada"]
    recomendacion: Annotated[str, "Recomendación"]
    razon: Annotated[str, "Razón"] = ""


@dataclass(frozen=True, kw_only=True)
class PartidaActo:
    """An item that the act orders something of."""

    expediente: Annotated[str, "Número del expediente"]
    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    titulo: Annotated[str, "Título (clase y número)"]
    causal: Annotated[str, "Causal"]
    valor: Annotated[str, "Valor"]


@dataclass(frozen=True, kw_only=True)
class DeudorBdme:
    """A debtor of the bulletin, with the act that it comes from."""

    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    acto: Annotated[str, "Acto generador"]
    vencimiento: Annotated[str, "Fecha de vencimiento"]
    extincion: Annotated[str, "Término de extinción"]
    valor: Annotated[str, "Valor"]
    anotacion: Annotated[str, "Anotación"]


@dataclass(frozen=True, kw_only=True)
class ExcluidoBdme:
    """A debtor who is left out, and why."""

    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    motivo: Annotated[str, "Motivo de la exclusión"]


@dataclass(frozen=True, kw_only=True)
class Movimiento:
    """What happened in the year with the accounts of a concept."""

    concepto: Annotated[str, "Concepto"]
    inicial: Annotated[str, "Saldo inicial"]
    altas: Annotated[str, "Altas"]
    pagos: Annotated[str, "Pagos a capital"]
    bajas: Annotated[str, "Bajas"]
    final: Annotated[str, "Saldo final"]
    deterioro: Annotated[str, "Deterioro reconocido"]


@dataclass(frozen=True, kw_only=True)
class Vencimiento:
    """How old the accounts are at the end of the year."""

    edad: Annotated[str, "Tiempo desde la exigibilidad"]
    cuantas: Annotated[str, "Obligaciones"]
    capital: Annotated[str, "Capital"]


@dataclass(frozen=True, kw_only=True)
class DeCorrida(DeOficina):
    """What every document of a run carries."""

    corrida: Annotated[str, "Número de la corrida"]
    corte: Annotated[str, "Fecha de corte"]


@dataclass(frozen=True, kw_only=True)
class DePartida(DeCorrida):
    """What every ficha says of its obligation."""

    expediente: Annotated[str, "Número del expediente"]
    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    titulo: Annotated[str, "Título (clase y número)"]
    fecha_titulo: Annotated[str, "Fecha del título"]
    autoridad: Annotated[str, "Autoridad que expidió el título"]
    concepto: Annotated[str, "Concepto de la obligación"]
    capital: Annotated[str, "Capital"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    acciones: Annotated[tuple[str, ...], "Acciones de cobro"]
    ejecutoria: Annotated[str, "Fecha de ejecutoria"] = ""
    exigible: Annotated[str, "Fecha de exigibilidad"] = ""
    prescribe: Annotated[str, "Fecha en que prescribe la acción de cobro"] = ""
    origen: Annotated[str, "Por qué se propone"] = ""


@dataclass(frozen=True, kw_only=True)
class FichaDepuracion(DePartida):
    """Describes an item that would be written off (RULES 14)."""

    causal: Annotated[str, "Causal"]
    clase: Annotated[str, "Clase de depuración"] = ""
    situacion: Annotated[str, "Situación contable que se corrige"] = ""
    soportes: Annotated[tuple[str, ...], "Soportes reunidos"] = ()
    ausentes: Annotated[tuple[str, ...], "Soportes que no están o no aplican"] = ()
    alternativas: Annotated[tuple[str, ...], "Medios alternos usados"] = ()
    prueba: Annotated[tuple[str, ...], "Prueba de la causal"] = ()
    pagos: Annotated[tuple[PagoDeFicha, ...], "Pagos recibidos"] = ()
    costo_estimado: Annotated[str, "Costo estimado de seguir cobrando"] = ""
    recaudo_esperado: Annotated[str, "Recaudo que se espera"] = ""


@dataclass(frozen=True, kw_only=True)
class FichaReclasificacion(DePartida):
    """Says to which class an account passes, and why."""

    clase_antes: Annotated[str, "Clase en que está"]
    clase_despues: Annotated[str, "Clase a la que pasa"]


@dataclass(frozen=True, kw_only=True)
class ActaComite(DeCorrida):
    """What the comité saw and recommends, item by item."""

    comite: Annotated[str, "Nombre del comité"]
    fecha_sesion: Annotated[str, "Fecha de la sesión"]
    presidente: Annotated[str, "Quien preside"]
    secretario: Annotated[str, "Secretario"]
    fundamento: Annotated[str, "Normas del trámite"]
    partidas: Annotated[tuple[PartidaActa, ...], "Partidas"]
    recomendadas: Annotated[str, "Partidas recomendadas"]
    negadas: Annotated[str, "Partidas no recomendadas"]
    devueltas: Annotated[str, "Partidas devueltas por falta de soporte"]
    valor_recomendado: Annotated[str, "Valor de lo recomendado"]
    lugar: Annotated[str, "Lugar de la sesión"] = ""
    asistentes: Annotated[tuple[str, ...], "Asistentes"] = ()
    observaciones: Annotated[tuple[str, ...], "Observaciones"] = ()


@dataclass(frozen=True, kw_only=True)
class ActoDepuracion(DeCorrida):
    """Orders what the comité recommended (Ley 1066 de 2006, art. 17; ET 820)."""

    fundamento: Annotated[str, "Normas del trámite"]
    acta: Annotated[str, "Acta del comité"]
    fecha_sesion: Annotated[str, "Fecha de la sesión"]
    area_financiera: Annotated[str, "Área financiera, con artículo"]
    asunto: Annotated[str, "Qué ordena el acto"]
    bajas: Annotated[tuple[PartidaActo, ...], "Partidas que se dan de baja"] = ()
    deterioros: Annotated[tuple[PartidaActo, ...], "Partidas que se deterioran"] = ()
    total_bajas: Annotated[str, "Total de las bajas"] = ""
    total_bajas_letras: Annotated[str, "Total de las bajas en letras"] = ""
    total_deterioros: Annotated[str, "Total de los deterioros"] = ""
    total_deterioros_letras: Annotated[str, "Total de los deterioros en letras"] = ""
    metodos: Annotated[tuple[str, ...], "Métodos del deterioro"] = ()
    hay_prescripcion: Annotated[bool, "Declara prescripciones"] = False
    hay_remision: Annotated[bool, "Declara remisiones"] = False
    hay_compensacion: Annotated[bool, "Declara compensaciones"] = False
    hay_costo: Annotated[bool, "Depura por costo y beneficio"] = False
    sistemas: Annotated[tuple[str, ...], "Sistemas por actualizar"] = ()
    acto_delegacion: Annotated[str, "Acto de delegación, si firma un delegado"] = ""


@dataclass(frozen=True, kw_only=True)
class MemorandoBdme(DeOficina):
    """Tells the accounting area which debtors go to the bulletin (RULES 8)."""

    corte: Annotated[str, "Fecha de corte"]
    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    minimo: Annotated[str, "Cuantía mínima del reporte"]
    total: Annotated[str, "Valor total que se reporta"]
    deudores: Annotated[tuple[DeudorBdme, ...], "Deudores que se reportan"] = ()
    excluidos: Annotated[tuple[ExcluidoBdme, ...], "Deudores que se excluyen"] = ()
    persuasivas: Annotated[str, "Gestiones persuasivas del periodo"] = ""
    coactivas: Annotated[str, "Actuaciones coactivas del periodo"] = ""
    observaciones: Annotated[tuple[str, ...], "Observaciones"] = ()


@dataclass(frozen=True, kw_only=True)
class InformeRevelaciones(DeOficina):
    """Tells the movements of the accounts receivable of a year."""

    anio: Annotated[str, "Año que se informa"]
    movimientos: Annotated[tuple[Movimiento, ...], "Movimientos del año"]
    plazos: Annotated[tuple[str, ...], "Plazos de las cuentas por cobrar"]
    restricciones: Annotated[tuple[str, ...], "Restricciones sobre las cuentas"]
    vencimientos: Annotated[tuple[Vencimiento, ...], "Antigüedad al cierre"] = ()
    acuerdos: Annotated[str, "Acuerdos de pago vigentes al cierre"] = ""
    observaciones: Annotated[tuple[str, ...], "Observaciones"] = ()


DE_OFICINA: dict[str, type[Emitido]] = {
    "ficha-depuracion": FichaDepuracion,
    "ficha-saneamiento": FichaDepuracion,
    "ficha-reclasificacion": FichaReclasificacion,
    "acta-comite": ActaComite,
    "acto-depuracion": ActoDepuracion,
    "memorando-bdme": MemorandoBdme,
    "informe-revelaciones": InformeRevelaciones,
}
