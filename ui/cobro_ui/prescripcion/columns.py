"""The columns of the radar's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import fecha_corta, miles, pesos
from cobro_ui.models.table import Field
from cobro_ui.prescripcion.words import (
    BANDAS,
    deciding_day,
    next_act,
    next_day,
    spoken,
    window_tip,
)

if TYPE_CHECKING:
    from cobro_desktop.services.radar import Barra
    from cobro_desktop.services.radar_titulos import FilaRadar

MONTHS: tuple[Field[Barra], ...] = (
    Field("Fecha segura", lambda b: b.nombre, 170, tip=spoken),
    Field("Títulos", lambda b: miles(b.titulos), 90, figure=True),
    Field("Capital", lambda b: pesos(b.saldo), 170, figure=True),
    Field("Con ventana vencida", lambda b: miles(b.titulos_tarde), 150, figure=True),
    Field(
        "Capital con ventana vencida",
        lambda b: pesos(b.saldo_tarde),
        210,
        figure=True,
    ),
)

TITLES: tuple[Field[FilaRadar], ...] = (
    Field("Expediente", lambda r: r.numero, 150),
    Field("Deudor", lambda r: r.deudor, 140),
    Field("Saldo de capital", lambda r: pesos(r.saldo), 122, figure=True),
    Field(
        "Cómo está",
        lambda r: BANDAS[r.banda].word,
        138,
        mark=lambda r: BANDAS[r.banda],
    ),
    Field("Qué sigue", next_act, 174, tip=window_tip),
    Field("A más tardar", lambda r: fecha_corta(next_day(r)), 98),
    Field(
        "Firmar o remitir",
        lambda r: fecha_corta(deciding_day(r)),
        112,
        tip=window_tip,
    ),
    Field("Fecha segura", lambda r: fecha_corta(r.fecha_segura), 98),
    Field("Responsable", lambda r: r.responsable or "Nadie", 104),
)
