"""A check digit and an amount in words (RULES 11.1, DECISIONS 41)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.identificacion import nit_dv
from cobro_desktop.domain.letras import pesos_en_letras
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import miles, pesos
from cobro_desktop.services.calculadoras.calculo import Calculo

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos

NORMA_NIT = "Orden Administrativa DIAN 4 de 1989"


def calcular_nit(numero: str) -> Calculo:
    """Return the check digit of a NIT; with a dash, tell whether the one given is.

    Raises:
        InvalidDataError: it is not a number of 1 to 15 digits.
    """
    compact = re.sub(r"[\s.,]", "", numero)
    found = re.fullmatch(r"(.+)-(\d)", compact)
    body, written = found.groups() if found else (compact, None)
    dv = nit_dv(body)
    right = written is None or int(written) == dv
    notes = () if right else (f"El dígito escrito, {written}, no corresponde.",)
    text = f"El dígito de verificación de {miles(int(body))} es {dv}."
    return Calculo(
        titular=f"{miles(int(body))}-{dv}",
        frases=(f"{body}-{dv}", text),
        datos={
            "nit": body,
            "dv": dv,
            "completo": f"{body}-{dv}",
            "correcto": right,
            "advertencias": list(notes),
        },
        traza=(Paso("nit", NORMA_NIT, text),),
        advertencias=notes,
    )


def calcular_letras(valor: Centavos) -> Calculo:
    """Return an amount in words.

    Raises:
        InvalidDataError: a negative amount, or one beyond words.
    """
    words = pesos_en_letras(valor)
    return Calculo(
        titular=words[0].upper() + words[1:],
        frases=(f"{words} ({pesos(valor)})",),
        datos={"valor": en_pesos(valor), "letras": words},
    )
