"""The cases that a payment may be of, each with its points."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func, or_, select

from cobro_desktop.assets import assets
from cobro_desktop.domain.puntaje_pago import (
    DatosCaso,
    DatosPago,
    Puntaje,
    Reglas,
    elegir,
    leer_reglas,
    puntuar,
    reducir,
)
from cobro_desktop.domain.texto import plegar
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    CuotaRow,
    DeudorRow,
    ExpedienteRow,
    PersonaRow,
    ReferenciaRow,
    TituloRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.storage.rows import PagoRow

MUCHOS: Final = 500
"""A number that more cases than these have names none of them."""
NUMEROS: Final = 8_000
"""Few for one statement of either database, many for each reading of the base."""


class Caso(NamedTuple):
    """A case that could have been paid."""

    id: int
    numero: str
    deudor: str
    identificacion: str
    titulo: str
    estado: str
    saldo: Centavos
    datos: DatosCaso


class Candidato(NamedTuple):
    """A case, and how likely it is."""

    caso: Caso
    puntaje: Puntaje


@cache
def load_reglas() -> Reglas:
    """Read the criteria and thresholds."""
    path = assets("resources") / "intercambio" / "reglas" / "pagos.toml"
    return leer_reglas(tomllib.loads(path.read_text(encoding="utf-8")))


def datos_de(pago: PagoRow) -> DatosPago:
    """Return what a registered payment says of whom it pays."""
    return DatosPago(
        pago.valor,
        pago.referencia,
        str(pago.datos.get("comparendo", "")),
        pago.titulo,
        pago.identificacion,
        pago.nombre,
        pago.concepto,
        str(pago.datos.get("observaciones", "")),
    )


def candidatos(
    session: Session,
    entidad_id: int,
    pagos: Sequence[DatosPago],
    *,
    parecidos: bool = False,
) -> list[list[Candidato]]:
    """Return the candidates of each payment, the likeliest first.

    What names no case as it is written may name one in the midst of other words, or
    with other dashes and zeros: that is looked for only then. With `parecidos`, the
    cases with the name of who paid, or that very balance, are those of a payment
    that names none; they are never sure.
    """
    found = _puntuados(pagos, _casos(session, _posibles(session, entidad_id, pagos)))
    unsure = [place for place, likely in enumerate(found) if seguro(likely) is None]
    grams = {gram for place in unsure for gram in pagos[place].nombrados}
    more = _nombrados(session, entidad_id, grams)
    if more:
        own = [pagos[place] for place in unsure]
        ids = more | _posibles(session, entidad_id, own)
        again = _puntuados(own, _casos(session, ids))
        for place, likely in zip(unsure, again, strict=True):
            found[place] = likely
    if parecidos:
        lone = [place for place, likely in enumerate(found) if not likely]
        alike = _parecidos(session, entidad_id, [pagos[place] for place in lone])
        for place, likely in zip(lone, alike, strict=True):
            found[place] = likely
    return found


def _puntuados(
    pagos: Sequence[DatosPago], cases: Mapping[int, Caso]
) -> list[list[Candidato]]:
    index: dict[str, set[int]] = defaultdict(set)
    for case in cases.values():
        data = case.datos
        for text in chain(data.numeros, data.titulos, data.documentos):
            index[reducir(text)].add(case.id)
    found = []
    for pago in pagos:
        said = (pago.referencia, pago.comparendo, pago.titulo, pago.documento)
        words = {reducir(word) for word in said} | pago.nombrados
        named = [index[word] for word in words if word and word in index]
        ids = {id_ for some in named if len(some) <= MUCHOS for id_ in some}
        found.append(_mejores(pago, (cases[id_] for id_ in ids)))
    return found


def _mejores(pago: DatosPago, casos: Iterable[Caso]) -> list[Candidato]:
    reglas = load_reglas()
    scored = [Candidato(c, puntuar(pago, c.datos, reglas)) for c in casos]
    likely = [c for c in scored if c.puntaje.total >= reglas.minimo]
    likely.sort(key=lambda c: (-c.puntaje.total, c.caso.numero))
    return likely


def _parecidos(
    session: Session, entidad_id: int, pagos: Sequence[DatosPago]
) -> list[list[Candidato]]:
    """Return the cases with the name of who paid, or that owe just what was paid.

    A balance that many cases have, as that of a fine of one amount, tells of none.
    """
    case, few = ExpedienteRow, load_reglas().candidatos
    live = (case.entidad_id == entidad_id, case.lote_anulado_id.is_(None))
    index: dict[object, set[int]] = defaultdict(set)
    looked: tuple[tuple[Any, set[Any]], ...] = (
        (case.deudor_orden, {plegar(pago.nombre) for pago in pagos} - {""}),
        (case.saldo, {pago.valor for pago in pagos}),
    )
    for column, values in looked:
        for chunk in trozos(values):
            query = select(column, case.id).where(*live, column.in_(chunk))
            for value, case_id in session.execute(query):
                index[value].add(case_id)
    named = [index[plegar(pago.nombre)] for pago in pagos]
    owing = [index[pago.valor] for pago in pagos]
    wanted = [
        one | (other if len(other) <= few else set())
        for one, other in zip(named, owing, strict=True)
    ]
    cases = _casos(session, set().union(*wanted))
    return [
        _mejores(pago, (cases[case_id] for case_id in ids))
        for pago, ids in zip(pagos, wanted, strict=True)
    ]


def seguro(found: Sequence[Candidato]) -> Caso | None:
    """Return the case that a payment surely is of; None when a person must say."""
    place = elegir([c.puntaje for c in found], load_reglas())
    return found[place].caso if place is not None else None


def _posibles(
    session: Session, entidad_id: int, pagos: Iterable[DatosPago]
) -> set[int]:
    numbers: set[str] = set()
    people: set[str] = set()
    for pago in pagos:
        numbers |= {pago.referencia, pago.comparendo, pago.titulo}
        people.add(pago.documento)
    ids: set[int] = set()
    case = ExpedienteRow
    live = (case.entidad_id == entidad_id, case.lote_anulado_id.is_(None))
    for chunk in trozos(filter(None, numbers)):
        ids |= set(
            session.scalars(
                select(case.id).where(
                    *live, or_(case.numero.in_(chunk), case.titulo.in_(chunk))
                )
            )
        )
        for other, value in (
            (ReferenciaRow.expediente_id, ReferenciaRow.valor),
            (TituloRow.expediente_id, TituloRow.numero),
        ):
            query = select(case.id).join(other.class_, other == case.id)
            ids |= set(session.scalars(query.where(*live, value.in_(chunk))))
    for chunk in trozos(filter(None, people)):
        query = (
            select(case.id)
            .join(DeudorRow, DeudorRow.expediente_id == case.id)
            .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
            .where(*live, PersonaRow.numero.in_(chunk))
        )
        ids |= set(session.scalars(query))
    return ids


def _nombrados(session: Session, entidad_id: int, reducidos: set[str]) -> set[int]:
    """Return the cases that some reduced numbers name: no index helps, so once."""
    ids: set[int] = set()
    case = ExpedienteRow
    live = (case.entidad_id == entidad_id, case.lote_anulado_id.is_(None))
    of_case = select(case.id).where(*live)
    of_title = select(case.id).join(TituloRow, TituloRow.expediente_id == case.id)
    of_other = select(case.id).join(
        ReferenciaRow, ReferenciaRow.expediente_id == case.id
    )
    of_person = (
        select(case.id)
        .join(DeudorRow, DeudorRow.expediente_id == case.id)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
    )
    for chunk in trozos(sorted(reducidos), NUMEROS):
        for query, column in (
            (of_case, _reducida(case.numero)),
            (of_title, _reducida(TituloRow.numero)),
            (of_other, _reducida(ReferenciaRow.valor)),
            (of_person, PersonaRow.numero),
        ):
            ids |= set(session.scalars(query.where(*live, column.in_(chunk))))
    return ids


def _reducida(columna: Any) -> ColumnElement[str]:
    """Do in the base what `reducir` does, but for accents."""
    found = func.lower(columna)
    for word in (" de ", " del "):
        found = func.replace(found, word, " ")
    for mark in " -./_º°#":
        found = func.replace(found, mark, "")
    return func.ltrim(found, "0")


def _casos(session: Session, ids: set[int]) -> dict[int, Caso]:
    numbers = _agrupar(session, ids, ReferenciaRow.expediente_id, ReferenciaRow.valor)
    titles = _agrupar(session, ids, TituloRow.expediente_id, TituloRow.numero)
    people = _deudores(session, ids)
    amounts = _cuotas(session, ids)
    found = {}
    for chunk in trozos(ids):
        rows = session.scalars(select(ExpedienteRow).where(ExpedienteRow.id.in_(chunk)))
        for row in rows:
            documents, names = people.get(row.id, (set(), set()))
            data = DatosCaso(
                frozenset({row.numero, *numbers.get(row.id, ())}),
                frozenset({row.titulo, *titles.get(row.id, ())}),
                frozenset({row.identificacion, *documents}),
                frozenset({row.deudor, *names}),
                row.concepto,
                frozenset({row.saldo, row.capital, *amounts.get(row.id, ())} - {0}),
            )
            found[row.id] = Caso(
                row.id,
                row.numero,
                row.deudor,
                row.identificacion,
                row.titulo,
                row.estado,
                row.saldo,
                data,
            )
    return found


def _agrupar(
    session: Session, ids: set[int], caso: object, valor: object
) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for chunk in trozos(ids):
        query = select(caso, valor).where(caso.in_(chunk))  # type: ignore[call-overload, attr-defined]
        for case_id, value in session.execute(query):
            found[case_id].add(value)
    return found


def _deudores(session: Session, ids: set[int]) -> dict[int, tuple[set[str], set[str]]]:
    found: dict[int, tuple[set[str], set[str]]] = {}
    for chunk in trozos(ids):
        query = (
            select(DeudorRow.expediente_id, PersonaRow.numero, PersonaRow.nombre)
            .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
            .where(DeudorRow.expediente_id.in_(chunk))
        )
        for case_id, number, name in session.execute(query):
            documents, names = found.setdefault(case_id, (set(), set()))
            documents.add(number)
            names.add(name)
    return found


def _cuotas(session: Session, ids: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for chunk in trozos(ids):
        query = (
            select(AcuerdoRow.expediente_id, CuotaRow.total)
            .join(CuotaRow, CuotaRow.acuerdo_id == AcuerdoRow.id)
            .where(AcuerdoRow.expediente_id.in_(chunk), AcuerdoRow.estado == "vigente")
        )
        for case_id, total in session.execute(query):
            found[case_id].add(total)
    return found
