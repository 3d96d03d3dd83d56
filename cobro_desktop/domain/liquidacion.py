"""The running account of one obligation: interest, payments and balance to a date.

    liquidar(
        Cuenta(capital=142_350_000, regimen=Regimen.LEY68,
               exigible=date(2025, 2, 28), corte=date(2025, 8, 31)),
        load_opciones("SVSP"),        # services.opciones: the entity's readings
        load_referencia(),            # services.referencia: the tables
    )

Amounts are centavos. Interest counts the days after `exigible` up to `corte`, which
may be past or future, as long as its rates are loaded. It is exact between events;
at each payment and at the cut what was earned since the last one is rounded once,
half up, to the peso (DECISIONS 34), and is never added to the capital. The result
carries the period table, the imputation of each payment, the readings in force, the
warnings, the trace and the fingerprint of everything it depended on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain import liquidacion_traza
from cobro_desktop.domain.cuenta import AbonoImputado, Cuenta, revisar
from cobro_desktop.domain.dinero import Centavos, redondear_al_peso
from cobro_desktop.domain.huella import huella_de
from cobro_desktop.domain.imputacion import Conceptos, Imputacion, imputar
from cobro_desktop.domain.intereses.dias import DIA
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen, al_pago, causador

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cobro_desktop.domain.cuenta import Abono, Gasto, Suspension
    from cobro_desktop.domain.intereses.periodo import Causador, Periodo
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.domain.traza import Traza


@dataclass(frozen=True, slots=True)
class Liquidacion:
    """What is owed at the cut, and how it came about. Amounts in centavos."""

    cuenta: Cuenta
    opciones: Mapping[str, str]
    """The readings that the figures depended on."""
    dias: int
    interes: Centavos
    """All the interest earned up to the cut, paid or not."""
    valorizacion: Centavos
    """How much the capital was updated (Ley 80 only)."""
    saldo: Conceptos
    saldo_a_favor: Centavos
    por_dia_adicional: Centavos
    """What each day after the cut adds, at the rate of the cut; to the centavo.

    Nothing while the interest is suspended that day.
    """
    periodos: tuple[Periodo, ...]
    abonos: tuple[AbonoImputado, ...]
    advertencias: tuple[str, ...]
    trace: Traza
    huella: str
    """Twelve characters over inputs, rates, readings and engine version."""

    @property
    def total(self) -> Centavos:
        """What is owed at the cut: capital, interest and costs."""
        return self.saldo.total


@dataclass(frozen=True, slots=True)
class Saldos:
    """The bare figures of a liquidation, in centavos."""

    interes: Centavos
    """All the interest earned up to the cut, paid or not."""
    saldo: Conceptos
    periodos: tuple[Periodo, ...]


def liquidar(cuenta: Cuenta, opciones: Opciones, referencia: Referencia) -> Liquidacion:
    """Liquidate one obligation.

    A cut on or before `exigible` gives no interest; a payment before it lowers the
    capital; a payment larger than the debt leaves a balance in favour.

    Raises:
        InvalidDataError: negative or absurd amounts, payments after the cut or not
            above zero, suspensions that overlap, expenses after the cut.
        MissingParameterError: a rate or index is not loaded; names month or year.
    """
    corrida = _correr(cuenta, opciones, referencia)
    en_vigor = opciones.en_vigor((*FICHAS[cuenta.regimen].opciones, "imputacion"))
    periodos, abonos = tuple(corrida.periodos), tuple(corrida.abonos)
    return Liquidacion(
        cuenta=cuenta,
        opciones=en_vigor,
        dias=corrida.dias,
        interes=corrida.interes,
        valorizacion=corrida.valorizacion,
        saldo=corrida.saldo,
        saldo_a_favor=sum(abono.saldo_a_favor for abono in abonos),
        por_dia_adicional=corrida.por_dia(),
        periodos=periodos,
        abonos=abonos,
        advertencias=liquidacion_traza.advertencias(cuenta, periodos, abonos),
        trace=liquidacion_traza.traza(cuenta, en_vigor, periodos, abonos),
        huella=huella_de(cuenta, en_vigor, periodos),
    )


def cuadrar(cuenta: Cuenta, opciones: Opciones, referencia: Referencia) -> Saldos:
    """Reckon the figures of `liquidar` alone: several times faster, for comparisons.

    Raises:
        InvalidDataError: as `liquidar`.
        MissingParameterError: as `liquidar`.
    """
    corrida = _correr(cuenta, opciones, referencia)
    return Saldos(corrida.interes, corrida.saldo, tuple(corrida.periodos))


def _correr(cuenta: Cuenta, opciones: Opciones, referencia: Referencia) -> _Corrida:
    revisar(cuenta)
    rate = causador(cuenta.regimen, cuenta.exigible, opciones, referencia)
    corrida = _Corrida(cuenta, rate, _incluye_inicio(cuenta, opciones))
    regla = Imputacion(opciones["imputacion"])
    for abono in sorted(cuenta.abonos, key=lambda abono: abono.fecha):
        corrida.abonar(abono, regla)
    corrida.causar_hasta(cuenta.corte)
    corrida.gastar_hasta(cuenta.corte)
    return corrida


@dataclass(slots=True)
class _Corrida:
    """The account while it runs; lives only inside `liquidar`."""

    cuenta: Cuenta
    rate: Causador
    incluye_inicio: bool
    saldo: Conceptos = field(init=False)
    desde: date = field(init=False)
    """The last day already reckoned."""
    dias: int = 0
    interes: Centavos = 0
    valorizacion: Centavos = 0
    periodos: list[Periodo] = field(default_factory=list)
    abonos: list[AbonoImputado] = field(default_factory=list)
    gastos: list[Gasto] = field(init=False)
    """Those that are not owed yet, the next one last."""

    def __post_init__(self) -> None:
        capital = self.cuenta.capital - self.cuenta.abono_historico
        self.saldo = Conceptos(capital, 0, self.cuenta.costas)
        self.desde = self.cuenta.exigible
        self.gastos = sorted(self.cuenta.gastos, key=lambda g: g.fecha, reverse=True)

    def abonar(self, abono: Abono, regla: Imputacion) -> None:
        """Reckon interest and expenses up to a payment and impute it."""
        self.causar_hasta(abono.fecha)
        self.gastar_hasta(abono.fecha)
        imputado = imputar(abono.valor, self.saldo, regla)
        self.saldo = self.saldo.menos(imputado.pagado)
        self.abonos.append(
            AbonoImputado(abono, imputado.pagado, imputado.saldo_a_favor, self.saldo)
        )

    def causar_hasta(self, hasta: date) -> None:
        """Earn the interest since the last event and round it once."""
        earned, grown = Fraction(0), Fraction(0)
        rate = al_pago(self.rate, hasta)
        for ventana in self._ventanas(hasta):
            for periodo in self._periodos(rate, *ventana):
                earned += periodo.interes
                grown += periodo.valorizacion
        interes, valorizacion = redondear_al_peso(earned), redondear_al_peso(grown)
        self.interes += interes
        self.valorizacion += valorizacion
        self.saldo = Conceptos(
            self.saldo.capital + valorizacion,
            self.saldo.intereses + interes,
            self.saldo.costas,
        )
        self.desde = max(self.desde, hasta)

    def gastar_hasta(self, hasta: date) -> None:
        """Owe the expenses up to a day, included; no interest is rounded for them."""
        spent = 0
        while self.gastos and self.gastos[-1].fecha <= hasta:
            spent += self.gastos.pop().valor
        self.saldo = self.saldo.menos(Conceptos(costas=-spent))

    def por_dia(self) -> Centavos:
        """Round to the centavo, half up, what the day after the cut would add."""
        if not self.saldo.capital or self.cuenta.corte < self.cuenta.exigible:
            return 0
        tomorrow = self.cuenta.corte + DIA
        if any(_detiene(pausa, tomorrow) for pausa in self.cuenta.suspensiones):
            return 0
        exact = self.rate.por_dia(self.saldo.capital, self.cuenta.corte)
        return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)

    def _periodos(
        self,
        rate: Causador,
        desde: date,
        hasta: date,
        incluye: bool,  # noqa: FBT001 -- private
    ) -> tuple[Periodo, ...]:
        self.dias += rate.dias(desde, hasta) + incluye
        if not self.saldo.capital:
            return ()
        found = rate.causar(self.saldo.capital, desde, hasta, incluye_desde=incluye)
        self.periodos.extend(found)
        return found

    def _ventanas(self, hasta: date) -> Iterator[tuple[date, date, bool]]:
        """Yield the stretches that earn: start out, end in, and if start counts."""
        desde, incluye = self.desde, self.incluye_inicio
        for pausa in sorted(self.cuenta.suspensiones, key=lambda s: s.desde):
            if pausa.hasta < desde or pausa.desde > hasta:
                continue
            before = pausa.desde - DIA
            if before > desde or (incluye and before == desde):
                yield desde, before, incluye
            desde, incluye = pausa.hasta, False
        if hasta > desde or (incluye and hasta == desde):
            yield desde, hasta, incluye
            incluye = False
        self.incluye_inicio = incluye


def _detiene(pausa: Suspension, dia: date) -> bool:
    return pausa.desde <= dia and (dia <= pausa.hasta or pausa.sigue)


def _incluye_inicio(cuenta: Cuenta, opciones: Opciones) -> bool:
    only_ley68 = cuenta.regimen is Regimen.LEY68
    return only_ley68 and opciones.activa("ley68.incluye_inicio")
