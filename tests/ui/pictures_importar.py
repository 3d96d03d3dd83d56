"""Draws each step of an import and the tray of payments over a real base; by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_importar.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.services.importacion.orden import Importar, importar  # noqa: E402
from cobro_desktop.services.progress import SilentProgress  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend import make_shell  # noqa: E402
from cobro_ui.backend.office import open_office  # noqa: E402
from cobro_ui.dialogs.import_steps import Step  # noqa: E402
from cobro_ui.dialogs.importing import ImportDialog  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.movimientos.commands import open_movements  # noqa: E402
from cobro_ui.recaudo.commands import open_payments  # noqa: E402
from cobro_ui.recaudo.dialog import MatchDialog  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.services.oficina import HOY, ROWS, abrir_oficina, en_nombre_de  # noqa: E402
from tests.services.test_intercambio import RNMC, TITULOS  # noqa: E402
from tests.services.test_recaudo import PAGOS  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

SVSP = "PRO-GJU-130-008"
SAMPLE = Path(__file__).parents[1] / "data" / "muestras" / "cartera_svsp_2026-10.xlsx"
LONG = "CORPORACIÓN INTERINSTITUCIONAL DE VIGILANCIA, ESCOLTA Y CONEXOS DEL SUR S.A.S."


def draw_wizard(studio: Studio, window: MainWindow, tag: str, folder: Path) -> None:
    """Draw the five steps of two files, and a refusal."""
    shell = window.shell
    assert shell.importer is not None
    dialog = ImportDialog(shell.importer, shell, window)
    dialog.choose_content("cartera", SVSP)
    dialog.resize(980, 700)
    dialog.show()
    studio.keep(dialog, f"{tag}-1-vacio")
    dialog.choose(str(SAMPLE))
    wait(studio, dialog.button.isEnabled)
    studio.keep(dialog, f"{tag}-1-archivo")
    dialog.button.click()
    dialog.mapping.keep.setChecked(True)
    studio.keep(dialog, f"{tag}-2-columnas")
    dialog.button.click()
    wait(studio, lambda: dialog.step is Step.CHECK)
    studio.keep(dialog, f"{tag}-3-revision")
    dialog.button.click()
    studio.keep(dialog, f"{tag}-5-importar")
    dialog.close()
    changed = folder / "cambios.csv"
    text = ROWS.replace("1.000.000", "900.000").replace("b@ejemplo", "nuevo@ejemplo")
    changed.write_text(text.replace("Calle 1 # 2-3", LONG), encoding="utf-8")
    second = ImportDialog(shell.importer, shell, window)
    second.choose_content("cartera", SVSP)
    second.show()
    second.choose(str(changed))
    wait(studio, second.button.isEnabled)
    second.button.click()
    second.button.click()
    wait(studio, lambda: second.step is Step.CHECK)
    second.button.click()
    second.differences.refuse.click()
    studio.keep(second, f"{tag}-4-diferencias")
    second.close()
    bad = folder / "roto.xlsx"
    bad.write_bytes(b"PK\x03\x04 no es un libro")
    third = ImportDialog(shell.importer, shell, window)
    third.show()
    third.choose(str(bad))
    wait(studio, lambda: bool(third.message.text))
    studio.keep(third, f"{tag}-1-error")
    third.close()


def draw_tray(studio: Studio, window: MainWindow, tag: str) -> None:
    """Draw the payments that wait, and the matching of one."""
    page = open_payments(window)
    assert page is not None
    wait(studio, lambda: page.table.rows.rowCount() > 0)
    studio.keep(window, f"{tag}-bandeja")
    page.table.selectRow(page.table.rows.rowCount() - 1)
    page.match.click()
    dialog = page.findChild(MatchDialog)
    assert dialog is not None
    wait(studio, lambda: dialog.candidates.table.rows.rowCount() > 0)
    wait(studio, lambda: bool(dialog.preview_text))
    studio.keep(dialog, f"{tag}-identificar")
    dialog.close()


def wait(studio: Studio, until: Callable[[], bool]) -> None:
    """Let the work behind go on until something holds."""
    for _ in range(1_000):
        studio.settle(0.05)
        if until():
            return
    message = "it never came"
    raise RuntimeError(message)


def main(folder: Path, schemes: list[str]) -> None:
    """Make an office with payments of nobody and draw it."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    data = Path(tempfile.mkdtemp())
    workspace = abrir_oficina(open_base(data), data)
    path = data / "pagos.csv"
    path.write_text(PAGOS.replace("ANÓNIMO", LONG), encoding="utf-8")
    command = Importar(path, "pagos", SVSP)
    importar(command, workspace, en_nombre_de("fin"), SilentProgress())
    for formato, text in (("titulos", TITULOS), ("rnmc", RNMC)):
        path = data / f"{formato}.csv"
        path.write_text(text, encoding="utf-8")
        command = Importar(path, formato, "PD-GJ-07")
        importar(command, workspace, en_nombre_de("pro"), SilentProgress())
    workspace.close()
    settings = QSettings(str(data / "ui.ini"), QSettings.Format.IniFormat)
    with open_office(State(data, None, HOY, "fin", json=False)) as office:
        for scheme in schemes:
            theme.apply(Appearance(Scheme(scheme)))
            window = MainWindow(make_shell(office, studio.jobs, theme), settings)
            window.resize(1366, 768)
            window.show()
            window.begin()
            draw_wizard(studio, window, scheme, data)
            draw_tray(studio, window, scheme)
            open_movements(window)
            studio.settle(1)
            studio.keep(window, f"{scheme}-movimientos")
            window.close()
        studio.jobs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["claro", "oscuro"])
