"""What the hidden keys of a workbook that comes back give to think, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_FILAS: Final = 10
"""Rows named one by one."""
_POR_SU_TITULO: Final = "por su título, y lo que la base no tiene sale como nuevo."


def copias(filas: Sequence[int]) -> list[str]:
    """Say which rows were copied from others."""
    if not filas:
        return []
    which, repeat = _filas(filas), "repite" if len(filas) == 1 else "repiten"
    text = (
        f"{which} de la hoja {repeat} la clave de otra: se miró {_POR_SU_TITULO} "
        "Compruebe que no sea copia."
    )
    return [text]


def repetidas(filas: Sequence[int]) -> list[str]:
    """Say which rows tell a second time the debt of their key."""
    if not filas:
        return []
    which, repeat = _filas(filas), "repite" if len(filas) == 1 else "repiten"
    say = "dice" if len(filas) == 1 else "dicen"
    text = (
        f"{which} de la hoja {repeat} la clave de otra y la misma deuda: lo que {say} "
        "distinto no se toma hasta que usted lo elija. Si es otra deuda, borre su "
        "celda de la columna CLAVE y escriba su título."
    )
    return [text]


def otra_ejecutoria(filas: Sequence[int]) -> list[str]:
    """Say which rows of a title tell another ejecutoria than its first one."""
    if not filas:
        return []
    verb = "dice" if len(filas) == 1 else "dicen"
    text = (
        f"{_filas(filas)} de la hoja {verb} otra ejecutoria que la primera fila de su "
        "mismo título: para el título vale la primera. Compruebe cuál es la cierta."
    )
    return [text]


def sin_reconocer(ajenas: Sequence[int], propias: int) -> list[str]:
    """Say that some keys, or all of them, are not of the debt that their row tells."""
    if not ajenas:
        return []
    if not propias:
        text = (
            "Este libro salió de otra base, de otra entidad o se ordenó sin sus "
            "columnas ocultas: ninguna clave corresponde a su fila. Cada una se "
            f"buscó {_POR_SU_TITULO}"
        )
        return [text]
    verb = "trae" if len(ajenas) == 1 else "traen"
    text = (
        f"{_filas(ajenas)} de la hoja {verb} una clave dañada, de otra base o de otra "
        "fila (como queda si se ordena sin las columnas ocultas): se miró "
        f"{_POR_SU_TITULO}"
    )
    return [text]


def sin_clave(filas: Sequence[int]) -> list[str]:
    """Say which rows left from here and came back without their key."""
    if not filas:
        return []
    verb = "no trae" if len(filas) == 1 else "no traen"
    text = (
        f"{_filas(filas)} de la hoja {verb} su clave oculta (columna "
        f"CLAVE): se miró {_POR_SU_TITULO}"
    )
    return [text]


def _filas(filas: Sequence[int]) -> str:
    rows = ", ".join(str(fila) for fila in filas[:MAX_FILAS])
    more = f" y {len(filas) - MAX_FILAS} más" if len(filas) > MAX_FILAS else ""
    return f"{'La fila' if len(filas) == 1 else 'Las filas'} {rows}{more}"
