"""The states of a case that were exchanged: from which both sides started."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.rows import EstadoCasoRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

ENVIADO, RECIBIDO, UNIDO, ANTERIOR = "enviado", "recibido", "unido", "anterior"


@dataclass(frozen=True, slots=True)
class Origen:
    """The package that a state came with, or went in."""

    base: str
    clave: str = ""
    archivo: str = ""


def historia_de(session: Session, expediente_id: int) -> list[str]:
    """Return the states that a case went through, the oldest first."""
    return list(
        session.scalars(
            select(EstadoCasoRow.sha256)
            .where(EstadoCasoRow.expediente_id == expediente_id)
            .order_by(EstadoCasoRow.id)
        )
    )


def comun(
    session: Session,
    workspace: Workspace,
    expediente_id: int,
    historia: Sequence[str],
    propio: tuple[str, dict[str, Any]],
) -> dict[str, Any] | None:
    """Return the rows of the last state that both sides knew; None if they never met.

    `propio` is the state that the package itself brings: if it was here already, there
    is nothing new in it.
    """
    kept = {
        row.sha256: row.guardado
        for row in session.scalars(
            select(EstadoCasoRow).where(EstadoCasoRow.expediente_id == expediente_id)
        )
    }
    sha256, filas = propio
    if sha256 in kept:
        return filas
    for known in reversed(historia):
        if not kept.get(known):
            continue
        try:
            whole = json.loads(workspace.contenido.leer(session, known))
        except (StorageError, ValueError):
            continue
        return dict(whole["filas"])
    return None


def guardar_estado(
    tx: Transaction, expediente_id: int, texto: bytes, sentido: str, origen: Origen
) -> str:
    """Keep a state with its rows; returns its name."""
    sha256 = hashlib.sha256(texto).hexdigest()
    row = _fila(tx.session, expediente_id, sha256)
    if row is None:
        tx.workspace.contenido.guardar(tx.session, texto)
        row = _nuevo(tx, expediente_id, sha256, sentido, origen)
        row.guardado = True
        tx.session.add(row)
    elif not row.guardado:
        tx.workspace.contenido.guardar(tx.session, texto)
        row.guardado = True
    tx.session.flush()
    return sha256


def anotar_historia(
    tx: Transaction, expediente_id: int, historia: Sequence[str], origen: Origen
) -> None:
    """Keep the names of the states that came before the one received."""
    for sha256 in historia:
        if _fila(tx.session, expediente_id, sha256) is None:
            row = _nuevo(tx, expediente_id, sha256, ANTERIOR, origen)
            tx.session.add(row)
            tx.session.flush()


def clave_usada(session: Session, base: str) -> str:
    """Return the key with which a base signed the last package that came from it."""
    return (
        session.scalar(
            select(EstadoCasoRow.clave)
            .where(
                EstadoCasoRow.base == base,
                EstadoCasoRow.sentido == RECIBIDO,
                EstadoCasoRow.clave != "",
            )
            .order_by(EstadoCasoRow.id.desc())
            .limit(1)
        )
        or ""
    )


def _fila(session: Session, expediente_id: int, sha256: str) -> EstadoCasoRow | None:
    return session.scalar(
        select(EstadoCasoRow).where(
            EstadoCasoRow.expediente_id == expediente_id,
            EstadoCasoRow.sha256 == sha256,
        )
    )


def _nuevo(
    tx: Transaction, expediente_id: int, sha256: str, sentido: str, origen: Origen
) -> EstadoCasoRow:
    return EstadoCasoRow(
        expediente_id=expediente_id,
        sha256=sha256,
        guardado=False,
        sentido=sentido,
        base=origen.base,
        clave=origen.clave,
        archivo=origen.archivo,
        usuario=tx.usuario.login,
        registrado_en=tx.ahora,
    )
