"""Starts the window: application, language, look, and what belongs to the end."""

from __future__ import annotations

import signal
import sys
import traceback
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from cobro_desktop.settings import load_settings, settings_file
from cobro_ui.jobs.collector import GuiCollector
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.preferences import appearance_of, keep_appearance
from cobro_ui.theme.roles import Tone
from cobro_ui.theme.theme import Theme

if TYPE_CHECKING:
    from types import TracebackType

    from cobro_desktop.cli.state import State

_FAMILIES = ("Segoe UI", "Noto Sans")
"""Preferred letters; the system's come after."""


def run_window(state: State) -> int:
    """Open the window on a data folder; returns when it is closed."""
    from cobro_ui.backend import make_shell, open_office

    # Qt's loop never runs Python's own handler while the window is idle.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = make_application(sys.argv[:1])
    GuiCollector(app)
    theme = Theme(app)
    kept = settings_file()
    settings, problems = load_settings(kept)
    theme.prepare(appearance_of(settings))
    jobs = Jobs(app)
    with open_office(state) as office:
        shell = replace(
            make_shell(office, jobs, theme),
            save_appearance=partial(keep_appearance, kept),
        )
        window = MainWindow(shell, QSettings())
        theme.dress()
        _tell_bugs(window)
        if problems:
            window.message.tell("\n".join(problems), Tone.WARN)
        window.show()
        # The base is opened after the first paint (P8), in the reader lane.
        QTimer.singleShot(0, window.begin)
        code = app.exec()
        jobs.close()
    return code


def make_application(arguments: list[str]) -> QApplication:
    """Return the application, in Spanish and with its own settings."""
    app = QApplication(arguments)
    app.setApplicationName("cobro-desktop")
    app.setOrganizationName("cobro-desktop")
    app.setApplicationDisplayName("Cobro")
    dress_application(app)
    return app


def dress_application(app: QApplication) -> None:
    """Set language, country, style and letters."""
    QLocale.setDefault(QLocale(QLocale.Language.Spanish, QLocale.Country.Colombia))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_es", folder):
        app.installTranslator(translator)
    app.setStyle("Fusion")
    font = app.font()
    font.setFamilies([*_FAMILIES, *font.families()])
    app.setFont(font)


def _tell_bugs(window: MainWindow) -> None:
    """Show a message where Python would print a traceback and go on blind."""

    def hook(
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        traceback.print_exception(kind, error, trace)
        window.message.show_error(error)

    sys.excepthook = hook
