"""The life of a template of the office (F56)."""

from __future__ import annotations

from enum import StrEnum


class EstadoPlantilla(StrEnum):
    """How far a template got."""

    BORRADOR = "borrador"
    """Imported; the doctor may have found errors."""
    VALIDADA = "validada"
    """A person saw its trials and answers for it."""
    VIGENTE = "vigente"
    """Documents are written with it, from a day on."""
    DEROGADA = "derogada"
    """No more; the acts that were made with it keep it."""

    @property
    def nombre(self) -> str:
        """The word that people read."""
        return self.value.capitalize()
