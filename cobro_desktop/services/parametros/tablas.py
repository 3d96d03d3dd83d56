"""Reads which tables a person can complete, and what ships in each."""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING, Any

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.parametros import (
    CampoLegal,
    ClaseCampo,
    Periodo,
    TablaLegal,
    ValorLegal,
)
from cobro_desktop.domain.texto import plegar
from cobro_desktop.services.parametros.lectura import leer_valor

if TYPE_CHECKING:
    from pathlib import Path


def load_tablas(folder: Path | None = None) -> dict[str, TablaLegal]:
    """Return the tables in the order they are shown, by id."""
    path = (folder or assets("resources") / "referencia") / "parametros.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    common = [_campo(entry) for entry in content["comun"]]
    return {entry["id"]: _tabla(entry, common) for entry in content["tabla"]}


def buscar_tabla(nombre: str) -> TablaLegal:
    """Return a table by its id, case and accents aside.

    Raises:
        NotFoundError: there is no such table; lists them.
    """
    tablas = load_tablas()
    found = tablas.get(plegar(nombre).replace("-", "_").replace(" ", "_"))
    if found is None:
        message = (
            f"No hay una tabla «{nombre}» en Parámetros legales. "
            f"Las que hay son: {', '.join(tablas)}."
        )
        raise NotFoundError(message, {"tabla": nombre})
    return found


def load_de_fabrica(
    tabla: TablaLegal, folder: Path | None = None
) -> tuple[ValorLegal, ...]:
    """Return the values of a table that ship with the program, in order."""
    path = (folder or assets("resources") / "referencia") / f"{tabla.id}.csv"
    if tabla.de_entidad:
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(leer_valor(tabla, row) for row in csv.DictReader(file))


def _tabla(entry: dict[str, Any], common: list[CampoLegal]) -> TablaLegal:
    fields = [_campo(field) for field in entry["campo"]]
    return TablaLegal(
        id=entry["id"],
        nombre=entry["nombre"],
        una=entry["una"],
        periodo=Periodo(entry["periodo"]),
        autoridad=entry["autoridad"],
        norma=entry["norma"],
        sin=entry["sin"],
        campos=(*fields, *common),
    )


def _campo(entry: dict[str, Any]) -> CampoLegal:
    return CampoLegal(
        clave=entry["clave"],
        etiqueta=entry["etiqueta"],
        clase=ClaseCampo(entry["clase"]),
        obligatorio=entry.get("obligatorio", False),
        ayuda=entry.get("ayuda", ""),
        alias=tuple(entry.get("alias", ())),
    )
