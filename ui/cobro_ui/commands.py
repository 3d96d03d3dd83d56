"""Which commands this window has: only those that work now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.actuaciones.commands import act_commands, share_command
from cobro_ui.actuaciones.enmiendas_commands import amend_commands
from cobro_ui.actuaciones.quien import person_commands
from cobro_ui.agenda.commands import agenda_commands
from cobro_ui.ayuda.commands import help_commands
from cobro_ui.base_entera.commands import whole_base_commands
from cobro_ui.bdme.commands import bulletin_commands
from cobro_ui.calculadoras.commands import calculator_commands
from cobro_ui.cartera.commands import portfolio_commands
from cobro_ui.cierres.commands import closing_commands
from cobro_ui.conciliacion.commands import reconciliation_commands
from cobro_ui.documentos.commands import document_commands
from cobro_ui.electronico.commands import search_commands
from cobro_ui.gestiones.commands import outreach_commands
from cobro_ui.icons import Icon
from cobro_ui.informes.commands import report_commands
from cobro_ui.liquidacion.commands import liquidation_commands
from cobro_ui.listas.commands import list_commands
from cobro_ui.mapa.commands import case_flow_commands, procedure_commands
from cobro_ui.movimientos.commands import movement_commands
from cobro_ui.paquetes.commands import package_commands
from cobro_ui.parametros.commands import legal_commands
from cobro_ui.prescripcion.commands import prescription_commands
from cobro_ui.recaudo.commands import payment_commands
from cobro_ui.textos.commands import text_commands
from cobro_ui.trabajo.commands import work_commands
from cobro_ui.versiones.commands import version_commands
from cobro_ui.wizard.commands import step_commands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow


def window_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, in the order of their menus."""
    yield from _file(window)
    yield from _edit(window)
    yield from _view(window)
    yield from _case(window)
    yield from case_flow_commands(window)
    yield from step_commands(window)
    yield from agenda_commands(window)
    yield from document_commands(window)
    yield from search_commands(window)
    yield from act_commands(window)
    yield from share_command(window)
    yield from outreach_commands(window)
    yield from amend_commands(window)
    yield from prescription_commands(window)
    yield from bulletin_commands(window)
    yield from portfolio_commands(window)
    yield from report_commands(window)
    yield from reconciliation_commands(window)
    yield from closing_commands(window)
    yield from work_commands(window)
    yield from payment_commands(window)
    yield from movement_commands(window)
    yield from _tools(window)
    yield from _help(window)


def _file(window: MainWindow) -> Iterator[Command]:
    if window.shell.importer is not None:
        yield Command(
            "importar",
            "archivo",
            "&Importar…",
            lambda: _import(window),
            Icon.IMPORT,
            ("Ctrl+I",),
            "Traer títulos, cartera o pagos de un archivo de Excel",
            toolbar=True,
        )
    if window.shell.batches is not None:
        yield Command(
            "importaciones",
            "archivo",
            "I&mportaciones y lotes…",
            lambda: _batches(window),
            Icon.HISTORY,
            hint="Ver lo que se importó o repartió de una vez, y deshacerlo",
        )
    yield from list_commands(window)
    yield from package_commands(window)
    yield from person_commands(window)
    yield Command(
        "cerrar_pestana",
        "archivo",
        "&Cerrar la pestaña",
        window.close_tab,
        Icon.CANCEL,
        ("Ctrl+W", "Ctrl+F4"),
        "Cerrar el expediente abierto",
        separated=True,
    )
    yield Command("salir", "archivo", "&Salir", window.close, Icon.EXIT, ("Ctrl+Q",))


def _edit(window: MainWindow) -> Iterator[Command]:
    yield Command(
        "copiar",
        "edicion",
        "&Copiar las filas",
        lambda: _copy(window),
        Icon.COPY,
        hint="Copiar las filas elegidas con sus títulos, para pegarlas en Excel",
    )
    yield Command(
        "todo",
        "edicion",
        "&Seleccionar todo",
        window.select_all,
        keys=("Ctrl+E",),
    )
    yield Command(
        "buscar",
        "edicion",
        "&Buscar",
        window.go_to_filter,
        Icon.SEARCH,
        ("Ctrl+B", "F3"),
        "Ir al filtro de la lista",
        separated=True,
    )
    yield Command(
        "paleta",
        "edicion",
        "Buscar o &hacer…",
        lambda: _palette(window),
        Icon.SEARCH,
        ("Ctrl+K",),
        "Ir a un expediente, o hacer algo, por su nombre",
    )


def _view(window: MainWindow) -> Iterator[Command]:
    yield Command(
        "actualizar",
        "ver",
        "&Actualizar",
        window.refresh,
        Icon.REFRESH,
        ("F5",),
        "Leer otra vez la lista y los expedientes abiertos",
        toolbar=True,
    )
    yield Command(
        "panel_lugares",
        "ver",
        "Panel de &lugares",
        lambda: _fold(window, "panel_lugares"),
        keys=("F9",),
        checkable=True,
        separated=True,
    )
    yield Command(
        "panel_caso",
        "ver",
        "Panel del &expediente",
        lambda: _fold(window, "panel_caso"),
        keys=("F10",),
        checkable=True,
    )


def _case(window: MainWindow) -> Iterator[Command]:
    yield Command(
        "abrir",
        "expediente",
        "&Abrir",
        window.open_current,
        Icon.CASE,
        ("Ctrl+Return",),
        "Abrir el expediente elegido en una pestaña",
        toolbar=True,
    )
    if window.shell.open_step is not None:
        yield Command(
            "continuar",
            "expediente",
            "&Continuar el trámite",
            window.continue_case,
            Icon.PLAY,
            ("Ctrl+T",),
            "Abrir el paso que sigue en el expediente elegido",
            toolbar=True,
        )
    yield Command(
        "anterior",
        "expediente",
        "A&nterior de la lista",
        lambda: window.list.step(-1),
        Icon.PREVIOUS,
        ("Alt+Up",),
        separated=True,
    )
    yield Command(
        "siguiente",
        "expediente",
        "&Siguiente de la lista",
        lambda: window.list.step(1),
        Icon.NEXT,
        ("Alt+Down",),
    )


def _tools(window: MainWindow) -> Iterator[Command]:
    if window.shell.entity_data is not None:
        yield Command(
            "datos_entidad",
            "herramientas",
            "&Datos de la entidad…",
            lambda: _entity_data(window),
            Icon.NOTE,
            hint="Dirección, correo y demás datos que los documentos imprimen",
        )
    yield from legal_commands(window)
    yield from text_commands(window)
    yield from procedure_commands(window)
    yield from version_commands(window)
    yield from liquidation_commands(window)
    yield from calculator_commands(window)
    yield from whole_base_commands(window)


def _help(window: MainWindow) -> Iterator[Command]:
    yield Command(
        "atajos",
        "ayuda",
        "&Atajos de teclado",
        lambda: _shortcuts(window),
        Icon.KEYBOARD,
        ("Ctrl+/",),
    )
    yield from help_commands(window)
    yield Command(
        "acerca", "ayuda", "Acerca &de este programa", lambda: _about(window), Icon.INFO
    )


def _fold(window: MainWindow, name: str) -> None:
    panels = {"panel_lugares": window.places, "panel_caso": window.glance}
    shown = window.commands[name].isChecked()
    here = name == "panel_lugares" or window.tabs.currentIndex() == 0
    panels[name].setVisible(shown and here)


def _copy(window: MainWindow) -> None:
    from cobro_ui.widgets.rows_table import copy_rows

    copy_rows(window.list.table)


def _palette(window: MainWindow) -> None:
    from cobro_ui.paleta.palette import Palette

    Palette(window).open()


def _import(window: MainWindow) -> None:
    from cobro_ui.dialogs.importing import ImportDialog

    importer = window.shell.importer
    if importer is not None:
        dialog = ImportDialog(importer, window.shell, window)
        dialog.imported.connect(lambda changes: window.tell_change(changes, None))
        dialog.open()


def _batches(window: MainWindow) -> None:
    from cobro_ui.dialogs.batches import BatchesDialog

    batches = window.shell.batches
    if batches is not None:
        dialog = BatchesDialog(batches, window.shell, window)
        dialog.undone.connect(lambda changes: window.tell_change(changes, None))
        dialog.open()


def _entity_data(window: MainWindow) -> None:
    from cobro_ui.dialogs.entity_data import EntityDataDialog

    data = window.shell.entity_data
    if data is not None:
        dialog = EntityDataDialog(data, window.shell, window)
        dialog.saved.connect(lambda changes: window.tell_change(changes, None))
        dialog.open()


def _shortcuts(window: MainWindow) -> None:
    from cobro_ui.dialogs.shortcuts import ShortcutsDialog

    ShortcutsDialog(window.commands, window).open()


def _about(window: MainWindow) -> None:
    from cobro_ui.dialogs.about import AboutDialog

    AboutDialog(window.shell, window).open()
