"""Says what the cells of a column look like, whatever its heading."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from cobro_desktop.domain.identificacion import leer_tipo
from cobro_desktop.exchange.cell_dates import leer_fecha
from cobro_desktop.exchange.cell_money import leer_dinero
from cobro_desktop.exchange.cells import (
    CeldaInvalidaError,
    Codigo,
    ErrorDeHoja,
    FormulaSinValor,
    leer_documento,
    partir_tercero,
)
from cobro_desktop.exchange.formatos import Clase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.exchange.cells import Valor

ESTRICTAS = frozenset(
    {
        Clase.DOCUMENTO,
        Clase.TIPO_DOCUMENTO,
        Clase.DV,
        Clase.CORREO,
        Clase.DINERO,
        Clase.FECHA,
        Clase.ANIO,
    }
)
"""Classes whose cells can be told from others."""

SEGURO = 0.9
"""From this share on, the cells alone say what a column is."""
POCAS = 3
"""Fewer written cells than these prove nothing against a heading."""

_DINERO_MINIMO = 1_000_000
"""Ten thousand pesos: collected debts are larger, counts and wages are smaller."""


def encaja(clase: Clase, valores: Sequence[Valor]) -> float:
    """Return the share of cells, 0 to 1, that can be of a class; few say little."""
    written = [v for v in valores if v not in ("", None) and not _special(v)]
    if not written:
        return 0.5
    test = _PRUEBAS[clase]
    share = sum(1 for value in written if test(value)) / len(written)
    return max(share, 0.5) if len(written) < POCAS else share


def es_contador(valores: Sequence[Valor]) -> bool:
    """Tell whether a column only numbers its rows: 1, 2, 3 and so on."""
    written = [value for value in valores if value not in ("", None)]
    numbers = [n for value in written if (n := _small_int(value)) is not None]
    if len(numbers) < 3 or len(numbers) < 0.9 * len(written) or numbers[0] > 10:
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return steps.count(1) >= 0.6 * len(steps) and min(steps) >= 0


def fecha_mediana(valores: Sequence[Valor]) -> date | None:
    """Return the middle date of a column, to put date columns in their order."""
    days = [day for value in valores if (day := _fecha(value))]
    return (
        date.fromordinal(int(median(day.toordinal() for day in days)))
        if days
        else (None)
    )


def es_dinero_de_deuda(valores: Sequence[Valor]) -> bool:
    """Tell whether amounts are as large as debts are."""
    amounts = [amount for value in valores if (amount := _dinero(value))]
    return bool(amounts) and median(amounts) >= _DINERO_MINIMO


def _special(value: Valor) -> bool:
    return isinstance(value, (FormulaSinValor, ErrorDeHoja))


def _small_int(value: Valor) -> int | None:
    if isinstance(value, float) and value.is_integer() and value < 10_000_000:
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 8:
        return int(value)
    return value if isinstance(value, int) else None


def _fecha(value: Valor) -> date | None:
    if isinstance(value, (int, float)) and not _may_be_day(value):
        return None
    try:
        return leer_fecha(value)
    except CeldaInvalidaError as error:
        return date(2000, 1, 1) if error.codigo == Codigo.INVALID_DATE else None


def _may_be_day(number: float) -> bool:
    """Tell a serial number, or a day written 20261014, from other numbers."""
    return 18_000 < number < 75_000 or 19_500_000 < number < 21_000_000


def _dinero(value: Valor) -> int | None:
    try:
        return leer_dinero(value)
    except CeldaInvalidaError:
        return None


def _es_dinero(value: Valor) -> bool:
    if isinstance(value, (bool, date)):
        return False
    try:
        leer_dinero(value)  # a dash is how a sheet shows zero
    except CeldaInvalidaError:
        return False
    return True


def _es_documento(value: Valor) -> bool:
    if isinstance(value, (bool, date)):
        return False
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    if sum(c.isdigit() for c in text) < 5:
        return False
    if parts := partir_tercero(value):
        value = parts[0]
    try:
        return leer_documento(value, None, None) is not None
    except CeldaInvalidaError:
        return False


def _es_nombre(value: Valor) -> bool:
    if not isinstance(value, str) or "@" in value:
        return False
    letters = sum(c.isalpha() for c in value)
    return letters >= 2 and letters >= 0.6 * len(value) and _fecha(value) is None


def _es_anio(value: Valor) -> bool:
    number = _small_int(value)
    return number is not None and 1950 <= number <= 2100


def _es_telefono(value: Valor) -> bool:
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    return 7 <= sum(c.isdigit() for c in text) <= 25 and not isinstance(value, date)


_PRUEBAS: dict[Clase, Callable[[Valor], bool]] = {
    Clase.DOCUMENTO: _es_documento,
    Clase.TIPO_DOCUMENTO: lambda v: isinstance(v, str) and leer_tipo(v) is not None,
    Clase.DV: lambda v: (n := _small_int(v)) is not None and 0 <= n <= 9,
    Clase.NOMBRE: _es_nombre,
    Clase.TEXTO: lambda v: not isinstance(v, date),
    Clase.OPCION: lambda v: isinstance(v, str) and _fecha(v) is None,
    Clase.CORREO: lambda v: isinstance(v, str) and bool(re.search(r"\S@\S+\.\S", v)),
    Clase.TELEFONO: _es_telefono,
    Clase.MUNICIPIO: _es_nombre,
    Clase.DINERO: _es_dinero,
    Clase.FECHA: lambda v: _fecha(v) is not None,
    Clase.ANIO: _es_anio,
}
