"""What each document says: a frozen dataclass per kind, contract of its template.

Values are strings, booleans and tuples of them, already written as they print
(DECISIONS 32); the name of a field is the tag that a lawyer types in Word. A field
without default is mandatory; its `Annotated` text is its name on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, kw_only=True)
class Emisor:
    """Who issues the document; `services.entidades.emisor` fills it."""

    entidad: Annotated[str, "Nombre de la entidad"]
    la_entidad: Annotated[str, "Nombre de la entidad con artículo"]
    sigla: Annotated[str, "Sigla de la entidad"]
    ciudad: Annotated[str, "Ciudad"]
    dependencia: Annotated[str, "Dependencia que firma"]
    la_dependencia: Annotated[str, "Dependencia con artículo"]
    membrete: Annotated[tuple[str, ...], "Líneas del membrete"]
    acreedor: Annotated[str, "A favor de quién se cobra"]
    competencia: Annotated[str, "Normas de competencia"]
    direccion_entidad: Annotated[str, "Dirección de la entidad"]
    correo_entidad: Annotated[str, "Correo electrónico de la entidad"]
    telefono_entidad: Annotated[str, "Teléfono de la entidad"] = ""
    pagina_web: Annotated[str, "Página web de la entidad"] = ""
    nit_entidad: Annotated[str, "NIT de la entidad"] = ""
    delegacion: Annotated[str, "Acto de delegación o asignación de funciones"] = ""
    reglamento_cartera: Annotated[str, "Acto que adopta el reglamento de cartera"] = ""
    medio_pago: Annotated[str, "Cómo y dónde se paga"] = ""
    oficina_facilidades: Annotated[str, "Oficina que concede facilidades de pago"] = ""
    politica_datos: Annotated[str, "Política de tratamiento de datos"] = ""
    nombre_formato: Annotated[str, "Nombre del formato"] = ""
    codigo_formato: Annotated[str, "Código del formato"] = ""
    version_formato: Annotated[str, "Versión del formato"] = ""
    procedimiento: Annotated[str, "Procedimiento"] = ""
    papel: Annotated[str, "Tamaño del papel"] = "carta"


@dataclass(frozen=True, kw_only=True)
class Deudor:
    """A person that the document names."""

    nombre: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    calidad: Annotated[str, "Calidad del deudor"] = "Deudor principal"


@dataclass(frozen=True, kw_only=True)
class Titulo:
    """A title that is collected or returned."""

    nombre: Annotated[str, "Título (clase y número)"]
    fecha: Annotated[str, "Fecha del título"]
    autoridad: Annotated[str, "Autoridad que expidió el título"]
    ejecutoria: Annotated[str, "Fecha de ejecutoria"]
    concepto: Annotated[str, "Concepto de la obligación"]
    valor: Annotated[str, "Valor del título"]


@dataclass(frozen=True, kw_only=True)
class Obligacion:
    """A line of the table of what is owed."""

    concepto: Annotated[str, "Concepto de la obligación"]
    titulo: Annotated[str, "Título (clase y número)"]
    ejecutoria: Annotated[str, "Fecha de ejecutoria"]
    capital: Annotated[str, "Capital"]
    intereses: Annotated[str, "Intereses de mora"]
    total: Annotated[str, "Total"]


@dataclass(frozen=True, kw_only=True)
class Firma:
    """Who signs, and who drafted, reviewed and approved."""

    nombre: Annotated[str, "Nombre de quien firma"]
    cargo: Annotated[str, "Cargo de quien firma"]
    proyecto: Annotated[str, "Proyectó"]
    reviso: Annotated[str, "Revisó"] = ""
    aprobo: Annotated[str, "Aprobó"] = ""


@dataclass(frozen=True, kw_only=True)
class Comun:
    """What every document carries."""

    emisor: Emisor
    firma: Firma
    expediente: Annotated[str, "Número del expediente"]
    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]
    fecha: Annotated[str, "Fecha del documento"]
    fecha_iso: Annotated[str, "Fecha del documento (AAAA-MM-DD)"]
    numero: Annotated[str, "Número del documento"] = ""
    borrador: Annotated[bool, "Es un proyecto sin numerar"] = False
    codigo_verificacion: Annotated[str, "Código de verificación"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the optional fields that this document cannot do without."""
        return frozenset() if self.borrador else frozenset({"numero", "aprobo"})


@dataclass(frozen=True, kw_only=True)
class Acto(Comun):
    """An auto, resolución or constancia on the titles of one case."""

    deudores: Annotated[tuple[Deudor, ...], "Deudores"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    capital: Annotated[str, "Capital"]
    capital_letras: Annotated[str, "Capital en letras"]
    tiene_solidarios: Annotated[bool, "Hay más de un deudor"] = False


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
class MemorandoDevolucion(Comun):
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
class OficioPersuasivo(Comun):
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


@dataclass(frozen=True, kw_only=True)
class OficioDevolucion(Comun):
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
