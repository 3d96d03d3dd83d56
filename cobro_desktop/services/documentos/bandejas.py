"""Which documents wait for a person, and all that was done to one (F19)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.ciclo_documento import (
    TRANSICIONES,
    Bandeja,
    Decision,
    Papel,
    Paso,
    pasos_de,
)
from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.documentos.asunto import OFICINA, asunto_de
from cobro_desktop.services.documentos.controles import examinar
from cobro_desktop.services.documentos.firma import ENTREGAN
from cobro_desktop.services.documentos.vida import ANEXO, roles_de
from cobro_desktop.storage.queries import documentos as consultas
from cobro_desktop.storage.rows import DocumentoRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.control_documento import Examen
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.documentos import Dicho, EnCurso, Version


_E = EstadoDocumento
_VIVOS = tuple(
    e.nombre
    for e in (
        _E.BORRADOR,
        _E.EN_REVISION,
        _E.APROBADO,
        _E.FIRMADO,
        _E.RADICADO,
    )
)


class Pendiente(NamedTuple):
    """A document in the tray of a person."""

    bandeja: Bandeja
    id: int
    expediente_id: int | None
    """Empty for a document of the office."""
    expediente: str
    """Number of its case, or `Oficina`."""
    deudor: str
    """Empty for a document of the office."""
    tipo: str
    nombre: str
    estado: str
    formato: str
    fecha: dt.date
    numero: str
    """As people say it: `12 de 2026`; empty without one."""
    autor: str
    orden: int
    sha256: str
    nota: str
    """The last thing that was said of it."""


@dataclass(frozen=True, slots=True)
class VidaDocumento:
    """All that was done to a document, and what this person may do now."""

    id: int
    expediente_id: int | None
    """Empty for a document of the office."""
    expediente: str
    deudor: str
    nombre: str
    formato: str
    estado: EstadoDocumento
    numero: str
    fecha: dt.date
    autor: str
    motivo_anulacion: str
    versiones: tuple[Version, ...]
    dichos: tuple[Dicho, ...]
    examenes: tuple[Examen, ...]
    """The quality gate; empty once it has its number."""
    pasos: frozenset[Paso]
    """What the state and the roles of this person allow."""


def bandejas(workspace: Workspace, contexto: Contexto) -> list[Pendiente]:
    """Return every document that waits for a person, the oldest first."""
    with workspace.base.read() as session:
        me = _yo(session, contexto)
        said = defaultdict(list)
        for one in consultas.dichos_en_estado(session, _VIVOS):
            said[one.documento_id].append(one)
        return [
            _pendiente(tray, line, said[line.id])
            for line in consultas.en_estado(session, _VIVOS)
            if (tray := _bandeja(session, workspace, line, said[line.id], me))
        ]


def contar(pendientes: Sequence[Pendiente]) -> dict[Bandeja, int]:
    """Count each tray."""
    return {tray: sum(p.bandeja is tray for p in pendientes) for tray in Bandeja}


def vida_documento(
    documento_id: int, workspace: Workspace, contexto: Contexto
) -> VidaDocumento:
    """Tell the life of a document, make its checks and say what may be done.

    Raises:
        NotFoundError: there is no such document.
    """
    with workspace.base.read() as session:
        row = session.get(DocumentoRow, documento_id)
        if row is None or row.estado == ANEXO:
            message = f"No existe el documento {documento_id}."
            raise NotFoundError(message)
        asunto = asunto_de(session, row)
        author = _nombre(session, row.elaboro)
        state = estado_documento(row.estado)
        numbered = state not in TRANSICIONES[Paso.APROBAR].desde
        checked = [] if numbered else examinar(session, workspace, contexto, row)
        me = _yo(session, contexto)
        return VidaDocumento(
            id=row.id,
            expediente_id=row.expediente_id,
            expediente=asunto.numero,
            deudor=asunto.expediente.deudor if asunto.expediente else "",
            nombre=row.nombre,
            formato=row.formato,
            estado=state,
            numero=f"{row.numero} de {row.anio}" if row.numero else "",
            fecha=row.fecha,
            autor=author,
            motivo_anulacion=row.motivo_anulacion,
            versiones=tuple(consultas.versiones(session, row.id)),
            dichos=tuple(consultas.dichos_de(session, row.id)),
            examenes=tuple(checked),
            pasos=frozenset(_pasos(session, workspace, row, state, me)),
        )


def _bandeja(
    session: Session,
    workspace: Workspace,
    line: EnCurso,
    said: Sequence[Dicho],
    me: UsuarioRow,
) -> Bandeja | None:
    mine = set(me.roles)
    reviewers, signers = roles_de(workspace, session, line.procedimiento_id, line)
    signs = not signers or bool(mine & set(signers))
    here = [d for d in said if d.orden == line.orden and d.papel == Papel.REVISO]
    agreed = any(d.decision == Decision.CONFORME for d in here)
    match estado_documento(line.estado):
        case _E.BORRADOR:
            against = any(d.decision == Decision.OBSERVADO for d in here)
            own = line.elaboro == me.login
            return Bandeja.DEVUELTOS if against and own else None
        case _E.EN_REVISION:
            if reviewers and not agreed:
                return Bandeja.REVISION if mine & set(reviewers) else None
            return Bandeja.FIRMA if signs else None
        case _E.APROBADO:
            return Bandeja.FIRMA if line.firmante == me.login else None
        case _:
            delivers = mine & {str(rol) for rol in ENTREGAN}
            return Bandeja.SIN_NOTIFICAR if delivers else None


def _pasos(
    session: Session,
    workspace: Workspace,
    row: DocumentoRow,
    state: EstadoDocumento,
    me: UsuarioRow,
) -> Iterator[Paso]:
    asunto = asunto_de(session, row)
    reviewers, signers = roles_de(workspace, session, asunto.procedimiento_id, row)
    mine, signs = set(me.roles), not signers or bool(set(me.roles) & set(signers))
    own = row.elaboro == me.login or bool(mine & {"PRO", "COO", *signers})
    may = {
        Paso.REHACER: own,
        Paso.ENVIAR: own,
        Paso.REVISAR: bool(mine & set(reviewers or signers)),
        Paso.DEVOLVER: bool(mine & {*reviewers, *signers}),
        Paso.APROBAR: signs,
        Paso.FIRMAR: signs and row.aprobo == me.login,
        Paso.RADICAR: bool(mine & {str(rol) for rol in ENTREGAN}),
        Paso.COMUNICAR: bool(mine & {str(rol) for rol in ENTREGAN}),
        Paso.ANULAR: signs or (row.numero is None and row.elaboro == me.login),
    }
    return (paso for paso in pasos_de(state) if may.get(paso))


def _pendiente(tray: Bandeja, line: EnCurso, said: Sequence[Dicho]) -> Pendiente:
    last = said[-1] if said else None
    return Pendiente(
        tray,
        line.id,
        line.expediente_id,
        line.expediente or OFICINA,
        line.deudor,
        line.tipo,
        line.nombre,
        line.estado,
        line.formato,
        line.fecha,
        f"{line.numero} de {line.anio}" if line.numero else "",
        line.autor,
        line.orden,
        line.sha256,
        f"{last.quien}: {last.texto or last.decision}" if last else "",
    )


def _yo(session: Session, contexto: Contexto) -> UsuarioRow:
    return session.scalars(
        select(UsuarioRow).where(UsuarioRow.login == contexto.usuario)
    ).one()


def _nombre(session: Session, login: str) -> str:
    found = session.scalar(select(UsuarioRow.nombre).where(UsuarioRow.login == login))
    return found or login
