"""Why collection and the books tell another balance of the same debt (EXCHANGE)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.formats import cantidad, fecha_corta, pesos

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos

REDONDEO: Centavos = 100
"""Up to one peso is a matter of rounding."""


class CausaDiferencia(StrEnum):
    """Why the two sides differ."""

    COINCIDE = "coincide"
    REDONDEO = "redondeo"
    NO_ESTA_EN_LIBROS = "no_esta_en_libros"
    NO_ESTA_EN_COBRO = "no_esta_en_cobro"
    TERMINADA_EN_COBRO = "terminada_en_cobro"
    PAGO_FALTA_EN_LIBROS = "pago_falta_en_libros"
    PAGO_FALTA_EN_COBRO = "pago_falta_en_cobro"
    IMPUTACION = "imputacion"
    SIN_INTERESES_EN_LIBROS = "sin_intereses_en_libros"
    INTERESES = "intereses"
    OTRA = "otra"


NOMBRES = {
    CausaDiferencia.COINCIDE: "Coincide",
    CausaDiferencia.REDONDEO: "Redondeo",
    CausaDiferencia.NO_ESTA_EN_LIBROS: "No está en los libros",
    CausaDiferencia.NO_ESTA_EN_COBRO: "No está en cobro",
    CausaDiferencia.TERMINADA_EN_COBRO: "Terminada en cobro",
    CausaDiferencia.PAGO_FALTA_EN_LIBROS: "Pago que falta en los libros",
    CausaDiferencia.PAGO_FALTA_EN_COBRO: "Pago que falta en cobro",
    CausaDiferencia.IMPUTACION: "Imputación distinta",
    CausaDiferencia.SIN_INTERESES_EN_LIBROS: "Los libros no causan intereses",
    CausaDiferencia.INTERESES: "Intereses distintos",
    CausaDiferencia.OTRA: "Otra",
}


class Cifras(NamedTuple):
    """What a side says that was owed, in centavos."""

    capital: Centavos
    intereses: Centavos
    """With the expenses of the collection."""

    @property
    def total(self) -> Centavos:
        """All that it says."""
        return self.capital + self.intereses


class AbonoAplicado(NamedTuple):
    """A payment as it was split here."""

    fecha: date
    capital: Centavos
    intereses: Centavos

    @property
    def total(self) -> Centavos:
        """What was paid."""
        return self.capital + self.intereses


class Explicacion(NamedTuple):
    """A cause and what it rests on."""

    causa: CausaDiferencia
    texto: str


@dataclass(frozen=True, slots=True)
class Lados:
    """A debt as each side knows it; None on the side that does not."""

    cobro: Cifras | None
    libros: Cifras | None
    terminada: str = ""
    """How it ended in collection, in words; empty while it is owed."""
    abonos: Sequence[AbonoAplicado] = ()
    """Those of the debt up to the cut, the oldest first."""

    @property
    def diferencia(self) -> Centavos:
        """What collection says over what the books say."""
        ours = self.cobro.total if self.cobro else 0
        return ours - (self.libros.total if self.libros else 0)


def explicar(lados: Lados) -> Explicacion:
    """Say why the sides differ, from what is known of the debt."""
    ours, books = lados.cobro, lados.libros
    if books is None:
        return _without_books(ours)
    if ours is None:
        return _without_us(lados)
    if (
        abs(lados.diferencia) <= REDONDEO
        and abs(ours.capital - books.capital) <= REDONDEO
    ):
        same = ours.total == books.total
        return Explicacion(
            CausaDiferencia.COINCIDE if same else CausaDiferencia.REDONDEO,
            "" if same else "Se diferencian en menos de un peso.",
        )
    if ours.capital != books.capital:
        return _capital(lados, ours, books)
    if books.intereses == 0:
        return Explicacion(
            CausaDiferencia.SIN_INTERESES_EN_LIBROS,
            f"El capital es igual; aquí se causaron {pesos(ours.intereses)} de "
            "intereses y gastos que los libros no tienen.",
        )
    return Explicacion(
        CausaDiferencia.INTERESES,
        "El capital es igual y los intereses no: compare la tasa, los días y la fecha "
        "hasta la que se liquidó.",
    )


def _nearly(ours: Centavos, books: Centavos) -> bool:
    return abs(ours - books) <= REDONDEO


def _without_books(ours: Cifras | None) -> Explicacion:
    if ours is None or ours.total == 0:
        return Explicacion(CausaDiferencia.COINCIDE, "")
    return Explicacion(
        CausaDiferencia.NO_ESTA_EN_LIBROS,
        "El área financiera no informó saldo de esta obligación.",
    )


def _without_us(lados: Lados) -> Explicacion:
    if lados.libros is None or lados.libros.total == 0:
        return Explicacion(CausaDiferencia.COINCIDE, "")
    if lados.terminada:
        return Explicacion(
            CausaDiferencia.TERMINADA_EN_COBRO,
            f"En cobro terminó: {lados.terminada}. En los libros sigue abierta.",
        )
    return Explicacion(
        CausaDiferencia.NO_ESTA_EN_COBRO,
        "Ningún expediente tiene la obligación que el área financiera informó.",
    )


def _capital(lados: Lados, ours: Cifras, books: Cifras) -> Explicacion:
    """Look for the payments that one side has and the other has not."""
    missing = _last_payments(lados, ours, books)
    if missing is not None:
        days = ", ".join(
            f"{fecha_corta(one.fecha)} por {pesos(one.total)}" for one in missing
        )
        what = cantidad(len(missing), "pago")
        return Explicacion(
            CausaDiferencia.PAGO_FALTA_EN_LIBROS,
            f"Los libros no tienen {what} de este expediente: {days}.",
        )
    paid = sum(one.total for one in lados.abonos)
    if paid and abs(lados.diferencia) <= REDONDEO:
        return Explicacion(
            CausaDiferencia.IMPUTACION,
            "El total es igual: lo pagado se repartió de otra manera entre capital e "
            "intereses.",
        )
    if ours.capital > books.capital:
        gap = pesos(ours.capital - books.capital)
        return Explicacion(
            CausaDiferencia.PAGO_FALTA_EN_COBRO,
            f"Los libros tienen {gap} menos de capital: puede haber un pago o un "
            "ajuste que aquí no se ha registrado.",
        )
    gap = pesos(books.capital - ours.capital)
    return Explicacion(
        CausaDiferencia.OTRA,
        f"Los libros tienen {gap} más de capital y no corresponde a los pagos de "
        "este expediente.",
    )


def _last_payments(
    lados: Lados, ours: Cifras, books: Cifras
) -> list[AbonoAplicado] | None:
    """Return the latest payments whose capital is what the books have in excess."""
    gap = books.capital - ours.capital
    latest = list(reversed(lados.abonos))
    for count, total in enumerate(accumulate(one.capital for one in latest), start=1):
        if total == gap and gap > 0:
            return list(reversed(latest[:count]))
    return None
