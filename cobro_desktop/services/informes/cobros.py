"""Cobros en curso: what may come in, for Tesorería to fill in what it identified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.services.cuadro_deudores import ETAPAS
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.importacion.regreso import clave_de
from cobro_desktop.services.informes.cartera import (
    QUIEN,
    deudas,
    quien,
    sin_intereses,
)

if TYPE_CHECKING:
    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.informes.cartera import Deuda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

_ETAPAS: Final = ("persuasivo", "coactivo")
_ESTADOS: Final = (ABIERTO, SUSPENDIDO)
_COLUMNAS: Final = (
    *QUIEN,
    Columna("Etapa", ancho=16),
    Columna("Capital", Clase.DINERO, 17, suma=True),
    Columna("Intereses y gastos", Clase.DINERO, 17, suma=True),
    Columna("Total", Clase.DINERO, 17, suma=True),
    Columna("Fecha del pago", Clase.FECHA, 12, editable=True),
    Columna("Valor recibido", Clase.DINERO, 17, editable=True, suma=True),
    Columna("Banco", ancho=18, editable=True),
    Columna("Referencia del pago", ancho=20, editable=True),
    Columna("Clave", Clase.OCULTA, 24),
)
_NOTA: Final = "Tesorería llena las columnas de título verde con lo que identificó."


def cobros_en_curso(pedido: Pedido) -> list[Hoja]:
    """Return the debts being collected, with room for the money that came in."""
    found = [
        debt
        for debt in deudas(pedido)
        if debt.renglon.etapa in _ETAPAS and debt.renglon.estado in _ESTADOS
    ]
    informe = Informe(
        "Cobros en curso",
        pedido.encabezado("Cobros en curso", _NOTA, *sin_intereses(found)),
        _COLUMNAS,
        pedido.corte,
        fijas=1,
    )
    return [(informe, (_fila(debt, pedido) for debt in found))]


def _fila(deuda: Deuda, pedido: Pedido) -> tuple[Celda, ...]:
    row = deuda.renglon
    return (
        *quien(row, pedido),
        ETAPAS[row.etapa],
        deuda.capital,
        deuda.intereses,
        deuda.total,
        None,
        None,
        None,
        None,
        clave_de(row),
    )
