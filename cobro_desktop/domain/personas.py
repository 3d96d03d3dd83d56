"""Whether a document is of a person or of a company (RULES 11.2)."""

from __future__ import annotations

import re

from cobro_desktop.domain.embargo import Persona
from cobro_desktop.domain.identificacion import TipoDocumento

_DE_EMPRESA = re.compile(r"[89]\d{8}")
"""Companies have nine digits from 8 or 9 on; a person's NIT is their cédula."""


def clase_de_persona(tipo: str, numero: str) -> Persona | None:
    """Return whose document it is; None where a NIT does not tell."""
    if tipo == TipoDocumento.NITE:
        return Persona.JURIDICA
    if tipo == TipoDocumento.NIT:
        return Persona.JURIDICA if _DE_EMPRESA.fullmatch(numero) else None
    return Persona.NATURAL if tipo in set(TipoDocumento) else None
