"""The clause library: sentences that recur, each with its ground and validity (B15)."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.entorno import TemplateProblemError
from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cobro_desktop.documents.plantillas import Plantilla

ARCHIVO = "clausulas.toml"
_OBLIGATORIOS = ("id", "nombre", "texto", "fundamento", "desde")
_CONOCIDOS = frozenset({*_OBLIGATORIOS, "hasta", "verificado", "entidades"})


class ClausulaError(UserError):
    """A clause that a template asks for and that is not in force."""

    codigo = "clause_problem"


@dataclass(frozen=True)
class Clausula:
    """One wording of a clause."""

    id: str
    nombre: str
    texto: str
    """A template over the data of the document that uses it."""
    fundamento: str
    desde: dt.date
    hasta: dt.date | None = None
    """Last day in force, inclusive; empty while it has no end."""
    verificado: bool = False
    """Whether its ground was read in its source."""
    entidades: frozenset[str] = frozenset()
    """Siglas that use it; empty for all."""
    origen: str = "Programa"
    """Where its wording comes from, as people call it."""

    @property
    def version(self) -> str:
        """First 12 hex digits of the SHA-256 of its name and wording."""
        return hashlib.sha256(f"{self.id}\n{self.texto}".encode()).hexdigest()[:12]

    def rige(self, sigla: str, fecha: dt.date) -> bool:
        """Tell whether an institution says it in a document of that day."""
        if self.entidades and sigla.upper() not in self.entidades:
            return False
        return self.desde <= fecha and (self.hasta is None or fecha <= self.hasta)


@dataclass(frozen=True)
class Biblioteca:
    """The clauses of an institution, the most general layer first."""

    capas: tuple[tuple[Clausula, ...], ...] = field(default=())
    """What ships, what is the institution's own, what its office wrote."""

    def vigente(self, clave: str, sigla: str, fecha: dt.date) -> Clausula | None:
        """Return the wording in force: the nearest layer's, and in it the newest."""
        for capa in reversed(self.capas):
            found = [c for c in capa if c.id == clave and c.rige(sigla, fecha)]
            if found:
                return max(found, key=lambda clausula: clausula.desde)
        return None

    def exigir(self, clave: str, sigla: str, fecha: dt.date) -> Clausula:
        """Return the wording in force.

        Raises:
            ClausulaError: the clause does not exist, or none of its wordings is in
                force for that institution on that day.
        """
        found = self.vigente(clave, sigla, fecha)
        if found is None:
            raise self._error(clave, sigla, fecha)
        return found

    def versiones(self, clave: str) -> tuple[Clausula, ...]:
        """Return every wording of a clause, the most general layer first."""
        return tuple(c for capa in self.capas for c in capa if c.id == clave)

    def claves(self) -> tuple[str, ...]:
        """Return the ids, in their order of appearance."""
        return tuple(dict.fromkeys(c.id for capa in self.capas for c in capa))

    def _error(self, clave: str, sigla: str, fecha: dt.date) -> ClausulaError:
        versions = self.versiones(clave)
        if not versions:
            why = f"La biblioteca de cláusulas no tiene «{clave}»."
        else:
            name, day = versions[-1].nombre, fecha_larga(fecha)
            ends = [c.hasta for c in versions if c.hasta and c.hasta < fecha]
            starts = [c.desde for c in versions if c.desde > fecha]
            tail = f": rigió hasta el {fecha_larga(max(ends))}" if ends else ""
            if starts and not ends:
                tail = f": rige desde el {fecha_larga(min(starts))}"
            why = (
                f"La cláusula «{name}» ({clave}) no está vigente para {sigla.upper()} "
                f"el {day}{tail}."
            )
        message = (
            f"{why} El documento no se generó. Corrija su texto o su vigencia en la "
            "página Cláusulas, o quítela de la plantilla."
        )
        return ClausulaError(message, {"clausula": clave, "fecha": fecha.isoformat()})


def load_clausulas(capas: Sequence[Plantilla]) -> tuple[tuple[Clausula, ...], ...]:
    """Read the files of the library: the common one, then the institution's.

    Raises:
        TemplateProblemError: a file is badly written; every fault is listed.
    """
    return tuple(_capa(capa) for capa in capas)


def usadas(
    biblioteca: Biblioteca, claves: Iterable[str], sigla: str, fecha: dt.date
) -> tuple[Clausula, ...]:
    """Return the wordings in force of some clauses; leaves out those without one."""
    found = (biblioteca.vigente(clave, sigla, fecha) for clave in sorted(set(claves)))
    return tuple(clausula for clausula in found if clausula is not None)


def _capa(plantilla: Plantilla) -> tuple[Clausula, ...]:
    try:
        content = tomllib.loads(plantilla.contenido.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _malo(plantilla, [str(error)]) from error
    entries = content.get("clausula", [])
    faults = [fault for entry in entries for fault in _faltas(entry)]
    faults += _traslapes(entries) if not faults else []
    if faults:
        raise _malo(plantilla, faults)
    origin = "Programa" if plantilla.nombre == ARCHIVO else "Entidad"
    return tuple(_clausula(entry, origin) for entry in entries)


def _clausula(entry: Mapping[str, Any], origen: str) -> Clausula:
    return Clausula(
        id=entry["id"],
        nombre=entry["nombre"],
        texto=entry["texto"].strip(),
        fundamento=entry["fundamento"],
        desde=entry["desde"],
        hasta=entry.get("hasta"),
        verificado=entry.get("verificado", False),
        entidades=frozenset(s.upper() for s in entry.get("entidades", ())),
        origen=origen,
    )


def _faltas(entry: Mapping[str, Any]) -> list[str]:
    name = str(entry.get("id", "sin id"))
    faults = [f"a «{name}» le falta {key}" for key in _OBLIGATORIOS if key not in entry]
    faults += [f"«{name}» trae {key}" for key in sorted(entry.keys() - _CONOCIDOS)]
    days = [entry.get("desde"), entry.get("hasta")]
    if any(d is not None and type(d) is not dt.date for d in days):
        faults.append(f"las fechas de «{name}» se escriben AAAA-MM-DD, sin comillas")
    if not (name.isascii() and name.isidentifier()) or name.startswith("_"):
        faults.append(f"el id «{name}» solo lleva letras sin tilde, números y _")
    return faults


def _traslapes(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    seen: set[tuple[str, dt.date, tuple[str, ...]]] = set()
    faults = []
    for entry in entries:
        key = (entry["id"], entry["desde"], tuple(sorted(entry.get("entidades", ()))))
        if key in seen:
            faults.append(f"«{entry['id']}» está dos veces desde {entry['desde']}")
        seen.add(key)
    return faults


def _malo(plantilla: Plantilla, faults: Sequence[str]) -> TemplateProblemError:
    mensaje = (
        f"El archivo de cláusulas «{plantilla.nombre}» está mal escrito: "
        f"{'; '.join(faults)}. Corríjalo e intente de nuevo."
    )
    return TemplateProblemError(mensaje, {"plantilla": plantilla.nombre})
