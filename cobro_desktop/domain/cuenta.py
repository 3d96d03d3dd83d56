"""What goes into a liquidation, and what is refused before reckoning anything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.dinero import Centavos, desde_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import fecha_corta, pesos

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.imputacion import Conceptos
    from cobro_desktop.domain.intereses.regimen import Regimen

MAXIMO: Final[Centavos] = desde_pesos(10**15)
"""Above a thousand billion pesos an amount is a typing mistake."""
ANIOS: Final = range(1900, 2200)
"""A date outside these years is a typing mistake."""


@dataclass(frozen=True, slots=True)
class Abono:
    """A payment; its date is when the money entered the entity (ET 803)."""

    fecha: date
    valor: Centavos


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that earn no interest because a norm or an act says so; both included."""

    desde: date
    hasta: date
    motivo: str
    sigue: bool = False
    """Whether it goes on after `hasta`, which is then only the cut of the account."""


@dataclass(frozen=True, slots=True)
class Gasto:
    """An expense of collection, owed from its day on (ET 836-1)."""

    fecha: date
    """A payment of the same day already takes part in it; an earlier one does not."""
    valor: Centavos


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuenta:
    """One obligation to liquidate; amounts in centavos."""

    capital: Centavos
    regimen: Regimen
    exigible: date
    """The last day without default; interest starts the day after."""
    corte: date
    """The last day that earns interest."""
    abonos: tuple[Abono, ...] = ()
    costas: Centavos = 0
    """Expenses of collection, owed from the start; they earn no interest."""
    abono_historico: Centavos = 0
    """Payments without a date: they lower the capital from the start (DECISIONS 11)."""
    suspensiones: tuple[Suspension, ...] = ()
    gastos: tuple[Gasto, ...] = ()
    """Expenses with their day; like `costas`, they earn no interest."""

    @property
    def costas_al_corte(self) -> Centavos:
        """Every expense owed up to the cut, before any payment."""
        return self.costas + sum(gasto.valor for gasto in self.gastos)


@dataclass(frozen=True, slots=True)
class AbonoImputado:
    """A payment, what it paid and what was still owed after it."""

    abono: Abono
    pagado: Conceptos
    saldo_a_favor: Centavos
    saldo: Conceptos


def revisar(cuenta: Cuenta) -> None:
    """Refuse what cannot be liquidated.

    Raises:
        InvalidDataError: names the amount or the date and what to do.
    """
    _revisar_fecha("de exigibilidad", cuenta.exigible)
    _revisar_fecha("de corte", cuenta.corte)
    _revisar_valor("El capital", cuenta.capital)
    _revisar_valor("El valor de las costas", cuenta.costas)
    _revisar_valor("El abono sin fecha", cuenta.abono_historico)
    if cuenta.abono_historico > cuenta.capital:
        _refuse(
            f"El abono sin fecha ({pesos(cuenta.abono_historico)}) es mayor que el "
            f"capital ({pesos(cuenta.capital)}). Revise los dos valores."
        )
    for abono in cuenta.abonos:
        _revisar_abono(abono, cuenta.corte)
    for gasto in cuenta.gastos:
        _revisar_gasto(gasto, cuenta.corte)
    _revisar_suspensiones(cuenta.suspensiones)


def revisar_futuro(abonos: tuple[Abono, ...], hoy: date) -> None:
    """Refuse payments that have not happened yet (DECISIONS 31).

    Raises:
        InvalidDataError: names the first one.
    """
    for abono in abonos:
        if abono.fecha > hoy:
            _refuse(
                f"El abono del {fecha_corta(abono.fecha)} es posterior a hoy "
                f"({fecha_corta(hoy)}). Corrija la fecha o quite el abono."
            )


def _revisar_fecha(nombre: str, fecha: date) -> None:
    if fecha.year not in ANIOS:
        _refuse(f"La fecha {nombre} ({fecha_corta(fecha)}) no puede ser. Corríjala.")


def _revisar_valor(nombre: str, valor: Centavos) -> None:
    if valor < 0:
        _refuse(f"{nombre} no puede ser negativo ({pesos(valor)}). Corríjalo.")
    if valor > MAXIMO:
        _refuse(
            f"{nombre} ({pesos(valor)}) pasa de mil billones de pesos. Revise si "
            "sobran ceros."
        )


def _revisar_abono(abono: Abono, corte: date) -> None:
    _revisar_fecha("del abono", abono.fecha)
    fecha = fecha_corta(abono.fecha)
    _revisar_valor(f"El abono del {fecha}", abono.valor)
    if abono.valor == 0:
        _refuse(f"El abono del {fecha} vale cero. Escriba su valor o quítelo.")
    if abono.fecha > corte:
        _refuse(
            f"El abono del {fecha} es posterior a la fecha de corte "
            f"({fecha_corta(corte)}). Use un corte igual o posterior, o quite el abono."
        )


def _revisar_gasto(gasto: Gasto, corte: date) -> None:
    _revisar_fecha("del gasto", gasto.fecha)
    fecha = fecha_corta(gasto.fecha)
    _revisar_valor(f"El gasto del {fecha}", gasto.valor)
    if gasto.valor == 0:
        _refuse(f"El gasto del {fecha} vale cero. Escriba su valor o quítelo.")
    if gasto.fecha > corte:
        _refuse(
            f"El gasto del {fecha} es posterior a la fecha de corte "
            f"({fecha_corta(corte)}). Use un corte igual o posterior, o quite el gasto."
        )


def _revisar_suspensiones(suspensiones: tuple[Suspension, ...]) -> None:
    for pausa in suspensiones:
        _revisar_fecha("de inicio de la suspensión", pausa.desde)
        _revisar_fecha("de fin de la suspensión", pausa.hasta)
        if pausa.hasta < pausa.desde:
            _refuse(
                f"La suspensión del {fecha_corta(pausa.desde)} termina antes de "
                f"empezar ({fecha_corta(pausa.hasta)}). Corrija sus fechas."
            )
    ordered = sorted(suspensiones, key=lambda pausa: pausa.desde)
    for before, after in pairwise(ordered):
        if after.desde <= before.hasta:
            _refuse(
                f"La suspensión que empieza el {fecha_corta(after.desde)} se cruza con "
                f"la que termina el {fecha_corta(before.hasta)}. Corrija las fechas."
            )


def _refuse(problema: str) -> None:
    msg = f"{problema} No se liquidó ni se cambió nada."
    raise InvalidDataError(msg)
