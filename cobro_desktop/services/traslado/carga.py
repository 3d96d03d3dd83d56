"""Reads the rows of several cases at once, and gives to each what is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from sqlalchemy import select

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.services.documentos.vida import ANEXO
from cobro_desktop.services.traslado.tablas import (
    DE_CASO,
    ORIGEN,
    POR_NOMBRE,
    TABLAS,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from cobro_desktop.services.traslado.tablas import Tabla

Filas: TypeAlias = "dict[str, list[Any]]"
"""Table → its rows, in their order."""
_PERSONA: Final = "persona_id"
_HECHOS: Final = {
    ANEXO,
    "anulado",
    *(e.nombre for e in EstadoDocumento if e >= EstadoDocumento.FIRMADO),
}
DE_PAQUETES: Final = (
    "Se hizo un paquete de ",
    "Se recibió un paquete de ",
    "Se terminó el préstamo a ",
)
"""How the acts begin that only tell of packages: making one changes no case."""


def es_de_paquete(texto: str, datos: Mapping[str, Any]) -> bool:
    """Tell the acts that only say that a package was made or came."""
    return "paquete" in datos or texto.startswith(DE_PAQUETES)


def cargar(session: Session, ids: Sequence[int], *, completa: bool) -> dict[int, Filas]:
    """Return the rows of each case; one query per table, whatever the cases are.

    Without `completa`, of the documents only those that were issued.
    """
    found: dict[int, Filas] = {case: {t.nombre: [] for t in TABLAS} for case in ids}
    for tabla in TABLAS:
        if tabla.de == DE_CASO:
            for row in _filas(session, tabla, DE_CASO, ids):
                if _viaja(tabla, row, completa=completa):
                    found[row.expediente_id][tabla.nombre].append(row)
    if not completa:
        for own in found.values():
            kept = {d.id for d in own["documento"]}
            own["pieza"] = [p for p in own["pieza"] if p.documento_id in kept]
    _personas(session, found)
    for tabla in TABLAS:
        if tabla.de.endswith("_id") and tabla.de not in {DE_CASO, _PERSONA}:
            _de_otras(session, tabla, found)
    return found


def _viaja(tabla: Tabla, row: Any, *, completa: bool) -> bool:
    if tabla.nombre == "actuacion":
        return not es_de_paquete(row.texto, row.datos)
    if tabla.nombre == "referencia":
        return bool(row.tipo != ORIGEN)
    return completa or tabla.nombre != "documento" or row.estado in _HECHOS


def _personas(session: Session, found: Mapping[int, Filas]) -> None:
    """Give to each case its people, and the ways to reach them."""
    wanted = {
        case: {row.persona_id for row in (*own["deudor"], *own["titulo"])}
        for case, own in found.items()
    }
    every = set().union(*wanted.values())
    people = _filas(session, POR_NOMBRE["persona"], "id", every)
    ways = _filas(session, POR_NOMBRE["direccion"], _PERSONA, every)
    for case, own in found.items():
        own["persona"] = [row for row in people if row.id in wanted[case]]
        own["direccion"] = [row for row in ways if row.persona_id in wanted[case]]


def _de_otras(session: Session, tabla: Tabla, found: Mapping[int, Filas]) -> None:
    """Give to each case the rows that hang from others of its own."""
    parent = tabla.de.removesuffix("_id")
    owner = {row.id: case for case, own in found.items() for row in own[parent]}
    for row in _filas(session, tabla, tabla.de, owner):
        found[owner[getattr(row, tabla.de)]][tabla.nombre].append(row)


def _filas(
    session: Session, tabla: Tabla, columna: str, ids: Iterable[int]
) -> list[Any]:
    wanted = sorted(ids)
    if not wanted:
        return []
    table = cast("Table", tabla.row.__table__)
    order = [table.c.id] if "id" in table.c else list(table.primary_key.columns)
    found: list[Any] = []
    for part in trozos(wanted):
        query = select(tabla.row).where(table.c[columna].in_(part))
        found += session.scalars(query.order_by(*order))
    return found
