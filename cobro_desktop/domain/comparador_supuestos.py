"""The other ways in which somebody may have liquidated, one change each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.comparador_caso import Caso, Redondeo
from cobro_desktop.domain.intereses.dias import DIA
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.formats import cantidad, fecha_corta, pesos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cobro_desktop.domain.cuenta import Abono


class Causa(StrEnum):
    """Where a difference comes from."""

    LECTURA = "lectura"
    REGIMEN = "regimen"
    TASA = "tasa"
    DIAS = "dias"
    BASE = "base"
    ABONO = "abono"
    REDONDEO = "redondeo"


@dataclass(frozen=True, slots=True)
class Supuesto:
    """One change that turns our liquidation into another."""

    causa: Causa
    clave: str
    """Stable name for scripts: `opcion:ley68.base=30/360`, `corte=-1`."""
    texto: str
    """Completes «la otra cifra sale si…»."""
    peso: int
    """How far-fetched it is; the least comes first."""
    cambia: Callable[[Caso], Caso]

    @property
    def grupo(self) -> str:
        """Two of one group cannot hold together."""
        return self.clave.partition("=")[0]


@dataclass(frozen=True, slots=True)
class Alternativas:
    """Facts of the case that somebody may have used instead of ours."""

    fechas: tuple[tuple[str, date], ...] = ()
    """Dates from which interest might run, with their names: `la ejecutoria`."""
    pagos: tuple[Abono, ...] = ()
    """Payments that are known and not imputed to these obligations."""


MAX_DIAS: Final = 31
_REDONDEOS: Final = {
    Redondeo.POR_PERIODO: "el interés se redondea período por período",
    Redondeo.SIN_CENTAVOS: "los centavos del interés se quitan en vez de redondear",
    Redondeo.CIEN: "el interés se redondea al múltiplo de cien más cercano",
    Redondeo.MIL: "el interés se redondea al múltiplo de mil más cercano",
    Redondeo.CIEN_ABAJO: "el interés se baja al múltiplo de cien",
    Redondeo.MIL_ABAJO: "el interés se baja al múltiplo de mil",
}


def lecturas_y_bases(caso: Caso, alternativas: Alternativas) -> Iterator[Supuesto]:
    """Yield other readings, regimes, roundings, bases and dates to count from."""
    yield from _lecturas(caso)
    yield from _regimenes(caso)
    yield from _redondeos()
    yield from _bases(caso)
    for nombre, fecha in alternativas.fechas:
        yield from _desde(caso, nombre, fecha)


def corrimientos(caso: Caso, maximo: int = MAX_DIAS) -> Iterator[Supuesto]:
    """Yield other first and last days, up to `maximo` days away."""
    for days in range(-maximo, maximo + 1):
        if days:
            yield corte_corrido(days)
            for number in range(len(caso.cuentas)):
                yield exigible_corrido(caso, number, days)


def corte_corrido(dias: int) -> Supuesto:
    """Liquidate up to another day."""

    def cambia(caso: Caso) -> Caso:
        moved = [replace(c, corte=c.corte + dias * DIA) for c in caso.cuentas]
        return replace(caso, cuentas=tuple(moved))

    more = cantidad(abs(dias), "día")
    after = "después" if dias > 0 else "antes"
    return Supuesto(
        Causa.DIAS,
        f"corte={dias:+d}",
        f"se liquida hasta {more} {after} del corte",
        2 if abs(dias) == 1 else 5,
        cambia,
    )


def exigible_corrido(caso: Caso, numero: int, dias: int) -> Supuesto:
    """Start interest on another day in one account; negative days start before."""
    exigible = caso.cuentas[numero].exigible + dias * DIA
    what = (
        f"el interés empieza después del {fecha_corta(exigible)}, "
        f"{cantidad(abs(dias), 'día')} {'antes' if dias < 0 else 'después'}"
    )
    if dias == -1:
        what = "se cuenta también el día en que la deuda se hizo exigible"
    return Supuesto(
        Causa.DIAS,
        f"exigible{numero}={dias:+d}",
        what + _de_cual(caso, numero),
        2 if abs(dias) == 1 else 5,
        lambda c: c.con_cuenta(
            numero, exigible=c.cuentas[numero].exigible + dias * DIA
        ),
    )


def capital_de(caso: Caso, numero: int, capital: int, *, dicho: bool) -> Supuesto:
    """Start from another capital, in centavos; `dicho` if they told it themselves."""
    ours = caso.cuentas[numero].capital
    return Supuesto(
        Causa.BASE,
        f"capital{numero}={capital}",
        f"el capital es {pesos(capital)} en vez de {pesos(ours)}"
        + _de_cual(caso, numero),
        1 if dicho else 3,
        lambda c: c.con_cuenta(numero, capital=capital, abono_historico=0),
    )


def _lecturas(caso: Caso) -> Iterator[Supuesto]:
    keys = {k for c in caso.cuentas for k in FICHAS[c.regimen].opciones}
    if any(cuenta.abonos for cuenta in caso.cuentas):
        keys.add("imputacion")
    for clave in sorted(keys):
        opcion, ours = caso.opciones.opcion(clave), caso.opciones[clave]
        for valor in opcion.valores:
            if valor.valor != ours:
                yield _lectura(clave, valor.valor, (
                    f"«{opcion.etiqueta}» se lee «{valor.etiqueta}», en vez de "
                    f"«{opcion.etiqueta_de(ours)}»"
                ))  # fmt: skip


def _lectura(clave: str, valor: str, texto: str) -> Supuesto:
    return Supuesto(
        Causa.LECTURA,
        f"opcion:{clave}={valor}",
        texto,
        1,
        lambda c: c.con_opcion(clave, valor),
    )


def _regimenes(caso: Caso) -> Iterator[Supuesto]:
    """Yield another regime for all the accounts that follow the same one."""
    for ours in dict.fromkeys(c.regimen for c in caso.cuentas):
        for other in Regimen:
            if other is not ours:
                yield Supuesto(
                    Causa.REGIMEN,
                    f"regimen:{ours}={other}",
                    f"el régimen es «{FICHAS[other].nombre}» ({FICHAS[other].norma}), "
                    f"en vez de «{FICHAS[ours].nombre}»",
                    2,
                    partial(_otro_regimen, ours, other),
                )


def _otro_regimen(ours: Regimen, other: Regimen, caso: Caso) -> Caso:
    changed = [
        replace(c, regimen=other) if c.regimen is ours else c for c in caso.cuentas
    ]
    return replace(caso, cuentas=tuple(changed))


def _redondeos() -> Iterator[Supuesto]:
    for redondeo, texto in _REDONDEOS.items():
        yield Supuesto(
            Causa.REDONDEO,
            f"redondeo={redondeo}",
            texto,
            1,
            partial(_redondeado, redondeo),
        )


def _redondeado(redondeo: Redondeo, caso: Caso) -> Caso:
    return replace(caso, redondeo=redondeo)


def _bases(caso: Caso) -> Iterator[Supuesto]:
    historic = sum(c.abono_historico for c in caso.cuentas)
    if historic:
        yield Supuesto(
            Causa.BASE,
            "abono_historico=0",
            f"no se restan los abonos sin fecha ({pesos(historic)})",
            2,
            lambda c: c.con_todas(abono_historico=0),
        )
    if any(c.suspensiones for c in caso.cuentas):
        yield Supuesto(
            Causa.DIAS,
            "suspensiones=0",
            "no se descuentan los días en que el interés estuvo suspendido",
            2,
            lambda c: c.con_todas(suspensiones=()),
        )


def _desde(caso: Caso, nombre: str, fecha: date) -> Iterator[Supuesto]:
    for number, cuenta in enumerate(caso.cuentas):
        if cuenta.exigible != fecha:
            yield Supuesto(
                Causa.DIAS,
                f"exigible{number}={fecha}",
                f"el interés empieza después del {fecha_corta(fecha)}, {nombre}, y no "
                f"del {fecha_corta(cuenta.exigible)}" + _de_cual(caso, number),
                2,
                partial(_con_exigible, number, fecha),
            )


def _con_exigible(numero: int, fecha: date, caso: Caso) -> Caso:
    return caso.con_cuenta(numero, exigible=fecha)


def _de_cual(caso: Caso, numero: int) -> str:
    """Say which obligation, where there are several."""
    if len(caso.cuentas) == 1:
        return ""
    return f" (obligación {numero + 1})"
