"""Draws the dialogs that change dates or money to PNG files; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_enmiendas.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication, QMenu  # noqa: E402

from cobro_ui.actuaciones.correccion import CorrectDialog  # noqa: E402
from cobro_ui.actuaciones.evento import EventDialog  # noqa: E402
from cobro_ui.actuaciones.gasto import ExpenseDialog  # noqa: E402
from cobro_ui.actuaciones.suspension import ResumeDialog, SuspendDialog  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.fake_acts import NOT_ALLOWED, FakeActs  # noqa: E402
from tests.ui.fake_amends import FakeAmends  # noqa: E402
from tests.ui.fakes import line  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402
from tests.ui.pictures_actuaciones import keep  # noqa: E402


def draw(studio: Studio, tag: str) -> None:
    amends = FakeAmends()
    shell = replace(studio.shell(), acts=FakeActs(), amends=amends)
    window = studio.window(shell)
    window.open_case(line(3))
    for menu in window.menuBar().findChildren(QMenu):
        if menu.title().replace("&", "") == "Actuaciones":
            keep(studio, menu, f"{tag}-menu")
    draw_suspension(studio, tag, amends, window)
    draw_correction(studio, tag, amends, window)
    expense = ExpenseDialog(amends, 3, window.shell, window)
    expense.show()
    studio.settle()
    expense.day.edit.setText("1/7")
    expense.concept.setText("Aviso de remate en un diario de amplia circulación")
    expense.amount.set_value(5_000_000)
    expense.proof.setText("Factura FE-4512")
    studio.keep(expense, f"{tag}-gasto")
    expense.close()
    event = EventDialog(amends, 3, window.shell, window)
    event.show()
    studio.settle()
    event.day.edit.setText("20/1")
    event.proof.setText("Auto de admisión de la Superintendencia de Sociedades")
    studio.keep(event, f"{tag}-evento")
    event.what.setCurrentIndex(2)
    studio.keep(event, f"{tag}-evento-fin")
    event.close()
    window.close()


def draw_suspension(
    studio: Studio, tag: str, amends: FakeAmends, window: MainWindow
) -> None:
    keep(studio, SuspendDialog(amends, 3, window.shell, window), f"{tag}-suspender")
    dialog = SuspendDialog(amends, 3, window.shell, window)
    dialog.show()
    studio.settle()
    dialog.cause.setText("Auto que suspende la diligencia de remate")
    dialog.norm.setText("ET 818")
    dialog.stops["prescripcion"].setChecked(True)
    dialog.since.edit.setText("24/3")
    studio.keep(dialog, f"{tag}-suspender-efectos")
    amends.refusal = NOT_ALLOWED
    dialog.record()
    studio.keep(dialog, f"{tag}-suspender-error")
    amends.refusal = None
    dialog.cause.setText("se cruza")
    studio.keep(dialog, f"{tag}-suspender-cruce")
    dialog.close()
    resume = ResumeDialog(amends, 3, window.shell, window)
    resume.show()
    studio.settle()
    resume.day.edit.setText("28/3")
    studio.keep(resume, f"{tag}-reanudar")
    resume.close()


def draw_correction(
    studio: Studio, tag: str, amends: FakeAmends, window: MainWindow
) -> None:
    dialog = CorrectDialog(amends, 3, window.shell, window)
    dialog.show()
    studio.settle()
    dialog.day.edit.setText("17/3")
    dialog.reason.setText("El acuse de recibo dice otra fecha")
    studio.keep(dialog, f"{tag}-corregir")
    dialog.void.setChecked(True)
    studio.keep(dialog, f"{tag}-sin-validez")
    dialog.close()


def main(folder: Path, schemes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    for scheme in schemes:
        theme.apply(Appearance(Scheme(scheme), percent))
        draw(studio, scheme if percent == 100 else f"{scheme}{percent}")
    studio.jobs.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, zoom)
