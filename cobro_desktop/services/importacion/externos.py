"""What other systems say of our cases: compared with the last word, then recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.services.importacion.informe import Balance
from cobro_desktop.storage.rows import (
    EstadoExternoRow,
    ExpedienteRow,
    LoteCambioRow,
    ReferenciaRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.importacion.casos import Caso
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ActuacionRow, LoteRow

MAX_LISTED: Final = 500


class Dicho(NamedTuple):
    """What another system says of a case: two equal ones say the same."""

    estado: str
    fecha: dt.date | None
    detalle: str
    referencia: str


@dataclass(frozen=True, slots=True)
class Estado:
    """What a row says that another system has of a case."""

    fila: int
    caso: Caso
    sistema: str
    """`rnmc lico cope sdh`."""
    estado: str
    etiqueta: str
    """The state as a person reads it."""
    fecha: dt.date | None
    consultado: dt.date
    referencia: str
    detalle: str
    texto: str
    """The act that records it."""
    numeros: Mapping[str, str] = field(default_factory=dict)
    """Numbers that the other system gave to the case, by kind."""
    datos: Mapping[str, Any] = field(default_factory=dict)

    sin_dia: bool = False
    """The row does not say when it was asked: `consultado` is only today."""
    de_registro: bool = False
    """A record of its own that stays true, and not how the case is on a day."""

    @property
    def quien(self) -> tuple[int, str]:
        """The case and the system."""
        return self.caso.id, self.sistema

    @property
    def dicho(self) -> Dicho:
        """What the other system says, apart from when."""
        return Dicho(self.estado, self.fecha, self.detalle, self.referencia)


@dataclass(slots=True)
class _Conocido:
    """All that a system has said of a case."""

    dichos: set[tuple[Dicho, dt.date]] = field(default_factory=set)
    """With the day of each."""
    ultimo: tuple[Dicho, dt.date] | None = None
    etiqueta: str = ""
    """Of the last one."""

    def anotar(self, etiqueta: str, dicho: Dicho, consultado: dt.date) -> None:
        """Add what it says; the last one is the one asked last."""
        self.dichos.add((dicho, consultado))
        if self.ultimo is None or consultado >= self.ultimo[1]:
            self.ultimo, self.etiqueta = (dicho, consultado), etiqueta

    def dice(self, state: Estado) -> bool:
        """Tell whether it has said the same, on that day or, last of all, later."""
        if self.ultimo is None:
            return False
        last, asked = self.ultimo
        if last == state.dicho and (state.sin_dia or state.consultado <= asked):
            return True
        if (state.dicho, state.consultado) in self.dichos:
            return True
        known = {dicho for dicho, _ in self.dichos}
        return state.sin_dia and state.de_registro and state.dicho in known


@dataclass(frozen=True, slots=True)
class Comparado:
    """A state, the last one that was known, and what it would do."""

    estado: Estado
    antes: str
    """The label of the state that was known; empty when none."""
    destino: str


def comparar(session: Session, estados: Sequence[Estado]) -> list[Comparado]:
    """Compare states with those known; those of one file follow each other.

    What a system said before says nothing new, however much it said since: a listing
    with several rows of a case, or an older one, comes twice without effect.
    """
    known = _conocidos(session, {e.caso.id for e in estados})
    compared = []
    for state in estados:
        before = known.setdefault(state.quien, _Conocido())
        same = before.dice(state)
        destino = "igual" if same else "cambiada" if before.dichos else "nueva"
        compared.append(Comparado(state, before.etiqueta, destino))
        if not same:
            before.anotar(state.etiqueta, state.dicho, state.consultado)
    return compared


def contar(compared: Iterable[Comparado]) -> Balance:
    """Count rows by what they do: a row that says two things counts by the newer."""
    balance = Balance()
    fates: dict[int, str] = {}
    rank = {"igual": 0, "cambiada": 1, "nueva": 2}
    for item in compared:
        row = item.estado.fila
        if rank[item.destino] >= rank.get(fates.get(row, "igual"), 0):
            fates[row] = item.destino
        changed = item.destino == "cambiada" and item.antes != item.estado.etiqueta
        if changed and len(balance.diferencias) < MAX_LISTED:
            balance.diferencias.append(
                {
                    "fila": row,
                    "expediente": item.estado.caso.numero,
                    "campo": f"estado_{item.estado.sistema}",
                    "antes": item.antes,
                    "despues": item.estado.etiqueta,
                    "protegido": False,
                }
            )
    for fate in fates.values():
        balance.contar(fate)
    return balance


def anotar(tx: Transaction, lote: LoteRow, estado: Estado) -> ActuacionRow:
    """Record a state with its act, and the numbers that came with it."""
    expediente = tx.session.get_one(ExpedienteRow, estado.caso.id)
    tx.require_office(expediente)
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.RESPUESTA
            if estado.sistema == "sdh"
            else TipoActuacion.NOTA,
            texto=estado.texto,
            fecha=estado.consultado,
            datos={"sistema": estado.sistema, "estado": estado.estado},
        ),
    )
    tx.session.add(
        EstadoExternoRow(
            expediente_id=estado.caso.id,
            lote_id=lote.id,
            sistema=estado.sistema,
            estado=estado.estado,
            fecha=estado.fecha,
            consultado=estado.consultado,
            referencia=estado.referencia,
            detalle=estado.detalle,
            datos=dict(estado.datos) | {"etiqueta": estado.etiqueta},
            actuacion_id=act.id,
        )
    )
    for kind, number in estado.numeros.items():
        _referencia(tx, lote, expediente, (kind, number))
    return act


def _referencia(
    tx: Transaction, lote: LoteRow, expediente: ExpedienteRow, par: tuple[str, str]
) -> None:
    kind, number = par
    known = tx.session.scalar(
        select(ReferenciaRow.id).where(
            ReferenciaRow.expediente_id == expediente.id,
            func.lower(ReferenciaRow.tipo) == kind.lower(),
            ReferenciaRow.valor == number,
        )
    )
    if known is not None:
        return
    row = ReferenciaRow(expediente_id=expediente.id, tipo=kind, valor=number)
    tx.session.add(row)
    tx.session.flush()
    change = {"tabla": "referencia", "fila_id": row.id, "campo": kind}
    insert_rows(
        tx.session,
        LoteCambioRow,
        [change | {"lote_id": lote.id, "antes": None, "despues": number}],
    )


def _conocidos(session: Session, casos: set[int]) -> dict[tuple[int, str], _Conocido]:
    row = EstadoExternoRow
    found: dict[tuple[int, str], _Conocido] = {}
    for chunk in trozos(sorted(casos)):
        states = session.scalars(
            select(row)
            .where(
                row.expediente_id.in_(chunk),
                row.lote_anulado_id.is_(None),
            )
            .order_by(row.consultado, row.id)
        )
        for state in states:
            label = str(state.datos.get("etiqueta") or state.estado)
            said = Dicho(state.estado, state.fecha, state.detalle, state.referencia)
            known = found.setdefault((state.expediente_id, state.sistema), _Conocido())
            known.anotar(label, said, state.consultado)
    return found
