"""The renderer of an institution's documents on a day, shared by whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.documents.clausulas import Clausula
from cobro_desktop.documents.generar import Generador
from cobro_desktop.documents.plantillas import Plantilla
from cobro_desktop.storage.rows import ClausulaRow, EntidadRow, PlantillaRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace

OFICINA: Final = "Oficina"
"""Where a clause comes from that the office wrote in the program."""
_VIGENTES = ("vigente", "derogada")
"""States of a template that some day ruled."""
_GUARDADOS = 8
"""Renderers kept; each holds what it compiled."""


def generador_de(
    session: Session, workspace: Workspace, sigla: str, fecha: dt.date
) -> Generador:
    """Return the renderer for the documents of a day.

    The templates are those of the office in force that day, then those of its pack,
    then those that ship; the clauses, those that it wrote and those that ship.
    """
    folder = workspace.plantillas
    templates = plantillas_del_dia(session, sigla, fecha)
    clauses = _filas(session, sigla)
    key = (folder, sigla, *(t.sha256 for t in templates), *(c.id for c in clauses))
    found = workspace.generadores.get(key)
    if found is None:
        own = {
            ruta_de(row.tipo, sigla): Plantilla(
                nombre_de(row.tipo, sigla, row.orden),
                workspace.contenido.leer(session, row.sha256),
            )
            for row in templates
        }
        found = Generador(folder, [_clausula(row) for row in clauses], own)
        while len(workspace.generadores) >= _GUARDADOS:
            workspace.generadores.pop(next(iter(workspace.generadores)), None)
        workspace.generadores[key] = found
    return found


def ruta_de(tipo: str, sigla: str) -> str:
    """Return where an institution's own Word template stands inside `templates/`."""
    return f"autos/{sigla.casefold()}/{tipo}.docx"


def nombre_de(tipo: str, sigla: str, orden: int) -> str:
    """Return how an act remembers the office's template that it was made with."""
    return f"oficina/{sigla.casefold()}/{tipo}.v{orden}.docx"


def clausulas_de(session: Session, sigla: str) -> tuple[Clausula, ...]:
    """Return the wordings that the office of an institution wrote and holds."""
    return tuple(_clausula(row) for row in _filas(session, sigla))


def plantillas_del_dia(
    session: Session, sigla: str, fecha: dt.date
) -> Sequence[PlantillaRow]:
    """Return the office's templates in force on a day, one of each kind."""
    rows = session.scalars(
        select(PlantillaRow)
        .join(EntidadRow, EntidadRow.id == PlantillaRow.entidad_id)
        .where(
            EntidadRow.sigla == sigla.upper(),
            PlantillaRow.estado.in_(_VIGENTES),
            PlantillaRow.desde <= fecha,
            PlantillaRow.hasta.is_(None) | (PlantillaRow.hasta >= fecha),
        )
        .order_by(PlantillaRow.tipo, PlantillaRow.orden)
    )
    return list({row.tipo: row for row in rows}.values())


def _filas(session: Session, sigla: str) -> Sequence[ClausulaRow]:
    return session.scalars(
        select(ClausulaRow)
        .join(EntidadRow, EntidadRow.id == ClausulaRow.entidad_id)
        .where(EntidadRow.sigla == sigla.upper(), ClausulaRow.anulada_en.is_(None))
        .order_by(ClausulaRow.id)
    ).all()


def _clausula(row: ClausulaRow) -> Clausula:
    return Clausula(
        id=row.clave,
        nombre=row.nombre,
        texto=row.texto,
        fundamento=row.fundamento,
        desde=row.desde,
        hasta=row.hasta,
        verificado=row.verificado,
        origen=OFICINA,
    )
