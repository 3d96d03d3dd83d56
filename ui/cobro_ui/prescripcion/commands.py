"""*Informes › Radar de prescripción*, and the what-if of the case in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.services.radar_titulos import FilaRadar
    from cobro_ui.main_window import MainWindow

TITLE = "Radar de prescripción"


def prescription_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the prescription."""
    if window.shell.prescription is not None:
        yield Command(
            "radar_prescripcion",
            "informes",
            "&Radar de prescripción",
            lambda: open_radar(window),
            Icon.RISK,
            hint="Cuánto capital prescribe cada mes y qué se debe hacer primero",
            place=True,
        )


def open_radar(window: MainWindow) -> None:
    """Show the radar in a tab of its own, or go to the one it has."""
    from cobro_ui.pages import show_page
    from cobro_ui.prescripcion.page import RadarPage

    source = window.shell.prescription
    if source is None:
        return

    def make() -> RadarPage:
        page = RadarPage(source, window.shell)
        page.open_asked.connect(lambda row: _open_case(window, row))
        page.list_asked.connect(lambda query: _show_in_list(window, query))
        return page

    show_page(window, TITLE, RadarPage, make)


def _open_case(window: MainWindow, row: FilaRadar) -> None:
    from cobro_ui.reads import ExpedienteLine

    line = ExpedienteLine(
        id=row.expediente_id,
        numero=row.numero,
        deudor=row.deudor,
        identificacion="",
        saldo=row.saldo,
        etapa="",
        actividad=row.actividad,
        vence_proximo=None,
        fecha_segura=row.fecha_segura,
        fecha_legal=row.fecha_legal,
        entra_en_riesgo=row.entra_en_riesgo,
        responsable=row.responsable,
        estado="",
    )
    window.open_case(line)


def _show_in_list(window: MainWindow, query: str) -> None:
    window.tabs.setCurrentWidget(window.list)
    window.list.set_query(query)
