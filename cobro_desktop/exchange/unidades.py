"""Refuses a sheet whose amounts are written in thousands or in millions of pesos."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.formatos import Clase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna

MAX_ROTULO = 200

_EN_COLUMNA = re.compile(r"\b(?:miles|millones|mill)\b|\$ ?000\b")
_EN_HOJA = re.compile(
    r"\b(?:miles|millones) de (?:pesos|cop\b|\$)|"
    r"\b(?:cifras|valores|expresad[oa]s?)\b.{0,30}\ben (?:miles|millones)\b"
)


def exigir_pesos(
    arriba: Sequence[Sequence[Valor]], columnas: Sequence[Columna]
) -> None:
    """Refuse amounts in another unit: rounded figures are of no use for a debt.

    Args:
        arriba: the rows above the first row of data.
        columnas: the columns, as they were recognised.

    Raises:
        InvalidDataError: a title above the table, or a heading, says so.
    """
    said = next(_dichas(arriba, columnas), None)
    if said is None:
        return
    message = (
        f"La hoja dice «{said[:MAX_ROTULO]}»: sus valores no están en pesos completos. "
        "No se importó nada. Pida el archivo con los valores en pesos; si ya lo están, "
        "quite ese texto."
    )
    raise InvalidDataError(message, {"texto": said})


def _dichas(
    arriba: Sequence[Sequence[Valor]], columnas: Sequence[Columna]
) -> Iterator[str]:
    for column in columnas:
        money = column.campo is not None and column.campo.clase is Clase.DINERO
        if money and _EN_COLUMNA.search(plegar(column.titulo)):
            yield column.titulo
    for row in arriba:
        for value in row:
            if isinstance(value, str) and _EN_HOJA.search(plegar(value)):
                yield " ".join(value.split())
