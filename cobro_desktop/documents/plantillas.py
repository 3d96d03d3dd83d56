"""Finds templates: an entity's own before the common one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.assets import Carpeta

Clase = Literal["autos", "oficios"]


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
    clase: Clase,
    nombre: str,
    sigla: str,
    *,
    root: Carpeta | None = None,
    propias: Mapping[str, Plantilla] | None = None,
) -> Plantilla:
    """Return the entity's template, or the common one.

    Args:
        clase: folder of its class.
        nombre: name of the file.
        sigla: the institution.
        root: the folder of templates, with what packs lay over it.
        propias: what the office imported, by path; wins over the folder.

    Raises:
        NotFoundError: there is neither.
    """
    found = layers(clase, nombre, sigla, root=root, propias=propias)
    if not found:
        mensaje = (
            f"No hay una plantilla «{nombre}» en la carpeta de plantillas «{clase}». "
            "Agréguela o instale de nuevo el programa."
        )
        raise NotFoundError(mensaje, {"plantilla": f"{clase}/{nombre}"})
    return found[-1]


def layers(
    clase: Clase,
    nombre: str,
    sigla: str,
    *,
    root: Carpeta | None = None,
    propias: Mapping[str, Plantilla] | None = None,
) -> tuple[Plantilla, ...]:
    """Return the common file and the entity's, those that exist, in that order."""
    names = (f"{clase}/{nombre}", f"{clase}/{sigla.casefold()}/{nombre}")
    return _read(names, root, propias or {})


def clause_layers(sigla: str, *, root: Carpeta | None = None) -> tuple[Plantilla, ...]:
    """Return the files of the clause library: the common one and the entity's."""
    return _read(("clausulas.toml", f"{sigla.casefold()}/clausulas.toml"), root, {})


def _read(
    names: tuple[str, ...], root: Carpeta | None, propias: Mapping[str, Plantilla]
) -> tuple[Plantilla, ...]:
    folder: Carpeta = root or assets("templates")
    found = []
    for name in names:
        if name in propias:
            found.append(propias[name])
        elif (path := _down(folder, name)).is_file():
            found.append(Plantilla(name, path.read_bytes()))
    return tuple(found)


def _down(folder: Carpeta, name: str) -> Carpeta:
    for part in name.split("/"):
        folder = folder / part
    return folder
