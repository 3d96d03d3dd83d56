"""What a file says against what the base holds, row by row (EXCHANGE, steps 3–4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import select

from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.formats import pesos
from cobro_desktop.services.conceptos import Concepto, concepto_de
from cobro_desktop.services.importacion.filas import FilaTitulo, fecha
from cobro_desktop.storage.rows import (
    DireccionRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos


Contactos: TypeAlias = set[tuple[int, str, str]]
"""(person, kind, text) of the ways to reach people that the base knows."""


class Destino(StrEnum):
    """What an accepted row would do."""

    NUEVA = "nueva"
    CAMBIADA = "cambiada"
    IGUAL = "igual"


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
    abono_historico: Centavos


@dataclass(frozen=True, slots=True)
class Cambio:
    """A field that differs; a protected one belongs to the legal side and stays."""

    campo: str
    antes: str
    despues: str
    protegido: bool


class Comparada(NamedTuple):
    """A row with its fate."""

    fila: FilaTitulo
    concepto: Concepto
    destino: Destino
    existente: Existente | None
    cambios: tuple[Cambio, ...]
    reingreso: bool
    titulo: Existente | None
    """The title of the base, when the row adds an obligation to it."""


class Comparador:
    """Compares the chunks of one file; remembers which obligations it has seen.

    The nth row with the same title, concept and vigencia speaks of the nth such
    obligation of the base, so that a title may carry several.
    """

    def __init__(
        self,
        entidad_id: int,
        codigo: str,
        inicio: str,
        conceptos: Sequence[Concepto],
    ) -> None:
        self._entidad_id = entidad_id
        self._codigo = codigo
        self._inicio = inicio
        self._conceptos = conceptos
        self._seen: Counter[tuple[str, str, int | None]] = Counter()

    def comparar(
        self, session: Session, filas: Sequence[FilaTitulo]
    ) -> list[Comparada]:
        """Compare a chunk with what the session sees."""
        known = self._existentes(session, [f.llave for f in filas])
        contacts = contactos(session, {e.persona_id for e in known})
        by_title = {e.llave: e for e in known}
        by_obligation: dict[tuple[str, str, int | None], list[Existente]]
        by_obligation = defaultdict(list)
        for e in known:
            by_obligation[e.llave, e.concepto, e.vigencia].append(e)
        compared = []
        for fila in filas:
            concepto = concepto_de(self._conceptos, self._codigo, fila.concepto or "")
            key = (fila.llave, concepto.id, fila.vigencia)
            nth = self._seen[key]
            self._seen[key] += 1
            candidates = by_obligation[key]
            existente = candidates[nth] if nth < len(candidates) else None
            cambios: tuple[Cambio, ...] = ()
            if existente:
                cambios = self._cambios(fila, existente, contacts)
            compared.append(
                self._comparada(fila, concepto, existente, cambios, by_title)
            )
        return compared

    def _comparada(
        self,
        fila: FilaTitulo,
        concepto: Concepto,
        existente: Existente | None,
        cambios: tuple[Cambio, ...],
        by_title: dict[str, Existente],
    ) -> Comparada:
        titulo = by_title.get(fila.llave)
        reingreso = titulo is not None and titulo.estado == Fin.DEVUELTO
        if existente is None:
            destino = Destino.NUEVA
        elif reingreso or any(not c.protegido for c in cambios):
            destino = Destino.CAMBIADA
        else:
            destino = Destino.IGUAL
        return Comparada(fila, concepto, destino, existente, cambios, reingreso, titulo)

    def _existentes(self, session: Session, llaves: list[str]) -> list[Existente]:
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
                ObligacionRow.abono_historico,
            )
            .join(ExpedienteRow, ExpedienteRow.id == TituloRow.expediente_id)
            .join(ObligacionRow, ObligacionRow.titulo_id == TituloRow.id)
            .where(
                TituloRow.entidad_id == self._entidad_id,
                TituloRow.lote_anulado_id.is_(None),
                TituloRow.llave.in_(set(llaves)),
            )
            .order_by(ObligacionRow.id)
        )
        return [Existente._make(row) for row in session.execute(query)]

    def _cambios(
        self, fila: FilaTitulo, existente: Existente, contacts: Contactos
    ) -> tuple[Cambio, ...]:
        started = existente.actividad != self._inicio or existente.estado != "ABIERTO"
        money = (
            ("capital", existente.capital, fila.capital),
            ("abonos", existente.abono_historico, fila.abono_historico),
        )
        dates = (
            ("notificado", existente.notificado, fecha(fila.notificacion)),
            ("ejecutoria", existente.ejecutoria, fecha(fila.ejecutoria)),
        )
        return (
            *(
                Cambio(name, pesos(old), pesos(new), started)
                for name, old, new in money
                if old != new
            ),
            *(
                Cambio(name, old.isoformat() if old else "", new.isoformat(), started)
                for name, old, new in dates
                if new is not None and old != new
            ),
            *(
                Cambio(tipo, "", texto, protegido=False)
                for tipo, texto in contactos_de(fila)
                if (existente.persona_id, tipo, texto) not in contacts
            ),
        )


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
