"""What each person prefers, kept in a TOML file of the system's own folder."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARCHIVO = "preferencias.toml"
MENOR_LETRA = 90
MAYOR_LETRA = 175


@dataclass(frozen=True, slots=True)
class Settings:
    """The preferences; a field is added with its default, and old files still serve."""

    apariencia: str = "sistema"
    """`sistema`, `claro`, `oscuro` or `contraste`."""
    letra: int = 100
    """Size of the letters in per cent, 90 to 175."""
    densidad: str = "normal"
    """How tall the rows of a list are: `normal`, `compacta` or `amplia`."""


class Loaded(NamedTuple):
    """The preferences, and what of the file could not be used."""

    settings: Settings
    problems: tuple[str, ...]
    """Spanish sentences; empty when everything was understood."""


def settings_file() -> Path:
    """Return where this person's preferences are kept."""
    from platformdirs import user_config_path

    return user_config_path("cobro-desktop", appauthor=False) / ARCHIVO


def load_settings(path: Path) -> Loaded:
    """Read the preferences; a missing file gives the defaults.

    Nothing in the file is fatal: what is not known or does not fit is told, and its
    default serves.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Loaded(Settings(), ())
    except (OSError, ValueError):
        text = (
            f"No se pudieron leer las preferencias de «{path}»; se usan las de "
            "siempre. Corrija el archivo o bórrelo."
        )
        return Loaded(Settings(), (text,))
    return _checked(data, path.name)


def save_settings(settings: Settings, path: Path) -> None:
    """Write the preferences whole or not at all; keys of other versions stay.

    Raises:
        StorageError: no permission, disk full; what was there is untouched.
    """
    from cobro_desktop.storage.archivos import crear_carpeta, escribir_atomico

    with contextlib.suppress(OSError):  # writing tells why it cannot be
        crear_carpeta(path.parent)
    values = _foreign(path) | dataclasses.asdict(settings)
    lines = [f"{_key(key)} = {_toml(value)}" for key, value in values.items()]
    escribir_atomico(path, ("\n".join(lines) + "\n").encode())


def _checked(data: dict[str, Any], name: str) -> Loaded:
    good: dict[str, Any] = {}
    problems = []
    for key, value in data.items():
        rule = _REGLAS.get(key)
        if rule is None:
            problems.append(f"«{key}» no es una preferencia que se conozca ({name}).")
        elif rule(value):
            good[key] = value
        else:
            problems.append(
                f"La preferencia «{key}» no puede ser {_shown(value)}; se usa la de "
                f"siempre ({name})."
            )
    return Loaded(Settings(**good), tuple(problems))


def _foreign(path: Path) -> dict[str, str | int]:
    """Return the plain values that this version does not know."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {
        key: value
        for key, value in data.items()
        if key not in _REGLAS and isinstance(value, str | int)
    }


def _key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isascii() and bare.isalnum() else _toml(key)


def _toml(value: str | int) -> str:
    """Write a text, number or truth; JSON writes them as TOML reads them."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _shown(value: object) -> str:
    return f"«{value}»" if isinstance(value, str) else str(value)


def _one_of(*known: str) -> Callable[[object], bool]:
    return lambda value: value in known


def _percent(value: object) -> bool:
    number = isinstance(value, int) and not isinstance(value, bool)
    return number and MENOR_LETRA <= int(str(value)) <= MAYOR_LETRA


_REGLAS: dict[str, Callable[[object], bool]] = {
    "apariencia": _one_of("sistema", "claro", "oscuro", "contraste"),
    "letra": _percent,
    "densidad": _one_of("compacta", "normal", "amplia"),
}
"""What each preference may be."""
