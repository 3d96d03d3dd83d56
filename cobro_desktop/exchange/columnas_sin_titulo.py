"""Fields that no heading gives: found by their cells, lent by another, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.exchange.contenido import (
    ESTRICTAS,
    SEGURO,
    encaja,
    es_contador,
    es_dinero_de_deuda,
)
from cobro_desktop.exchange.formatos import Clase, Exige
from cobro_desktop.exchange.vocabulario import lectura

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Titulo
    from cobro_desktop.exchange.formatos import Campo, Formato

MIN_CONTENIDO = 0.3
TOTALES = frozenset({"total", "adeudado"})


def dejar_totales(titulos: Sequence[Titulo], assigned: dict[int, Campo]) -> None:
    """Leave out the column that adds up fields of the sheet: *Total adeudado*."""
    found = {campo.nombre for campo in assigned.values()}
    for index, campo in tuple(assigned.items()):
        whole = not TOTALES.isdisjoint(lectura(titulos[index].texto))
        if whole and campo.suma_de and found.issuperset(campo.suma_de):
            del assigned[index]


def por_contenido(
    titulos: Sequence[Titulo],
    muestra: Sequence[Sequence[Valor]],
    formato: Formato,
    assigned: dict[int, Campo],
) -> set[int]:
    """Find a needed field among unnamed columns, when only one can be it."""
    found = set()
    for campo in formato.campos:
        strict = campo.clase in ESTRICTAS and campo.exige is Exige.SIEMPRE
        if not strict or campo in assigned.values() or sirve_otra(campo, assigned):
            continue
        fitting = [
            index
            for index in range(len(titulos))
            if index not in assigned and _surely(campo, muestra[index])
        ]
        if len(fitting) == 1:
            assigned[fitting[0]] = campo
            found.add(fitting[0])
    return found


def sirve_otra(campo: Campo, assigned: dict[int, Campo]) -> bool:
    """Tell whether another column serves for a field that has none."""
    return campo.respaldo in {other.nombre for other in assigned.values()}


def prestar(formato: Formato, assigned: dict[int, Campo]) -> None:
    """Give a field without column the one that serves in its place."""
    for campo in formato.campos:
        if campo.respaldo and campo not in assigned.values():
            spared = (i for i, c in assigned.items() if c.nombre == campo.respaldo)
            index = next(spared, None)
            if index is not None and assigned[index].destino is campo.destino:
                assigned[index] = campo
                _drop(campo.respaldo_sin, assigned)


def _surely(campo: Campo, cells: Sequence[Valor]) -> bool:
    written = [value for value in cells if value not in ("", None)]
    if len(written) < 3 or es_contador(cells) or encaja(campo.clase, cells) < SEGURO:
        return False
    if campo.clase is Clase.DINERO:
        return es_dinero_de_deuda(cells) and encaja(Clase.FECHA, cells) < MIN_CONTENIDO
    return True


def _drop(names: tuple[str, ...], assigned: dict[int, Campo]) -> None:
    for index in [i for i, campo in assigned.items() if campo.nombre in names]:
        del assigned[index]
