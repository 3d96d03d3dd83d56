"""Move cases to another version, foreseen first and undone as one (B6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.migracion.mudanza import Movido, Mudanza
from cobro_desktop.services.migracion.plan import (
    MigrarCasos,
    Renglon,
    correspondencia,
    planear,
)
from cobro_desktop.services.migracion.rastro import (
    ACTO,
    NUEVA,
    Rastro,
    cambios,
    reponer,
)
from cobro_desktop.services.terminos import ANULADO, refrescar
from cobro_desktop.services.transaction import rehearsal, transaction
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DocumentoRow,
    ExpedienteRow,
    LoteRow,
    TerminoRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.migracion.plan import Plan
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

MIGRACION: Final = "migracion"
QUIENES: Final = (Rol.COO, Rol.JEF)
_PAGE: Final = 500
_LISTED: Final = 20
_INOCUOS: Final = (TipoActuacion.NOTA, TipoActuacion.ASIGNACION)
"""Acts that do not depend on the version that a case follows."""


@dataclass(frozen=True, slots=True)
class Prevista:
    """What a move would do, case by case; nothing was written."""

    codigo: str
    de: int
    a: int
    correspondencia: Sequence[Renglon]
    casos: Sequence[Movido]
    actividades: Mapping[str, str]
    """Number and name of the activities of the new version."""

    @property
    def pasan(self) -> list[Movido]:
        """The cases that can move."""
        return [caso for caso in self.casos if not caso.impide]

    @property
    def resumen(self) -> str:
        """How many can and how many cannot."""
        ready, stay = len(self.pasan), len(self.casos) - len(self.pasan)
        can = cantidad(ready, "expediente puede", "expedientes pueden")
        cannot = cantidad(stay, "no puede", "no pueden") if stay else ""
        return f"{can} pasar de la versión {self.de} a la {self.a} de {self.codigo}" + (
            f"; {cannot}." if cannot else "."
        )


class Migrados(NamedTuple):
    """What a batch of moves left on record."""

    lote: int
    prevista: Prevista


def prever_migracion(
    command: MigrarCasos, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Prevista:
    """Say which cases can move, where to and what becomes of their terms.

    Raises:
        NotFoundError: no such procedure or version.
        InvalidDataError: it is the same version, or the written pairs are wrong.
    """
    with rehearsal(workspace, contexto) as tx:
        plan = planear(tx.session, workspace, command, contexto.hoy)
        lote = _lote(tx, plan)
        return _correr(tx, plan, command, (lote, progress))


def migrar_casos(
    command: MigrarCasos, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Move the cases that can; those that cannot stay, with the reason told.

    Raises:
        NotFoundError: no such procedure or version.
        InvalidDataError: it is the same version, the written pairs are wrong, no
            reason was given, or no case can move.
        NotAllowedError: the user's role may not move cases.
    """
    if not command.motivo.strip():
        message = "Escriba por qué los expedientes cambian de versión."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "migrar_casos") as tx:
        tx.require_role(QUIENES, "migrar expedientes de versión")
        plan = planear(tx.session, workspace, command, contexto.hoy)
        lote = _lote(tx, plan)
        done = _correr(tx, plan, command, (lote, progress))
        if not done.pasan:
            why = done.casos[0].impide if done.casos else "No hay expedientes abiertos."
            message = f"Ninguno de esos expedientes puede pasar. {why}"
            raise InvalidDataError(message, {"casos": casos_json(done.casos)})
        lote.resumen = {
            "codigo": done.codigo,
            "de": done.de,
            "a": done.a,
            "motivo": command.motivo.strip(),
            "migrados": len(done.pasan),
            "quedan": [[c.numero, c.impide] for c in done.casos if c.impide],
        }
        tx.touch("lote", lote.id)
        texto = _told(done)
        tx.tell(texto, despues=command.motivo.strip())
        number = lote.id
    return Changes(
        frozenset(caso.id for caso in done.pasan),
        lista=True,
        resumen=f"{texto} Lote {number}.",
        datos={"lote": number, **prevista_json(done)},
    )


def deshacer_migracion(tx: Transaction, lote: LoteRow, progress: Progress) -> int:
    """Put the cases of a batch back in their version; return how many.

    Raises:
        NotAllowedError: something was done in some of them since; lists them.
    """
    changes = cambios(tx.session, lote.id)
    acts = {c.fila_id: int(c.despues or 0) for c in changes if c.tabla == ACTO}
    later = [
        numero
        for act, case in acts.items()
        if (numero := _actuado(tx.session, act, case))
    ]
    if later:
        listed = ", ".join(sorted(later)[:_LISTED])
        message = (
            f"La migración {lote.id} no se puede deshacer: después se actuó en "
            f"{listed}. No se cambió nada."
        )
        raise NotAllowedError(message, {"expedientes": sorted(later)[:_LISTED]})
    for change in changes:
        if change.tabla == ACTO:
            continue
        if change.campo == NUEVA:
            term = tx.session.get(TerminoRow, change.fila_id)
            if term is not None:
                term.estado = ANULADO
        else:
            reponer(tx.session, change)
    tx.session.flush()
    for done, (act, case) in enumerate(acts.items()):
        progress.report(done, len(acts), "Deshaciendo el cambio de versión")
        row = tx.session.get_one(ExpedienteRow, case)
        refrescar(tx, row)
        texto = "Se deshizo el cambio de versión: sigue como estaba."
        registrar(
            tx,
            row,
            Acto(
                tipo=TipoActuacion.ANULACION,
                texto=texto,
                fecha=tx.contexto.hoy,
                anula_id=act,
            ),
        )
    return len(acts)


def prevista_json(found: Prevista) -> dict[str, object]:
    """Return what was foreseen, or done, as JSON values."""
    return {
        "codigo": found.codigo,
        "de": found.de,
        "a": found.a,
        "correspondencia": [
            {"de": r.de, "a": r.a or None, "segura": r.segura}
            for r in found.correspondencia
        ],
        "pasan": len(found.pasan),
        "casos": casos_json(found.casos),
    }


def casos_json(casos: Sequence[Movido]) -> list[dict[str, object]]:
    """Return the cases of a move as JSON values."""
    return [
        {
            "numero": c.numero,
            "de": c.de,
            "a": c.a or None,
            "impide": c.impide or None,
            "efectos": list(c.efectos),
        }
        for c in casos
    ]


def _correr(
    tx: Transaction, plan: Plan, command: MigrarCasos, run: tuple[LoteRow, Progress]
) -> Prevista:
    lote, progress = run
    mudanza = Mudanza(tx, plan, Rastro(tx.session, lote.id), command.motivo)
    ids = _elegidos(tx.session, plan, command)
    moved = []
    for number, row in enumerate(_filas(tx.session, ids), start=1):
        progress.report(number, len(ids), "Pasando expedientes de versión")
        moved.append(mudanza.mover(row))
    written = [de for de, _ in command.mapa]
    return Prevista(
        plan.antes.codigo,
        plan.antes.version,
        plan.despues.version,
        correspondencia(plan, written),
        moved,
        {a.id: a.nombre for a in plan.despues.actividades.values()},
    )


def _elegidos(session: Session, plan: Plan, command: MigrarCasos) -> list[int]:
    if command.expedientes is not None:
        return list(dict.fromkeys(command.expedientes))
    return list(
        session.scalars(
            select(ExpedienteRow.id)
            .where(
                ExpedienteRow.procedimiento_id == plan.fila_antes,
                ExpedienteRow.estado.in_([ABIERTO, SUSPENDIDO]),
                ExpedienteRow.lote_anulado_id.is_(None),
            )
            .order_by(ExpedienteRow.numero)
        )
    )


def _filas(session: Session, ids: Sequence[int]) -> Iterator[ExpedienteRow]:
    for page in trozos(ids, _PAGE):
        yield from session.scalars(
            select(ExpedienteRow)
            .where(ExpedienteRow.id.in_(page))
            .order_by(ExpedienteRow.numero)
            .with_for_update()
        ).all()


def _lote(tx: Transaction, plan: Plan) -> LoteRow:
    lote = LoteRow(
        entidad_id=plan.entidad_id,
        tipo=MIGRACION,
        resumen={},
        usuario=tx.contexto.usuario,
        hoy=tx.contexto.hoy,
        creado_en=tx.ahora,
    )
    tx.session.add(lote)
    tx.session.flush()
    return lote


def _actuado(session: Session, act: int, case: int) -> str:
    """Return the number of a case where something was done after an act."""
    row = session.get_one(ExpedienteRow, case)
    datos = session.get_one(ActuacionRow, act).datos
    acted = select(ActuacionRow.id).where(
        ActuacionRow.expediente_id == case,
        ActuacionRow.id > act,
        ActuacionRow.tipo.not_in(_INOCUOS),
    )
    wrote = select(DocumentoRow.id).where(
        DocumentoRow.expediente_id == case,
        DocumentoRow.id > datos.get("ultimo_documento", 0),
    )
    done = session.scalar(acted.limit(1)) or session.scalar(wrote.limit(1))
    return row.numero if done else ""


def _told(done: Prevista) -> str:
    moved = cantidad(len(done.pasan), "expediente pasó", "expedientes pasaron")
    stay = len(done.casos) - len(done.pasan)
    rest = cantidad(stay, "se quedó", "se quedaron") + " en la suya" if stay else ""
    text = f"{moved} de la versión {done.de} a la {done.a} de {done.codigo}"
    return f"{text}; {rest}." if rest else f"{text}."
