"""*Informes › Boletín de deudores*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.bdme.rows import Line
    from cobro_ui.main_window import MainWindow

TITLE = "Boletín de deudores"


def bulletin_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the bulletin."""
    if window.shell.bulletin is not None:
        yield Command(
            "bdme",
            "informes",
            "&Boletín de deudores",
            lambda: open_bulletin(window),
            Icon.DEBTORS,
            hint="BDME: a quién se reporta a la Contaduría, a quién no y por qué",
        )


def open_bulletin(window: MainWindow) -> None:
    """Show the bulletin in a tab of its own, or go to the one it has."""
    from cobro_ui.bdme.page import BulletinPage
    from cobro_ui.pages import show_page

    source = window.shell.bulletin
    if source is None:
        return

    def make() -> BulletinPage:
        page = BulletinPage(source, window.shell)
        page.open_asked.connect(lambda line: _open_case(window, line))
        return page

    show_page(window, TITLE, BulletinPage, make)


def _open_case(window: MainWindow, line: Line) -> None:
    from cobro_ui.reads import ExpedienteLine

    if not line.casos:
        return
    window.open_case(
        ExpedienteLine(
            id=line.casos[0],
            numero=line.numeros[0] if line.numeros else "",
            deudor=line.nombre,
            identificacion=line.identificacion,
            saldo=line.valor,
            etapa="",
            actividad="",
            vence_proximo=None,
            fecha_segura=None,
            fecha_legal=None,
            entra_en_riesgo=None,
            responsable="",
            estado="",
        )
    )
