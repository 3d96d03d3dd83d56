"""From the liquidation to the delivery of what was sold (RULES 14; ET 838 to 840)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Comun, DelCaso, Obligacion
from cobro_desktop.documents.contextos.mandamiento import ActoCoactivo


@dataclass(frozen=True, kw_only=True)
class PeriodoLiquidado:
    """Days of interest at one rate over one capital."""

    titulo: Annotated[str, "Título (clase y número)"]
    periodo: Annotated[str, "Período"]
    dias: Annotated[str, "Días"]
    base: Annotated[str, "Capital del período"]
    tasa: Annotated[str, "Tasa del período"]
    interes: Annotated[str, "Interés del período"]


@dataclass(frozen=True, kw_only=True)
class AbonoLiquidado:
    """A payment and what it paid."""

    fecha: Annotated[str, "Fecha del pago"]
    valor: Annotated[str, "Valor del pago"]
    capital: Annotated[str, "Parte que fue a capital"]
    intereses: Annotated[str, "Parte que fue a intereses"]
    costas: Annotated[str, "Parte que fue a costas"]


@dataclass(frozen=True, kw_only=True)
class GastoProbado:
    """An expense of the collection and its proof (ET 836-1)."""

    fecha: Annotated[str, "Fecha del gasto"]
    concepto: Annotated[str, "Concepto del gasto"]
    soporte: Annotated[str, "Soporte del gasto"]
    valor: Annotated[str, "Valor del gasto"]


@dataclass(frozen=True, kw_only=True)
class BienPerseguido:
    """Something of a debtor that is held, valued or sold."""

    descripcion: Annotated[str, "Bien"]
    identificacion: Annotated[str, "Matrícula, placa o identificación del bien"]
    deudor: Annotated[str, "Dueño del bien"]
    avaluo: Annotated[str, "Avalúo del bien"] = ""
    base: Annotated[str, "Base del remate"] = ""
    metodo: Annotated[str, "Cómo se avaluó"] = ""


@dataclass(frozen=True, kw_only=True)
class Liquidado(ActoCoactivo):
    """An act that tells what is owed at a cut."""

    corte: Annotated[str, "Fecha de corte de los intereses"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]
    total_letras: Annotated[str, "Total en letras"]
    costas: Annotated[str, "Costas"] = ""
    tiene_costas: Annotated[bool, "Hay costas"] = False


@dataclass(frozen=True, kw_only=True)
class AutoLiquidacion(Liquidado):
    """Liquidates capital, interest and costs, and gives traslado (CGP 446)."""

    acto_orden: Annotated[str, "Acto que ordena seguir adelante"]
    regimen_intereses: Annotated[str, "Norma y tasa de los intereses"]
    obligaciones: Annotated[tuple[Obligacion, ...], "Obligaciones"]
    norma_imputacion: Annotated[str, "Norma de la imputación de los pagos"]
    periodos: Annotated[tuple[PeriodoLiquidado, ...], "Períodos liquidados"] = ()
    abonos: Annotated[tuple[AbonoLiquidado, ...], "Pagos recibidos"] = ()
    gastos: Annotated[tuple[GastoProbado, ...], "Gastos del cobro"] = ()


@dataclass(frozen=True, kw_only=True)
class AutoObjecionLiquidacion(Liquidado):
    """Decides the objections and approves the liquidation, or changes it."""

    acto_liquidacion: Annotated[str, "Auto que liquidó el crédito"]
    decision: Annotated[str, "Decisión: aprueba, modifica o rechaza la objeción"]
    hay_objecion: Annotated[bool, "Se presentó una objeción"] = False
    objetante: Annotated[str, "Quién objeta"] = ""
    fecha_objecion: Annotated[str, "Fecha de la objeción"] = ""
    motivos: Annotated[tuple[str, ...], "Razones de la decisión"] = ()
    modifica: Annotated[bool, "Modifica la liquidación"] = False
    rechaza: Annotated[bool, "Rechaza la objeción sin estudiarla"] = False

    def exigidos(self) -> frozenset[str]:
        """Name who objected, when, and why it is so decided."""
        asked = {"objetante", "fecha_objecion", "motivos"}
        return super().exigidos() | (asked if self.hay_objecion else set())


@dataclass(frozen=True, kw_only=True)
class SobreBienes(ActoCoactivo):
    """An act on goods that a measure holds."""

    bienes: Annotated[tuple[BienPerseguido, ...], "Bienes"]


@dataclass(frozen=True, kw_only=True)
class AutoSecuestre(SobreBienes):
    """Orders the secuestro and appoints who keeps the goods."""

    costo_beneficio: Annotated[str, "Resultado del análisis de costo y beneficio"]
    secuestre: Annotated[str, "Secuestre"]
    secuestre_identificacion: Annotated[str, "Identificación del secuestre"]
    lista_auxiliares: Annotated[str, "Lista de la que se designa"]
    fecha_diligencia: Annotated[str, "Fecha de la diligencia"]
    hora_diligencia: Annotated[str, "Hora de la diligencia"]
    lugar_diligencia: Annotated[str, "Lugar de la diligencia"]


@dataclass(frozen=True, kw_only=True)
class OficioAuxiliar(DelCaso):
    """Tells an auxiliary that he was appointed, for what, and how he accepts."""

    destinatario: Annotated[str, "Auxiliar designado"]
    cargo_destinatario: Annotated[str, "Designado como (perito o secuestre)"]
    direccion: Annotated[str, "Dirección del auxiliar"]
    ciudad_destino: Annotated[str, "Municipio del auxiliar"]
    acto_designa: Annotated[str, "Acto que lo designa"]
    lista_auxiliares: Annotated[str, "Lista de la que se designa"]
    encargo: Annotated[tuple[str, ...], "Tarea que se le encarga"]
    bienes: Annotated[tuple[BienPerseguido, ...], "Bienes"]
    fecha_limite: Annotated[str, "Fecha límite para aceptar"]
    tratamiento: Annotated[str, "Tratamiento"] = "Señor(a)"
    correo: Annotated[str, "Correo electrónico del auxiliar"] = ""


@dataclass(frozen=True, kw_only=True)
class ActaSecuestro(SobreBienes):
    """Records how the goods were held and handed to the secuestre (ET 839-3)."""

    acto_secuestre: Annotated[str, "Auto que ordenó el secuestro"]
    hora_diligencia: Annotated[str, "Hora de la diligencia"]
    lugar_diligencia: Annotated[str, "Lugar de la diligencia"]
    secuestre: Annotated[str, "Secuestre"]
    secuestre_identificacion: Annotated[str, "Identificación del secuestre"]
    atiende: Annotated[str, "Quién atiende la diligencia"]
    estado_bienes: Annotated[tuple[str, ...], "Estado en que se hallan los bienes"]
    oposicion: Annotated[str, "Oposición y quién la presenta"] = ""
    decision_oposicion: Annotated[str, "Qué se decide de la oposición"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the decision on the oposición, where there was one."""
        return super().exigidos() | (
            {"decision_oposicion"} if self.oposicion else set()
        )


@dataclass(frozen=True, kw_only=True)
class AutoAvaluo(SobreBienes):
    """Fixes the avalúo and gives traslado (ET 838, parágrafo)."""

    metodos: Annotated[tuple[str, ...], "Cómo se avaluó cada bien, en su orden"]
    avaluo_total: Annotated[str, "Avalúo total"]
    avaluo_letras: Annotated[str, "Avalúo total en letras"]


@dataclass(frozen=True, kw_only=True)
class AutoObjecionAvaluo(SobreBienes):
    """Decides the objection to the avalúo; nothing lies against it (ET 838)."""

    acto_avaluo: Annotated[str, "Auto que fijó el avalúo"]
    objetante: Annotated[str, "Quién objeta"]
    fecha_objecion: Annotated[str, "Fecha de la objeción"]
    motivos: Annotated[tuple[str, ...], "Razones de la decisión"]
    decision: Annotated[str, "Decisión: acoge o niega la objeción"]
    avaluo_total: Annotated[str, "Avalúo total"]
    avaluo_letras: Annotated[str, "Avalúo total en letras"]
    acoge: Annotated[bool, "Acoge la objeción"] = False


@dataclass(frozen=True, kw_only=True)
class SobreRemate(SobreBienes):
    """When, where and from what price the goods are sold."""

    fecha_diligencia: Annotated[str, "Fecha de la diligencia"]
    hora_diligencia: Annotated[str, "Hora de la diligencia"]
    lugar_diligencia: Annotated[str, "Lugar de la diligencia"]
    base_total: Annotated[str, "Base del remate"]
    base_letras: Annotated[str, "Base del remate en letras"]
    avaluo_total: Annotated[str, "Avalúo total"]


@dataclass(frozen=True, kw_only=True)
class AutoRemate(SobreRemate):
    """Fixes the day of the sale (ET 840)."""

    acto_orden: Annotated[str, "Acto que ordena seguir adelante, en firme"]
    acto_avaluo: Annotated[str, "Auto que fijó el avalúo"]
    postura: Annotated[str, "Qué se consigna para hacer postura, y dónde"]
    acta_secuestro: Annotated[str, "Acta del secuestro"] = ""


@dataclass(frozen=True, kw_only=True)
class AvisoRemate(SobreRemate):
    """Tells the public of the sale."""

    acto_remate: Annotated[str, "Auto que ordenó el remate"]
    postura: Annotated[str, "Qué se consigna para hacer postura, y dónde"]
    secuestre: Annotated[str, "Secuestre que muestra los bienes"]
    contacto_secuestre: Annotated[str, "Dirección y teléfono del secuestre"]


@dataclass(frozen=True, kw_only=True)
class ActaRemate(SobreRemate):
    """Records the offers and to whom the goods were sold, or that nobody came."""

    acto_remate: Annotated[str, "Auto que ordenó el remate"]
    resultado: Annotated[
        str, "Resultado: adjudicado, desierto o adjudicado a la entidad"
    ]
    publicacion: Annotated[str, "Cómo y cuándo se publicó el aviso"]
    posturas: Annotated[
        tuple[str, ...], "Posturas (postor, identificación y valor)"
    ] = ()
    adjudicatario: Annotated[str, "A quién se adjudica"] = ""
    adjudicatario_identificacion: Annotated[str, "Identificación del adjudicatario"] = (
        ""
    )
    precio: Annotated[str, "Precio en que se adjudica"] = ""
    precio_letras: Annotated[str, "Precio en letras"] = ""
    adjudica: Annotated[bool, "Se adjudica a un postor"] = False
    para_entidad: Annotated[bool, "Se adjudica a la entidad"] = False

    def exigidos(self) -> frozenset[str]:
        """Name who buys and for how much, where somebody does."""
        if not self.adjudica:
            return super().exigidos()
        return super().exigidos() | {
            "posturas",
            "adjudicatario",
            "adjudicatario_identificacion",
            "precio",
        }


@dataclass(frozen=True, kw_only=True)
class Adjudicado(SobreBienes):
    """An act on goods that were sold."""

    acta_remate: Annotated[str, "Acta del remate"]
    adjudicatario: Annotated[str, "A quién se adjudica"]
    adjudicatario_identificacion: Annotated[str, "Identificación del adjudicatario"]
    precio: Annotated[str, "Precio en que se adjudica"]
    precio_letras: Annotated[str, "Precio en letras"] = ""


@dataclass(frozen=True, kw_only=True)
class AutoApruebaRemate(Adjudicado):
    """Approves the sale, and frees what was sold of what weighed on it."""

    soporte_pago: Annotated[str, "Soporte de que se pagó el precio"]
    secuestre: Annotated[str, "Secuestre"] = ""
    gravamenes: Annotated[tuple[str, ...], "Gravámenes que se cancelan"] = ()


@dataclass(frozen=True, kw_only=True)
class AutoEntrega(Adjudicado):
    """Orders to hand over what was sold."""

    acto_aprueba: Annotated[str, "Auto que aprobó el remate"]
    secuestre: Annotated[str, "Secuestre"]
    fecha_entrega: Annotated[str, "Fecha de la entrega"]
    lugar_entrega: Annotated[str, "Lugar de la entrega"]


CONTEXTOS: dict[str, type[Comun]] = {
    "auto-liquidacion": AutoLiquidacion,
    "auto-objecion-liquidacion": AutoObjecionLiquidacion,
    "auto-secuestre": AutoSecuestre,
    "oficio-auxiliar": OficioAuxiliar,
    "acta-secuestro": ActaSecuestro,
    "auto-avaluo": AutoAvaluo,
    "auto-objecion-avaluo": AutoObjecionAvaluo,
    "auto-remate": AutoRemate,
    "aviso-remate": AvisoRemate,
    "acta-remate": ActaRemate,
    "auto-aprueba-remate": AutoApruebaRemate,
    "auto-entrega": AutoEntrega,
}
"""The kinds of this family."""
