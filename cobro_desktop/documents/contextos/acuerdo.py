"""What the documents of an agreement of payment say (RULES 14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Acto, Comun, DelCaso, Titulo


@dataclass(frozen=True, kw_only=True)
class DeudaAcordada:
    """What an obligation owes the day of the signing."""

    titulo: Annotated[str, "Título (clase y número)"]
    concepto: Annotated[str, "Concepto de la obligación"]
    capital: Annotated[str, "Capital"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]


@dataclass(frozen=True, kw_only=True)
class CuotaPlan:
    """A row of the plan."""

    numero: Annotated[str, "Número de la cuota"]
    vence: Annotated[str, "Fecha de la cuota"]
    capital: Annotated[str, "Capital de la cuota"]
    interes_causado: Annotated[str, "Interés causado de la cuota"]
    interes_plazo: Annotated[str, "Interés del plazo de la cuota"]
    costas: Annotated[str, "Costas de la cuota"]
    total: Annotated[str, "Valor de la cuota"]


@dataclass(frozen=True, kw_only=True)
class CuotaIncumplida:
    """An instalment that was due and is not paid."""

    numero: Annotated[str, "Número de la cuota"]
    vence: Annotated[str, "Fecha de la cuota"]
    total: Annotated[str, "Valor de la cuota"]
    abonado: Annotated[str, "Abonado a la cuota"]
    falta: Annotated[str, "Saldo de la cuota"]


@dataclass(frozen=True, kw_only=True)
class PlanAcordado(Acto):
    """A debt, the plan that pays it and what guarantees it."""

    fecha_solicitud: Annotated[str, "Fecha de la solicitud del deudor"]
    corte: Annotated[str, "Fecha de corte de los intereses"]
    deudas: Annotated[tuple[DeudaAcordada, ...], "Deuda que se acuerda pagar"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    regimen_intereses: Annotated[str, "Norma y tasa de los intereses"]
    cuotas: Annotated[tuple[CuotaPlan, ...], "Plan de pagos"]
    numero_cuotas: Annotated[str, "Número de cuotas"]
    meses: Annotated[str, "Plazo del acuerdo"]
    plan_capital: Annotated[str, "Capital del plan"]
    plan_causado: Annotated[str, "Interés causado del plan"]
    plan_plazo: Annotated[str, "Interés del plazo del plan"]
    plan_costas: Annotated[str, "Costas del plan"]
    plan_total: Annotated[str, "Total del plan"]
    costas: Annotated[str, "Costas"] = ""
    tiene_costas: Annotated[bool, "Hay costas"] = False
    cuota_inicial: Annotated[str, "Cuota inicial"] = ""
    tiene_inicial: Annotated[bool, "Hay cuota inicial"] = False
    garantia: Annotated[str, "Garantía y su avalúo"] = ""
    clase_garantia: Annotated[str, "Clase de garantía"] = ""
    garantia_valor: Annotated[str, "Valor que respalda la garantía"] = ""
    tiene_garantia: Annotated[bool, "Hay garantía"] = False
    razon_sin_garantia: Annotated[str, "Por qué se concede sin garantía"] = ""
    automatico: Annotated[bool, "Pierde su efecto por sí solo"] = False
    consecutivas: Annotated[str, "Cuotas seguidas que le quitan el efecto"] = ""
    hay_proyectadas: Annotated[bool, "Hay cuotas con tasa por certificar"] = False

    def exigidos(self) -> frozenset[str]:
        """Name the rules on which agreements are granted, too (Ley 1066, art. 2)."""
        return super().exigidos() | {"reglamento_cartera"}


@dataclass(frozen=True, kw_only=True)
class AcuerdoPago(PlanAcordado):
    """The agreement that entity and debtor sign."""

    nombre_acto: Annotated[str, "Nombre del documento"]
    suscriptor: Annotated[str, "Quién lo suscribe por el deudor"]
    suscriptor_identificacion: Annotated[str, "Identificación de quien lo suscribe"]
    norma_imputacion: Annotated[str, "Norma de la imputación de los pagos"]
    suscriptor_calidad: Annotated[str, "En qué calidad lo suscribe"] = ""
    medidas: Annotated[tuple[str, ...], "Medidas que se levantan"] = ()
    visto_bueno: Annotated[str, "Quién da el visto bueno"] = ""
    area_financiera: Annotated[str, "Área a la que se envía copia"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name where to pay, too."""
        return super().exigidos() | {"medio_pago"}


@dataclass(frozen=True, kw_only=True)
class AutoOrdenaAcuerdo(PlanAcordado):
    """Orders to sign the agreement, with its conditions."""

    def exigidos(self) -> frozenset[str]:
        """Name the norm that founds the competence, too."""
        return super().exigidos() | {"delegacion"}


@dataclass(frozen=True, kw_only=True)
class AutoIncumplimiento(Acto):
    """Declares the agreement broken and goes on with the collection (ET 814-3)."""

    fecha_firma: Annotated[str, "Fecha del acuerdo"]
    total_acuerdo: Annotated[str, "Deuda que se acordó pagar"]
    numero_cuotas: Annotated[str, "Número de cuotas"]
    incumplidas: Annotated[tuple[CuotaIncumplida, ...], "Cuotas incumplidas"]
    corte: Annotated[str, "Fecha de corte de los intereses"]
    pagado: Annotated[str, "Pagado desde la firma"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    norma_incumplimiento: Annotated[str, "Norma del incumplimiento"]
    costas: Annotated[str, "Costas"] = ""
    tiene_costas: Annotated[bool, "Hay costas"] = False
    garantia: Annotated[str, "Garantía y su avalúo"] = ""
    tiene_garantia: Annotated[bool, "Hay garantía"] = False
    automatico: Annotated[bool, "Pierde su efecto por sí solo"] = False
    consecutivas: Annotated[str, "Cuotas seguidas que le quitan el efecto"] = ""


@dataclass(frozen=True, kw_only=True)
class OficioTraslado(DelCaso):
    """Sends a request to who is competent, with copy to who asked (CPACA 21)."""

    destinatario: Annotated[str, "Destinatario"]
    cargo_destinatario: Annotated[str, "Cargo o dependencia del destinatario"]
    direccion: Annotated[str, "Dirección del destinatario"]
    ciudad_destino: Annotated[str, "Municipio del destinatario"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    capital: Annotated[str, "Capital"]
    fecha_solicitud: Annotated[str, "Fecha de la solicitud del deudor"]
    norma_traslado: Annotated[str, "Norma que da la competencia"]
    radicado_solicitud: Annotated[str, "Radicado de la solicitud"] = ""
    documentos: Annotated[tuple[str, ...], "Documentos que se remiten"] = ()
    tratamiento: Annotated[str, "Tratamiento"] = "Señores"


CONTEXTOS: dict[str, type[Comun]] = {
    "acuerdo-pago": AcuerdoPago,
    "auto-ordena-acuerdo": AutoOrdenaAcuerdo,
    "auto-incumplimiento": AutoIncumplimiento,
    "oficio-traslado": OficioTraslado,
}
"""The kinds of this family."""
