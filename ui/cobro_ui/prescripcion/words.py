"""How the prescription reads: bands, bars, windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.ventana import Banda
from cobro_desktop.formats import cantidad, fecha_corta, miles, pesos
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.services.radar import Barra
    from cobro_desktop.services.radar_titulos import FilaRadar

BANDAS = {
    Banda.PRESCRITO: Mark(
        "Prescrito",
        Icon.PRESCRIBED,
        Tone.NEUTRAL,
        "Pasó la fecha legal: la acción de cobro prescribió.",
    ),
    Banda.VENTANA_VENCIDA: Mark(
        "Ventana vencida",
        Icon.OVERDUE,
        Tone.DANGER,
        "Con los tiempos del procedimiento ya no alcanza, o pasó la fecha segura.",
    ),
    Banda.VENTANA_MES: Mark(
        "Vence este mes",
        Icon.SOON,
        Tone.WARN,
        "El último día para el acto que sigue cae en este mes.",
    ),
    Banda.EN_RIESGO: Mark(
        "En riesgo",
        Icon.RISK,
        Tone.RISK,
        "Pasó más de la tercera parte del término.",
    ),
    Banda.SIN_RIESGO: Mark(
        "Sin riesgo", Icon.OK, Tone.OK, "No ha pasado la tercera parte del término."
    ),
}


def millions(centavos: int) -> str:
    """Write an amount in millions of pesos: `1.234`, `8,4`, `0,02`."""
    if not centavos:
        return ""
    hundredths = round(centavos / 1_000_000)
    if hundredths >= 1_000:
        return miles(round(hundredths / 100))
    if hundredths >= 10:
        tenths = round(hundredths / 10)
        return f"{tenths // 10},{tenths % 10}" if tenths < 100 else miles(tenths // 10)
    return f"0,0{max(hundredths, 1)}"


def spoken(bar: Barra) -> str:
    """Say a bar in one sentence."""
    if not bar.titulos:
        return f"{bar.nombre}: nada prescribe."
    said = f"{bar.nombre}: {pesos(bar.saldo)} en {cantidad(bar.titulos, 'título')}"
    if bar.titulos_tarde and bar.titulos_tarde < bar.titulos:
        said += (
            f"; de ellos, {cantidad(bar.titulos_tarde, 'título')} por "
            f"{pesos(bar.saldo_tarde)} con la ventana vencida"
        )
    elif bar.titulos_tarde:
        said += ", con la ventana vencida"
    return f"{said}."


def next_act(row: FilaRadar) -> str:
    """Say what has to be done first; why there is nothing, otherwise."""
    return row.ventana.siguiente.que if row.ventana else row.motivo


def next_day(row: FilaRadar) -> date | None:
    """Return the last day for it."""
    return row.ventana.siguiente.hasta if row.ventana else None


def deciding_day(row: FilaRadar) -> date | None:
    """Return the last day to sign the mandamiento, or to send the case."""
    return row.ventana.decisivo.hasta if row.ventana else None


def window_tip(row: FilaRadar) -> str:
    """Say the whole window in a few lines."""
    if row.ventana is None:
        return row.motivo
    lines = [row.ventana.orden]
    if row.sin_riesgo:
        lines.append(
            "Para que no quede con la marca de riesgo, remítalo a más tardar el "
            f"{fecha_corta(row.sin_riesgo)}."
        )
    lines += [f"{h.que}: {fecha_corta(h.hasta)}" for h in row.ventana.hitos]
    return "\n".join([*lines, *row.ventana.avisos])
