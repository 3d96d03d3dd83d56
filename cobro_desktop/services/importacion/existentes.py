"""What the base already holds of the titles that a file brings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sqlalchemy import select

from cobro_desktop.storage.rows import (
    DireccionRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.importacion.filas import FilaTitulo


Contactos: TypeAlias = set[tuple[int, str, str]]
"""(person, kind, text) of the ways to reach people that the base knows."""


class Existente(NamedTuple):
    """The obligation of the base that a row speaks of."""

    llave: str
    titulo_id: int
    expediente_id: int
    persona_id: int
    numero: str
    actividad: str
    estado: str
    notificado: dt.date | None
    ejecutoria: dt.date | None
    obligacion_id: int
    concepto: str
    vigencia: int | None
    capital: Centavos
    saldo: Centavos
    abono_historico: Centavos
    deudor: str = ""
    """As the case names the debtor: what its own row said."""
    municipio: str = ""
    datos: Mapping[str, Any] = MappingProxyType({})
    """What else the title's row said."""

    @property
    def imputado(self) -> bool:
        """Whether payments came after those of the file that brought it."""
        return self.saldo != max(self.capital - self.abono_historico, 0)


class Vuelta(StrEnum):
    """Where a datum changed since the workbook left, compared three ways (B13)."""

    COINCIDE = "coincide"
    NUEVO = "nuevo"
    ALLA = "cambio_alla"
    ACA = "cambio_aca"
    CONFLICTO = "conflicto"


@dataclass(frozen=True, slots=True)
class Cambio:
    """A field that differs; a protected one belongs to the legal side and stays."""

    campo: str
    antes: str
    despues: str
    protegido: bool
    clase: Vuelta = Vuelta.ALLA
    base: str | None = None
    """What the workbook said when it left, where both sides changed it since."""
    aceptado: bool | None = None
    """What a person decided; None if nothing."""
    celda: str = ""
    """Its address, where it is known here already."""
    donde: str = ""
    """Where in the program it is changed, or why it is not, for locked columns."""

    @property
    def se_escribe(self) -> bool:
        """Whether the file's value is written: never over the legal side's own."""
        accepted = self.clase is Vuelta.ALLA if self.aceptado is None else self.aceptado
        return accepted and not self.protegido and self.clase is not Vuelta.ACA

    @property
    def decision(self) -> str:
        """What is done with it, as a person reads it."""
        if self.clase is Vuelta.ACA:
            return "se conserva: cambió acá"
        if self.protegido:
            return self._se_conserva
        if self.se_escribe:
            return "cambia"
        if self.aceptado is None:
            return "conflicto: falta elegir"
        return "rechazada"

    @property
    def _se_conserva(self) -> str:
        if self.donde:
            return f"no se toma: {self.donde}"
        if not self.despues:
            return "se conserva: una celda vacía no borra nada"
        return "se conserva: es del área jurídica"

    @property
    def columna(self) -> str:
        """The field of the file that says it."""
        return "notificacion" if self.campo == "notificado" else self.campo


def buscar(session: Session, entidad_id: int, llaves: set[str]) -> list[Existente]:
    """Return the obligations of some titles of an entity, in order of creation."""
    query = (
        select(
            TituloRow.llave,
            TituloRow.id,
            TituloRow.expediente_id,
            TituloRow.persona_id,
            ExpedienteRow.numero,
            ExpedienteRow.actividad,
            ExpedienteRow.estado,
            TituloRow.notificado,
            TituloRow.ejecutoria,
            ObligacionRow.id,
            ObligacionRow.concepto,
            ObligacionRow.vigencia,
            ObligacionRow.capital,
            ObligacionRow.saldo_capital,
            ObligacionRow.abono_historico,
            ExpedienteRow.deudor,
            ExpedienteRow.municipio,
            TituloRow.datos,
        )
        .join(ExpedienteRow, ExpedienteRow.id == TituloRow.expediente_id)
        .join(ObligacionRow, ObligacionRow.titulo_id == TituloRow.id)
        .where(
            TituloRow.entidad_id == entidad_id,
            TituloRow.lote_anulado_id.is_(None),
            TituloRow.llave.in_(llaves),
        )
        .order_by(ObligacionRow.id)
    )
    return [Existente._make(row) for row in session.execute(query)]


def contactos_de(fila: FilaTitulo) -> list[tuple[str, str]]:
    """Return the (kind, text) of each way to reach the person that a row gives."""
    ways = (
        ("direccion", fila.direccion),
        ("correo", fila.correo),
        ("telefono", fila.telefono),
    )
    return [(tipo, texto) for tipo, texto in ways if texto]


def contactos(session: Session, personas: set[int]) -> Contactos:
    """Return every known (person, kind, text), old ones too."""
    rows = session.execute(
        select(DireccionRow.persona_id, DireccionRow.tipo, DireccionRow.texto).where(
            DireccionRow.persona_id.in_(personas)
        )
    )
    return {(persona_id, tipo, texto) for persona_id, tipo, texto in rows}


def contactos_vigentes(
    session: Session, personas: set[int]
) -> dict[tuple[int, str], str]:
    """Return the last way of each kind, still in use, to reach each person."""
    rows = session.execute(
        select(DireccionRow.persona_id, DireccionRow.tipo, DireccionRow.texto)
        .where(DireccionRow.persona_id.in_(personas), DireccionRow.hasta.is_(None))
        .order_by(DireccionRow.id)
    )
    return {(persona_id, tipo): texto for persona_id, tipo, texto in rows}
