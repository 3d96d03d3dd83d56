"""The values that a workbook left with, and what changed since on each side (B13).

The hidden column `BASE` keeps them. A long text is kept by its mark only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.exchange.sello import MARCA, abreviar
from cobro_desktop.services.importacion.existentes import Cambio, Vuelta

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cobro_desktop.storage.queries.cartera import Renglon

VALORES: Final[Mapping[str, Callable[[Renglon], object]]] = {
    "capital": lambda row: row.capital,
    "abonos": lambda row: row.abonos,
    "saldo": lambda row: row.saldo,
    "notificado": lambda row: row.notificado,
    "ejecutoria": lambda row: row.ejecutoria,
    "direccion": lambda row: row.direccion,
    "correo": lambda row: row.correo,
    "telefono": lambda row: row.telefono,
    "municipio": lambda row: row.municipio,
    "observaciones": lambda row: row.datos.get("observaciones", ""),
    "nombre": lambda row: row.nombre,
    "representante": lambda row: row.datos.get("representante", ""),
}
"""Fields whose value of departure is kept, in the order of the column."""


def base_de(row: Renglon) -> str:
    """Return what the hidden column says of an obligation that leaves."""
    values = [abreviar(value(row)) for value in VALORES.values()]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def leer_base(text: str | None) -> Mapping[str, str]:
    """Read the hidden column; nothing from an older workbook or a damaged cell."""
    try:
        values: Any = json.loads(text or "null")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(values, list) or len(values) != len(VALORES):
        return {}
    return dict(zip(VALORES, map(str, values), strict=True))


def clasificar(
    campo: str, par: tuple[object, object], base: Mapping[str, str], *, al_dia: bool
) -> tuple[Vuelta, str | None]:
    """Say where a field changed, and what it was if both sides changed it.

    Args:
        campo: name of the field.
        par: our value and the file's.
        base: what the workbook left with.
        al_dia: nothing changed here since it left, when the base is not known.
    """
    ours, theirs = (abreviar(value) for value in par)
    if ours == theirs:
        return Vuelta.COINCIDE, None
    if campo not in base:
        return (Vuelta.ALLA if al_dia else Vuelta.CONFLICTO), None
    left = base[campo]
    if theirs == left:
        return Vuelta.ACA, None
    if ours == left:
        return Vuelta.ALLA, None
    return Vuelta.CONFLICTO, ("" if left.startswith(MARCA) else left)


def suerte(cambios: Iterable[Cambio]) -> Vuelta:
    """Say of a whole row what weighs most among its fields.

    What is the legal side's stays, whoever changed it: there is nothing to choose.
    """
    found = {
        Vuelta.ALLA if c.protegido and c.clase is Vuelta.CONFLICTO else c.clase
        for c in cambios
    }
    order: Sequence[Vuelta] = (Vuelta.CONFLICTO, Vuelta.ALLA, Vuelta.ACA)
    return next((kind for kind in order if kind in found), Vuelta.COINCIDE)
