"""The other rates that somebody may have used: in a month, in all, or solved for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.comparador_supuestos import Causa, Supuesto
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.intereses.dias import DIA, fin_de_mes
from cobro_desktop.domain.intereses.ley68 import TASA
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.tasas import RegimenMora, TablaTasas, TramoTasa, texto_tasa
from cobro_desktop.formats import fecha_corta, mes_y_anio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobro_desktop.domain.comparador_caso import Calculo, Caso
    from cobro_desktop.domain.dinero import Centavos

_COMERCIALES: Final = frozenset({Regimen.CCO884, Regimen.DISCIPLINARIO})
_CENTESIMA: Final = Fraction(1, 100)
_MAXIMA: Final = 100
"""Percentage points; a rate above it is a typing mistake."""


def de_todos_los_meses(caso: Caso, tasa: Fraction | None) -> Iterator[Supuesto]:
    """Yield one wrong way to read the whole table; `tasa` is what they say they used.

    Only what the article in force since 2016 governs may be misread so.
    """
    regimes = {cuenta.regimen for cuenta in caso.cuentas}
    if Regimen.ET635 in regimes:
        yield _tabla("tabla=usura", "a la usura no se le restan los dos puntos", _usura)
        yield _tabla(
            "tabla=ibc-2", "los dos puntos se le restan al bancario corriente y no a "
            "la usura", _puntos_al_ibc,
        )  # fmt: skip
        yield _tabla("tabla=ibc", "se usa el bancario corriente", _ibc)
    if _COMERCIALES & regimes:
        yield _tabla("tabla=ibc", "se usa el bancario corriente", _ibc_comercial)
    if regimes == {Regimen.LEY68}:
        if tasa is not None:
            yield _otro_doce(tasa)
        return
    known = _tramos(caso)
    fixed = {known[0].mora} if known else set()
    for rate in [r for r in (tasa, *fixed) if r is not None]:
        yield _tabla(
            f"tabla={texto_tasa(rate)}",
            f"se usa una sola tasa, {_porcentaje(rate)}, todo el tiempo",
            partial(_fija, rate),
        )
    if known:
        yield Supuesto(
            Causa.TASA,
            "tabla=mes anterior",
            "cada período lleva la tasa del anterior",
            3,
            _corrida,
        )


def de_un_mes(caso: Caso) -> Iterator[Supuesto]:
    """Yield, for each rate in use, its neighbours and the usura whole."""
    for campo in _campos(caso):
        known = _tramos(caso)
        for number, tramo in enumerate(known):
            ours = getattr(tramo, campo)
            around = [*known[max(number - 1, 0) : number], *known[number + 1 :][:1]]
            tried = {getattr(other, campo): _la_de(other) for other in around}
            if campo == "mora":
                tried |= {tramo.usura: "la usura sin restar los dos puntos"}
            for rate, why in tried.items():
                if rate != ours:
                    yield _en_un_mes(tramo, campo, rate, (f": {why}", 3))


def despejadas(caso: Caso, buscado: Centavos, calculo: Calculo) -> Iterator[Supuesto]:
    """Yield, for each rate in use, the two-decimal one that might give a figure.

    The rate is estimated in a straight line; whoever asks checks that it does.
    """
    here = calculo.cifras(caso)
    if here is None:
        return
    gap = buscado - here.interes
    if {c.regimen for c in caso.cuentas} == {Regimen.LEY68} and here.interes:
        yield from map(_otro_doce, _cercanas(TASA * buscado / here.interes, TASA))
    for campo in _campos(caso):
        for tramo in _tramos(caso):
            ours: Fraction = getattr(tramo, campo)
            up = calculo.cifras(_con_tasa(tramo, campo, ours + 1, caso))
            if up is None or up.interes == here.interes:
                continue
            rate = ours + Fraction(gap, up.interes - here.interes)
            for near in _cercanas(rate, ours):
                yield _en_un_mes(tramo, campo, near, ("", 6))


def _cercanas(tasa: Fraction, nuestra: Fraction) -> list[Fraction]:
    """Return the published-looking rates about one, but not ours."""
    middle = round(tasa * 100)
    found = (Fraction(middle + step, 100) for step in (0, -1, 1))
    return [rate for rate in found if 0 < rate <= _MAXIMA and rate != nuestra]


def _tramos(caso: Caso) -> tuple[TramoTasa, ...]:
    """Return the stretches whose rates the case may use."""
    users = [c for c in caso.cuentas if c.regimen not in {Regimen.LEY68, Regimen.LEY80}]
    if not users:
        return ()
    first = min(c.exigible for c in users) + DIA
    try:
        return caso.referencia.tasas.entre(first, max(c.corte for c in users))
    except MissingParameterError:
        return ()


def _campos(caso: Caso) -> list[str]:
    """Return which rates of the table the case reads."""
    regimes = {cuenta.regimen for cuenta in caso.cuentas}
    found = ["mora"] if Regimen.ET635 in regimes else []
    if _COMERCIALES & regimes:
        plain = Regimen.DISCIPLINARIO in regimes
        ibc = plain and caso.opciones["disciplinario.rate"] == "IBC"
        found.append("ibc" if ibc else "usura")
    return found


def _en_un_mes(
    tramo: TramoTasa, campo: str, tasa: Fraction, motivo: tuple[str, int]
) -> Supuesto:
    ours: Fraction = getattr(tramo, campo)
    why, weight = motivo
    return Supuesto(
        Causa.TASA,
        f"tasa:{campo}:{tramo.desde}={texto_tasa(tasa)}",
        f"{_cuando(tramo)} la tasa es {_porcentaje(tasa)} en vez de "
        f"{_porcentaje(ours)}{why}",
        weight,
        partial(_con_tasa, tramo, campo, tasa),
    )


def _con_tasa(tramo: TramoTasa, campo: str, tasa: Fraction, caso: Caso) -> Caso:
    """Return the case with another rate under one resolution.

    What was decreed changes alone; what was certified changes for all its days.
    """

    def same(other: TramoTasa) -> bool:
        if campo == "mora":
            return other.desde == tramo.desde
        return other.certificado_desde == tramo.certificado_desde

    return _con_tabla(
        caso,
        (
            replace(other, **{campo: tasa}) if same(other) else other  # type: ignore[arg-type]  # the field is a rate
            for other in caso.referencia.tasas
        ),
    )


def _otro_doce(tasa: Fraction) -> Supuesto:
    return Supuesto(
        Causa.TASA,
        f"tasa:ley68={texto_tasa(tasa)}",
        f"la tasa anual es {_porcentaje(tasa)} en vez de {_porcentaje(TASA)}",
        4,
        lambda c: replace(c, tasa_ley68=tasa),
    )


def _tabla(
    clave: str, texto: str, cambio: Callable[[TramoTasa], TramoTasa]
) -> Supuesto:
    def cambia(caso: Caso) -> Caso:
        return _con_tabla(caso, (cambio(tramo) for tramo in caso.referencia.tasas))

    return Supuesto(Causa.TASA, clave, texto, 2, cambia)


def _corrida(caso: Caso) -> Caso:
    tramos = tuple(caso.referencia.tasas)
    moved = (
        replace(now, mora=before.mora, usura=before.usura, ibc=before.ibc)
        for before, now in pairwise(tramos)
    )
    return _con_tabla(caso, (tramos[0], *moved))


def _con_tabla(caso: Caso, tramos: Iterator[TramoTasa] | tuple[TramoTasa, ...]) -> Caso:
    tasas = TablaTasas(tuple(tramos))
    return replace(caso, referencia=replace(caso.referencia, tasas=tasas))


def _usura(tramo: TramoTasa) -> TramoTasa:
    return _vigente(tramo, tramo.usura)


def _ibc(tramo: TramoTasa) -> TramoTasa:
    return _vigente(tramo, tramo.ibc)


def _puntos_al_ibc(tramo: TramoTasa) -> TramoTasa:
    return _vigente(tramo, (tramo.ibc - 2) * 3 / 2)


def _ibc_comercial(tramo: TramoTasa) -> TramoTasa:
    return replace(tramo, usura=tramo.ibc)


def _fija(tasa: Fraction, tramo: TramoTasa) -> TramoTasa:
    return replace(tramo, mora=tasa, usura=tasa, ibc=tasa)


def _vigente(tramo: TramoTasa, mora: Fraction) -> TramoTasa:
    if tramo.regimen is RegimenMora.LEY_1819:
        return replace(tramo, mora=mora)
    return tramo


def _cuando(tramo: TramoTasa) -> str:
    whole = tramo.desde.day == 1 and tramo.hasta == fin_de_mes(tramo.desde)
    if whole:
        return f"en {_mes(tramo)}"
    return f"del {fecha_corta(tramo.desde)} al {fecha_corta(tramo.hasta)}"


def _la_de(tramo: TramoTasa) -> str:
    return f"la que rigió {_cuando(tramo)}"


def _mes(tramo: TramoTasa) -> str:
    return mes_y_anio(tramo.desde)


def _porcentaje(tasa: Fraction) -> str:
    return f"{texto_tasa(tasa).replace('.', ',')} %"
