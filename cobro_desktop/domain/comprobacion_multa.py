"""Whether the amount of a título is that of a fine by law (RULES 6).

The capital is what the título says: this only tells what deserves a look. The wage is
that of the year of the conduct; a sum read in UVB (RULES 6.9) is told, never imposed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.domain.multas import (
    MAXIMO_LEY_84,
    MINIMO_LEY_84,
    SALARIOS_DIARIOS,
    TOLERANCIA,
    UVB_DESDE,
    multa_ley1801,
    revisar_multa_ley84,
)
from cobro_desktop.domain.multas_uvb import en_uvb
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.referencia import Referencia

AUMENTOS = (50, 75)
"""Per cent that repeating adds (Ley 1801, art. 212; not seen in its text)."""
_ROMANOS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Verdicto(StrEnum):
    """What a check gives."""

    CORRESPONDE = "corresponde"
    NO_CORRESPONDE = "no_corresponde"
    DESCONOCIDO = "desconocido"
    """A fact that the check needs is not known."""


@dataclass(frozen=True, slots=True)
class ComprobacionMulta:
    """The check of a título, with the figure by law where there is one."""

    verdicto: Verdicto
    texto: str
    esperado: Centavos | None = None
    notas: tuple[str, ...] = ()


def leer_tipo_multa(texto: str) -> int | None:
    """Read the kind of a general fine as files write it: `Tipo 4`, `4`, `IV`."""
    for word in re.findall(r"[a-z]+|\d+", plegar(texto)):
        if word.isdigit() and int(word) in SALARIOS_DIARIOS:
            return int(word)
        if word in _ROMANOS:
            return _ROMANOS[word]
    return None


def fecha_del_hecho(datos: Mapping[str, object]) -> date | None:
    """Return the day of the comparendo or of the fact, if a título tells it."""
    try:
        return date.fromisoformat(str(datos.get("fecha_comparendo", ""))[:10])
    except ValueError:
        return None


def comprobar_ley1801(
    valor: Centavos, tipo: int | None, hecho: date | None, referencia: Referencia
) -> ComprobacionMulta:
    """Compare a título with the general fine of its kind and year.

    Raises:
        MissingParameterError: the wage of the year is not loaded.
    """
    if hecho is None:
        text = (
            "No consta la fecha del comparendo: no se puede comprobar el valor, porque "
            "el salario es el del año de la conducta."
        )
        return ComprobacionMulta(Verdicto.DESCONOCIDO, text)
    wage, year = referencia.smlmv.de(hecho.year).valor, hecho.year
    if tipo is None:
        return _without_kind(valor, year, wage)
    expected = multa_ley1801(tipo, wage)
    name = f"una multa tipo {tipo} de {year}"
    if _same(valor, expected):
        return ComprobacionMulta(
            Verdicto.CORRESPONDE, f"El valor corresponde a {name}.", expected
        )
    text = f"El valor no corresponde a {name} (esperado {pesos(expected)})."
    notes = tuple(_explanations(valor, expected, hecho, referencia))
    return ComprobacionMulta(Verdicto.NO_CORRESPONDE, text, expected, notes)


def comprobar_ley84(
    valor: Centavos, hecho: date | None, referencia: Referencia
) -> ComprobacionMulta:
    """Check that an animal fine is between 5 and 50 wages of the year of the fact.

    Raises:
        MissingParameterError: the wage of the year is not loaded.
    """
    if hecho is None:
        text = (
            "No consta la fecha del hecho: no se puede comprobar el valor, porque el "
            "salario mínimo es el de ese año."
        )
        return ComprobacionMulta(Verdicto.DESCONOCIDO, text)
    wage = referencia.smlmv.de(hecho.year).valor
    least, most = MINIMO_LEY_84 * wage, MAXIMO_LEY_84 * wage
    notes = revisar_multa_ley84(valor, hecho, wage)
    span = (
        f"de 5 a 50 salarios mínimos de {hecho.year} ({pesos(least)} a {pesos(most)})"
    )
    if least <= valor <= most:
        text = f"El valor está en el rango {span}."
        return ComprobacionMulta(Verdicto.CORRESPONDE, text, None, notes)
    text = f"El valor está fuera del rango {span}."
    read = [en_uvb(limit, hecho.year, referencia) for limit in (least, most)]
    rest = [note for note in notes if "fuera de" not in note]
    if hecho >= UVB_DESDE and read[0] <= valor <= read[1]:
        rest.append(
            f"Sí está en el rango leído en UVB ({pesos(read[0])} a {pesos(read[1])})."
        )
    return ComprobacionMulta(Verdicto.NO_CORRESPONDE, text, None, tuple(rest))


def _without_kind(valor: Centavos, year: int, wage: Centavos) -> ComprobacionMulta:
    values = {kind: multa_ley1801(kind, wage) for kind in SALARIOS_DIARIOS}
    for kind, expected in values.items():
        if _same(valor, expected):
            text = (
                f"El título no dice el tipo de multa; su valor es el de una tipo "
                f"{kind} de {year}."
            )
            return ComprobacionMulta(Verdicto.DESCONOCIDO, text, expected)
    listed = ", ".join(f"tipo {kind} {pesos(v)}" for kind, v in values.items())
    text = (
        f"El título no dice el tipo de multa, y su valor no es el de ninguna multa "
        f"general de {year}: {listed}."
    )
    return ComprobacionMulta(Verdicto.NO_CORRESPONDE, text)


def _explanations(
    valor: Centavos, expected: Centavos, hecho: date, referencia: Referencia
) -> list[str]:
    """Say which other readings would give the amount; none is assumed."""
    notes = []
    for kind in SALARIOS_DIARIOS:
        other = multa_ley1801(kind, referencia.smlmv.de(hecho.year).valor)
        if other != expected and _same(valor, other):
            notes.append(f"Es el valor de una multa tipo {kind} del mismo año.")
    if hecho >= UVB_DESDE and _same(valor, en_uvb(expected, hecho.year, referencia)):
        notes.append(
            "Es el valor leído en UVB (Ley 2294 de 2023, art. 313); las multas del "
            "código se publican en salarios. Manda el título."
        )
    if _same(valor, redondear_al_peso(Fraction(expected, 2))):
        notes.append("Es la mitad: la del pronto pago. Compruebe qué se impuso.")
    notes += [
        f"Coincide con un aumento del {rise} % por reiteración (Ley 1801 de 2016, "
        "art. 212, que no se ha visto en su texto): compruébelo en el título."
        for rise in AUMENTOS
        if _same(valor, redondear_al_peso(Fraction(expected * (100 + rise), 100)))
    ]
    return notes or ["Compruebe el tipo y la fecha; manda el valor del título."]


def _same(valor: Centavos, expected: Centavos) -> bool:
    return abs(valor - expected) <= TOLERANCIA
