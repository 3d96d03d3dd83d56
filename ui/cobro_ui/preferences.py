"""The look that a person chose, between one start and the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cobro_desktop.settings import load_settings, save_settings
from cobro_ui.theme.roles import Density, Scheme
from cobro_ui.theme.theme import Appearance

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.settings import Settings


def appearance_of(settings: Settings) -> Appearance:
    """Return the look that the preferences say."""
    return Appearance(
        Scheme(settings.apariencia), settings.letra, Density(settings.densidad)
    )


def keep_appearance(path: Path, appearance: Appearance) -> None:
    """Write a look among the other preferences.

    Raises:
        StorageError: the file cannot be written.
    """
    settings = replace(
        load_settings(path).settings,
        apariencia=str(appearance.scheme),
        letra=appearance.percent,
        densidad=str(appearance.density),
    )
    save_settings(settings, path)
