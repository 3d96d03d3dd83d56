"""The commands of the office's work, and where else they are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from cobro_desktop.formats import miles
from cobro_ui.actions import Command
from cobro_ui.expediente.debtor_bar import suggestion
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QTableView

    from cobro_ui.expediente.view import ExpedienteTab
    from cobro_ui.main_window import MainWindow
    from cobro_ui.trabajo.choice_dialog import Asked
    from cobro_ui.trabajo.debtor_page import DebtorPage
    from cobro_ui.trabajo.page import WorkPage
    from cobro_ui.trabajo.ports import DebtorLines, WorkSource

_MOST = 5000
"""Cases that one command of the window takes."""
_ON_LIST = ("priorizar", "quitar_prioridad", "por_que_antes", "situacion", "deudor")


def work_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window has the work of the office."""
    if window.shell.work is None:
        return
    menu = "cartera"
    yield Command(
        "trabajo",
        menu,
        "&Trabajo de la oficina",
        lambda: open_work(window),
        Icon.TASKS,
        hint="Títulos por estudiar, expedientes quietos, devueltos y deudores con "
        "varios",
        place=True,
    )
    yield Command(
        "deudor",
        menu,
        "Todo lo que debe el &deudor",
        lambda: _debtor(window),
        Icon.DEBTORS,
        hint="Las obligaciones de la persona en todos sus expedientes",
    )
    yield from _order_commands(window)
    yield from _office_commands(window)
    yield from _case_commands(window)


def _order_commands(window: MainWindow) -> Iterator[Command]:
    menu = "cartera"
    yield Command(
        "priorizar",
        menu,
        "&Priorizar…",
        lambda: _with_cases(window, "prioritise"),
        Icon.WARNING,
        hint="Marcar los expedientes elegidos para trabajarlos antes que otros",
        separated=True,
    )
    yield Command(
        "quitar_prioridad",
        menu,
        "&Quitar la prioridad…",
        lambda: _with_cases(window, "unmark"),
        Icon.CANCEL,
        hint="Quitar la marca de prioridad de los expedientes elegidos",
    )
    yield Command(
        "por_prioridad",
        menu,
        "Ordenar por pr&ioridad",
        lambda: _sort(window),
        Icon.FILTER,
        hint="Los marcados arriba; después, por su fecha segura de prescripción",
    )
    yield Command(
        "por_que_antes",
        menu,
        "Por qué &va antes…",
        lambda: _why(window),
        Icon.HELP,
        hint="Comparar dos expedientes elegidos en el orden de prioridad",
    )
    yield Command(
        "situacion",
        menu,
        "&Situación…",
        lambda: _with_cases(window, "situation"),
        Icon.PAUSE,
        hint="Decir a mano qué se espera en los expedientes elegidos",
    )


def _office_commands(window: MainWindow) -> Iterator[Command]:
    menu = "cartera"
    yield Command(
        "trasladar_oficina",
        menu,
        "&Cambiar de oficina…",
        lambda: _with_cases(window, "move"),
        Icon.FORWARD,
        hint="Pasar los expedientes elegidos a otra oficina, con la causa",
        separated=True,
    )
    yield Command(
        "oficinas",
        menu,
        "&Oficinas y personas…",
        lambda: _offices(window),
        Icon.USER,
        hint="Crear oficinas y decir cuáles ve cada persona",
    )


def _case_commands(window: MainWindow) -> Iterator[Command]:
    menu = "cartera"
    yield Command(
        "acumular",
        menu,
        "&Acumular a otro…",
        lambda: _join(window),
        Icon.CASES,
        hint="Que el expediente siga dentro de otro del mismo deudor (ET, art. 825)",
        separated=True,
    )
    yield Command(
        "deshacer_acumulacion",
        menu,
        "Des&hacer la acumulación…",
        lambda: _part(window),
        Icon.UNDO,
        hint="Que un expediente acumulado siga otra vez por su cuenta",
    )


def open_work(window: MainWindow) -> None:
    """Show the work of the office in a tab of its own, or go to the one it has."""
    from cobro_ui.pages import show_page
    from cobro_ui.trabajo.page import WorkPage

    source = window.shell.work
    if source is None:
        return

    def make() -> WorkPage:
        page = WorkPage(source, window.shell)
        page.open_asked.connect(window.open_case)
        page.list_asked.connect(lambda query: _show_list(window, query))
        page.debtor_asked.connect(lambda person: open_debtor(window, person))
        return page

    show_page(window, "Trabajo de la oficina", WorkPage, make)


def open_debtor(window: MainWindow, persona_id: int | None) -> None:
    """Show a person in a tab of its own, or in the one there is."""
    from cobro_ui.pages import show_page
    from cobro_ui.trabajo.debtor_page import DebtorPage

    source = window.shell.work
    if source is None:
        return

    def make() -> DebtorPage:
        page = DebtorPage(source, window.shell)
        page.open_asked.connect(window.open_case)
        return page

    page = show_page(window, "Deudor", DebtorPage, make)
    if persona_id is not None:
        page.show_person(persona_id)


def offer_work(window: MainWindow) -> None:
    """Put the commands of several cases in the context menu of the list."""
    found = [action for name in _ON_LIST if (action := window.commands.get(name))]
    if found:
        table = window.list.table
        table.addAction(_line(table))
        table.addActions(found)


def serve_debtors(window: MainWindow, case: ExpedienteTab) -> None:
    """Let the tab of debtors suggest joining, tell the whole debtor, add addresses."""
    source = window.shell.work
    if source is None:
        return
    tab, number = case.deudores, case.expediente_id
    tab.bar.serve(
        whole=lambda: _show_debtor_of(window, source, number),
        join=lambda: _ask_join(window, source, number),
        link=lambda: _ask_link(window, source, number),
        unlink=lambda: _ask_unlink(window, source, number),
        address=lambda: _ask_address(window, source, case),
        close=lambda: _close_address(window, source, case),
    )
    case.header.join_asked.connect(lambda: _ask_join(window, source, number))

    def show(found: DebtorLines) -> None:
        tab.bar.show_found(found)
        case.header.suggest_join(len(found.candidatos), suggestion(found))

    tab.shown.connect(
        lambda: window.shell.jobs.reader.start(
            lambda _progress: source.debtor_of(number),
            on_done=show,
            on_error=lambda _error: tab.bar.hide(),
            owner=tab,
        )
    )


def _line(table: QTableView) -> QAction:
    line = QAction(table)
    line.setSeparator(True)
    return line


def _show_list(window: MainWindow, query: str) -> None:
    window.tabs.setCurrentWidget(window.list)
    window.list.set_query(query)


def _with_cases(window: MainWindow, what: str) -> None:
    """Take the case in sight; in the list, every selected one."""
    source = window.shell.work
    if source is None:
        return

    def go(ids: Sequence[int]) -> None:
        from cobro_ui.trabajo.asks import OF_SEVERAL

        _open(window, OF_SEVERAL[what](source, ids))

    rows = window.list.selected_rows() if window.tabs.currentIndex() == 0 else []
    count = sum(len(lines) for lines in rows)
    if count > _MOST:
        text = f"Elija hasta {miles(_MOST)} expedientes de una vez."
        window.message.tell(text, Tone.WARN)
    elif count > 1:
        read = window.list.model.ids_later(rows)
        window.shell.jobs.reader.start(
            lambda _progress: read(), on_done=go, on_error=window.message.show_error
        )
    elif (case := _case(window)) is not None:
        go([case])


def _sort(window: MainWindow) -> None:
    window.tabs.setCurrentWidget(window.list)
    window.list.sort_by("prioridad")


def _why(window: MainWindow) -> None:
    """Compare the two cases that are selected, or the one in focus with the next."""
    source = window.shell.work
    rows = [n for lines in window.list.selected_rows() for n in lines]
    if len(rows) == 1:
        rows.append(rows[0] + 1)
    lines = [line for n in rows[:2] if (line := window.list.model.line(n))]
    if source is None or len(rows) != 2 or len(lines) != 2:
        text = "Elija en la lista dos expedientes, o uno que tenga otro debajo."
        window.message.tell(text, Tone.ACCENT)
        return
    one, other = (line.id for line in lines)

    def show(found: tuple[object, str]) -> None:
        from cobro_desktop.services.trabajo.prioridad import PorQue
        from cobro_ui.trabajo.why_dialog import WhyDialog

        assert isinstance(found[0], PorQue)
        WhyDialog(found[0], found[1], window.shell, window).open()

    window.shell.jobs.reader.start(
        lambda _progress: (source.why(one, other), source.order_words()),
        on_done=show,
        on_error=window.message.show_error,
    )


def _debtor(window: MainWindow) -> None:
    source, case = window.shell.work, window.case_in_focus()
    if source is None:
        return
    if case is None:
        open_debtor(window, None)
    else:
        _show_debtor_of(window, source, case)


def _show_debtor_of(window: MainWindow, source: WorkSource, case: int) -> None:
    window.shell.jobs.reader.start(
        lambda _progress: source.debtor_of(case).persona_id,
        on_done=lambda person: open_debtor(window, person),
        on_error=window.message.show_error,
    )


def _join(window: MainWindow) -> None:
    source, case = window.shell.work, _case(window)
    if source is not None and case is not None:
        _ask_join(window, source, case)


def _ask_join(window: MainWindow, source: WorkSource, case: int) -> None:
    from cobro_ui.trabajo.asks import join

    _open(window, join(source, case))


def _part(window: MainWindow) -> None:
    from cobro_ui.trabajo.asks import part

    source, case = window.shell.work, _case(window)
    if source is not None and case is not None:
        _open(window, part(source, case))


def _ask_link(window: MainWindow, source: WorkSource, case_id: int) -> None:
    from cobro_ui.trabajo.link_dialog import LinkDialog

    dialog = LinkDialog(source, case_id, window.shell, window)
    dialog.recorded.connect(window.tell_done)
    dialog.open()


def _ask_unlink(window: MainWindow, source: WorkSource, case_id: int) -> None:
    from cobro_ui.trabajo.unlink_dialog import UnlinkDialog

    dialog = UnlinkDialog(source, case_id, window.shell, window)
    dialog.recorded.connect(window.tell_done)
    dialog.open()


def _ask_address(window: MainWindow, source: WorkSource, case: ExpedienteTab) -> None:
    from cobro_ui.trabajo.address_dialog import AddressDialog

    people = (case.expediente_id, case.deudores.people)
    dialog = AddressDialog(source, people, window.shell, window)
    dialog.recorded.connect(window.tell_done)
    dialog.open()


def _close_address(window: MainWindow, source: WorkSource, case: ExpedienteTab) -> None:
    from cobro_ui.trabajo.address_dialog import CloseAddressDialog

    people = (case.expediente_id, case.deudores.people)
    dialog = CloseAddressDialog(source, people, window.shell, window)
    dialog.recorded.connect(window.tell_done)
    dialog.open()


def _offices(window: MainWindow) -> None:
    from cobro_ui.trabajo.offices_dialog import OfficesDialog

    if (source := window.shell.work) is not None:
        dialog = OfficesDialog(source, window.shell, window)
        dialog.recorded.connect(window.tell_done)
        dialog.open()


def _open(window: MainWindow, asked: Asked) -> None:
    from cobro_ui.trabajo.choice_dialog import ChoiceDialog

    dialog = ChoiceDialog(asked, window.shell, window)
    dialog.recorded.connect(window.tell_done)
    dialog.open()


def _case(window: MainWindow) -> int | None:
    case = window.case_in_focus()
    if case is None:
        window.message.tell("Elija primero un expediente de la lista.", Tone.ACCENT)
    return case
