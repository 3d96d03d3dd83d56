"""The records of a case that two offices worked on, compared with what both knew.

Plain values in and out. A record is known by its name in both; a field that only one
side changed is that side's, one that both changed in two ways waits for a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Registros: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]
    """Table → name of the record → field → value."""

AQUI: Final = "aqui"
PAQUETE: Final = "paquete"
_NADA: Final = object()


class Clase(StrEnum):
    """What became of a field since both sides knew the same."""

    ALLA = "cambio_alla"
    ACA = "cambio_aca"
    CONFLICTO = "conflicto"


@dataclass(frozen=True, slots=True)
class Cambio:
    """A field that the two sides tell in two ways."""

    tabla: str
    uid: str
    campo: str
    clase: Clase
    aqui: Any
    paquete: Any
    antes: Any = None
    """What both knew; None too when there is nothing that both knew."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """The two sides against each other."""

    nuevas: tuple[tuple[str, str], ...]
    """(table, name) of the records that only the package has, in its order."""
    propias: tuple[tuple[str, str], ...]
    """Those that only this side has: they stay."""
    retiradas: tuple[tuple[str, str], ...] = ()
    """Those that both had and the other side took out."""
    cambios: tuple[Cambio, ...] = ()


@dataclass(frozen=True, slots=True)
class Reglas:
    """How the tables are compared."""

    fijas: frozenset[str] = frozenset()
    """Those whose records never change: nothing to compare in them."""
    borrables: frozenset[str] = frozenset()
    """Those whose records may be taken out; of the rest nothing is ever lost."""
    locales: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """(table, field) that each side works out by itself."""


def fundir(
    antes: Registros | None, aqui: Registros, paquete: Registros, reglas: Reglas
) -> Fusion:
    """Compare both sides; `antes` is what both knew, None if they never met."""
    known = antes or {}
    new: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    changes: list[Cambio] = []
    for tabla, theirs in paquete.items():
        mine, common = aqui.get(tabla, {}), known.get(tabla, {})
        for uid, record in theirs.items():
            if uid in mine:
                if tabla not in reglas.fijas:
                    base = common.get(uid)
                    changes += _cambios((tabla, uid), base, mine[uid], record, reglas)
            elif uid not in common or tabla not in reglas.borrables:
                new.append((tabla, uid))
    own: list[tuple[str, str]] = []
    for tabla, mine in aqui.items():
        theirs, common = paquete.get(tabla, {}), known.get(tabla, {})
        for uid, record in mine.items():
            if uid in theirs:
                continue
            out = tabla in reglas.borrables and common.get(uid) == record
            (gone if out else own).append((tabla, uid))
    return Fusion(tuple(new), tuple(own), tuple(gone), tuple(changes))


def _cambios(
    cual: tuple[str, str],
    antes: Mapping[str, Any] | None,
    aqui: Mapping[str, Any],
    paquete: Mapping[str, Any],
    reglas: Reglas,
) -> Iterator[Cambio]:
    tabla, uid = cual
    for campo in paquete:
        mine, theirs = aqui.get(campo), paquete[campo]
        if mine == theirs or (tabla, campo) in reglas.locales:
            continue
        base = _NADA if antes is None else antes.get(campo)
        if base is not _NADA and mine == base:
            clase = Clase.ALLA
        elif base is not _NADA and theirs == base:
            clase = Clase.ACA
        else:
            clase = Clase.CONFLICTO
        told = None if base is _NADA else base
        yield Cambio(tabla, uid, campo, clase, mine, theirs, told)
