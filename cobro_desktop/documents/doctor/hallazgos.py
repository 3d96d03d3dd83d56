"""What the doctor of templates says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cobro_desktop.domain.errors import UserError


class Peso(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The template cannot be used."""
    AVISO = "aviso"
    """It can, and a person should look."""


@dataclass(frozen=True)
class Hallazgo:
    """Something that is wrong in a template, with its place."""

    peso: Peso
    texto: str
    """The whole sentence, with its place."""
    donde: str = ""
    """The place alone: `el segundo párrafo del encabezado`."""


class PlantillaPeligrosaError(UserError):
    """A file that is no plain Word template: it is not even kept."""

    codigo = "unsafe_template"


def error(donde: str, que: str) -> Hallazgo:
    """Return a finding that stops the template; reads «En <place> <what>»."""
    return Hallazgo(Peso.ERROR, f"En {donde} {que}", donde)


def aviso(que: str, donde: str = "") -> Hallazgo:
    """Return a finding that a person should look at."""
    return Hallazgo(Peso.AVISO, f"En {donde} {que}" if donde else que, donde)
