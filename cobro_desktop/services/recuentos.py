"""Open terms and safe dates of an entity, counted again after its calendar changed.

A closure, a suspension of the entity's terms or another reading of the law counts for
what is computed from then on; what already runs keeps its day until somebody orders
this. It is idempotent: a second run moves nothing. The done terms are only told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.recuento_escrito import escribir
from cobro_desktop.services.recuento_leido import leer
from cobro_desktop.services.transaction import transaction

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.recuento import Recuento
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.ADM, Rol.COO, Rol.JEF)
SIN_CAMBIOS: Final = (
    "Todo está contado con el calendario y las lecturas de hoy: no hay nada que "
    "recontar."
)


@dataclass(frozen=True, slots=True)
class Recontar:
    """Count again what is open in an entity."""

    sigla: str


def prever_recuento(
    workspace: Workspace,
    sigla: str,
    hoy: dt.date,
    progress: Progress | None = None,
) -> Recuento:
    """Tell what would change its day; writes nothing.

    A suspension of a case that is still open counts up to `hoy`.

    Raises:
        NotFoundError: no such entity.
    """
    name = workspace.perfil(sigla).sigla
    with workspace.base.read() as session:
        return leer(session, workspace, (name, hoy), progress or SilentProgress())


def recontar(
    command: Recontar,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress | None = None,
) -> Changes:
    """Write the new days, with one act per case, in one transaction.

    Raises:
        NotFoundError: no such entity.
        NotAllowedError: the user's role may not.
        CancelledByUserError: the person stopped it; nothing was written.
    """
    name = workspace.perfil(command.sigla).sigla
    watched = progress or SilentProgress()
    with transaction(workspace, contexto, "recontar") as tx:
        tx.require_role(QUIENES, "recontar los términos de la entidad")
        found = leer(tx.session, workspace, (name, contexto.hoy), watched)
        escribir(tx, found, watched)
        texto = _texto(found)
        tx.tell(texto)
        tx.manifiesto = _manifiesto(found)
        tx.touch("entidad", workspace.entidad(tx.session, name).id)
    return Changes(lista=not found.vacio, resumen=texto, datos=found.datos())


def _texto(found: Recuento) -> str:
    if found.vacio:
        return f"{found.sigla}: {SIN_CAMBIOS}"
    cases = cantidad(len(found.casos), "expediente")
    terms = cantidad(len(found.abiertos), "término abierto", "términos abiertos")
    titles = cantidad(len(found.titulos), "título")
    return (
        f"{found.sigla}: se recontaron {cases}. Cambiaron de fecha {terms} y la "
        f"prescripción de {titles}."
    )


def _manifiesto(found: Recuento) -> str:
    lines = [
        *(f"termino {t.termino_id} {t.antes} {t.despues}" for t in found.abiertos),
        *(f"titulo {t.titulo_id} {t.antes} {t.despues}" for t in found.titulos),
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
