"""The other ways in which somebody may have taken the payments into account."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.comparador_supuestos import Alternativas, Causa, Supuesto
from cobro_desktop.domain.intereses.dias import DIA
from cobro_desktop.formats import fecha_corta, pesos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cobro_desktop.domain.comparador_caso import Caso
    from cobro_desktop.domain.cuenta import Abono, Cuenta

MAX_DIAS: Final = 10
"""How far from its day a payment may have been applied."""


def otros_abonos(caso: Caso, alternativas: Alternativas) -> Iterator[Supuesto]:
    """Yield payments that are missing, repeated, moved or imputed otherwise."""
    paid = {a.fecha for c in caso.cuentas for a in c.abonos}
    if paid:
        yield Supuesto(
            Causa.ABONO,
            "causado=1",
            "la cifra es todo el interés causado, sin descontar el que los abonos ya "
            "pagaron",
            1,
            lambda c: replace(c, causado=True),
        )
        yield Supuesto(
            Causa.ABONO,
            "a_capital=1",
            "los abonos se llevan completos a capital",
            2,
            lambda c: replace(c, a_capital=True),
        )
    if len(paid) > 1:
        yield Supuesto(
            Causa.ABONO,
            "abonos=0",
            "no se resta ningún abono",
            2,
            lambda c: c.con_todas(abonos=()),
        )
    for fecha in sorted(paid):
        yield from _abono(caso, fecha)
    for pago in alternativas.pagos:
        yield Supuesto(
            Causa.ABONO,
            f"pago:{pago.fecha}={pago.valor}",
            f"se resta también el pago de {pesos(pago.valor)} del "
            f"{fecha_corta(pago.fecha)}, que aquí no está imputado",
            2,
            partial(_con_pago, pago),
        )


def _abono(caso: Caso, fecha: date) -> Iterator[Supuesto]:
    """Yield the payments of a day left out, counted twice or on another day."""
    value = sum(a.valor for c in caso.cuentas for a in c.abonos if a.fecha == fecha)
    named = f"el abono de {pesos(value)} del {fecha_corta(fecha)}"
    yield Supuesto(
        Causa.ABONO,
        f"abono:{fecha}=0",
        f"no se resta {named}",
        2,
        lambda c: _en_abonos(c, fecha, lambda _: ()),
    )
    yield Supuesto(
        Causa.ABONO,
        f"abono:{fecha}=2",
        f"se resta dos veces {named}",
        3,
        lambda c: _en_abonos(c, fecha, lambda a: (a, a)),
    )
    for days in range(-MAX_DIAS, MAX_DIAS + 1):
        if days:
            moved = fecha + days * DIA
            yield Supuesto(
                Causa.ABONO,
                f"abono:{fecha}={moved}",
                f"{named} se aplica el {fecha_corta(moved)}",
                5,
                partial(_movido, fecha, moved),
            )


def _movido(fecha: date, otra: date, caso: Caso) -> Caso:
    return _en_abonos(caso, fecha, lambda a: (replace(a, fecha=otra),))


def _en_abonos(
    caso: Caso, fecha: date, cambio: Callable[[Abono], tuple[Abono, ...]]
) -> Caso:
    """Return the case with the payments of a day changed."""

    def changed(cuenta: Cuenta) -> Cuenta:
        parts = [cambio(a) if a.fecha == fecha else (a,) for a in cuenta.abonos]
        return replace(cuenta, abonos=tuple(a for part in parts for a in part))

    return replace(caso, cuentas=tuple(changed(c) for c in caso.cuentas))


def _con_pago(pago: Abono, caso: Caso) -> Caso:
    """Give a payment to the oldest account: it is the first that pays."""
    oldest = min(range(len(caso.cuentas)), key=lambda n: caso.cuentas[n].exigible)
    return caso.con_cuenta(oldest, abonos=(*caso.cuentas[oldest].abonos, pago))
