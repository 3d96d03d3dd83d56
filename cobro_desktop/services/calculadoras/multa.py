"""The fines of Ley 1801 and Ley 84, to check a título with (RULES 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.multas import (
    MAXIMO_LEY_84,
    MINIMO_LEY_84,
    TOLERANCIA,
    UVB_DESDE,
    con_pronto_pago,
    fechas_de_multa,
    multa_ley1801,
    revisar_multa_ley84,
    revisar_multa_ley1801,
)
from cobro_desktop.domain.multas_uvb import en_uvb
from cobro_desktop.domain.referencia import parametro_anual
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.calculadoras.calculo import (
    Calculo,
    lecturas_de,
    traza_en_json,
)

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.calculadoras.calculo import Marco

NORMA_1801 = "Ley 1801 de 2016, art. 180"
NORMA_84 = "Ley 84 de 1989, art. 10"
NORMA_UVB = "Ley 2294 de 2023, art. 313"
_USED = ("festivos.ley2578", "workdays")


def calcular_multa(
    marco: Marco, tipo: int, fecha: date, titulo: Centavos | None = None
) -> Calculo:
    """Return a general fine of Ley 1801, the dates after it, and a check of a título.

    Raises:
        MissingParameterError: the wage of the year is not loaded.
        InvalidDataError: no such kind of fine.
    """
    wage = marco.referencia.smlmv.de(fecha.year)
    value = multa_ley1801(tipo, wage.valor)
    dates = fechas_de_multa(fecha, marco.calendario)
    notes = () if titulo is None else revisar_multa_ley1801(titulo, tipo, wage.valor)
    half, until = con_pronto_pago(value), dates.pronto_pago
    step = Paso(
        "multa",
        NORMA_1801,
        f"Multa general tipo {tipo}: {pesos(value)}. Manda el valor del título.",
        (parametro_anual("SMLMV", wage, pesos(wage.valor)),),
    )
    steps = (step, *_uvb_step(marco, value, fecha, "la multa"))
    pronto = {"valor": en_pesos(half), "hasta": until.isoformat()}
    return Calculo(
        titular=pesos(value),
        frases=(
            *(s.detalle for s in steps),
            f"Con pronto pago: {pesos(half)}, hasta el {fecha_larga(until)}.",
            f"Los 90 días se cumplen el {fecha_larga(dates.coactivo)}.",
            f"Los seis meses se cumplen el {fecha_larga(dates.restricciones)}.",
        ),
        datos={
            "valor": en_pesos(value),
            "tipo": tipo,
            "anio": fecha.year,
            "smlmv": en_pesos(wage.valor),
            "tolerancia": en_pesos(TOLERANCIA),
            "pronto_pago": pronto,
            "noventa_dias": dates.coactivo.isoformat(),
            "seis_meses": dates.restricciones.isoformat(),
            "advertencias": list(notes),
            "opciones": marco.opciones.en_vigor(_USED),
            "traza": traza_en_json(steps),
        },
        traza=steps,
        lecturas=lecturas_de(marco.opciones, _USED),
        advertencias=notes,
    )


def calcular_multa_animal(
    marco: Marco, fecha: date, titulo: Centavos | None = None
) -> Calculo:
    """Return the range of a fine of Ley 84 for a fact, and a check of a título.

    Raises:
        MissingParameterError: the wage of the year is not loaded.
    """
    wage = marco.referencia.smlmv.de(fecha.year)
    least, most = MINIMO_LEY_84 * wage.valor, MAXIMO_LEY_84 * wage.valor
    valor = least if titulo is None else titulo
    notes = revisar_multa_ley84(valor, fecha, wage.valor)
    step = Paso(
        "multa",
        NORMA_84,
        f"Multa de {MINIMO_LEY_84} a {MAXIMO_LEY_84} salarios mínimos: de "
        f"{pesos(least)} a {pesos(most)}. Manda el valor del título.",
        (parametro_anual("SMLMV", wage, pesos(wage.valor)),),
    )
    steps = (step, *_uvb_step(marco, least, fecha, "el mínimo"))
    return Calculo(
        titular=f"De {pesos(least)} a {pesos(most)}",
        frases=tuple(s.detalle for s in steps),
        datos={
            "minimo": en_pesos(least),
            "maximo": en_pesos(most),
            "anio": fecha.year,
            "smlmv": en_pesos(wage.valor),
            "advertencias": list(notes),
            "traza": traza_en_json(steps),
        },
        traza=steps,
        advertencias=notes,
    )


def _uvb_step(
    marco: Marco, value: Centavos, fecha: date, what: str
) -> tuple[Paso, ...]:
    """Tell the reading in UVB of what is set in wages, where there is one."""
    if fecha < UVB_DESDE or fecha.year not in marco.referencia.uvb:
        return ()
    unit = marco.referencia.uvb.de(fecha.year)
    read = en_uvb(value, fecha.year, marco.referencia)
    return (
        Paso(
            "uvb",
            NORMA_UVB,
            f"Leída en UVB, {what} sería {pesos(read)}: desde 2024 la ley expresa en "
            "UVB lo fijado en salarios mínimos. Estas multas se publican en salarios "
            "y aquí no se convierten: manda el título.",
            (parametro_anual("UVB", unit, pesos(unit.valor)),),
        ),
    )
