"""Which record of a package is which row here: by its name, or by what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cobro_desktop.services.traslado.foto import CASO, EXPEDIENTE
from cobro_desktop.services.traslado.identidad import uid_natural
from cobro_desktop.services.traslado.tablas import TABLAS, campo_de, destino_de
from cobro_desktop.services.traslado.valores import renombrar, tiene_filas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.services.traslado.foto import Foto
    from cobro_desktop.services.traslado.identidad import Nombres
    from cobro_desktop.services.traslado.tablas import Tabla

    Filas = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Traduccion:
    """The records of a package by the names that this base uses."""

    filas: Filas
    ajenos: Mapping[tuple[str, str], str]
    """Name here → name in the package."""


def traducir(
    filas: Mapping[str, Mapping[str, Any]], aqui: Foto | None, names: Nombres
) -> Traduccion:
    """Name the records of a package as this base names them.

    A record that nobody named before is the row that says the same from its birth;
    each row is only one of them.
    """
    mine: Filas = aqui.filas if aqui else {}
    known: dict[tuple[str, str], str] = {}
    found: Filas = {}
    case = next(iter(filas[CASO]))
    own = aqui.uid if aqui else case
    known[EXPEDIENTE, case] = known[CASO, case] = own
    found[CASO] = {own: dict(filas[CASO][case])}
    for tabla in TABLAS:
        free = _libres(tabla, mine.get(tabla.nombre, {}))
        for uid, record in filas.get(tabla.nombre, {}).items():
            named = _con_nombres(tabla, record, known)
            name = _nombre(tabla, uid, named, names, (mine, free))
            known[tabla.nombre, uid] = name
            found.setdefault(tabla.nombre, {})[name] = named
    _en_json(found, known)
    back = {(tabla, name): uid for (tabla, uid), name in known.items()}
    return Traduccion(found, back)


def _nombre(
    tabla: Tabla,
    uid: str,
    record: Mapping[str, Any],
    names: Nombres,
    candidates: tuple[Filas, dict[tuple[Any, ...], list[str]]],
) -> str:
    mine, free = candidates
    if tabla.propia:
        return uid_natural(record[name] for name in tabla.natural)
    here = mine.get(tabla.nombre, {})
    fila = names.ids.get((tabla.nombre, uid))
    name = names.uids.get((tabla.nombre, fila)) if fila is not None else None
    if name is None and uid in here:
        name = uid
    key = _senal(tabla, record)
    if name is None and free.get(key):
        name = free[key][0]
    if name is not None and name in free.get(key, ()):
        free[key].remove(name)
    return name or uid


def _libres(
    tabla: Tabla, mine: Mapping[str, Mapping[str, Any]]
) -> dict[tuple[Any, ...], list[str]]:
    found: dict[tuple[Any, ...], list[str]] = {}
    for uid, record in mine.items():
        found.setdefault(_senal(tabla, record), []).append(uid)
    return found


def _senal(tabla: Tabla, record: Mapping[str, Any]) -> tuple[Any, ...]:
    values = (record.get(name) for name in tabla.natural)
    return tuple(str(v) if isinstance(v, dict | list) else v for v in values)


def _con_nombres(
    tabla: Tabla, record: Mapping[str, Any], known: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    found = dict(record)
    for column in tabla.columnas():
        target, name = destino_de(column), campo_de(column)
        if target and found.get(name):
            value = str(found[name])
            found[name] = known.get((target, value), value)
    return found


def _en_json(filas: Filas, known: Mapping[tuple[str, str], str]) -> None:
    """Name rows inside JSON values, once every record has its name."""
    for tabla, records in filas.items():
        for record in records.values():
            for name, value in record.items():
                if tiene_filas(tabla, name):
                    record[name] = renombrar(
                        value, lambda t, uid: known.get((t, uid), uid)
                    )
