"""The electronic index of a case: what it lists and the hash that closes it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATO: Final = "cobro-indice/1"
FUNCION_RESUMEN: Final = "SHA-256"
DESCRIPTIVOS: Final = ("indice-electronico", "hoja-control")
"""Kinds of document that tell of the others: the index does not list itself."""


class Origen(StrEnum):
    """How a document came to be a file."""

    ELECTRONICO = "electronico"
    DIGITALIZADO = "digitalizado"

    @property
    def nombre(self) -> str:
        """The word that people read."""
        return "Electrónico" if self is Origen.ELECTRONICO else "Digitalizado"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentoIndizado:
    """A document as the index lists it (RULES 12.3)."""

    id: int
    nombre: str
    tipologia: str
    fecha: str
    """Day of the document, AAAA-MM-DD."""
    incorporacion: str
    """Day on which it came into the case, AAAA-MM-DD."""
    huella: str
    """SHA-256 of its bytes, hexadecimal."""
    orden: int
    pagina_inicio: int
    pagina_fin: int
    """Inclusive."""
    formato: str
    """Extension, as `pdf`."""
    tamano: int
    """Bytes."""
    origen: str


def canonico(
    expediente: str,
    corte: int,
    anterior: str,
    documentos: Sequence[DocumentoIndizado],
) -> dict[str, Any]:
    """Return what the hash of an index covers.

    Args:
        expediente: number of the case.
        corte: which closing of its index this is, from 1.
        anterior: hash of the closing before; empty for the first.
        documentos: every document of the case up to this closing, in its order.
    """
    return {
        "formato": FORMATO,
        "expediente": expediente,
        "corte": corte,
        "anterior": anterior,
        "documentos": [asdict(documento) for documento in documentos],
    }


def huella_del_indice(contenido: dict[str, Any]) -> str:
    """Return the SHA-256 of a canonical index, hexadecimal."""
    text = json.dumps(
        contenido, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
