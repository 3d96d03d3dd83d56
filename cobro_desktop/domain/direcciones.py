"""Addresses in one spelling, beside the one that came (RULES 11.5).

The abbreviations are those of DIAN as practice writes them: no table of them was seen,
so that the text that came stays the one that documents print.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Mapping

_ABREVIATURAS = {
    "AC": "av calle, avenida calle, ac",
    "AK": "av carrera, avenida carrera, avenida cra, av cra, av kr, ak",
    "AV": "avenida, avda, av",
    "CL": "calle, cll, cl, clle",
    "KR": "carrera, cra, kra, cr, kr, crr, carr, kra",
    "DG": "diagonal, diag, dg",
    "TV": "transversal, transv, tv, tr, trans, trv",
    "CQ": "circular, cq",
    "AP": "apartamento, apto, apt, ap",
    "BL": "bloque, bl, blq",
    "BR": "barrio, brr, br",
    "CS": "casa, cs",
    "ED": "edificio, edif, ed",
    "IN": "interior, int, in",
    "KM": "kilometro, km",
    "LC": "local, lc, loc",
    "LT": "lote, lt",
    "MZ": "manzana, mz, mza",
    "OF": "oficina, of, ofic, ofc",
    "PI": "piso, pi, ps",
    "TO": "torre, to, trr",
    "UR": "urbanizacion, urb, ur",
    "VDA": "vereda, vda",
}
_DE: Mapping[str, str] = MappingProxyType(
    {
        spelling.strip(): short
        for short, spellings in _ABREVIATURAS.items()
        for spelling in spellings.split(",")
    }
)
_FRASES = sorted((s for s in _DE if " " in s), key=len, reverse=True)
_NUMERO = re.compile(r"\b(?:no|nro|num|numero|n)\b[.°º]*(?=\s*\d)|[#°º]")
_PARTES = re.compile(r"\d+[a-z]{0,2}|[a-z]+|-")


def normalizar_direccion(texto: str) -> str:
    """Return an address in capitals with the usual abbreviations.

    `Carrera 7a No. 8-09 Sur, Apto. 301` is `KR 7A 8 09 SUR AP 301`: what separates
    only for the eye is left out, so that two spellings of a place are equal.
    """
    folded = _NUMERO.sub(" ", plegar(texto).replace("n°", " ").replace("nº", " "))
    words = " ".join(_PARTES.findall(folded))
    for phrase in _FRASES:
        words = re.sub(rf"\b{phrase}\b", _DE[phrase].lower(), words)
    parts = [_DE.get(word, word.upper()) for word in words.split() if word != "-"]
    return " ".join(parts)
