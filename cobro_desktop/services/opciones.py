"""Reads the switches of the law and what each entity chose."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.opciones import Opcion, Opciones, ValorOpcion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from cobro_desktop.assets import Carpeta


def load_opciones(
    sigla: str | None = None,
    cambios: Mapping[str, str] | None = None,
    folder: Carpeta | None = None,
) -> Opciones:
    """Return the switches in force.

    Args:
        sigla: the entity whose choices count; without it, the defaults.
        cambios: what somebody asked for this time only; wins over the entity.
        folder: the `resources` folder; default, the one that ships.

    Raises:
        NotFoundError: there is no such entity.
        InvalidDataError: a file or a change has an unknown switch or reading.
    """
    root: Carpeta = folder or assets("resources")
    listed = _read(root / "referencia" / "opciones.toml")["opcion"]
    opciones = Opciones.de(_opcion(entry) for entry in listed)
    if sigla:
        opciones = opciones.con(_de_la_entidad(root, sigla))
    return opciones.con(cambios or {})


def _de_la_entidad(root: Carpeta, sigla: str) -> dict[str, str]:
    folder = root / "entidades"
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if sigla.casefold() not in known:
        listed = ", ".join(name.upper() for name in known)
        msg = f"No hay una entidad «{sigla}». Las que hay son: {listed}."
        raise NotFoundError(msg, {"entidad": sigla})
    return _plana(_read(folder / f"{sigla.casefold()}.toml").get("opciones", {}))


def _plana(tabla: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Flatten nested TOML tables to dotted keys; values become text."""
    found: dict[str, str] = {}
    for clave, valor in tabla.items():
        if isinstance(valor, dict):
            found |= _plana(valor, f"{prefix}{clave}.")
        else:
            found[f"{prefix}{clave}"] = str(valor)
    return found


def _read(path: Carpeta) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"No se encuentra el archivo «{path.name}». Reinstale el programa."
        raise NotFoundError(msg, {"archivo": path.name}) from None
    except tomllib.TOMLDecodeError as problem:
        msg = f"El archivo «{path.name}» está mal escrito: {problem}."
        raise InvalidDataError(msg, {"archivo": path.name}) from problem


def _opcion(entry: Mapping[str, Any]) -> Opcion:
    valores = tuple(
        ValorOpcion(v["valor"], v["etiqueta"], tuple(v.get("alias", ())))
        for v in entry["valores"]
    )
    opcion = Opcion(
        clave=entry["clave"],
        etiqueta=entry["etiqueta"],
        valores=valores,
        defecto=entry["defecto"],
        norma=entry["norma"],
        nota=entry["nota"],
    )
    opcion.leer(opcion.defecto)
    return opcion
