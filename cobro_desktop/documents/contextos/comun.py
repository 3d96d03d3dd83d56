"""What every document carries, and the lines of its tables: contract of the templates.

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
    horario_atencion: Annotated[str, "Horario de atención al público"] = ""
    cuenta_depositos: Annotated[str, "Cuenta de depósitos judiciales"] = ""
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
class Emitido:
    """What every document carries, of a case or of the office."""

    emisor: Emisor
    firma: Firma
    fecha: Annotated[str, "Fecha del documento"]
    fecha_iso: Annotated[str, "Fecha del documento (AAAA-MM-DD)"]
    numero: Annotated[str, "Número del documento"] = ""
    borrador: Annotated[bool, "Es un proyecto sin numerar"] = False
    codigo_verificacion: Annotated[str, "Código de verificación"] = ""

    def exigidos(self) -> frozenset[str]:
        """Name the optional fields that this document cannot do without."""
        return frozenset() if self.borrador else frozenset({"numero", "aprobo"})


@dataclass(frozen=True, kw_only=True)
class Comun(Emitido):
    """What every document of a case carries."""


@dataclass(frozen=True, kw_only=True)
class DelCaso(Comun):
    """What every document of a case carries."""

    expediente: Annotated[str, "Número del expediente"]
    deudor: Annotated[str, "Nombre del deudor"]
    identificacion: Annotated[str, "Identificación del deudor"]


@dataclass(frozen=True, kw_only=True)
class DeOficina(Emitido):
    """What every document that belongs to no case carries."""

    registro: Annotated[str, "A qué corresponde (pie de página)"] = "Oficina"


@dataclass(frozen=True, kw_only=True)
class Acto(DelCaso):
    """An auto, resolución or constancia on the titles of one case."""

    deudores: Annotated[tuple[Deudor, ...], "Deudores"]
    titulos: Annotated[tuple[Titulo, ...], "Títulos ejecutivos"]
    capital: Annotated[str, "Capital"]
    capital_letras: Annotated[str, "Capital en letras"]
    tiene_solidarios: Annotated[bool, "Hay más de un deudor"] = False
