"""Finds templates: an entity's own before the common one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

Carpeta = Literal["autos", "oficios"]


@dataclass(frozen=True)
class Plantilla:
    """A template file as it was found."""

    nombre: str
    """Path inside `templates/`: `autos/svsp/auto-avoca.docx`."""
    contenido: bytes

    @property
    def version(self) -> str:
        """First 12 hex digits of the SHA-256 of the file."""
        return hashlib.sha256(self.contenido).hexdigest()[:12]


def find_template(
    carpeta: Carpeta, nombre: str, sigla: str, *, root: Path | None = None
) -> Plantilla:
    """Return the entity's template, or the common one.

    Raises:
        NotFoundError: there is neither.
    """
    found = layers(carpeta, nombre, sigla, root=root)
    if not found:
        mensaje = (
            f"No hay una plantilla «{nombre}» en la carpeta de plantillas «{carpeta}». "
            "Agréguela o instale de nuevo el programa."
        )
        raise NotFoundError(mensaje, {"plantilla": f"{carpeta}/{nombre}"})
    return found[-1]


def layers(
    carpeta: Carpeta, nombre: str, sigla: str, *, root: Path | None = None
) -> tuple[Plantilla, ...]:
    """Return the common file and the entity's, those that exist, in that order."""
    folder = root or assets("templates")
    names = (f"{carpeta}/{nombre}", f"{carpeta}/{sigla.casefold()}/{nombre}")
    return tuple(
        Plantilla(name, path.read_bytes())
        for name in names
        if (path := folder / name).is_file()
    )


def clause_layers(sigla: str, *, root: Path | None = None) -> tuple[Plantilla, ...]:
    """Return the files of the clause library: the common one and the entity's."""
    folder = root or assets("templates")
    names = ("clausulas.toml", f"{sigla.casefold()}/clausulas.toml")
    return tuple(
        Plantilla(name, path.read_bytes())
        for name in names
        if (path := folder / name).is_file()
    )
