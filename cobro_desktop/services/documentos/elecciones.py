"""What a person chooses of what the case knows: whom, which decision, which means.

A field of a document that has choices is never printed as it was typed: the case says
how each one prints. What is chosen stays with the draft, so that a measure or a debtor
that comes later does not change whom the document speaks to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.documentos.lectura import DeudorLeido, Lectura

DESTINATARIO: Final = "destinatario"


@dataclass(frozen=True, slots=True)
class Eleccion:
    """The choices of a field."""

    opciones: tuple[str, ...]
    """As a person reads them; none where the case knows nothing to choose from."""
    defecto: str = ""
    """What is taken where nothing was typed; a single choice needs none."""
    lee: Callable[[str], str] | None = None
    """How a text that is free is put in order; it gives nothing for what is wrong."""


def elegir(
    lectura: Lectura, elecciones: Mapping[str, Eleccion]
) -> tuple[Lectura, Mapping[str, str]]:
    """Put what was chosen in the place of what was typed; return it apart, too.

    Raises:
        InvalidDataError: what was typed is none of the choices; lists them.
    """
    chosen = {
        campo: _una(eleccion, lectura.datos.get(campo, "").strip())
        for campo, eleccion in elecciones.items()
        if eleccion.opciones or eleccion.lee
    }
    return replace(lectura, datos={**lectura.datos, **chosen}), chosen


def opcion_deudor(deudor: DeudorLeido) -> str:
    """Say a debtor as a choice: name and number, which is what tells two apart."""
    return f"{deudor.persona.nombre} ({deudor.persona.numero})"


def _una(eleccion: Eleccion, typed: str) -> str:
    """Return the choice that a text names, whole or in part; empty if none is taken."""
    options = eleccion.opciones
    if eleccion.lee is not None:
        return eleccion.lee(typed)
    if not typed:
        return eleccion.defecto or (options[0] if len(options) == 1 else "")
    wanted = plegar(typed)
    exact = [o for o in options if plegar(o) == wanted]
    near = exact or [o for o in options if wanted in plegar(o)]
    if len(near) == 1:
        return near[0]
    listed = "; ".join(options)
    message = f"«{typed}» no es una de las opciones, que son: {listed}."
    raise InvalidDataError(message, {"opciones": list(options)})
