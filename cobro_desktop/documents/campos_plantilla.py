"""Every field that a kind of document offers to its template (F54)."""

from __future__ import annotations

import typing
from dataclasses import MISSING, dataclass, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_type_hints

from cobro_desktop.documents.campos import CON_ARTICULO
from cobro_desktop.documents.contextos.comun import Emisor, Firma
from cobro_desktop.documents.contextos.terminacion import AutoArchivo
from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_GRUPOS = ("emisor", "firma")
_PARECIDO = 0.6


class ClaseCampo(StrEnum):
    """What a template may do with a field."""

    TEXTO = "texto"
    SI_NO = "si_no"
    """Asked in a condition; printing it says `True`."""
    LISTA = "lista"
    """Texts, one after the other."""
    FILAS = "filas"
    """Rows, each with its own fields."""


@dataclass(frozen=True)
class CampoPlantilla:
    """A field as a person inserts it."""

    nombre: str
    etiqueta: str
    clase: ClaseCampo
    obligatorio: bool
    """Always has a value when the document is written."""
    filas: tuple[CampoPlantilla, ...] = ()
    """Fields of each row."""

    @property
    def marca(self) -> str:
        """What is pasted in Word."""
        match self.clase:
            case ClaseCampo.SI_NO:
                return f"{{%p if {self.nombre} %}}\n…\n{{%p endif %}}"
            case ClaseCampo.LISTA:
                each = "{%p for elemento in " + self.nombre + " %}"
                return each + "\n{{ elemento }}\n{%p endfor %}"
            case ClaseCampo.FILAS:
                each = "{%tr for fila in " + self.nombre + " %}"
                inner = " | ".join(f"{{{{ fila.{c.nombre} }}}}" for c in self.filas)
                return f"{each}\n{inner}\n{{%tr endfor %}}"
        return f"{{{{ {self.nombre} }}}}"


def campos_de(tipo: str) -> tuple[CampoPlantilla, ...]:
    """Return the fields of a kind of document: first its own, then the common ones.

    Raises:
        NotFoundError: the program does not write that kind.
    """
    kind = TODOS.get(tipo)
    if kind is None:
        message = f"El programa no escribe «{tipo}»: no se conocen sus campos."
        raise NotFoundError(message, {"documento": tipo})
    own = [c for c in _campos(kind) if c.nombre not in _GRUPOS]
    found = [*own, *_de_causa(kind), *_campos(Emisor), *_firma()]
    known = {campo.nombre: campo for campo in found}
    return (*found, *_con_preposicion(known))


def nombres_de(tipo: str) -> frozenset[str]:
    """Return the names that the template of a kind may mention."""
    return frozenset(campo.nombre for campo in campos_de(tipo))


def parecido(nombre: str, conocidos: Collection[str]) -> str:
    """Return the known name nearest to another; empty if none is near."""
    found = get_close_matches(nombre, sorted(conocidos), n=1, cutoff=_PARECIDO)
    return found[0] if found else ""


def _campos(kind: type) -> Iterator[CampoPlantilla]:
    hints = get_type_hints(kind, include_extras=True)
    plain = get_type_hints(kind)
    for field in fields(kind):
        label = getattr(hints[field.name], "__metadata__", (field.name,))[0]
        clase, rows = _clase(plain[field.name])
        yield CampoPlantilla(
            field.name, label, clase, field.default is MISSING, tuple(rows)
        )


def _clase(hint: Any) -> tuple[ClaseCampo, Iterator[CampoPlantilla] | tuple[()]]:
    if hint is bool:
        return ClaseCampo.SI_NO, ()
    if typing.get_origin(hint) is not tuple:
        return ClaseCampo.TEXTO, ()
    item = typing.get_args(hint)[0]
    if is_dataclass(item):
        return ClaseCampo.FILAS, _campos(typing.cast("type", item))
    return ClaseCampo.LISTA, ()


def _firma() -> Iterator[CampoPlantilla]:
    labels = {campo.nombre: campo for campo in _campos(Firma)}
    for name, field in (("firmante_nombre", "nombre"), ("firmante_cargo", "cargo")):
        yield CampoPlantilla(
            name, labels[field].etiqueta, ClaseCampo.TEXTO, obligatorio=True
        )
    for name in ("proyecto", "reviso", "aprobo"):
        yield labels[name]


def _de_causa(kind: type) -> Iterator[CampoPlantilla]:
    if not issubclass(kind, AutoArchivo):
        return
    yield CampoPlantilla(
        "causa_nombre", "Nombre de la causa", ClaseCampo.TEXTO, obligatorio=True
    )
    yield CampoPlantilla(
        "considerandos_causa",
        "Considerandos de la causa",
        ClaseCampo.LISTA,
        obligatorio=True,
    )
    yield CampoPlantilla(
        "da_paz_y_salvo", "Ordena el paz y salvo", ClaseCampo.SI_NO, obligatorio=True
    )


def _con_preposicion(known: dict[str, CampoPlantilla]) -> Iterator[CampoPlantilla]:
    for name in CON_ARTICULO:
        campo = known.get(name)
        if campo is None:
            continue
        for preposition in ("a", "de"):
            yield CampoPlantilla(
                f"{preposition}_{name}",
                f"{campo.etiqueta}, con «{preposition}»",
                ClaseCampo.TEXTO,
                campo.obligatorio,
            )
