"""Listings in which another system says how our cases are: one way to bring them in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from sqlalchemy import func, select

from cobro_desktop.formats import cantidad
from cobro_desktop.services.importacion import externos
from cobro_desktop.services.importacion.casos import (
    casos_por_numero,
    entidad_de,
    sin_caso,
)
from cobro_desktop.services.importacion.filas import COMPARANDO, F, filas_de
from cobro_desktop.storage.rows import LoteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from sqlalchemy.orm import Session

    from cobro_desktop.services.importacion.casos import Caso, Rechazo
    from cobro_desktop.services.importacion.externos import Comparado, Estado
    from cobro_desktop.services.importacion.filas import Carga, Ensayo
    from cobro_desktop.services.importacion.informe import Balance
    from cobro_desktop.services.transaction import Transaction

    Casos: TypeAlias = Mapping[str, Sequence[Caso]]


@dataclass(frozen=True, slots=True)
class Listado(Generic[F]):
    """What one kind of listing knows; the rest is the same for all."""

    tipo: type[F]
    columna: str
    """Field whose cell names the case."""
    numero: Callable[[F], str]
    estados: Callable[[Sequence[F], Casos, dt.date], list[Estado]]
    """What each row says; a row may say two things, or nothing."""
    guardando: str
    """The phase, as a person who waits reads it."""
    imposible: Callable[[F, Comparado, Sequence[Comparado]], Rechazo | None] | None = (
        None
    )
    """Why a row that says something new cannot be true, after what the rows above it
    say of its case."""
    sin_llenar: Callable[[F], bool] | None = None
    """Whether a row still waits for what the other system says."""
    contar: Callable[[Balance, Sequence[Comparado]], None] | None = None
    """What the report tells besides the counts."""
    hacer: Callable[[Transaction, LoteRow, Estado, F], None] | None = None
    """What a state brings about, once it is recorded."""

    def rechazar(self, ensayo: Ensayo) -> list[Rechazo]:
        """Reject the rows of no case or of several, and what cannot be true."""
        filas = list(filas_de(ensayo.resumen, self.tipo))
        casos = self._casos(ensayo.session, _entidad(ensayo), filas)
        named = [(fila.fila, self.numero(fila)) for fila in filas]
        rejected = sin_caso(named, casos, self.columna)
        if self.imposible is None:
            return rejected
        lost = {item.fila for item in rejected}
        rest = {fila.fila: fila for fila in filas if fila.fila not in lost}
        states = self._estados(list(rest.values()), casos, _dia(ensayo))
        above: dict[int, list[Comparado]] = defaultdict(list)
        for item in externos.comparar(ensayo.session, states):
            if item.destino == "igual":
                continue
            said = above[item.estado.caso.id]
            if why := self.imposible(rest[item.estado.fila], item, said):
                rejected.append(why)
            else:
                said.append(item)
        return rejected

    def simular(self, ensayo: Ensayo) -> Balance:
        """Say which states are new or other."""
        filas = list(filas_de(ensayo.resumen, self.tipo))
        ensayo.progress.report(0, len(filas), COMPARANDO)
        casos = self._casos(ensayo.session, _entidad(ensayo), filas)
        states = self._estados(filas, casos, _dia(ensayo))
        return self._contar(filas, externos.comparar(ensayo.session, states))

    def aplicar(self, tx: Transaction, carga: Carga) -> Balance:
        """Record the states that are new or other, and do what they bring about."""
        filas = {fila.fila: fila for fila in filas_de(carga.resumen, self.tipo)}
        rows = list(filas.values())
        casos = self._casos(tx.session, carga.lote.entidad_id, rows)
        states = self._estados(
            rows, casos, _primera_vez(tx.session, carga.resumen.sha256, tx.contexto.hoy)
        )
        compared = externos.comparar(tx.session, states)
        balance = self._contar(rows, compared)
        for done, item in enumerate(compared, start=1):
            carga.progress.report(done, len(compared), self.guardando)
            if item.destino == "igual":
                continue
            state = item.estado
            externos.anotar(tx, carga.lote, state)
            balance.expedientes.add(state.caso.id)
            if self.hacer is not None:
                self.hacer(tx, carga.lote, state, filas[state.fila])
        return balance

    def _casos(self, session: Session, entidad_id: int, filas: Sequence[F]) -> Casos:
        return casos_por_numero(session, entidad_id, map(self.numero, filas))

    def _espera(self, fila: F) -> bool:
        return self.sin_llenar is not None and self.sin_llenar(fila)

    def _estados(
        self, filas: Sequence[F], casos: Casos, hoy: dt.date
    ) -> Sequence[Estado]:
        told = [fila for fila in filas if not self._espera(fila)]
        return self.estados(told, casos, hoy)

    def _contar(self, filas: Sequence[F], compared: Sequence[Comparado]) -> Balance:
        balance = externos.contar(compared)
        anotar_sin_llenar(balance, sum(map(self._espera, filas)))
        if self.contar is not None:
            self.contar(balance, compared)
        return balance


def _dia(ensayo: Ensayo) -> dt.date:
    sha256 = ensayo.resumen.sha256
    return _primera_vez(ensayo.session, sha256, ensayo.hoy)


def _primera_vez(session: Session, sha256: str, hoy: dt.date) -> dt.date:
    """Return the day on which a file came in: that of what it says without a day."""
    row = LoteRow
    found = session.scalar(
        select(func.min(row.hoy)).where(row.sha256 == sha256, row.anulado_en.is_(None))
    )
    return min(found, hoy) if found else hoy


def anotar_sin_llenar(balance: Balance, rows: int) -> None:
    """Count the rows of a list of ours that came back without an answer."""
    if not rows:
        return
    balance.cuentas["iguales"] += rows
    wait = cantidad(rows, "fila viene", "filas vienen")
    balance.notas.append(f"{wait} sin llenar: no dicen nada nuevo y siguen esperando.")


def _entidad(ensayo: Ensayo) -> int:
    return entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
