"""The commands of the maps and of the hoja de ruta, and where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import miles
from cobro_ui.actions import Command
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.main_window import MainWindow
    from cobro_ui.mapa.ports import FlowSource

TITLE = "Procedimientos"
_MOST = 2000
"""Cases that one file takes."""
_NO_CASE = "Elija primero un expediente de la lista."


def case_flow_commands(window: MainWindow) -> Iterator[Command]:
    """Yield what is done with one case or with those that are chosen."""
    source = window.shell.flow
    if source is None:
        return
    yield Command(
        "mapa",
        "expediente",
        "Ver el &mapa",
        lambda: _see_map(window),
        Icon.PROCEDURE,
        ("Ctrl+M",),
        "Ver por dónde ha ido el expediente, dónde está y qué puede seguir",
        separated=True,
    )
    yield Command(
        "hoja_ruta",
        "expediente",
        "&Hoja de ruta",
        lambda: _route_sheets(window, source),
        Icon.DOCUMENT,
        ("Ctrl+Shift+H",),
        "Una página por expediente, para quien lo recibe",
    )
    yield Command(
        "faltantes",
        "expediente",
        "&Lo que falta en los expedientes…",
        lambda: _lacks(window, source),
        Icon.TASKS,
        hint="Los soportes que pide el procedimiento y no constan, en Excel o PDF",
    )


def procedure_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the place of the procedures."""
    if window.shell.flow is not None:
        yield Command(
            "procedimientos",
            "herramientas",
            "P&rocedimientos",
            lambda: open_procedures(window),
            Icon.PROCEDURE,
            hint="La tabla de actividades de cada procedimiento, y su mapa",
        )


def open_procedures(window: MainWindow) -> None:
    """Show the procedures in a tab of their own, or go to the one they have."""
    from cobro_ui.mapa.page import ProceduresPage
    from cobro_ui.pages import show_page

    source = window.shell.flow
    if source is not None:
        show_page(
            window, TITLE, ProceduresPage, lambda: ProceduresPage(source, window.shell)
        )


def _see_map(window: MainWindow) -> None:
    from cobro_ui.expediente.view import ExpedienteTab

    window.open_current()
    case = window.tabs.currentWidget()
    if isinstance(case, ExpedienteTab):
        case.see_map()
    else:
        window.message.tell(_NO_CASE, Tone.ACCENT)


def _route_sheets(window: MainWindow, source: FlowSource) -> None:
    def one(case: int) -> None:
        from cobro_ui.mapa.saving import open_sheet

        open_sheet(
            window.shell.jobs,
            window.message,
            lambda target: source.route_sheet(case, target),
            "Hacer la hoja de ruta",
        )

    def several(cases: Sequence[int]) -> None:
        from cobro_ui.mapa.saving import PDF

        _write(
            window,
            ("Hojas de ruta.pdf", PDF),
            lambda target, progress: source.route_sheets(cases, target, progress),
            "Hacer las hojas de ruta",
        )

    _with_cases(window, one, several)


def _lacks(window: MainWindow, source: FlowSource) -> None:
    def write(cases: Sequence[int]) -> None:
        from cobro_ui.mapa.saving import BOOK_OR_PDF

        _write(
            window,
            ("Soportes que faltan.xlsx", BOOK_OR_PDF),
            lambda target, progress: source.export_lacks(cases, target, progress),
            "Revisar los soportes",
        )

    _with_cases(window, lambda case: write([case]), write)


def _with_cases(
    window: MainWindow,
    one: Callable[[int], None],
    several: Callable[[Sequence[int]], None],
) -> None:
    """Take the case in sight; in the list, every selected one."""
    rows = window.list.selected_rows() if window.tabs.currentIndex() == 0 else []
    count = sum(len(lines) for lines in rows)
    if count > _MOST:
        text = f"Elija hasta {miles(_MOST)} expedientes de una vez."
        window.message.tell(text, Tone.WARN)
    elif count > 1:
        read = window.list.model.ids_later(rows)
        window.shell.jobs.reader.start(
            lambda _progress: read(),
            on_done=several,
            on_error=window.message.show_error,
        )
    elif (case := window.case_in_focus()) is not None:
        one(case)
    else:
        window.message.tell(_NO_CASE, Tone.ACCENT)


def _write(
    window: MainWindow,
    file: tuple[str, str],
    work: Callable[[Path, Progress], Changes],
    title: str,
) -> None:
    """Ask for the file, write it in the background, and say how it went."""
    from cobro_ui.mapa.saving import ask_target

    target = ask_target(window, *file)
    if target is not None:
        window.shell.jobs.writer.start(
            lambda progress: work(target, progress),
            on_done=lambda changes: window.message.tell(changes.resumen),
            on_error=window.message.show_error,
            title=title,
        )
