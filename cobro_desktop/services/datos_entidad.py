"""Facts of the institution that no source gives and its people write (DOCUMENTS)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.entidades import load_datos_entidad
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import EntidadRow, ParametroRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

PREFIX = "dato."
"""Of the parameters that hold these facts."""


@dataclass(frozen=True, slots=True)
class FijarDatos:
    """Write facts of an institution; an empty text takes one away."""

    sigla: str
    datos: Mapping[str, str]


def datos_de(session: Session, sigla: str) -> dict[str, str]:
    """Return what the institution's people wrote, by key."""
    rows = session.execute(
        select(ParametroRow.clave, ParametroRow.valor)
        .join(EntidadRow, EntidadRow.id == ParametroRow.entidad_id)
        .where(EntidadRow.sigla == sigla, ParametroRow.clave.startswith(PREFIX))
    )
    return {clave.removeprefix(PREFIX): valor for clave, valor in rows}


def ver_datos(workspace: Workspace, sigla: str) -> dict[str, str]:
    """Return every fact that documents may ask for; empty where nobody wrote it.

    Raises:
        NotFoundError: no such institution.
    """
    known = workspace.perfil(sigla).datos
    with workspace.base.read() as session:
        written = datos_de(session, sigla.upper())
    return {
        dato.clave: written.get(dato.clave) or known.get(dato.clave, "")
        for dato in load_datos_entidad()
    }


def fijar_datos(
    command: FijarDatos, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write facts of the institution.

    Raises:
        InvalidDataError: a key that no document asks for; lists those that exist.
        NotFoundError: no such institution.
    """
    perfil = workspace.perfil(command.sigla)
    known = {dato.clave: dato.etiqueta for dato in load_datos_entidad()}
    if unknown := set(command.datos) - set(known):
        message = (
            f"Ningún documento pide «{', '.join(sorted(unknown))}». "
            f"Los datos de la entidad son: {', '.join(known)}."
        )
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "fijar_datos") as tx:
        tx.require_role([Rol.ADM, Rol.COO, Rol.JEF], "cambiar los datos de la entidad")
        entidad = workspace.entidad(tx.session, perfil.sigla)
        tx.session.execute(
            delete(ParametroRow).where(
                ParametroRow.entidad_id == entidad.id,
                ParametroRow.clave.in_([PREFIX + clave for clave in command.datos]),
            )
        )
        for clave, valor in command.datos.items():
            if valor.strip():
                tx.session.add(
                    ParametroRow(
                        entidad_id=entidad.id,
                        clave=PREFIX + clave,
                        valor=valor.strip(),
                        fuente=f"Escrito por {tx.usuario.nombre}",
                        registrado_por=contexto.usuario,
                        registrado_en=tx.ahora,
                    )
                )
        names = ", ".join(known[clave] for clave in command.datos)
        texto = f"{perfil.sigla}: se cambió {names}."
        tx.tell(texto)
    return Changes(resumen=texto)
