"""What the commands on goods and measures have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import Acto, registrar
from cobro_desktop.services.efectos import Efectos, Hecho
from cobro_desktop.services.negativas import rehusar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow

QUIENES: Final = (Rol.PRO, Rol.COO, Rol.JEF)


def hecho(
    tx: Transaction,
    expediente: ExpedienteRow,
    acto: Acto,
    *,
    notas: Sequence[str] = (),
    datos: Mapping[str, object] | None = None,
) -> Hecho:
    """Record the act of a command and tell it, with what deserves a look."""
    act = registrar(tx, expediente, acto)
    return Hecho(
        expediente.id,
        expediente.numero,
        acto.texto,
        Efectos(notas=tuple(notas)),
        {"actuacion": act.id, **(datos or {})},
    )


def revisar_dia(que: str, fecha: dt.date, hoy: dt.date) -> None:
    """Refuse a day that has not come.

    Raises:
        InvalidDataError: names what is dated after today.
    """
    if fecha > hoy:
        rehusar(f"{que} no puede tener fecha posterior a hoy, {fecha_larga(hoy)}.")
