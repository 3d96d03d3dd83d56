"""Finds why another liquidation gives another figure (B2).

The other ways of liquidating are tried one by one, then two by two, until some give
the other figure to the peso; the least far-fetched comes first. Pure: the service
brings the accounts, `comparar_cifra`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

from cobro_desktop.domain.comparador_abonos import otros_abonos
from cobro_desktop.domain.comparador_caso import Calculo
from cobro_desktop.domain.comparador_filas import comparar_filas
from cobro_desktop.domain.comparador_supuestos import (
    Alternativas,
    Causa,
    Supuesto,
    capital_de,
    corrimientos,
    corte_corrido,
    exigible_corrido,
    lecturas_y_bases,
)
from cobro_desktop.domain.comparador_tasas import (
    de_todos_los_meses,
    de_un_mes,
    despejadas,
)
from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from cobro_desktop.domain.comparador_caso import Caso, Cifras
    from cobro_desktop.domain.comparador_filas import FilaAjena, FilaComparada
    from cobro_desktop.domain.dinero import Centavos

    Avisar: TypeAlias = Callable[[int, int], None]
    """(changes tried, changes to try); what it raises stops the search."""

PRIMEROS: Final = 3
"""Explanations that are told in words."""
_CERCA: Final = 3
"""Days that may come together with another change."""
_SENCILLO: Final = 3
"""Far-fetchedness above which a change comes alone."""

_POCO: Final = 10
"""A change that leaves more than a tenth of the difference explains nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CifraAjena:
    """What another area liquidated, in centavos; what it did not say is None."""

    interes: Centavos
    """Interest owed at the cut."""
    total: Centavos | None = None
    """Capital, interest and costs."""
    capital: Centavos | None = None
    """The capital from which it started."""
    dias: int | None = None
    tasa: Fraction | None = None
    """Percentage points a year, if it used a single one."""
    filas: tuple[FilaAjena, ...] = ()


@dataclass(frozen=True, slots=True)
class Explicacion:
    """One or two changes and what is left when they are made."""

    supuestos: tuple[Supuesto, ...]
    resto: Centavos
    """The other interest less ours so changed: zero when it explains all."""
    resto_total: Centavos
    """The same of the total, where the other told it."""

    @property
    def exacta(self) -> bool:
        """Whether it gives the other figure to the peso."""
        return not self.resto and not self.resto_total

    @property
    def texto(self) -> str:
        """The changes, joined in a sentence without capital or stop."""
        return " y además ".join(s.texto for s in self.supuestos)


@dataclass(frozen=True, slots=True)
class Comparacion:
    """Both figures, why they differ, and line by line where rows were given."""

    nuestro: Cifras
    ajena: CifraAjena
    explicaciones: tuple[Explicacion, ...]
    """Those that give the other figure; the least far-fetched first."""
    cercana: Explicacion | None
    """Without any, the change that comes closest."""
    filas: tuple[FilaComparada, ...]

    @property
    def diferencia(self) -> Centavos:
        """The other interest less ours."""
        return redondear_al_peso(self.ajena.interes) - self.nuestro.interes

    @property
    def diferencia_total(self) -> Centavos:
        """The other total less ours; zero if it was not told."""
        if self.ajena.total is None:
            return 0
        return redondear_al_peso(self.ajena.total) - self.nuestro.total

    @property
    def coincide(self) -> bool:
        """Whether both say the same."""
        return not self.diferencia and not self.diferencia_total

    @property
    def texto(self) -> str:
        """The verdict in Spanish, a sentence per line."""
        return "\n".join(self._frases())

    def _frases(self) -> Iterator[str]:
        if self.coincide:
            yield f"Coinciden: {pesos(self.nuestro.interes)} de intereses."
            return
        yield (
            f"La otra liquidación da {pesos(redondear_al_peso(self.ajena.interes))} de "
            f"intereses y esta {pesos(self.nuestro.interes)}: "
            f"{_mas_o_menos(self.diferencia)}."
        )
        if self.ajena.total is not None:
            yield f"En el total, {_mas_o_menos(self.diferencia_total)}."
        if not self.explicaciones:
            yield from self._sin_explicacion()
            return
        first, *others = self.explicaciones[:PRIMEROS]
        yield f"La otra cifra sale exacta si {first.texto}."
        for other in others:
            yield f"También sale si {other.texto}."

    def _sin_explicacion(self) -> Iterator[str]:
        yield "Ningún cambio conocido, ni dos a la vez, da la otra cifra exacta."
        if self.cercana is None:
            return
        left = self.cercana
        yield (
            f"La más cercana sale si {left.texto}: quedan por explicar "
            f"{_mas_o_menos(left.resto)} en los intereses"
            + (
                f" y {_mas_o_menos(left.resto_total)} en el total"
                if left.resto_total
                else ""
            )
            + ". Pida la liquidación período por período."
        )


def comparar(
    caso: Caso,
    ajena: CifraAjena,
    alternativas: Alternativas | None = None,
    avisar: Avisar | None = None,
) -> Comparacion:
    """Tell why another figure is not ours; `avisar` hears how far the search is.

    Raises:
        UserError: our own liquidation cannot be reckoned.
    """
    calculo = Calculo()
    for cuenta in caso.cuentas:
        calculo.saldos(caso, cuenta)
    ours = calculo.cifras(caso)
    assert ours is not None, "every account was reckoned just now"
    found = Comparacion(
        ours, ajena, (), None, comparar_filas(caso, calculo, ajena.filas)
    )
    if found.coincide:
        return found
    search = _Busqueda(caso, ajena, calculo, avisar or _callar)
    exact, near = search.buscar(alternativas or Alternativas())
    return Comparacion(ours, ajena, exact, near, found.filas)


class _Busqueda:
    """Tries changes on a case and keeps what each leaves unexplained."""

    def __init__(
        self, caso: Caso, ajena: CifraAjena, calculo: Calculo, avisar: Avisar
    ) -> None:
        self._caso, self._ajena, self._calculo = caso, ajena, calculo
        self._avisar = avisar
        self._interes = redondear_al_peso(ajena.interes)

    def buscar(
        self, alternativas: Alternativas
    ) -> tuple[tuple[Explicacion, ...], Explicacion | None]:
        """Return the exact explanations in order, else the nearest one."""
        simple = [
            *self._dichos(),
            *lecturas_y_bases(self._caso, alternativas),
            *otros_abonos(self._caso, alternativas),
            *de_todos_los_meses(self._caso, self._ajena.tasa),
        ]
        alone = [*simple, *corrimientos(self._caso), *de_un_mes(self._caso)]
        tried = self._probar((s,) for s in alone)
        exact = [e for e in tried if e.exacta]
        solved = despejadas(self._caso, self._interes, self._calculo)
        exact += [e for e in self._probar((s,) for s in solved) if e.exacta]
        if not exact:
            pairs = self._probar(self._parejas(simple))
            exact = [e for e in pairs if e.exacta]
        if exact:
            return tuple(sorted(_sin_repetir(exact), key=_lejania)), None
        return (), self._cercana(tried)

    def _dichos(self) -> Iterator[Supuesto]:
        """Yield what the other area itself says that it did."""
        only = self._caso.cuentas[0] if len(self._caso.cuentas) == 1 else None
        if only is None:
            return
        capital = self._ajena.capital
        if capital is None and self._ajena.total is not None and not only.abonos:
            capital = redondear_al_peso(self._ajena.total) - self._interes
            capital -= only.costas_al_corte
        if capital is not None and 0 < capital != only.capital - only.abono_historico:
            told = self._ajena.capital is not None
            yield capital_de(self._caso, 0, capital, dicho=told)
        ours = (only.corte - only.exigible).days
        if self._ajena.dias is not None and self._ajena.dias != ours:
            yield corte_corrido(self._ajena.dias - ours)
            yield exigible_corrido(self._caso, 0, ours - self._ajena.dias)

    def _parejas(self, simple: Sequence[Supuesto]) -> Iterator[tuple[Supuesto, ...]]:
        plain = [s for s in simple if s.peso <= _SENCILLO]
        near = [*plain, *corrimientos(self._caso, _CERCA)]
        place = {id(s): n for n, s in enumerate(near)}
        for first, second in combinations(near, 2):
            if place[id(first)] < len(plain) and first.grupo != second.grupo:
                yield first, second

    def _probar(self, cambios: Iterable[tuple[Supuesto, ...]]) -> list[Explicacion]:
        found, pending = [], list(cambios)
        for number, supuestos in enumerate(pending):
            self._avisar(number, len(pending))
            caso = self._caso
            for supuesto in supuestos:
                caso = supuesto.cambia(caso)
            cifras = self._calculo.cifras(caso)
            if cifras is not None:
                found.append(self._explicacion(supuestos, cifras))
        return found

    def _explicacion(
        self, supuestos: tuple[Supuesto, ...], cifras: Cifras
    ) -> Explicacion:
        total = self._ajena.total
        left = 0 if total is None else redondear_al_peso(total) - cifras.total
        return Explicacion(supuestos, self._interes - cifras.interes, left)

    def _cercana(self, tried: Iterable[Explicacion]) -> Explicacion | None:
        """Return the change that leaves least, if that is little."""
        here = self._calculo.cifras(self._caso)
        assert here is not None, "it was reckoned at the start"
        none = self._explicacion((), here)
        plain = [e for e in tried if e.supuestos[0].causa is not Causa.REDONDEO]
        best = min((none, *plain), key=lambda e: (_resta(e), *_lejania(e)))
        return best if _POCO * _resta(best) <= _resta(none) else None


def _callar(_probados: int, _total: int) -> None:
    """Tell nobody."""


def _resta(explicacion: Explicacion) -> Centavos:
    return abs(explicacion.resto) + abs(explicacion.resto_total)


def _lejania(explicacion: Explicacion) -> tuple[int, int]:
    return len(explicacion.supuestos), sum(s.peso for s in explicacion.supuestos)


def _sin_repetir(explicaciones: Iterable[Explicacion]) -> list[Explicacion]:
    """Keep the least far-fetched of those with the same changes."""
    kept: dict[tuple[str, ...], Explicacion] = {}
    for found in sorted(explicaciones, key=_lejania):
        kept.setdefault(tuple(s.clave for s in found.supuestos), found)
    return list(kept.values())


def _mas_o_menos(centavos: Centavos) -> str:
    if not centavos:
        return "ninguna diferencia"
    return f"{pesos(abs(centavos))} {'más' if centavos > 0 else 'menos'}"
