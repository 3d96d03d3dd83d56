"""What the example contexts share; all people and figures are invented."""

from __future__ import annotations

from typing import Any

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.comun import Deudor, Firma, Titulo
from cobro_desktop.services.entidades import emisor, load_entidad

PROCEDIMIENTOS = {
    "SDSCJ": "PD-GJ-07",
    "SVSP": "PRO-GJU-130-008",
    "RNEC": "RJPD06",
    "IDPYBA": "PA02-PR19",
}
DATOS = {
    "direccion_entidad": "Carrera 10 # 20-30, piso 4",
    "correo_entidad": "cobro@entidad.example",
    "telefono_entidad": "(601) 555 0100",
    "delegacion": "la Resolución 015 de 2026",
    "reglamento_cartera": "la Resolución 084 de 2021",
    "medio_pago": (
        "Consigne en el Banco Ejemplo, cuenta de ahorros 000-111222-33, a nombre de la "
        "entidad.\nReferencia: número del expediente."
    ),
    "horario_atencion": "lunes a viernes, de 8:00 a. m. a 4:30 p. m.",
    "cuenta_depositos": (
        "Banco Agrario de Colombia, cuenta 110019196001, concepto 6, código 110011"
    ),
}
NOMBRE_LARGO = (
    "Compañía de Vigilancia, Escoltas y Monitoreo Electrónico Ñáñez, Vigías & Cía "
    "<Ltda.> en Reorganización"
)
CONCEPTO = {
    "SDSCJ": ("Multa Ley 1801 de 2016", "Orden de comparendo 11-001-6-2024-98765"),
    "SVSP": ("Multa", "Resolución 20244100012345"),
    "RNEC": ("Sanción a jurado de votación", "Resolución 0457"),
    "IDPYBA": ("Multa por maltrato animal", "Resolución 112"),
}
AUTORIDAD = {
    "SDSCJ": "Inspección 11 Distrital de Policía",
    "SVSP": "Superintendencia Delegada para el Control",
    "RNEC": "Registraduría Especial de Pasto",
    "IDPYBA": "Inspección 4 A de Policía de San Cristóbal",
}


def comun(tipo: str, sigla: str) -> dict[str, Any]:
    """Return what every document of a case carries."""
    perfil = load_entidad(sigla)
    procedimiento = PROCEDIMIENTOS[sigla]
    if (tipo, sigla) == ("memorando-devolucion", "SDSCJ"):
        procedimiento = "PD-GJ-08"
    datos = {**DATOS, **perfil.datos}
    return {
        "emisor": emisor(perfil, tipo, procedimiento=procedimiento, datos=datos),
        "firma": Firma(
            nombre="Ana María Peñuela Gómez",
            cargo=perfil.firmante_cargo(procedimiento),
            proyecto="Íñigo Muñoz, profesional",
            reviso="Lucía Ibáñez, coordinadora",
            aprobo="Ana María Peñuela Gómez",
        ),
        "expediente": f"{sigla}-2026-000153",
        "deudor": "Vigías & Cía <Ltda.>",
        "identificacion": "NIT 900.123.456-8",
        "fecha": "30 de septiembre de 2026",
        "fecha_iso": "2026-09-30",
        "numero": "2026-000042",
    }


def titulo(sigla: str) -> Titulo:
    """Return the title of the example case."""
    concepto, nombre = CONCEPTO[sigla]
    return Titulo(
        nombre=nombre,
        fecha="3 de mayo de 2024",
        autoridad=AUTORIDAD[sigla],
        ejecutoria="10 de junio de 2024",
        concepto=concepto,
        valor="$ 1.423.500",
    )


def acto(tipo: str, sigla: str) -> dict[str, Any]:
    """Return what every act on the titles of a case carries."""
    return comun(tipo, sigla) | {
        "deudores": (
            Deudor(nombre="Vigías & Cía <Ltda.>", identificacion="NIT 900.123.456-8"),
        ),
        "titulos": (titulo(sigla),),
        **montos(capital=142350000),
    }
