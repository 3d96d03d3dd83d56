"""Measures on goods and what comes of them (RULES 13 and 14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Comun, DelCaso
from cobro_desktop.documents.contextos.mandamiento import ActoCoactivo


@dataclass(frozen=True, kw_only=True)
class MedidaImpresa:
    """A measure as an act or an oficio names it."""

    medida: Annotated[str, "Medida"]
    bien: Annotated[str, "Bien que se persigue"]
    deudor: Annotated[str, "Deudor de la medida, con su identificación"]
    destinatario: Annotated[str, "Quién la cumple"]
    limite: Annotated[str, "Límite de la medida"]
    fecha: Annotated[str, "Fecha en que se decretó"]


@dataclass(frozen=True, kw_only=True)
class DepositoImpreso:
    """A title of deposit and what is ordered about it."""

    numero: Annotated[str, "Número del depósito"]
    fecha: Annotated[str, "Fecha del depósito"]
    valor: Annotated[str, "Valor del depósito"]
    aplica: Annotated[str, "Valor que se aplica"]
    devuelve: Annotated[str, "Valor que se entrega"]


@dataclass(frozen=True, kw_only=True)
class AutoMedidas(ActoCoactivo):
    """Decrees measures, within the limit of ET 838."""

    medidas: Annotated[tuple[MedidaImpresa, ...], "Medidas que se decretan"]
    limite: Annotated[str, "Límite de la medida"]
    limite_letras: Annotated[str, "Límite de la medida en letras"]
    norma_limite: Annotated[str, "Norma del límite"]
    acto_mandamiento: Annotated[str, "Mandamiento de pago"] = ""
    es_previa: Annotated[bool, "El mandamiento no está notificado"] = False
    hay_dinero: Annotated[bool, "Se embargan cuentas, salarios o créditos"] = False
    hay_cuentas: Annotated[bool, "Se embargan cuentas"] = False
    hay_salario: Annotated[bool, "Se embarga el salario"] = False
    hay_registro: Annotated[bool, "Se embargan bienes sujetos a registro"] = False
    inembargable: Annotated[str, "Suma inembargable de la cuenta de ahorros"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the account of deposits, where money is held."""
        own = {"cuenta_depositos"} if self.hay_dinero else set()
        return super().exigidos() | own


@dataclass(frozen=True, kw_only=True)
class OficioMedida(DelCaso):
    """A letter to who carries out a measure."""

    destinatario: Annotated[str, "A quién se dirige"]
    cargo_destinatario: Annotated[str, "Oficina o dependencia"]
    ciudad_destino: Annotated[str, "Municipio del destinatario"]
    medidas: Annotated[tuple[MedidaImpresa, ...], "Medidas"]
    direccion: Annotated[str, "Dirección del destinatario"] = ""
    correo: Annotated[str, "Correo electrónico del destinatario"] = ""
    tratamiento: Annotated[str, "Tratamiento"] = "Señores"

    def exigidos(self) -> frozenset[str]:
        """Name where it is sent, unless it goes by e-mail."""
        return super().exigidos() | (set() if self.correo else {"direccion"})


@dataclass(frozen=True, kw_only=True)
class OficioEmbargo(OficioMedida):
    """Communicates an embargo; its words depend on who receives it (ET 839-1)."""

    acto_medidas: Annotated[str, "Acto que decretó la medida"]
    limite: Annotated[str, "Límite de la medida"]
    limite_letras: Annotated[str, "Límite de la medida en letras"]
    es_banco: Annotated[bool, "Se dirige a un banco"] = False
    es_registro: Annotated[bool, "Se dirige a quien lleva un registro"] = False
    es_transito: Annotated[bool, "Se dirige a un organismo de tránsito"] = False
    es_pagador: Annotated[bool, "Se dirige a un pagador"] = False
    es_credito: Annotated[bool, "Se dirige a quien le debe al deudor"] = False
    es_remanente: Annotated[bool, "Se dirige a otra autoridad, por remanentes"] = False
    retiene: Annotated[bool, "Quien lo recibe consigna dinero"] = False
    inembargable: Annotated[str, "Suma inembargable de la cuenta de ahorros"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the account of deposits, where money is held."""
        own = {"cuenta_depositos"} if self.retiene else set()
        return super().exigidos() | own


@dataclass(frozen=True, kw_only=True)
class OficioLevantamiento(OficioMedida):
    """Tells who carries out a measure that it is lifted, and why."""

    acto_levanta: Annotated[str, "Acto que ordena levantar la medida"]
    motivo: Annotated[str, "Por qué se levanta"]
    acto_medidas: Annotated[str, "Acto que decretó la medida"] = ""
    oficio_embargo: Annotated[str, "Oficio que comunicó la medida"] = ""
    retiene: Annotated[bool, "Quien lo recibe consigna dinero"] = False


@dataclass(frozen=True, kw_only=True)
class OficioVerificacionMedidas(OficioMedida):
    """Asks who carries out a measure how it stands."""

    fecha_limite: Annotated[str, "Fecha límite para responder"]
    oficio_embargo: Annotated[str, "Oficio que comunicó la medida"]
    retiene: Annotated[bool, "Quien lo recibe consigna dinero"] = False


@dataclass(frozen=True, kw_only=True)
class AutoDeposito(ActoCoactivo):
    """Applies, splits and gives back titles of deposit (ET 837-1; CGP 447)."""

    depositos: Annotated[tuple[DepositoImpreso, ...], "Depósitos judiciales"]
    acto_orden: Annotated[str, "Acto que ordena seguir adelante, en firme"]
    acto_liquidacion: Annotated[str, "Auto que aprobó la liquidación"]
    corte: Annotated[str, "Fecha de corte de los intereses"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    aplicado: Annotated[str, "Valor que se aplica"] = ""
    aplicado_letras: Annotated[str, "Valor que se aplica, en letras"] = ""
    entregado: Annotated[str, "Valor que se entrega"] = ""
    entregado_letras: Annotated[str, "Valor que se entrega, en letras"] = ""
    fracciona: Annotated[tuple[str, ...], "Depósitos que se fraccionan"] = ()
    saldo: Annotated[str, "Saldo que queda"] = ""
    costas: Annotated[str, "Costas"] = ""
    tiene_costas: Annotated[bool, "Hay costas"] = False


CONTEXTOS: dict[str, type[Comun]] = {
    "auto-medidas": AutoMedidas,
    "oficio-embargo": OficioEmbargo,
    "oficio-levantamiento": OficioLevantamiento,
    "oficio-verificacion-medidas": OficioVerificacionMedidas,
    "auto-deposito": AutoDeposito,
}
"""The kinds of this family."""
