"""The acta of a batch of moves: who decided it, why, and case by case (B6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.migracion.orden import MIGRACION
from cobro_desktop.services.migracion.rastro import ACTO
from cobro_desktop.services.papel_trabajo import emisor_de
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import (
    ActuacionRow,
    ExpedienteRow,
    LoteCambioRow,
    LoteRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.listado import Seccion
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

FORMATO = "acta-migracion"
"""Id under which an institution may name the format of the acta."""


def escribir_acta(
    lote_id: int, destino: Path, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the acta of a batch as PDF/A.

    Raises:
        NotFoundError: no batch of moves has that number.
        InvalidDataError: the file is no `.pdf`.
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.documents.listado import Listado, print_listado

    if destino.suffix.lower() != ".pdf":
        message = f"«{destino.name}» debe terminar en .pdf."
        raise InvalidDataError(message, {"archivo": str(destino)})
    with workspace.base.read() as session:
        lote = session.get(LoteRow, lote_id)
        if lote is None or lote.tipo != MIGRACION:
            message = (
                f"El lote {lote_id} no es de expedientes que cambiaron de versión."
            )
            raise NotFoundError(message)
        told: dict[str, Any] = lote.resumen
        procedimiento = workspace.catalogo.buscar(told["codigo"], told["a"])
        heading = tuple(_encabezado(session, lote, procedimiento))
        sections = tuple(_secciones(session, lote))
        count = int(told["migrados"])
    page = Listado(
        emisor=emisor_de(workspace, procedimiento, FORMATO),
        nombre="Acta de cambio de versión del procedimiento",
        encabezado=heading,
        secciones=sections,
        firmas=("Elaboró", "Aprobó"),
        registro=f"Lote {lote_id}",
        codigo=f"MIGRACION-{lote_id}",
        fecha=contexto.hoy,
    )
    escribir_atomico(destino, print_listado(page))
    texto = f"Se guardó el acta «{destino.name}»: {cantidad(count, 'expediente')}."
    return Changes(resumen=texto, datos={"archivo": str(destino), "lote": lote_id})


def _encabezado(
    session: Session, lote: LoteRow, procedimiento: Procedimiento
) -> Iterator[str]:
    told = lote.resumen
    yield (
        f"Acta de cambio de versión: {told['codigo']}, de la {told['de']} a la "
        f"{told['a']}"
    )
    yield procedimiento.nombre
    who = _persona(session, lote.usuario)
    yield f"{fecha_larga(lote.hoy)} · Lote {lote.id} · {who}"
    yield f"Motivo: {told['motivo']}"
    if lote.anulado_por:
        yield f"Este cambio se deshizo después ({_persona(session, lote.anulado_por)})."


def _secciones(session: Session, lote: LoteRow) -> Iterator[Seccion]:
    from cobro_desktop.documents.listado import Seccion

    moved = tuple(_movidos(session, lote))
    yield Seccion(
        f"Expedientes que pasaron ({len(moved)})",
        ("Expediente y deudor", "De la actividad", "A la actividad", "Qué cambió"),
        (0.27, 0.15, 0.15, 0.43),
        moved,
    )
    stay = tuple(tuple(map(str, row)) for row in lote.resumen["quedan"])
    if stay:
        yield Seccion(
            f"Expedientes que siguen en la suya ({len(stay)})",
            ("Expediente", "Por qué"),
            (0.3, 0.7),
            stay,
        )


def _movidos(session: Session, lote: LoteRow) -> Iterator[tuple[str, ...]]:
    rows = session.execute(
        select(ExpedienteRow.numero, ExpedienteRow.deudor, ActuacionRow.datos)
        .join(ActuacionRow, ActuacionRow.expediente_id == ExpedienteRow.id)
        .join(LoteCambioRow, LoteCambioRow.fila_id == ActuacionRow.id)
        .where(LoteCambioRow.lote_id == lote.id, LoteCambioRow.tabla == ACTO)
        .order_by(ExpedienteRow.numero)
    )
    for numero, deudor, datos in rows:
        effects = " ".join(datos["efectos"]) or "Ningún término ni borrador cambió."
        yield f"{numero} {deudor}", datos["de"], datos["a"], effects


def _persona(session: Session, login: str) -> str:
    found = session.scalar(select(UsuarioRow).where(UsuarioRow.login == login))
    if found is None:
        return login
    return ", ".join(filter(None, (found.nombre, found.cargo)))
