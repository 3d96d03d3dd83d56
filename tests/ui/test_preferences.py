from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from cobro_desktop.settings import Settings, load_settings, save_settings
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.preferences import appearance_of, keep_appearance
from cobro_ui.theme.roles import Density, Scheme
from cobro_ui.theme.theme import Appearance, Theme

from .fakes import make_shell


def window_that_keeps(
    qtbot: QtBot, jobs: Jobs, theme: Theme, path: Path, folder: Path
) -> MainWindow:
    shell = replace(
        make_shell(jobs, theme), save_appearance=partial(keep_appearance, path)
    )
    settings = QSettings(str(folder / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    return window


def press(window: MainWindow, text: str) -> None:
    action = next(a for a in window.findChildren(QAction) if a.text() == text)
    action.trigger()


def test_the_look_survives_a_restart(
    qtbot: QtBot, jobs: Jobs, theme: Theme, tmp_path: Path
) -> None:
    path = tmp_path / "conf" / "preferencias.toml"
    window = window_that_keeps(qtbot, jobs, theme, path, tmp_path)

    press(window, "&Oscuro")
    press(window, "&Mayor")
    press(window, "&Compacta")

    kept = appearance_of(load_settings(path).settings)
    assert kept == Appearance(Scheme.DARK, 110, Density.COMPACT)
    theme.apply(Appearance())
    theme.apply(kept)
    again = window_that_keeps(qtbot, jobs, theme, path, tmp_path)
    checked = {a.text() for a in again.findChildren(QAction) if a.isChecked()}
    assert {"&Oscuro", "&Compacta"} <= checked
    theme.apply(Appearance(Scheme.LIGHT))


def test_a_look_that_cannot_be_kept_is_told(
    qtbot: QtBot, jobs: Jobs, theme: Theme, tmp_path: Path
) -> None:
    (tmp_path / "conf").write_text("no es una carpeta")
    path = tmp_path / "conf" / "preferencias.toml"
    window = window_that_keeps(qtbot, jobs, theme, path, tmp_path)

    press(window, "&Oscuro")

    assert "No se pudo guardar" in window.message.text
    assert theme.dark
    theme.apply(Appearance(Scheme.LIGHT))


def test_every_look_of_the_program_is_a_preference_that_serves(tmp_path: Path) -> None:
    path = tmp_path / "preferencias.toml"
    for scheme in Scheme:
        for density in Density:
            keep_appearance(path, Appearance(scheme, 100, density))

            settings, problems = load_settings(path)

            assert problems == ()
            assert appearance_of(settings) == Appearance(scheme, 100, density)


def test_rows_are_as_tall_as_their_density(theme: Theme) -> None:
    heights = []
    for density in Density:
        theme.apply(Appearance(Scheme.LIGHT, 100, density))
        heights.append(theme.row_height)

    assert heights == sorted(set(heights))
    theme.apply(Appearance(Scheme.LIGHT))


def test_keeping_the_look_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "preferencias.toml"
    save_settings(Settings(letra=150), path)

    keep_appearance(path, Appearance(Scheme.DARK, 120))

    assert load_settings(path).settings == Settings("oscuro", 120, "normal")
