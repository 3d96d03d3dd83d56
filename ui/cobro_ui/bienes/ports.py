"""What the goods of a case ask of the services."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.storage.queries.bienes import Bien, Consulta, Deposito, Medida


class Act(StrEnum):
    """What can be recorded."""

    OFICIOS = "oficios"
    CONSULTAR = "consultar"
    RESPONDER = "responder"
    BIEN = "bien"
    MEDIDA = "medida"
    ACTUALIZAR = "actualizar"
    DEPOSITO = "deposito"
    DISPONER = "disponer"
    FRACCIONAR = "fraccionar"


@dataclass(frozen=True, slots=True)
class Goods:
    """Everything that answers for the debt of a case."""

    bienes: Sequence[Bien] = ()
    consultas: Sequence[Consulta] = ()
    medidas: Sequence[Medida] = ()
    depositos: Sequence[Deposito] = ()
    deudores: Sequence[tuple[str, str]] = ()
    """(document number, name) of whom it may be."""
    destinatarios: Sequence[tuple[str, str]] = ()
    """(key, name) of whom an oficio may ask for goods."""
    limite: str = ""
    """How much may be embargoed today, in a sentence."""


class GoodsRequest(NamedTuple):
    """An act, with the canonical answers of its questions."""

    act: Act
    expediente_id: int
    respuestas: Mapping[str, str]
    objeto: int = 0
    """The request, measure or title it is on."""


class GoodsSource(Protocol):
    """The goods; reads come from the reader lane, the rest from the writer."""

    def read(self, expediente_id: int) -> Goods:
        """Return everything of a case."""

    def preview(self, request: GoodsRequest) -> Sequence[str]:
        """Say in sentences what an act would do; empty when there is nothing to say.

        Raises:
            UserError: what doing it would refuse.
        """

    def record(self, request: GoodsRequest) -> Changes:
        """Record an act."""
