"""The figures of a closed month in words, alike in its certificate and the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.formats import miles, pesos
from cobro_desktop.services.cierres.cifras import MOVIMIENTOS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.cierres.cifras import Cambio

_CUENTAS: Final = frozenset({"Obligaciones con saldo", "Expedientes recibidos"})


def filas(datos: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return a row per concept with its movements, and the total at the end."""
    rows = [
        (name, *(pesos(row[key]) for key in MOVIMIENTOS))
        for name, row in datos["conceptos"].items()
    ]
    total = datos["total"]
    return (*rows, ("Total", *(pesos(total[key]) for key in MOVIMIENTOS)))


def otras(datos: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the figures that are not of a concept, each with its name."""
    return (
        ("Obligaciones con saldo al cierre", miles(datos["obligaciones"])),
        ("Expedientes recibidos en el mes", miles(datos["expedientes_recibidos"])),
        *((f"Recaudo: {name}", pesos(v)) for name, v in datos["recaudo"].items()),
        ("Recaudo total", pesos(sum(datos["recaudo"].values()))),
    )


def cambiadas(cambios: Sequence[Cambio]) -> tuple[tuple[str, str, str], ...]:
    """Return the name of each figure that changed, as it was closed and as it is."""
    return tuple(
        (one.donde, _valor(one.donde, one.cerrado), _valor(one.donde, one.ahora))
        for one in cambios
    )


def nombre_de_archivo(sigla: str, mes: dt.date) -> str:
    """Return the name to offer for a certificate."""
    return f"Certificado de cierre {sigla} {mes:%Y-%m}.pdf"


def _valor(donde: str, valor: int) -> str:
    return miles(valor) if donde in _CUENTAS else pesos(valor)
