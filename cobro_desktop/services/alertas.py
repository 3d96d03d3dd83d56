"""Reads when each institution warns of its terms (F32)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from cobro_desktop.assets import Carpeta, assets
from cobro_desktop.domain.alertas import Alertas, cortes
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.alertas import Cortes
    from cobro_desktop.services.workspace import Workspace

_DIAS = ("primera", "segunda", "vencido")
_ROLES = ("segunda_a", "vencido_a")


@cache
def load_alertas(sigla: str, folder: Carpeta | None = None) -> Alertas:
    """Return an institution's warnings; what its file leaves out is the usual.

    Raises:
        InvalidDataError: its table `[alertas]` says something that cannot be.
    """
    root: Carpeta = folder or assets("resources")
    usual = _table(root / "referencia" / "alertas.toml")
    own = _table(root / "entidades" / f"{sigla.casefold()}.toml")
    try:
        return Alertas(**_read({**usual, **own}))
    except InvalidDataError as problem:
        message = f"La tabla [alertas] de la entidad {sigla} está mal: {problem}"
        raise InvalidDataError(message, {"entidad": sigla}) from problem


def cortes_de(workspace: Workspace, sigla: str, hoy: dt.date) -> Cortes:
    """Return the due dates at which the level of an institution's terms changes."""
    alertas = load_alertas(sigla, workspace.recursos)
    return cortes(alertas, hoy, workspace.calendario(sigla))


def _table(path: Carpeta) -> dict[str, Any]:
    """Return `[alertas]` of a file; nothing where there is no file or no table."""
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("alertas", {})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        message = f"no se puede leer «{path.name}»: {problem}."
        raise InvalidDataError(message, {"archivo": path.name}) from problem
    if not isinstance(found, dict):
        message = "[alertas] debe ser una tabla."
        raise InvalidDataError(message, {"archivo": path.name})
    return found


def _read(table: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(table.keys() - {*_DIAS, *_ROLES})
    if unknown:
        known = ", ".join((*_DIAS, *_ROLES))
        message = f"no se conoce «{unknown[0]}». Lo que puede decir es: {known}."
        raise InvalidDataError(message)
    for key in _DIAS:
        value = table.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool):
            message = f"«{key}» debe ser un número entero de días hábiles."
            raise InvalidDataError(message)
    days = {key: table[key] for key in _DIAS if key in table}
    return days | {key: _roles(key, table[key]) for key in _ROLES if key in table}


def _roles(key: str, value: object) -> tuple[Rol, ...]:
    try:
        assert isinstance(value, list), "not a list"
        return tuple(Rol(name) for name in value)
    except (AssertionError, ValueError):
        known = ", ".join(Rol)
        message = f"«{key}» es una lista de roles, entre estos: {known}."
        raise InvalidDataError(message) from None
