"""What the act of a run does to the cases: each obligation ends by its own case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.errors import ConflictError, NotAllowedError, UserError
from cobro_desktop.domain.partida import (
    CLASE_ANTES,
    CLASE_DESPUES,
    VALOR_DETERIORO,
    Recomendacion,
    Tratamiento,
    centavos_de,
    tratamiento_de,
)
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.cartera import comun
from cobro_desktop.services.cartera.baja import APLICAN, dar_de_baja
from cobro_desktop.services.cartera.comun import EFECTO, TERMINADA, ActoCorrida
from cobro_desktop.services.cartera.hechos import leer
from cobro_desktop.services.cartera.papeles import llamado, papeles_de
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import rehearsal, transaction
from cobro_desktop.storage.rows import CorridaItemRow, CorridaRow, ExpedienteRow

if TYPE_CHECKING:
    from cobro_desktop.services.cartera.hechos import Lectura
    from cobro_desktop.services.cartera.papeles import Papeles
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


class Efecto(NamedTuple):
    """What applying the act does with one item."""

    item_id: int
    partida: str
    hecho: bool
    """Whether it can be done, or was."""
    texto: str


def prever_efectos(
    corrida_id: int, workspace: Workspace, contexto: Contexto
) -> list[Efecto]:
    """Tell what applying a run would do with each item; nothing is written."""
    with workspace.base.read() as session:
        ids, _ = _pendientes(workspace, session.get_one(CorridaRow, corrida_id).id)
    found = []
    for item_id, name in ids:
        try:
            with rehearsal(workspace, contexto) as tx:
                found.append(Efecto(item_id, name, True, _aplicar(tx, item_id)[0]))  # noqa: FBT003 -- a field of the tuple
        except UserError as error:
            found.append(Efecto(item_id, name, False, error.mensaje))  # noqa: FBT003
    return found


def aplicar_efectos(
    corrida_id: int, workspace: Workspace, contexto: Contexto
) -> Changes:
    """End each obligation that the act extinguishes; what fails stops no other.

    A write-off takes the case out by its common outcome when it was its last debt; a
    case that already ended loses only the obligation. A deterioro or a
    reclassification moves no case. What was applied is not applied again.

    Raises:
        NotAllowedError: the run has not ended, or its act is not signed.
    """
    ids, numero = _pendientes(workspace, corrida_id)
    done: list[Efecto] = []
    touched: set[int] = set()
    for item_id, name in ids:
        try:
            with transaction(workspace, contexto, "aplicar_depuracion") as tx:
                text, case = _aplicar(tx, item_id)
        except UserError as error:
            done.append(Efecto(item_id, name, False, error.mensaje))  # noqa: FBT003
        else:
            done.append(Efecto(item_id, name, True, text))  # noqa: FBT003
            touched.add(case)
    good = sum(e.hecho for e in done)
    resumen = f"{numero}: se aplicaron {good} de {cantidad(len(done), 'partida')}."
    datos: dict[str, object] = {"efectos": [e._asdict() for e in done]}
    return Changes(frozenset(touched), lista=True, resumen=resumen, datos=datos)


def por_aplicar(lectura: Lectura) -> list[CorridaItemRow]:
    """Return the items that the comité recommended and nobody applied yet."""
    return [
        row
        for row in lectura.partidas
        if row.decision == Recomendacion.RECOMIENDA and row.aplicada is None
    ]


def _pendientes(
    workspace: Workspace, corrida_id: int
) -> tuple[list[tuple[int, str]], str]:
    with workspace.base.read() as session:
        corrida = session.get_one(CorridaRow, corrida_id)
        procedimiento = workspace.procedimiento(session, corrida.procedimiento_id)
        lectura = leer(session, procedimiento, corrida)
        if corrida.estado != TERMINADA:
            message = (
                f"La corrida {corrida.numero} no ha terminado: está en la actividad "
                f"{lectura.actividad.id}, «{lectura.actividad.nombre}». Nada se aplica "
                "a los expedientes antes."
            )
            raise NotAllowedError(message)
        ids = [(row.id, lectura.nombres[row.id]) for row in por_aplicar(lectura)]
        return ids, corrida.numero


def _aplicar(tx: Transaction, item_id: int) -> tuple[str, int]:
    item = comun.item_de(tx, item_id)
    corrida = comun.tomar(tx, item.corrida_id)
    tx.require_role(APLICAN, f"aplicar la corrida {corrida.numero}")
    if item.aplicada is not None:
        message = (
            f"Esa partida ya se aplicó el {fecha_larga(item.aplicada)}. No se cambió "
            "nada."
        )
        raise ConflictError(message)
    papers = papeles_de(tx, corrida)
    kind = tratamiento_de(item.respuestas)
    if kind is Tratamiento.BAJA:
        texto = dar_de_baja(tx, corrida, item, papers)
    else:
        texto = _anotar(tx, corrida, item, papers)
    item.aplicada, item.efecto = tx.contexto.hoy, texto
    tx.session.flush()
    tx.touch("corrida_item", item.id)
    comun.registrar(
        tx,
        corrida,
        ActoCorrida(
            tipo=EFECTO, texto=texto, fecha=tx.contexto.hoy, datos={"partida": item.id}
        ),
    )
    tx.tell(f"{corrida.numero}: {texto}")
    return texto, item.expediente_id


def _anotar(
    tx: Transaction, corrida: CorridaRow, item: CorridaItemRow, papers: Papeles
) -> str:
    """Write in a case what its debt became in the books; the case does not move."""
    expediente = tx.session.get_one(ExpedienteRow, item.expediente_id)
    kind, said = tratamiento_de(item.respuestas), item.respuestas
    if kind is Tratamiento.DETERIORO and papers.acto is None:
        message = (
            f"La corrida {corrida.numero} no tiene firmado el acto de deterioro: no se "
            "anota nada."
        )
        raise NotAllowedError(message)
    if kind is Tratamiento.RECLASIFICACION:
        what = (
            f"la cuenta pasó de «{said.get(CLASE_ANTES, '')}» a "
            f"«{said.get(CLASE_DESPUES, '')}»"
        )
    elif kind is Tratamiento.DETERIORO:
        assert papers.acto is not None, "held above"
        value = centavos_de(str(said.get(VALOR_DETERIORO, "")))
        what = f"se reconoció un deterioro de {pesos(value)} con {llamado(papers.acto)}"
    else:
        what = "el comité la dejó como está"
    texto = f"{expediente.numero}: {what}. El cobro sigue igual."
    if kind is not Tratamiento.SIN_CAMBIO:
        registrar(
            tx,
            expediente,
            Acto(
                tipo=TipoActuacion.NOTA,
                texto=f"{texto} Corrida {corrida.numero}.",
                fecha=tx.contexto.hoy,
                datos={"clase": str(kind), "corrida": corrida.id, "partida": item.id},
            ),
        )
    return texto
