"""Marking on a case what only a person knows; kept with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.cartera import Respuesta
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.hechos_marcables import (
    CLASE,
    ClaseHecho,
    hecho_de,
    leer_valor,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import miles
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from cobro_desktop.domain.hechos_marcables import Hecho
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MarcarHecho:
    """Say what is known of a fact of a case; the latest mark counts."""

    expediente_id: int
    hecho: str
    """A key of `HECHOS`."""
    valor: str
    """`si`, `no` or `desconocido`; a percentage or pesos where the fact is one."""
    motivo: str = ""
    """What it rests on: an answer of a registry, a certificate…"""


def marcar_hecho(
    command: MarcarHecho, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep a mark as a note of the case.

    Cases that ended take marks too: a remitted debt is still classified.

    Raises:
        InvalidDataError: no such fact, or it does not take that value.
        NotFoundError: no such case.
        NotAllowedError: the user's role may not mark.
    """
    hecho = hecho_de(command.hecho)
    valor, motivo = leer_valor(hecho, command.valor), command.motivo.strip()
    with transaction(workspace, contexto, "marcar_hecho") as tx:
        tx.require_role([Rol.PRO, Rol.COO, Rol.JEF], "marcar hechos de un expediente")
        expediente = tx.session.get(ExpedienteRow, command.expediente_id)
        if expediente is None or expediente.lote_anulado_id is not None:
            message = "Ese expediente no existe o su importación se deshizo."
            raise NotFoundError(message)
        reason = f" Soporte: {motivo}" if motivo else ""
        texto = f"Se marcó: {hecho.pregunta} {en_palabras(hecho, valor)}.{reason}"
        datos = {
            "clase": CLASE,
            "hecho": hecho.clave,
            "valor": valor,
            "motivo": motivo,
        }
        acto = Acto(
            tipo=TipoActuacion.NOTA, texto=texto, fecha=contexto.hoy, datos=datos
        )
        registrar(tx, expediente, acto)
        tx.tell(f"{expediente.numero}: {texto}")
    return Changes(
        frozenset({command.expediente_id}),
        resumen=texto,
        datos={"hecho": hecho.clave, "valor": valor},
    )


def en_palabras(hecho: Hecho, valor: str) -> str:
    """Return a value as a person reads it."""
    words = {
        Respuesta.SI: "Sí",
        Respuesta.NO: "No",
        Respuesta.DESCONOCIDO: "No se sabe",
    }
    if valor in set(Respuesta):
        return words[Respuesta(valor)]
    if hecho.clase is ClaseHecho.PORCENTAJE:
        return f"{valor.replace('.', ',')} %"
    return f"$ {miles(int(valor))}"
