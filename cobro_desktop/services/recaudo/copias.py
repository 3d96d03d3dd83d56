"""A payment told again in part or whole: what its file said of it goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.storage.rows import PagoRow

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos


def copia_de(
    pago: PagoRow, *, valor: Centavos, estado: str, referencia: str = ""
) -> PagoRow:
    """Return a new payment of `valor` like another, of no case; nothing is written."""
    return PagoRow(
        entidad_id=pago.entidad_id,
        fecha=pago.fecha,
        valor=valor,
        banco=pago.banco,
        referencia=referencia or pago.referencia,
        identificacion=pago.identificacion,
        nombre=pago.nombre,
        concepto=pago.concepto,
        titulo=pago.titulo,
        estado=estado,
        lote_id=pago.lote_id,
        datos=pago.datos,
    )
