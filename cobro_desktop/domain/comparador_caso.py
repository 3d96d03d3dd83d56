"""What the comparador varies: accounts, readings, tables and rounding."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.dinero import PESO, Centavos, redondear_al_peso
from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.intereses.ley68 import TASA
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import cuadrar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobro_desktop.domain.cuenta import Cuenta
    from cobro_desktop.domain.liquidacion import Saldos
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia


class Redondeo(StrEnum):
    """How the interest of an account is rounded."""

    UNA_VEZ = "una_vez"
    """As this program does (DECISIONS 34)."""
    POR_PERIODO = "por_periodo"
    SIN_CENTAVOS = "sin_centavos"
    """Cut down to the peso."""
    CIEN = "cien"
    MIL = "mil"
    CIEN_ABAJO = "cien_abajo"
    MIL_ABAJO = "mil_abajo"


_MULTIPLO: Final = {
    Redondeo.CIEN: 100 * PESO,
    Redondeo.MIL: 1_000 * PESO,
    Redondeo.CIEN_ABAJO: 100 * PESO,
    Redondeo.MIL_ABAJO: 1_000 * PESO,
}
_ABAJO: Final = frozenset({Redondeo.CIEN_ABAJO, Redondeo.MIL_ABAJO})


@dataclass(frozen=True, slots=True)
class Caso:
    """The obligations of a case and how they are liquidated."""

    cuentas: tuple[Cuenta, ...]
    opciones: Opciones
    referencia: Referencia
    redondeo: Redondeo = Redondeo.UNA_VEZ
    causado: bool = False
    """Whether interest is all that was earned, also what payments covered."""
    a_capital: bool = False
    """Whether payments lower the capital alone."""
    tasa_ley68: Fraction = TASA
    """Percentage points a year; another one serves only accounts without payments."""

    def con_opcion(self, clave: str, valor: str) -> Caso:
        """Return the case under another reading."""
        return replace(self, opciones=self.opciones.con({clave: valor}))

    def con_cuenta(self, posicion: int, **cambios: Any) -> Caso:
        """Return the case with one account changed."""
        return replace(
            self,
            cuentas=tuple(
                replace(cuenta, **cambios) if number == posicion else cuenta
                for number, cuenta in enumerate(self.cuentas)
            ),
        )

    def con_todas(self, **cambios: Any) -> Caso:
        """Return the case with the same change in every account."""
        cuentas = tuple(replace(cuenta, **cambios) for cuenta in self.cuentas)
        return replace(self, cuentas=cuentas)


@dataclass(frozen=True, slots=True)
class Cifras:
    """What a case owes, in centavos."""

    interes: Centavos
    total: Centavos


@dataclass(slots=True)
class Calculo:
    """Liquidates a case many times, each different account once."""

    _hechas: dict[Any, tuple[Referencia, Saldos]] = field(default_factory=dict)
    """The tables stay beside the result: a key holds only their identity."""

    def cifras(self, caso: Caso) -> Cifras | None:
        """Return the figures of a case; None where they cannot be reckoned."""
        try:
            parts = [self._cuenta(caso, cuenta) for cuenta in caso.cuentas]
        except UserError:
            return None
        return Cifras(sum(p.interes for p in parts), sum(p.total for p in parts))

    def saldos(self, caso: Caso, cuenta: Cuenta) -> Saldos:
        """Return the bare liquidation of an account of the case.

        Raises:
            UserError: it cannot be liquidated.
        """
        readings = tuple(sorted(caso.opciones.elegidas.items()))
        key = (cuenta, readings, id(caso.referencia))
        known = self._hechas.get(key)
        if known is None:
            found = cuadrar(cuenta, caso.opciones, caso.referencia)
            known = self._hechas[key] = (caso.referencia, found)
        return known[1]

    def _cuenta(self, caso: Caso, cuenta: Cuenta) -> Cifras:
        if caso.a_capital and cuenta.abonos:
            return self._a_capital(caso, cuenta)
        found = self.saldos(caso, cuenta)
        saldo = found.saldo
        interes = found.interes if caso.causado else saldo.intereses
        if not cuenta.abonos:
            exact = sum((p.interes for p in found.periodos), Fraction(0))
            if cuenta.regimen is Regimen.LEY68:
                exact *= caso.tasa_ley68 / TASA
            interes = _redondeado(exact, (p.interes for p in found.periodos), caso)
        interes = _al_multiplo(interes, caso.redondeo)
        return Cifras(interes, saldo.capital + saldo.costas + interes)

    def _a_capital(self, caso: Caso, cuenta: Cuenta) -> Cifras:
        """Let each payment lower the capital and leave the interest as it is."""
        capital = cuenta.capital - cuenta.abono_historico
        desde, interes = cuenta.exigible, 0
        plain = replace(cuenta, abonos=(), gastos=(), costas=0, abono_historico=0)
        for abono in sorted(cuenta.abonos, key=lambda abono: abono.fecha):
            piece = replace(plain, capital=capital, exigible=desde, corte=abono.fecha)
            interes += self.saldos(caso, piece).interes
            capital = max(capital - abono.valor, 0)
            desde = max(desde, abono.fecha)
        last = replace(plain, capital=capital, exigible=desde)
        interes = _al_multiplo(interes + self.saldos(caso, last).interes, caso.redondeo)
        return Cifras(interes, capital + interes + cuenta.costas_al_corte)


def _redondeado(exacto: Fraction, periodos: Iterable[Fraction], caso: Caso) -> Centavos:
    if caso.redondeo is Redondeo.POR_PERIODO:
        factor = caso.tasa_ley68 / TASA
        return sum(redondear_al_peso(part * factor) for part in periodos)
    if caso.redondeo is Redondeo.SIN_CENTAVOS:
        return int(exacto // PESO) * PESO
    return redondear_al_peso(exacto)


def _al_multiplo(interes: Centavos, redondeo: Redondeo) -> Centavos:
    multiple = _MULTIPLO.get(redondeo)
    if multiple is None:
        return interes
    half = 0 if redondeo in _ABAJO else multiple // 2
    return (interes + half) // multiple * multiple
