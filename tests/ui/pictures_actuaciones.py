"""Draws the dialogs of the acts to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_actuaciones.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication, QToolButton, QWidget  # noqa: E402

from cobro_ui.actuaciones.anexo import AttachDialog  # noqa: E402
from cobro_ui.actuaciones.asignacion import AssignDialog  # noqa: E402
from cobro_ui.actuaciones.dialog import ActDialog  # noqa: E402
from cobro_ui.actuaciones.notificacion import NotificationDialog  # noqa: E402
from cobro_ui.actuaciones.pago import PaymentDialog  # noqa: E402
from cobro_ui.actuaciones.persona import PersonDialog  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.expediente.view import ExpedienteTab  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.fake_acts import (  # noqa: E402
    NOT_ALLOWED,
    PEOPLE,
    FakeActs,
    FakePeople,
)
from tests.ui.fakes import line  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

WAITS = (
    "Su imputación espera: falta la tasa de interés de octubre de 2026. Cárguela en "
    "Herramientas › Parámetros legales."
)


def keep(studio: Studio, dialog: QWidget, name: str) -> None:
    dialog.show()
    studio.keep(dialog, name)
    dialog.close()


def draw(studio: Studio, tag: str) -> None:
    acts = FakeActs()
    shell = replace(studio.shell(), acts=acts, people=FakePeople(known=True))
    window = studio.window(shell)
    window.open_case(line(3))
    corner = window.tabs.currentWidget().findChild(QToolButton)
    assert corner is not None
    studio.keep(window, f"{tag}-caso")
    draw_payment(studio, tag, acts, window)
    draw_notification(studio, tag, acts, window)
    draw_terms(studio, tag, window)
    attach = AttachDialog(acts, 3, shell, window, [Path(__file__)])
    keep(studio, attach, f"{tag}-anexo")
    several = [Path(__file__), Path(sys.executable)]
    keep(
        studio,
        AttachDialog(FakeActs(ended="archivado"), 3, shell, window, several),
        f"{tag}-anexo-terminado",
    )
    draw_assignment(studio, tag, acts, window)
    keep(studio, PersonDialog(PEOPLE, studio.theme, window), f"{tag}-persona")
    window.close()


def draw_payment(studio: Studio, tag: str, acts: FakeActs, window: MainWindow) -> None:
    shell = window.shell
    keep(studio, PaymentDialog(acts, 3, shell, window), f"{tag}-pago-vacio")
    dialog = PaymentDialog(acts, 3, shell, window)
    dialog.show()
    dialog.day.edit.setText("15/9")
    dialog.amount.set_value(142_350_000)
    dialog.reference.setText("0045-889012")
    dialog.bank.setText("Banco Agrario de Colombia")
    studio.keep(dialog, f"{tag}-pago")
    acts.refusal = NOT_ALLOWED
    dialog.record()
    studio.keep(dialog, f"{tag}-pago-error")
    acts.refusal = None
    dialog.day.edit.setText("3/13")
    dialog.amount.setText("mil")
    studio.keep(dialog, f"{tag}-pago-mal")
    acts.waits = WAITS
    dialog.day.edit.setText("hoy")
    dialog.amount.set_value(142_350_000)
    studio.keep(dialog, f"{tag}-pago-espera")
    acts.waits = ""
    dialog.close()


def draw_notification(
    studio: Studio, tag: str, acts: FakeActs, window: MainWindow
) -> None:
    dialog = NotificationDialog(acts, 3, window.shell, window)
    dialog.show()
    studio.settle()
    dialog.day.edit.setText("30/9")
    studio.keep(dialog, f"{tag}-notificacion")
    dialog.means.setCurrentIndex(1)
    dialog.debtor.setCurrentIndex(1)
    studio.keep(dialog, f"{tag}-notificacion-correo")
    dialog.failed.setChecked(True)
    dialog.cause.setEditText("No reside")
    studio.keep(dialog, f"{tag}-notificacion-fallida")
    dialog.close()


def draw_terms(studio: Studio, tag: str, window: MainWindow) -> None:
    case = window.tabs.currentWidget()
    assert isinstance(case, ExpedienteTab)
    case.tabs.setCurrentWidget(case.terminos)
    studio.keep(window, f"{tag}-notificaciones")


def draw_assignment(
    studio: Studio, tag: str, acts: FakeActs, window: MainWindow
) -> None:
    acts.now = {1: "pena", 2: "pena"}
    for name, ids in (("uno", [1]), ("varios", list(range(1, 33)))):
        dialog: ActDialog = AssignDialog(acts, ids, window.shell, window)
        dialog.show()
        studio.settle()
        assert isinstance(dialog, AssignDialog)
        dialog.person.setCurrentIndex(2)
        studio.keep(dialog, f"{tag}-asignar-{name}")
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
