"""The columns that a person or a profile gives, by their letters or their heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.direcciones import columna
from cobro_desktop.exchange.vocabulario import MAX_TITULO, palabras

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.exchange.columnas import Titulo
    from cobro_desktop.exchange.formatos import Campo, Formato


def por_letras(
    fijas: Mapping[str, str], formato: Formato, width: int
) -> dict[int, Campo]:
    """Return the fields by the place of their columns.

    Raises:
        InvalidDataError: a field or a column that is not there.
    """
    assigned = {}
    given = {nombre: letters for nombre, letters in fijas.items() if letters}
    for nombre, letters in given.items():
        index = columna(letters) if letters.isalpha() and len(letters) < 4 else -1
        known = any(campo.nombre == nombre for campo in formato.campos)
        if not known or not 0 <= index < width:
            message = (
                f"Se pidió el campo «{nombre}» en la columna {letters}, y eso no es "
                "posible en este archivo. Corrija la columna o el perfil."
            )
            raise InvalidDataError(message, {"campo": nombre, "columna": letters})
        assigned[index] = formato.campo(nombre)
    return assigned


def por_titulos(
    given: Mapping[str, str], formato: Formato, titulos: Sequence[Titulo]
) -> dict[int, Campo]:
    """Find the columns by their headings; accents, case and filler aside."""
    places: dict[tuple[str, ...], int] = {}
    for index, titulo in enumerate(titulos):
        words = palabras(titulo.texto[: 2 * MAX_TITULO])
        if words:
            places.setdefault(words, index)
    assigned = {}
    for nombre, heading in given.items():
        place = places.get(palabras(heading[: 2 * MAX_TITULO]))
        known = any(campo.nombre == nombre for campo in formato.campos)
        if place is not None and known:
            assigned[place] = formato.campo(nombre)
    return assigned
