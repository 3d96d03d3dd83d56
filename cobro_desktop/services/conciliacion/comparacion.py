"""Compares the balances of collection with those of the books at a cut."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.conciliacion import (
    AbonoAplicado,
    AbonoPendiente,
    CausaDiferencia,
    Cifras,
    Explicacion,
    Lados,
    explicar,
)
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import fecha_corta, fecha_larga
from cobro_desktop.services.entidades_presentes import sigla_de
from cobro_desktop.services.importacion.regreso import nombre_de_concepto
from cobro_desktop.services.informes.cartera import deudas
from cobro_desktop.services.informes.modelo import Pedido, Periodo
from cobro_desktop.services.liquidaciones import PAGADA
from cobro_desktop.storage.queries.cartera import Renglon, por_obligaciones
from cobro_desktop.storage.rows import (
    DiferenciaAnotadaRow,
    ExpedienteRow,
    ImputacionRow,
    PagoRow,
    SaldoContableRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Partida:
    """A debt with what each side says of it."""

    clave: str
    expediente_id: int | None
    expediente: str
    identificacion: str
    deudor: str
    concepto: str
    titulo: str
    lados: Lados
    propuesta: Explicacion
    """What the program works out."""
    anotada: Explicacion | None = None
    """What a person said instead."""

    @property
    def explicacion(self) -> Explicacion:
        """The cause that counts."""
        return self.anotada or self.propuesta

    @property
    def diferencia(self) -> Centavos:
        """What collection says over the books, in centavos."""
        return self.lados.diferencia


class Suma(NamedTuple):
    """The debts of a cause, in centavos."""

    causa: CausaDiferencia
    partidas: int
    cobro: Centavos
    libros: Centavos

    @property
    def diferencia(self) -> Centavos:
        """What collection says over the books."""
        return self.cobro - self.libros


class _Movimientos(NamedTuple):
    """What explains a difference, up to the cut."""

    abonos: Mapping[int, Sequence[AbonoAplicado]]
    por_identificar: Mapping[str, Sequence[AbonoPendiente]]
    """By who paid and by title."""
    sin_tasa: set[int]
    """Debts whose interest is not known."""

    def en_espera(self, row: Renglon) -> tuple[AbonoPendiente, ...]:
        """Return the payments of the tray that may be of a debt."""
        keys = filter(None, (row.documento, row.titulo))
        found = (one for key in keys for one in self.por_identificar.get(key, ()))
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Conciliacion:
    """Both sides of an institution at a cut."""

    sigla: str
    entidad: str
    corte: dt.date
    partidas: tuple[Partida, ...]

    @property
    def cobro(self) -> Cifras:
        """What collection says in all."""
        return _sum(p.lados.cobro for p in self.partidas)

    @property
    def libros(self) -> Cifras:
        """What the books say in all."""
        return _sum(p.lados.libros for p in self.partidas)

    @property
    def diferencia(self) -> Centavos:
        """What is left to explain; the sum of the differences of the causes."""
        return self.cobro.total - self.libros.total

    @property
    def diferencias(self) -> tuple[Partida, ...]:
        """The debts on which the sides differ."""
        agreed = CausaDiferencia.COINCIDE
        return tuple(p for p in self.partidas if p.propuesta.causa is not agreed)

    def por_causa(self) -> list[Suma]:
        """Add up the debts of each cause, in the order of the causes."""
        found: defaultdict[CausaDiferencia, list[Lados]] = defaultdict(list)
        for partida in self.partidas:
            found[partida.explicacion.causa].append(partida.lados)
        return [
            Suma(
                causa,
                len(found[causa]),
                _sum(lados.cobro for lados in found[causa]).total,
                _sum(lados.libros for lados in found[causa]).total,
            )
            for causa in CausaDiferencia
            if causa in found
        ]


def cortes(workspace: Workspace, sigla: str) -> list[dt.date]:
    """Return the cuts of which the books sent balances, the latest first."""
    row = SaldoContableRow
    with workspace.base.read() as session:
        entidad_id = workspace.entidad(session, sigla).id
        query = (
            select(row.corte)
            .where(row.entidad_id == entidad_id, row.lote_anulado_id.is_(None))
            .distinct()
            .order_by(row.corte.desc())
        )
        return list(session.scalars(query))


def conciliar(workspace: Workspace, sigla: str, corte: dt.date) -> Conciliacion:
    """Compare both sides at a cut; nothing is written.

    Raises:
        NotFoundError: the base has no case of that institution.
        InvalidDataError: the base has several and none was named, or the books sent
            no balances of that cut.
    """
    with workspace.base.read() as session:
        return conciliar_en(session, workspace, sigla_de(session, sigla), corte)


def conciliar_en(
    session: Session, workspace: Workspace, sigla: str, corte: dt.date
) -> Conciliacion:
    """Do `conciliar` inside a transaction that is open."""
    entidad_id = workspace.entidad(session, sigla).id
    books = _libros(session, entidad_id, corte)
    if not books:
        message = (
            f"No hay saldos contables de {sigla} al {fecha_larga(corte)}. Impórtelos "
            "primero: Importar, formato «saldos»."
        )
        raise InvalidDataError(message, {"corte": corte.isoformat()})
    rows, ours, unknown = _cobro(session, workspace, entidad_id, sigla, corte)
    known = {b.obligacion_id for b in books if b.obligacion_id is not None}
    for row in por_obligaciones(session, known - rows.keys()):
        rows[row.obligacion_id] = row
    moves = _Movimientos(
        _abonos(session, known | ours.keys(), corte),
        _por_identificar(session, entidad_id, corte),
        unknown,
    )
    noted = _anotadas(session, entidad_id, corte)
    found = [
        *_de_obligaciones(rows, ours, books, moves, recursos=workspace.recursos),
        *_solo_en_libros(books, rows),
    ]
    told = (_con_nota(partida, noted.get(partida.clave)) for partida in found)
    ordered = sorted(told, key=lambda p: (p.deudor, p.expediente, p.clave))
    return Conciliacion(sigla, workspace.perfil(sigla).nombre, corte, tuple(ordered))


def _cobro(
    session: Session, workspace: Workspace, entidad_id: int, sigla: str, corte: dt.date
) -> tuple[dict[int, Renglon], dict[int, Cifras], set[int]]:
    """Return the debts that were owed, what was owed, and those without a rate."""
    row = ExpedienteRow
    cases = session.scalars(
        select(row.id)
        .where(row.entidad_id == entidad_id, row.lote_anulado_id.is_(None))
        .order_by(row.numero)
    ).all()
    period = Periodo(corte.replace(day=1), corte)
    owed = deudas(Pedido(session, workspace, cases, (sigla,), corte, period))
    rows = {d.renglon.obligacion_id: d.renglon for d in owed}
    figures = {
        d.renglon.obligacion_id: Cifras(d.capital, d.intereses or 0) for d in owed
    }
    unknown = {d.renglon.obligacion_id for d in owed if d.intereses is None}
    return rows, figures, unknown


def _libros(
    session: Session, entidad_id: int, corte: dt.date
) -> Sequence[SaldoContableRow]:
    row = SaldoContableRow
    return session.scalars(
        select(row)
        .where(
            row.entidad_id == entidad_id,
            row.corte == corte,
            row.lote_anulado_id.is_(None),
        )
        .order_by(row.id)
    ).all()


def _abonos(
    session: Session, obligaciones: set[int], corte: dt.date
) -> Mapping[int, list[AbonoAplicado]]:
    found: defaultdict[int, list[AbonoAplicado]] = defaultdict(list)
    part = ImputacionRow
    for ids in trozos(sorted(obligaciones)):
        query = (
            select(
                part.obligacion_id,
                PagoRow.fecha,
                part.capital,
                part.interes + part.costas,
            )
            .join(PagoRow, PagoRow.id == part.pago_id)
            .where(
                part.obligacion_id.in_(ids),
                PagoRow.estado != "anulado",
                PagoRow.fecha <= corte,
            )
            .order_by(PagoRow.fecha, PagoRow.id)
        )
        for obligacion_id, day, capital, interest in session.execute(query):
            found[obligacion_id].append(AbonoAplicado(day, capital, interest))
    return found


def _por_identificar(
    session: Session, entidad_id: int, corte: dt.date
) -> Mapping[str, list[AbonoPendiente]]:
    """Return the payments of the tray up to a cut, by who paid and by title."""
    found: defaultdict[str, list[AbonoPendiente]] = defaultdict(list)
    row = PagoRow
    query = (
        select(row.identificacion, row.titulo, row.fecha, row.valor)
        .where(
            row.entidad_id == entidad_id,
            row.estado == "sin_identificar",
            row.fecha <= corte,
        )
        .order_by(row.fecha, row.id)
    )
    for who, title, day, value in session.execute(query):
        for word in filter(None, {who, title}):
            found[word].append(AbonoPendiente(day, value))
    return found


def _anotadas(
    session: Session, entidad_id: int, corte: dt.date
) -> Mapping[str, DiferenciaAnotadaRow]:
    row = DiferenciaAnotadaRow
    query = select(row).where(row.entidad_id == entidad_id, row.corte == corte)
    return {noted.clave: noted for noted in session.scalars(query)}


def _de_obligaciones(
    rows: Mapping[int, Renglon],
    ours: Mapping[int, Cifras],
    books: Sequence[SaldoContableRow],
    moves: _Movimientos,
    *,
    recursos: Carpeta,
) -> Iterator[Partida]:
    by_debt: defaultdict[int, list[SaldoContableRow]] = defaultdict(list)
    for balance in books:
        debt = balance.obligacion_id
        if debt is not None and debt in rows:
            by_debt[debt].append(balance)
    for key, row in rows.items():
        told = by_debt.get(key, [])
        sides = Lados(
            ours.get(key),
            _sum(map(_cifras, told)) if told else None,
            "" if key in ours else _terminacion(row),
            tuple(moves.abonos.get(key, ())),
            moves.en_espera(row),
            sin_tasa=key in moves.sin_tasa,
        )
        if sides.cobro is None and sides.libros is None:
            continue
        yield Partida(
            f"obligacion:{key}",
            row.expediente_id,
            row.numero,
            row.identificacion,
            row.nombre,
            nombre_de_concepto(row, recursos),
            row.titulo,
            sides,
            explicar(sides),
        )


def _solo_en_libros(
    books: Sequence[SaldoContableRow], rows: Mapping[int, Renglon]
) -> Iterator[Partida]:
    for balance in books:
        if balance.obligacion_id in rows:
            continue
        sides = Lados(None, _cifras(balance))
        yield Partida(
            f"libros:{balance.id}",
            None,
            "",
            balance.identificacion,
            balance.nombre or balance.identificacion,
            "",
            balance.titulo,
            sides,
            explicar(sides),
        )


def _cifras(balance: SaldoContableRow) -> Cifras:
    """Return a balance; what its total says over its capital is interest."""
    return Cifras(balance.capital, balance.total - balance.capital)


def _terminacion(row: Renglon) -> str:
    if row.estado_obligacion == PAGADA:
        return "pagada"
    if row.estado not in {"ABIERTO", "SUSPENDIDO"}:
        return row.estado.lower().replace("_", " ")
    return row.estado_obligacion.lower().replace("_", " ")


def _con_nota(partida: Partida, noted: DiferenciaAnotadaRow | None) -> Partida:
    if noted is None:
        return partida
    said = f"{noted.nota} ({noted.usuario}, {fecha_corta(noted.registrada_en.date())})"
    return replace(partida, anotada=Explicacion(CausaDiferencia(noted.causa), said))


def _sum(sides: Iterator[Cifras | None] | map[Cifras]) -> Cifras:
    known = [side for side in sides if side is not None]
    return Cifras(sum(s.capital for s in known), sum(s.intereses for s in known))
