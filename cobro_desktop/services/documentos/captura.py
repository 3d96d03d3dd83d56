"""Which data of a document a person still has to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.documents.registro import CONTEXTOS
from cobro_desktop.services.documentos.escrito import escritos
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.documentos.preparacion import con_elecciones
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.emision import CrearDocumento
    from cobro_desktop.services.workspace import Workspace


class DatoPedido(NamedTuple):
    """A datum that a document lacks and a person can type."""

    nombre: str
    """Its key in `CrearDocumento.datos`."""
    etiqueta: str
    lista: bool
    """Takes several, one per line."""
    opciones: tuple[str, ...] = ()
    """What it may be, where the case knows; empty for a free text."""


class Faltante(NamedTuple):
    """What a document lacks."""

    por_escribir: tuple[DatoPedido, ...]
    ajenos: tuple[str, ...]
    """What is not typed in the document: data of the institution or of the case."""


def lo_que_falta(
    command: CrearDocumento, workspace: Workspace, contexto: Contexto
) -> Faltante:
    """Tell apart what can be typed now and what is mended elsewhere.

    What hangs on a choice is told once it was made: until then, only the choice.

    Raises:
        NotFoundError: no such case or kind of document.
        MissingParameterError: it states interest and a rate is not loaded.
    """
    with workspace.base.read() as session:
        expediente = session.get_one(ExpedienteRow, command.expediente_id)
        prepared = con_elecciones(session, workspace, contexto, command)
        sigla = sigla_de(session, expediente)
        day = command.fecha or contexto.hoy
        renderer = generador_de(session, workspace, sigla, day)
    missing = renderer.faltantes(command.tipo, sigla, prepared.contexto)
    choices = prepared.elegido.elecciones
    own = [
        d._replace(opciones=choices[d.nombre].opciones) if d.nombre in choices else d
        for d in escribibles(CONTEXTOS[command.tipo])
        if d.etiqueta in missing
    ]
    if pending := [d for d in own if d.opciones]:
        return Faltante(tuple(pending), ())
    typed = {d.etiqueta for d in own}
    return Faltante(tuple(own), tuple(m for m in missing if m not in typed))


def escribibles(kind: type) -> list[DatoPedido]:
    """Return the data of a kind of document that can be typed."""
    return [
        DatoPedido(name, label, lista=several)
        for name, label, several in escritos(kind)
    ]
