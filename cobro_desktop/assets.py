"""Finds the data that ships with the program."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal


def assets(folder: Literal["resources", "templates"]) -> Path:
    """Return a data folder: inside the wheel or bundle, else in the checkout."""
    package = Path(str(files("cobro_desktop")))
    shipped = package / "_data" / folder
    return shipped if shipped.is_dir() else package.parent / folder
