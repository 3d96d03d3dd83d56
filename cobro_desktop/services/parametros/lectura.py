"""Reads a legal value as a person typed it, or as a file brings it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NoReturn

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.parametros import (
    ClaseCampo,
    Periodo,
    TablaLegal,
    ValorLegal,
    Vigencia,
    vigencia_de_anio,
    vigencia_de_mes,
)
from cobro_desktop.domain.tasas import RegimenMora
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cell_dates import leer_fecha
from cobro_desktop.exchange.cell_money import leer_dinero, leer_entero
from cobro_desktop.exchange.cells import CeldaInvalidaError, leer_texto
from cobro_desktop.exchange.motivos import mostrar, motivo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.exchange.cells import Valor

_DECIMAL = re.compile(r"(-?)(\d{1,3})(?:[.,](\d{1,2}))? ?%?")
_AFIRMA: Final = frozenset({"si", "visto", "verificado", "verdadero", "true", "1", "x"})
_NIEGA: Final = frozenset(
    {"", "no", "memoria", "calculado", "falso", "false", "0", "sin verificar"}
)
OTRAS_MARCAS: Final = ("verificado_usura",)
"""Marks of the shipped files that count as well: one doubt is a doubt."""
_ANIOS = range(1950, 2100)
_COMUNES: Final = frozenset({"fuente", "verificado", "nota"})


class CamposInvalidosError(InvalidDataError):
    """Fields that cannot be what they ask for; `problemas` says why, by key."""

    def __init__(self, problemas: Mapping[str, str]) -> None:
        super().__init__(" ".join(problemas.values()), {"campos": dict(problemas)})
        self.problemas = dict(problemas)


def leer_valor(
    tabla: TablaLegal, escrito: Mapping[str, Valor], *, sigla: str = ""
) -> ValorLegal:
    """Return the value that the fields say, with its validity.

    What is not a field of the table is ignored; the caller tells of it.

    Raises:
        CamposInvalidosError: fields that are missing or wrong, all of them.
    """
    read: dict[str, str] = {}
    problems: dict[str, str] = {}
    for campo in tabla.campos:
        cell = escrito.get(campo.clave, "")
        try:
            read[campo.clave] = leer_campo(campo.clase, cell)
        except InvalidDataError as error:
            problems[campo.clave] = f"{campo.etiqueta}: {error.mensaje}"
        else:
            if campo.obligatorio and not read[campo.clave]:
                problems[campo.clave] = f"Falta el dato «{campo.etiqueta}»."
    if problems:
        raise CamposInvalidosError(problems)
    doubts = [leer_campo(ClaseCampo.SI_NO, escrito.get(k, "si")) for k in OTRAS_MARCAS]
    return ValorLegal(
        tabla=tabla.id,
        vigencia=_vigencia(tabla.periodo, read),
        campos={key: text for key, text in read.items() if key not in _COMUNES},
        fuente=read["fuente"],
        verificado=read["verificado"] == "si" and "no" not in doubts,
        nota=read["nota"],
        sigla=sigla,
    )


def leer_campo(clase: ClaseCampo, valor: Valor) -> str:
    """Return the canonical text of a field; empty for nothing written.

    Raises:
        InvalidDataError: it is not what the field asks for.
    """
    try:
        text = leer_texto(valor) or ""
        return _LECTORES[clase](valor, text) if text else ""
    except CeldaInvalidaError as error:
        raise InvalidDataError(motivo(error.codigo, mostrar(valor))) from error


def _vigencia(periodo: Periodo, read: dict[str, str]) -> Vigencia:
    if periodo is Periodo.ANIO:
        return vigencia_de_anio(int(read["anio"]))
    if periodo is Periodo.MES:
        return vigencia_de_mes(int(read["anio"]), int(read["mes"]))
    read["hasta"] = read["hasta"] or read["desde"]
    return Vigencia(
        date.fromisoformat(read["desde"]), date.fromisoformat(read["hasta"])
    )


def _fecha(valor: Valor, text: str) -> str:
    day = leer_fecha(valor)
    if day is None:
        _refuse(f"«{text}» no es una fecha. Escríbala como día/mes/año.")
    return day.isoformat()


def _anio(valor: Valor, text: str) -> str:
    year = leer_entero(valor)
    if year not in _ANIOS:
        _refuse(f"«{text}» no es un año.")
    return str(year)


def _mes(valor: Valor, text: str) -> str:
    month = leer_entero(valor)
    if month not in range(1, 13):
        _refuse(f"«{text}» no es un mes, de 1 a 12.")
    return str(month)


def _tasa(valor: Valor, text: str) -> str:
    number = _decimal(valor, text)
    if not 1 <= number < 100:
        _refuse(
            f"«{text}» no es una tasa. Se escribe como se publica, por ejemplo 29,24; "
            "quite el formato de porcentaje de la celda si lo tiene."
        )
    return f"{number:.2f}"


def _variacion(valor: Valor, text: str) -> str:
    return f"{_decimal(valor, text):.2f}"


def _indice(valor: Valor, text: str) -> str:
    number = _decimal(valor, text)
    if number <= 0:
        _refuse(f"«{text}» no es un índice de precios.")
    return f"{number:.2f}"


def _decimal(valor: Valor, text: str) -> Decimal:
    """Read a number with two decimals at most, exactly; a comma is as good."""
    plain = repr(valor) if isinstance(valor, float) else text
    plain = plain.removesuffix(".0")
    match = _DECIMAL.fullmatch(plain)
    if match is None:
        _refuse(f"«{text}» no es un número con dos decimales, como 29,24.")
    sign, whole, cents = match.groups()
    return Decimal(f"{sign}{whole}.{cents or 0}")


def _pesos(valor: Valor, text: str) -> str:
    amount = leer_dinero(valor)
    if amount is None or amount <= 0 or amount % 100:
        _refuse(f"«{text}» no es un valor en pesos enteros, como 1.423.500.")
    return str(amount // 100)


def _si_no(_valor: Valor, text: str) -> str:
    folded = plegar(text)
    if folded in _AFIRMA:
        return "si"
    if folded not in _NIEGA:
        _refuse(f"«{text}» no es sí ni no.")
    return "no"


def _regimen(_valor: Valor, text: str) -> str:
    try:
        return RegimenMora(text.upper()).value
    except ValueError:
        known = ", ".join(RegimenMora)
        _refuse(f"«{text}» no es un régimen. Los que hay son: {known}.")


def _texto(_valor: Valor, text: str) -> str:
    return text


def _refuse(message: str) -> NoReturn:
    raise InvalidDataError(message)


_LECTORES: Final[Mapping[ClaseCampo, Callable[[Valor, str], str]]] = {
    ClaseCampo.FECHA: _fecha,
    ClaseCampo.ANIO: _anio,
    ClaseCampo.MES: _mes,
    ClaseCampo.TASA: _tasa,
    ClaseCampo.VARIACION: _variacion,
    ClaseCampo.INDICE: _indice,
    ClaseCampo.PESOS: _pesos,
    ClaseCampo.TEXTO: _texto,
    ClaseCampo.SI_NO: _si_no,
    ClaseCampo.REGIMEN: _regimen,
}
