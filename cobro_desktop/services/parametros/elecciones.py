"""The readings of the law that an entity chooses, over those of its profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.parametros.ordenes import (
    DESDE_AHORA,
    ROLES,
    firmar,
    serializar,
)
from cobro_desktop.services.parametros.registros import (
    OPCION,
    elegidas,
    leer_elecciones,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import ParametroRow

if TYPE_CHECKING:
    from cobro_desktop.domain.opciones import Opcion
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.parametros.registros import Eleccion
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpcionVigente:
    """A switch of an entity, with where its reading comes from."""

    opcion: Opcion
    valor: str
    perfil: str
    """What counts when nobody chose."""
    eleccion: Eleccion | None
    """Who chose, on what ground and when; None: nobody."""


@dataclass(frozen=True, slots=True)
class FijarOpcion:
    """Choose the reading of the law of an entity; empty goes back to its profile."""

    sigla: str
    clave: str
    valor: str
    sustento: str = ""
    """What the choice rests on: an opinion, a circular, an instruction."""


def ver_opciones(workspace: Workspace, sigla: str) -> list[OpcionVigente]:
    """Return the switches of an entity, in the order of the catalogue.

    Raises:
        NotFoundError: no such entity.
    """
    name = workspace.perfil(sigla).sigla
    profile = load_opciones(name, folder=workspace.recursos)
    with workspace.base.read() as session:
        chosen = elegidas(leer_elecciones(session), name)
    return [
        OpcionVigente(
            opcion,
            chosen[clave].valor if clave in chosen else profile[clave],
            profile[clave],
            chosen.get(clave),
        )
        for clave, opcion in profile.catalogo.items()
    ]


def fijar_opcion(
    command: FijarOpcion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Choose a reading of the law for an entity.

    Raises:
        InvalidDataError: an unknown switch or reading, or the one in force.
        NotFoundError: no such entity.
    """
    sigla = workspace.perfil(command.sigla).sigla
    profile = load_opciones(sigla, folder=workspace.recursos)
    opcion = profile.opcion(command.clave)
    wanted = opcion.leer(command.valor) if command.valor.strip() else ""
    with transaction(workspace, contexto, "fijar_opcion") as tx:
        tx.require_role(ROLES, "cambiar las opciones de la entidad")
        serializar(tx.session)
        chosen = elegidas(leer_elecciones(tx.session), sigla).get(opcion.clave)
        before = chosen.valor if chosen else profile[opcion.clave]
        if (chosen.valor if chosen else "") == wanted:
            label = opcion.etiqueta_de(before)
            message = f"«{opcion.etiqueta}» ya está así: {label}. No se cambió nada."
            raise InvalidDataError(message, {"opcion": opcion.clave})
        after = wanted or profile[opcion.clave]
        row = ParametroRow(
            clave=OPCION + opcion.clave,
            valor=wanted,
            desde=None,
            hasta=None,
            fuente=command.sustento.strip(),
            verificado=False,
        )
        firmar(tx, row, sigla)
        label = opcion.etiqueta_de(after)
        texto = f"{sigla}: «{opcion.etiqueta}» queda en «{label}». {DESDE_AHORA}"
        tx.tell(texto, antes=opcion.etiqueta_de(before), despues=label)
    workspace.ley.olvidar()
    datos: dict[str, object] = {
        "entidad": sigla,
        "opcion": opcion.clave,
        "antes": before,
        "valor": after,
    }
    return Changes(lista=True, resumen=texto, datos=datos)
