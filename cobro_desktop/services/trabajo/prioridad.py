"""Marks of priority: put and taken off with a reason, and the order they give (F18)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.analisis.prioridad import load_prioridad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.trabajo.causas import (
    causa_de,
    causas_de_prioridad,
    orden_de,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow, PrioridadRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

PRIORIZAN: Final = (Rol.PRO, Rol.COO, Rol.JEF)
_PAGE: Final = 500
_CRITERIOS: Final = {
    "riesgo": "riesgo de prescripción",
    "recurrente": "conducta recurrente",
    "termino": "término de prescripción",
    "antiguedad": "antigüedad",
    "cuantia": "cuantía",
    "naturaleza": "naturaleza de la obligación",
    "condiciones": "condiciones del deudor",
}


@dataclass(frozen=True, slots=True)
class Priorizar:
    """Ask to work some cases before others."""

    expedientes: tuple[int, ...]
    causa: str
    """An id of `causas_de_prioridad`."""
    motivo: str


@dataclass(frozen=True, slots=True)
class QuitarPrioridad:
    """Take off marks of some cases; all of them unless a cause is named."""

    expedientes: tuple[int, ...]
    motivo: str
    causa: str = ""


class Marca(NamedTuple):
    """A mark in force."""

    causa: str
    nombre: str
    motivo: str
    puesta: dt.date
    usuario: str
    orden: int


class Renglon(NamedTuple):
    """A criterion of the order of the list, and what it says of two cases."""

    criterio: str
    uno: str
    otro: str
    decide: bool
    """Whether it is the first in which they differ."""


class PorQue(NamedTuple):
    """Why a case stands before another in the list by priority."""

    primero: str
    """Number of the case that goes before."""
    segundo: str
    renglones: tuple[Renglon, ...]
    norma: str


def priorizar(command: Priorizar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Mark cases; those that have that mark already stay as they are.

    Raises:
        InvalidDataError: no such cause, no reason, or no cases.
        NotAllowedError: the role may not, or a case ended or is of another office.
    """
    causa = causa_de(causas_de_prioridad(), command.causa)
    motivo = _motivo(command.motivo, command.expedientes)
    with transaction(workspace, contexto, "priorizar") as tx:
        tx.require_role(PRIORIZAN, "priorizar expedientes")
        marked = []
        for id_ in dict.fromkeys(command.expedientes):
            row = abierto(tx, id_)
            if causa.id in {m.causa for m in _vivas(tx.session, id_)}:
                continue
            mark = PrioridadRow(
                expediente_id=id_,
                causa=causa.id,
                orden=orden_de(causa, sigla_de(tx.session, row), tx.workspace.recursos),
                motivo=motivo,
                puesta=contexto.hoy,
                usuario=contexto.usuario,
            )
            tx.session.add(mark)
            _nota(tx, row, f"Se marcó como prioritario: {causa.nombre}. {motivo}")
            tx.touch("prioridad", mark.id)
            marked.append(id_)
        done = cantidad(len(marked), "expediente quedó", "expedientes quedaron")
        texto = f"{done} con prioridad: {causa.nombre}."
        tx.tell(texto, despues=motivo)
    datos: dict[str, object] = {"marcados": len(marked), "causa": causa.id}
    return Changes(frozenset(marked), lista=True, resumen=texto, datos=datos)


def quitar_prioridad(
    command: QuitarPrioridad, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Take marks off; what was marked, and why, stays on record.

    Raises:
        InvalidDataError: no such cause, no reason, or none of them has such a mark.
        NotAllowedError: the role may not, or a case is of another office.
    """
    only = causa_de(causas_de_prioridad(), command.causa).id if command.causa else ""
    motivo = _motivo(command.motivo, command.expedientes)
    with transaction(workspace, contexto, "quitar_prioridad") as tx:
        tx.require_role(PRIORIZAN, "quitar la prioridad de expedientes")
        changed: set[int] = set()
        for id_ in dict.fromkeys(command.expedientes):
            for mark in _vivas(tx.session, id_):
                if not only or mark.causa == only:
                    _quitar(tx, mark, motivo)
                    changed.add(id_)
        if not changed:
            message = "Ninguno de esos expedientes tiene esa marca. No se cambió nada."
            raise InvalidDataError(message)
        done = cantidad(len(changed), "expediente perdió", "expedientes perdieron")
        texto = f"{done} la marca de prioridad. Motivo: {motivo}"
        tx.tell(texto)
    datos: dict[str, object] = {"desmarcados": len(changed)}
    return Changes(frozenset(changed), lista=True, resumen=texto, datos=datos)


def marcas(session: Session, expedientes: Sequence[int]) -> dict[int, list[Marca]]:
    """Return the marks in force of some cases, the most pressing first."""
    names = {c.id: c.nombre for c in causas_de_prioridad()}
    row = PrioridadRow
    found: dict[int, list[Marca]] = defaultdict(list)
    for page in trozos(dict.fromkeys(expedientes), _PAGE):
        query = (
            select(row)
            .where(
                row.expediente_id.in_(page),
                row.quitada.is_(None),
            )
            .order_by(row.orden, row.id)
        )
        for mark in session.scalars(query):
            name = names.get(mark.causa, mark.causa)
            found[mark.expediente_id].append(
                Marca(
                    mark.causa, name, mark.motivo, mark.puesta, mark.usuario, mark.orden
                )
            )
    return dict(found)


def criterios_de(sigla: str) -> str:
    """Say in a sentence in which order the list by priority stands."""
    rule = load_prioridad(sigla)
    named = ", ".join(_CRITERIOS.get(c, c) for c in rule.criterios)
    own = (
        f"en el orden de {sigla} ({named})"
        if rule.ordenados
        else f"sin orden entre ellas: {sigla} nombra {named} y no fija cuál va antes"
    )
    return (
        f"Primero los marcados, {own}; después todos por su fecha segura de "
        "prescripción, y con la misma fecha el de mayor saldo."
    )


def por_que(workspace: Workspace, uno: int, otro: int) -> PorQue:
    """Compare two cases criterion by criterion, as the list by priority does."""
    with workspace.base.read() as session:
        rows = [session.get_one(ExpedienteRow, id_) for id_ in (uno, otro)]
        found = marcas(session, (uno, otro))
        sigla = session.get_one(EntidadRow, rows[0].entidad_id).sigla
    marks = [found.get(row.id, []) for row in rows]
    keys = [
        (
            min((m.orden for m in mine), default=_SIN_MARCA),
            row.fecha_segura.toordinal() if row.fecha_segura else _SIN_FECHA,
            -row.saldo,
            row.id,
        )
        for row, mine in zip(rows, marks, strict=True)
    ]
    if keys[1] < keys[0]:
        rows, marks, keys = rows[::-1], marks[::-1], keys[::-1]
    first = next((n for n in range(4) if keys[0][n] != keys[1][n]), 3)
    said = [_dicho(row, mine) for row, mine in zip(rows, marks, strict=True)]
    names = ("Marca", "Fecha segura", "Saldo de capital", "Número")
    return PorQue(
        rows[0].numero,
        rows[1].numero,
        tuple(
            Renglon(name, said[0][n], said[1][n], n == first)
            for n, name in enumerate(names)
        ),
        load_prioridad(sigla, workspace.recursos).norma,
    )


_SIN_MARCA: Final = 1_000
_SIN_FECHA: Final = 10_000_000


def _dicho(row: ExpedienteRow, mine: Sequence[Marca]) -> tuple[str, ...]:
    return (
        ", ".join(f"{m.nombre} ({m.motivo})" for m in mine) or "Sin marca",
        fecha_corta(row.fecha_segura) or "Sin calcular",
        pesos(row.saldo),
        row.numero,
    )


def _vivas(session: Session, expediente_id: int) -> list[PrioridadRow]:
    row = PrioridadRow
    query = select(row).where(row.expediente_id == expediente_id, row.quitada.is_(None))
    return list(session.scalars(query.order_by(row.orden, row.id)))


def _quitar(tx: Transaction, mark: PrioridadRow, motivo: str) -> None:
    mark.quitada = tx.contexto.hoy
    mark.quitada_por = tx.contexto.usuario
    mark.motivo_quita = motivo
    row = tx.session.get_one(ExpedienteRow, mark.expediente_id)
    name = causa_de(causas_de_prioridad(), mark.causa).nombre
    _nota(tx, row, f"Se quitó la prioridad «{name}». {motivo}")
    tx.touch("prioridad", mark.id)


def _nota(tx: Transaction, row: ExpedienteRow, texto: str) -> None:
    datos = {"clase": "prioridad"}
    acto = Acto(
        tipo=TipoActuacion.NOTA, texto=texto, fecha=tx.contexto.hoy, datos=datos
    )
    registrar(tx, row, acto)


def _motivo(motivo: str, expedientes: Sequence[int]) -> str:
    if not motivo.strip() or not expedientes:
        message = "Escriba el motivo y elija los expedientes. No se cambió nada."
        raise InvalidDataError(message)
    return motivo.strip()
