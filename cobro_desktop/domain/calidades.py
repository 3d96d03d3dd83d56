"""As what a person stands in a case: who owes, and who speaks for them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Calidad(StrEnum):
    """What a person is in a case; its value is what the base keeps."""

    PRINCIPAL = "principal"
    SOLIDARIO = "solidario"
    HEREDERO = "heredero"
    REPRESENTANTE = "representante"
    APODERADO = "apoderado"

    @property
    def nombre(self) -> str:
        """How a person reads it at the beginning of a line."""
        return _NOMBRES[self]

    @property
    def en_frase(self) -> str:
        """How a person reads it inside a sentence."""
        return _NOMBRES[self].lower()


_NOMBRES: Final = {
    Calidad.PRINCIPAL: "Deudor principal",
    Calidad.SOLIDARIO: "Deudor solidario",
    Calidad.HEREDERO: "Heredero",
    Calidad.REPRESENTANTE: "Representante legal",
    Calidad.APODERADO: "Apoderado",
}
OBLIGADOS: Final = (Calidad.PRINCIPAL, Calidad.SOLIDARIO, Calidad.HEREDERO)
"""Those who owe, in their order: each is notified alone (PROCEDURES 5)."""
HABLAN: Final = (Calidad.REPRESENTANTE, Calidad.APODERADO)
"""Those who speak for who owes."""
VINCULABLES: Final = tuple(c for c in Calidad if c is not Calidad.PRINCIPAL)
"""Everyone but the principal, who comes with the title."""


def nombre_de(rol: str) -> str:
    """Return how a person reads a role that a base keeps."""
    return Calidad(rol).nombre if rol in set(Calidad) else rol
