"""A run that ends does the task of the year that asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario_oficina import tareas_de
from cobro_desktop.services.cartera.calendario import (
    MarcarHecha,
    escribir_hecha,
    load_calendario,
    ya_hecha,
)
from cobro_desktop.storage.rows import EntidadRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.domain.calendario_oficina import TareaDelAnio
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import CorridaRow


def cumplir_con(tx: Transaction, corrida: CorridaRow, fecha: dt.date) -> str:
    """Mark the task of the year that a run did, on the day it ended; tell which.

    It is the one whose days the run was opened in, else the one it ended in, else
    the last that could begin; none when no task asks for that run or it is done.
    """
    entidad = tx.session.get_one(EntidadRow, corrida.entidad_id)
    reglas = load_calendario(tx.workspace.recursos)
    years = sorted({corrida.abierta.year, fecha.year})
    asked = [
        tarea
        for year in years
        for tarea in tareas_de(reglas, entidad.sigla, year)
        if tarea.regla.entrada == corrida.entrada and tarea.desde <= fecha
    ]
    tarea = _la_de(asked, corrida.abierta, fecha)
    if tarea is None or ya_hecha(tx.session, entidad.id, tarea):
        return ""
    command = MarcarHecha(
        sigla=entidad.sigla, clave=tarea.clave, anio=tarea.anio, fecha=fecha
    )
    escribir_hecha(tx, entidad.id, tarea, command, (corrida.id, None))
    return f"Queda hecha en el calendario la tarea «{tarea.regla.nombre}»."


def _la_de(
    asked: Sequence[TareaDelAnio], abierta: dt.date, fecha: dt.date
) -> TareaDelAnio | None:
    for day in (abierta, fecha):
        for tarea in asked:
            if tarea.desde <= day <= tarea.vence:
                return tarea
    return max(asked, key=lambda t: t.desde, default=None)
