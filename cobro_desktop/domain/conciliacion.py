"""Why collection and the books tell another balance of the same debt (EXCHANGE)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
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


class AbonoPendiente(NamedTuple):
    """A payment of the tray, up to the cut."""

    fecha: date
    valor: Centavos


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
    por_identificar: Sequence[AbonoPendiente] = ()
    """Money that may be of the debtor and waits for somebody to say so."""
    sin_tasa: bool = False
    """Whether a rate is missing, so that the interest of `cobro` is not known."""

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
    if not _nearly(ours.capital, books.capital):
        return _capital(lados, ours, books)
    return _intereses(lados, ours, books)


def _intereses(lados: Lados, ours: Cifras, books: Cifras) -> Explicacion:
    """Say what makes the interest of the same capital differ."""
    if lados.sin_tasa:
        return Explicacion(
            CausaDiferencia.INTERESES,
            "El capital es igual; aquí no se pudieron calcular los intereses porque "
            "falta una tasa. Cárguela en Parámetros legales y concilie otra vez.",
        )
    if abs(lados.diferencia) <= REDONDEO:
        same = ours.total == books.total
        return Explicacion(
            CausaDiferencia.COINCIDE if same else CausaDiferencia.REDONDEO,
            "" if same else "Se diferencian en un peso o menos.",
        )
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
    """Look for what one side did with the payments and the other did not."""
    if (said := _otra_imputacion(lados, ours, books)) is not None:
        return said
    missing = _faltan_en_libros(lados.abonos, ours, books)
    if missing is not None:
        days = ", ".join(
            f"{fecha_corta(one.fecha)} por {pesos(one.total)}" for one in missing
        )
        what = cantidad(len(missing), "pago")
        return Explicacion(
            CausaDiferencia.PAGO_FALTA_EN_LIBROS,
            f"Los libros no tienen {what} de este expediente: {days}.",
        )
    if ours.capital > books.capital:
        return _falta_en_cobro(lados, ours.capital - books.capital)
    gap = pesos(books.capital - ours.capital)
    return Explicacion(
        CausaDiferencia.OTRA,
        f"Los libros tienen {gap} más de capital y no corresponde a los pagos de "
        "este expediente.",
    )


def _otra_imputacion(lados: Lados, ours: Cifras, books: Cifras) -> Explicacion | None:
    """Tell whether both count the same payments and split them differently."""
    paid = sum(one.total for one in lados.abonos)
    if not paid:
        return None
    if abs(lados.diferencia) <= REDONDEO:
        return Explicacion(
            CausaDiferencia.IMPUTACION,
            "El total es igual: lo pagado se repartió de otra manera entre capital e "
            "intereses.",
        )
    to_interest = sum(one.intereses for one in lados.abonos)
    if to_interest and _nearly(books.capital, max(ours.capital - to_interest, 0)):
        return Explicacion(
            CausaDiferencia.IMPUTACION,
            f"Los libros restaron del capital todo lo pagado, {pesos(paid)}; aquí "
            f"{pesos(to_interest)} fueron a intereses y gastos.",
        )
    return None


def _falta_en_cobro(lados: Lados, gap: Centavos) -> Explicacion:
    """Look in the tray for what the books took off the capital."""
    waiting = [p for p in lados.por_identificar if _nearly(p.valor, gap)]
    text = (
        f"Los libros tienen {pesos(gap)} menos de capital: puede haber un pago o un "
        "ajuste que aquí no se ha registrado."
    )
    if waiting:
        one = waiting[0]
        text = (
            f"Los libros tienen {pesos(gap)} menos de capital: ese valor tiene el pago "
            f"del {fecha_corta(one.fecha)}, que espera en «Pagos por identificar»."
        )
    return Explicacion(CausaDiferencia.PAGO_FALTA_EN_COBRO, text)


def _faltan_en_libros(
    abonos: Sequence[AbonoAplicado], ours: Cifras, books: Cifras
) -> Sequence[AbonoAplicado] | None:
    """Return the payments that the books lack: the latest ones, or one of before.

    The books may split those that they do have as here, or take them all off the
    capital.
    """
    latest = [abonos[-count:] for count in range(1, len(abonos) + 1)]
    for lacking in (*latest, *([one] for one in abonos)):
        as_here = ours.capital + sum(one.capital for one in lacking)
        known = sum(one.intereses for one in abonos if one not in lacking)
        for said in (as_here, as_here - known):
            if books.capital > ours.capital and _nearly(books.capital, said):
                return lacking
    return None
