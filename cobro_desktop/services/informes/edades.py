"""The ageing of the portfolio: by band, concept, stage and person (EXCHANGE)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.edades import EDADES, edad
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.informe import Clase, Columna, Grafico, Informe
from cobro_desktop.services.cuadro_deudores import ETAPAS
from cobro_desktop.services.informes.cartera import (
    QUIEN,
    deudas,
    quien,
    sin_intereses,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.informes.cartera import Deuda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

_SOLO_CAPITAL: Final = "En los totales cuentan con su capital."
SIN_RESPONSABLE: Final = "Sin responsable"
_RESUMEN: Final = (
    Columna("Edad", ancho=20),
    Columna("Obligaciones", Clase.ENTERO, 14),
    Columna("Capital", Clase.DINERO, 20, suma=True),
    Columna("Intereses y gastos", Clase.DINERO, 20, suma=True),
    Columna("Total", Clase.DINERO, 20, suma=True),
)
_DATOS: Final = (
    *QUIEN,
    Columna("Exigible", Clase.FECHA, 12),
    Columna("Días de mora", Clase.ENTERO, 10),
    Columna("Edad", ancho=18),
    Columna("Etapa", ancho=16),
    Columna("Actividad", Clase.CODIGO, 10),
    Columna("Responsable", ancho=26),
    Columna("Capital", Clase.DINERO, 18, suma=True),
    Columna("Intereses y gastos", Clase.DINERO, 18, suma=True),
    Columna("Total", Clase.DINERO, 18, suma=True),
)


def cartera_por_edades(pedido: Pedido) -> list[Hoja]:
    """Return the summary with its chart, three crossings and the data for a pivot."""
    found = deudas(pedido)
    warning = [f"{line} {_SOLO_CAPITAL}" for line in sin_intereses(found)]
    summary = Informe(
        "Por edad",
        pedido.encabezado("Cartera por edades", *warning),
        _RESUMEN,
        pedido.corte,
        grafico=Grafico("Total por edad", 0, 4),
    )
    data = Informe(
        "Datos",
        pedido.encabezado("Cartera por edades: cada obligación", *warning),
        _DATOS,
        pedido.corte,
        fijas=1,
    )
    return [
        (summary, list(_por_edad(found, pedido))),
        _cruce(pedido, found, "Concepto", lambda d: pedido.concepto(d.renglon)),
        _cruce(pedido, found, "Etapa", lambda d: ETAPAS[d.renglon.etapa]),
        _cruce(
            pedido,
            found,
            "Profesional",
            lambda d: d.renglon.responsable or SIN_RESPONSABLE,
        ),
        (data, (_dato(deuda, pedido) for deuda in found)),
    ]


def _por_edad(found: Sequence[Deuda], pedido: Pedido) -> Iterator[tuple[Celda, ...]]:
    count: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    interest: Counter[str] = Counter()
    for deuda in found:
        own = edad(deuda.renglon.exigible, pedido.corte).id
        count[own] += 1
        capital[own] += deuda.capital
        interest[own] += deuda.intereses or 0
    for band in EDADES:
        if band is EDADES[0] and not count[band.id]:
            continue
        owed, grown = capital[band.id], interest[band.id]
        yield band.nombre, count[band.id], owed, grown, owed + grown


def _cruce(
    pedido: Pedido, found: Sequence[Deuda], nombre: str, de: Callable[[Deuda], str]
) -> Hoja:
    """Return a sheet with a row per value and a column per band, of what is owed."""
    amounts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for deuda in found:
        own = edad(deuda.renglon.exigible, pedido.corte).id
        amounts[de(deuda)][own] += _total(deuda)
    used = list(EDADES[1:])
    if any(row[EDADES[0].id] for row in amounts.values()):
        used.insert(0, EDADES[0])
    columns = (
        Columna(nombre, ancho=30),
        *(Columna(band.nombre, Clase.DINERO, 17, suma=True) for band in used),
        Columna("Total", Clase.DINERO, 18, suma=True),
    )
    informe = Informe(
        f"Por {nombre.lower()}",
        pedido.encabezado(f"Cartera por edades y por {nombre.lower()}"),
        columns,
        pedido.corte,
        fijas=1,
    )
    rows: list[tuple[Celda, ...]] = [
        (
            value,
            *(amounts[value][band.id] for band in used),
            sum(amounts[value].values()),
        )
        for value in sorted(amounts, key=plegar)
    ]
    return informe, rows


def _total(deuda: Deuda) -> int:
    """Return what is known to be owed, so that every sheet adds up to the same."""
    return deuda.capital + (deuda.intereses or 0)


def _dato(deuda: Deuda, pedido: Pedido) -> tuple[Celda, ...]:
    row = deuda.renglon
    return (
        *quien(row, pedido),
        row.exigible,
        max((pedido.corte - row.exigible).days, 0),
        edad(row.exigible, pedido.corte).nombre,
        ETAPAS[row.etapa],
        row.actividad,
        row.responsable,
        deuda.capital,
        deuda.intereses,
        _total(deuda),
    )
