"""Share many cases among several people at once, and take it back (F17, F22)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.domain.reparto import Carga, Caso, repartir_equilibrado
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.asignaciones import QUIENES as QUIEN_ASIGNA
from cobro_desktop.services.asignaciones import exigir_que_trabaje
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    ExpedienteRow,
    LoteCambioRow,
    LoteRow,
    UsuarioRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

REPARTO: Final = "reparto"
QUIENES: Final = (Rol.COO, Rol.JEF)
_CAMPO: Final = "responsable_id"
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Repartir:
    """Give cases to a person, or to several, each to who has the least."""

    expedientes: tuple[int, ...]
    logins: tuple[str, ...]
    causa: str = ""
    """Needed when a case changes hands."""


def prever_reparto(command: Repartir, workspace: Workspace) -> list[str]:
    """Say how many each would get; writes nothing.

    Raises:
        InvalidDataError: nobody to share among, or nothing to share.
        NotFoundError: no such person.
    """
    with workspace.base.read() as session:
        people = _personas(session, command.logins)
        rows = _vivos(session, command.expedientes)
        plan = _plan(session, rows, people)
        counts = Counter(plan.values())
        moved = sum(
            row.responsable_id is not None and _cambia(row, people[plan[row.id]])
            for row in rows
        )
        told = [
            f"{people[login].nombre}: {cantidad(counts[login], 'expediente')}."
            for login in people
        ]
    if moved:
        told.append(
            f"{cantidad(moved, 'expediente cambia', 'expedientes cambian')} de manos."
        )
    return told


def repartir(
    command: Repartir, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Share cases in one transaction; `deshacer-lote` takes it back.

    Raises:
        InvalidDataError: nobody to share among, nothing to share, or a case changes
            hands and no reason was given.
        NotFoundError: no such person.
        NotAllowedError: the user's role may not share cases.
    """
    with transaction(workspace, contexto, "repartir") as tx:
        several = len(set(command.logins)) > 1
        tx.require_role(QUIENES if several else QUIEN_ASIGNA, "repartir expedientes")
        people = _personas(tx.session, command.logins)
        rows = _vivos(tx.session, command.expedientes)
        plan = _plan(tx.session, rows, people)
        moved = [row for row in rows if _cambia(row, people[plan[row.id]])]
        held = [row for row in moved if row.responsable_id is not None]
        if held and not command.causa.strip():
            held_by = cantidad(
                len(held), "expediente ya tiene", "expedientes ya tienen"
            )
            message = (
                f"{held_by} a otra persona: escriba por qué cambia de manos. No se "
                "repartió nada."
            )
            raise InvalidDataError(message)
        lotes = _lotes(tx, moved)
        for number, row in enumerate(moved):
            progress.report(number, len(moved), "Repartiendo")
            _dar(tx, row, people[plan[row.id]], (lotes[row.entidad_id], command))
        counts = Counter(plan[row.id] for row in moved)
        shares = ", ".join(f"{people[k].nombre} {n}" for k, n in counts.items())
        given = cantidad(len(moved), "expediente repartido", "expedientes repartidos")
        texto = f"{given}: {shares}." if moved else "Ninguno cambió de manos."
        tx.tell(texto, despues=command.causa)
        ids = [lote.id for lote in lotes.values()]
    return Changes(
        frozenset(row.id for row in moved),
        lista=True,
        resumen=texto,
        datos={"lotes": ids, "repartidos": dict(counts)},
    )


def deshacer_reparto(tx: Transaction, lote: LoteRow, progress: Progress) -> int:
    """Give back the cases of a sharing to who had them; return how many.

    Raises:
        NotAllowedError: somebody gave some of them to another person later.
    """
    changes = tx.session.execute(
        select(LoteCambioRow, ExpedienteRow)
        .join(ExpedienteRow, ExpedienteRow.id == LoteCambioRow.fila_id)
        .where(LoteCambioRow.lote_id == lote.id, LoteCambioRow.campo == _CAMPO)
    ).all()
    later = [
        row.numero
        for change, row in changes
        if str(row.responsable_id or "") != (change.despues or "")
    ]
    if later:
        message = (
            f"El reparto {lote.id} no se puede deshacer: después se reasignaron "
            f"{', '.join(later[:20])}. No se cambió nada."
        )
        raise NotAllowedError(message, {"expedientes": later[:20]})
    for done, (change, row) in enumerate(changes):
        progress.report(done, len(changes), "Deshaciendo el reparto")
        row.responsable_id = int(change.antes) if change.antes else None
        if not change.antes and row.situacion == "en_estudio":
            row.situacion = "por_repartir"
        texto = "Se deshizo un reparto: vuelve a como estaba."
        acto = Acto(tipo=TipoActuacion.ASIGNACION, texto=texto, fecha=tx.contexto.hoy)
        registrar(tx, row, acto)
    return len(changes)


def _personas(session: Session, logins: Sequence[str]) -> dict[str, UsuarioRow]:
    wanted = list(dict.fromkeys(logins))
    if not wanted:
        message = "Diga entre quiénes se reparte."
        raise InvalidDataError(message)
    found = {
        row.login: row
        for row in session.scalars(
            select(UsuarioRow).where(UsuarioRow.login.in_(wanted), UsuarioRow.activo)
        )
    }
    missing = [login for login in wanted if login not in found]
    if missing:
        message = f"No existe el usuario «{missing[0]}». No se repartió nada."
        raise NotFoundError(message)
    for person in found.values():
        exigir_que_trabaje(person)
    return {login: found[login] for login in wanted}


def _vivos(session: Session, ids: Sequence[int]) -> list[ExpedienteRow]:
    rows: list[ExpedienteRow] = []
    for page in trozos(dict.fromkeys(ids), _PAGE):
        rows += session.scalars(
            select(ExpedienteRow).where(
                ExpedienteRow.id.in_(page),
                ExpedienteRow.estado.in_([ABIERTO, SUSPENDIDO]),
                ExpedienteRow.lote_anulado_id.is_(None),
            )
        )
    if not rows:
        message = "Ninguno de esos expedientes sigue abierto: no hay qué repartir."
        raise InvalidDataError(message)
    return rows


def _plan(
    session: Session, rows: Sequence[ExpedienteRow], people: Mapping[str, UsuarioRow]
) -> dict[int, str]:
    """Share on top of what each works on besides these cases."""
    ids = {person.id: login for login, person in people.items()}
    loads = session.execute(
        select(
            ExpedienteRow.responsable_id,
            func.count(),
            func.coalesce(func.sum(ExpedienteRow.saldo), 0),
        )
        .where(
            ExpedienteRow.responsable_id.in_(ids),
            ExpedienteRow.estado.in_([ABIERTO, SUSPENDIDO]),
        )
        .group_by(ExpedienteRow.responsable_id)
    )
    cargas = dict.fromkeys(people, Carga(0, 0))
    for person_id, count, saldo in loads:
        cargas[ids[int(person_id or 0)]] = Carga(int(count), int(saldo))
    for row in rows:
        login = ids.get(row.responsable_id or 0)
        if login is not None:
            mine = cargas[login]
            cargas[login] = Carga(mine.casos - 1, mine.saldo - row.saldo)
    return repartir_equilibrado((Caso(row.id, row.saldo) for row in rows), cargas)


def _cambia(row: ExpedienteRow, person: UsuarioRow) -> bool:
    return row.responsable_id != person.id


def _lotes(tx: Transaction, rows: Sequence[ExpedienteRow]) -> dict[int, LoteRow]:
    """Make the batch of each institution, so that it is undone as one."""
    counts = Counter(row.entidad_id for row in rows)
    lotes = {
        entidad: LoteRow(
            entidad_id=entidad,
            tipo=REPARTO,
            resumen={"repartidos": count},
            usuario=tx.contexto.usuario,
            hoy=tx.contexto.hoy,
            creado_en=tx.ahora,
        )
        for entidad, count in counts.items()
    }
    tx.session.add_all(lotes.values())
    tx.session.flush()
    return lotes


def _dar(
    tx: Transaction,
    row: ExpedienteRow,
    person: UsuarioRow,
    why: tuple[LoteRow, Repartir],
) -> None:
    lote, command = why
    causa = command.causa
    before = row.responsable_id
    tx.session.add(
        LoteCambioRow(
            lote_id=lote.id,
            tabla="expediente",
            fila_id=row.id,
            campo=_CAMPO,
            antes=str(before) if before else None,
            despues=str(person.id),
        )
    )
    row.responsable_id = person.id
    if row.situacion == "por_repartir":
        row.situacion = "en_estudio"
    verb = "reasignó" if before else "asignó"
    reason = f" Motivo: {causa.strip()}." if causa.strip() else ""
    shared = " en un reparto equilibrado" if len(set(command.logins)) > 1 else ""
    texto = f"Se {verb} a {person.nombre}{shared}.{reason}"
    acto = Acto(tipo=TipoActuacion.ASIGNACION, texto=texto, fecha=tx.contexto.hoy)
    registrar(tx, row, acto)
