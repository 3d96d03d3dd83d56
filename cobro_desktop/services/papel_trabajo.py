"""Who makes a working paper and under which letterhead it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.entidades import emisor
from cobro_desktop.storage.rows import UsuarioRow

if TYPE_CHECKING:
    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

FINES = {
    "ARCHIVADO": "archivado",
    "DEVUELTO": "devuelto",
    "REMITIDO_SDH": "remitido a la SDH",
    "REPORTADO_BDME": "reportado en el BDME",
    "ACUMULADO": "acumulado en otro expediente",
    "SESION": "sesión cerrada",
}
"""States in which a case, or a run on the portfolio, is over, in words."""


def elaboro_de(workspace: Workspace, contexto: Contexto) -> str:
    """Return name and post of who makes the paper."""
    with workspace.base.read() as session:
        person = session.scalars(
            select(UsuarioRow).where(UsuarioRow.login == contexto.usuario)
        ).one()
        return ", ".join(filter(None, (person.nombre, person.cargo)))


def emisor_de(workspace: Workspace, procedimiento: Procedimiento, tipo: str) -> Emisor:
    """Return the institution of a procedure, as it heads its papers."""
    sigla = procedimiento.sigla
    with workspace.base.read() as session:
        written = datos_de(session, sigla)
    return emisor(
        workspace.perfil(sigla), tipo, procedimiento=procedimiento.codigo, datos=written
    )


def donde_esta(procedimiento: Procedimiento, actividad: str, estado: str) -> str:
    """Say in which activity a case is, or how it ended."""
    fin = FINES.get(estado)
    if fin:
        return f"Terminado: {fin}"
    return f"{actividad} · {procedimiento.actividades[actividad].nombre}"
