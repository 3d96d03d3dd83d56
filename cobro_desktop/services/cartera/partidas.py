"""The items of a run: brought in, described in their ficha, taken out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    MissingParameterError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.partida import campos_de_partida, cerradas_de
from cobro_desktop.domain.respuestas import normalizar
from cobro_desktop.formats import cantidad
from cobro_desktop.services.cartera.comun import (
    ABIERTA,
    CIERRE,
    PARTIDAS,
    ActoCorrida,
    abierta,
    actividad_actual,
    actos_de,
    item_de,
    registrar,
)
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.liquidaciones import VIGENTE, liquidar_en
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    CorridaItemRow,
    CorridaRow,
    ExpedienteRow,
    ObligacionRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.procedimiento import Campo, Procedimiento, Rol
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Entrante:
    """An obligation to bring into a run."""

    obligacion_id: int
    propuesta: str = ""
    """Why."""
    respuestas: Mapping[str, str] = field(default_factory=dict)
    """What is known of its ficha already."""


@dataclass(frozen=True, slots=True)
class AgregarPartidas:
    """Bring obligations into a run."""

    corrida_id: int
    entrantes: tuple[Entrante, ...]


@dataclass(frozen=True, slots=True)
class LlenarFicha:
    """Answer what the procedure asks of an item."""

    item_id: int
    respuestas: Mapping[str, str]
    """Field name → text as typed; an empty text takes the answer back."""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RetirarPartida:
    """Take an item out of its run."""

    item_id: int
    motivo: str


def agregar_partidas(
    command: AgregarPartidas, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Bring obligations into a run with what they owe on its cut.

    Raises:
        NotFoundError: no such run or obligation.
        NotAllowedError: one is of another institution, is not owed any more, or the
            run does not take items now.
        ConflictError: one is in an open run already.
    """
    with transaction(workspace, contexto, "agregar_partidas") as tx:
        corrida = abierta(tx, command.corrida_id)
        tx.require_role(quienes(tx, corrida), f"agregar partidas a {corrida.numero}")
        procedimiento = workspace.procedimiento(tx.session, corrida.procedimiento_id)
        asked = _campos(procedimiento)
        made = [_agregar(tx, corrida, one, asked) for one in command.entrantes]
        if not made:
            message = "No se indicó ninguna obligación. No se agregó nada."
            raise InvalidDataError(message)
        texto = f"Se agregó {cantidad(len(made), 'partida')}."
        registrar(
            tx,
            corrida,
            ActoCorrida(
                tipo=PARTIDAS,
                texto=texto,
                fecha=contexto.hoy,
                datos={"obligaciones": [row.obligacion_id for row in made]},
            ),
        )
        tx.tell(f"{corrida.numero}: {texto}")
        tx.touch("corrida_item", *(row.id for row in made))
        ids: list[object] = [row.id for row in made]
    return Changes(resumen=texto, datos={"partidas": ids})


def llenar_ficha(
    command: LlenarFicha, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep the answers of an item; those of activities that closed stay as they are.

    Raises:
        NotFoundError: no such item.
        InvalidDataError: an answer is not valid, or nobody asks it of an item.
        NotAllowedError: the run ended, or the comité decided on what it says.
        ConflictError: somebody else wrote on it meanwhile.
    """
    with transaction(workspace, contexto, "llenar_ficha") as tx:
        item = item_de(tx, command.item_id)
        corrida = abierta(tx, item.corrida_id)
        tx.require_role(quienes(tx, corrida), f"llenar fichas de {corrida.numero}")
        if command.version is not None and item.version != command.version:
            message = (
                "Otra persona cambió esta ficha mientras usted la llenaba. No se "
                "guardó nada de lo suyo; mírela de nuevo."
            )
            raise ConflictError(message)
        procedimiento = workspace.procedimiento(tx.session, corrida.procedimiento_id)
        clean = _limpias(_abiertos(tx, corrida, procedimiento), command.respuestas)
        kept = {k: v for k, v in {**item.respuestas, **clean}.items() if v}
        item.respuestas = kept
        tx.session.flush()
        tx.touch("corrida_item", item.id)
        numero = tx.session.get_one(ExpedienteRow, item.expediente_id).numero
        texto = f"Se llenó la ficha de {numero}."
        tx.tell(f"{corrida.numero}: {texto}")
    return Changes(resumen=texto, datos={"partida": item.id, "respuestas": kept})


def retirar_partida(
    command: RetirarPartida, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Take an item out of its run, with the reason; it can come in to another.

    Raises:
        InvalidDataError: no reason is given.
        NotFoundError: no such item.
        NotAllowedError: the run ended, or the comité decided on the item.
    """
    reason = " ".join(command.motivo.split()).rstrip(".")
    if not reason:
        message = "Escriba por qué se retira la partida. No se cambió nada."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "retirar_partida") as tx:
        item = item_de(tx, command.item_id)
        corrida = abierta(tx, item.corrida_id)
        tx.require_role(quienes(tx, corrida), f"retirar partidas de {corrida.numero}")
        if item.decision == "recomienda":
            message = (
                "El comité ya recomendó esa partida: no se retira. Si la decisión "
                "cambió, regístrela en otra sesión."
            )
            raise NotAllowedError(message)
        item.retirada = reason
        numero = tx.session.get_one(ExpedienteRow, item.expediente_id).numero
        texto = f"Se retiró la partida de {numero}: {reason}."
        registrar(
            tx,
            corrida,
            ActoCorrida(
                tipo=PARTIDAS,
                texto=texto,
                fecha=contexto.hoy,
                datos={"partida": item.id, "motivo": reason},
            ),
        )
        tx.tell(f"{corrida.numero}: {texto}")
        tx.touch("corrida_item", item.id)
    return Changes(resumen=texto, datos={"partida": command.item_id})


def obligaciones_de(workspace: Workspace, expediente_id: int) -> list[int]:
    """Return the obligations of a case that are still owed."""
    with workspace.base.read() as session:
        return list(
            session.scalars(
                select(ObligacionRow.id)
                .where(
                    ObligacionRow.expediente_id == expediente_id,
                    ObligacionRow.estado == VIGENTE,
                )
                .order_by(ObligacionRow.id)
            )
        )


def quienes(tx: Transaction, corrida: CorridaRow) -> set[Rol | str]:
    """Return the roles that prepare a run: those of its activity, and PRO and COO."""
    procedimiento = tx.workspace.procedimiento(tx.session, corrida.procedimiento_id)
    activity = actividad_actual(procedimiento, corrida)
    return {*activity.rol, *activity.firma, "PRO", "COO"}


def _agregar(
    tx: Transaction,
    corrida: CorridaRow,
    entrante: Entrante,
    asked: Mapping[str, Campo],
) -> CorridaItemRow:
    obligacion = tx.session.get(ObligacionRow, entrante.obligacion_id)
    if obligacion is None:
        message = f"No existe la obligación {entrante.obligacion_id}."
        raise NotFoundError(message)
    expediente = tx.session.get_one(ExpedienteRow, obligacion.expediente_id)
    _admisible(tx, corrida, expediente, obligacion)
    row = CorridaItemRow(
        corrida_id=corrida.id,
        expediente_id=expediente.id,
        obligacion_id=obligacion.id,
        propuesta=" ".join(entrante.propuesta.split()),
        capital=obligacion.saldo_capital,
        intereses=_intereses(tx, corrida, obligacion),
        respuestas=_limpias(asked, entrante.respuestas),
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def _admisible(
    tx: Transaction,
    corrida: CorridaRow,
    expediente: ExpedienteRow,
    obligacion: ObligacionRow,
) -> None:
    if expediente.entidad_id != corrida.entidad_id:
        message = (
            f"El expediente {expediente.numero} es de otra entidad: no entra en "
            f"{corrida.numero}. No se agregó nada."
        )
        raise NotAllowedError(message)
    if expediente.lote_anulado_id is not None or obligacion.estado != VIGENTE:
        message = (
            f"La obligación de {expediente.numero} ya no se debe "
            f"({obligacion.estado.lower()}): no hay qué depurar. No se agregó nada."
        )
        raise NotAllowedError(message)
    # A run that no longer prepares items takes none: the comité did not see them.
    procedimiento = tx.workspace.procedimiento(tx.session, corrida.procedimiento_id)
    if not _abiertos(tx, corrida, procedimiento):
        message = (
            f"La actividad {corrida.actividad} de la corrida {corrida.numero} no "
            "recibe partidas: se agregan mientras se preparan sus fichas."
        )
        raise NotAllowedError(message)
    other = tx.session.execute(
        select(CorridaRow.numero)
        .join(CorridaItemRow, CorridaItemRow.corrida_id == CorridaRow.id)
        .where(
            CorridaItemRow.obligacion_id == obligacion.id,
            CorridaItemRow.retirada == "",
            CorridaRow.estado == ABIERTA,
        )
    ).scalar()
    if other:
        message = (
            f"La obligación de {expediente.numero} ya está en la corrida {other}. "
            "No se agregó nada."
        )
        raise ConflictError(message, {"corrida": other})
    _vuelve(tx, corrida, obligacion)


def _vuelve(tx: Transaction, corrida: CorridaRow, obligacion: ObligacionRow) -> None:
    """Let an item come back to a run it was taken out of: the old row gives way."""
    out = tx.session.scalar(
        select(CorridaItemRow).where(
            CorridaItemRow.corrida_id == corrida.id,
            CorridaItemRow.obligacion_id == obligacion.id,
        )
    )
    if out is not None:
        tx.session.delete(out)
        tx.session.flush()


def _intereses(
    tx: Transaction, corrida: CorridaRow, obligacion: ObligacionRow
) -> int | None:
    try:
        found = liquidar_en(tx.session, tx.workspace, obligacion, corrida.corte)
    except MissingParameterError:
        return None
    return found.saldo.intereses


def _campos(procedimiento: Procedimiento) -> dict[str, Campo]:
    asked = campos_de_partida(procedimiento)
    return {c.nombre: c for campos in asked.values() for c in campos}


def _abiertos(
    tx: Transaction, corrida: CorridaRow, procedimiento: Procedimiento
) -> dict[str, Campo]:
    """Return the questions of the activities that are not behind."""
    closings = tuple(
        (a.actividad, a.resultado)
        for a in actos_de(tx.session, corrida.id)
        if a.tipo == CIERRE
    )
    behind = cerradas_de(procedimiento, closings)
    return {
        c.nombre: c
        for actividad, campos in campos_de_partida(procedimiento).items()
        if actividad not in behind
        for c in campos
    }


def _limpias(
    asked: Mapping[str, Campo], respuestas: Mapping[str, str]
) -> dict[str, str]:
    clean: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name, text in respuestas.items():
        if name not in asked:
            errors[name] = (
                f"«{name}» no se pregunta de una partida, o la actividad que lo "
                f"pregunta ya se cerró. Se preguntan: {', '.join(asked) or 'nada'}."
            )
            continue
        try:
            clean[name] = normalizar(asked[name], text)
        except InvalidDataError as error:
            errors[name] = error.mensaje
    if errors:
        raise InvalidDataError(" ".join(errors.values()), {"errores": errors})
    return clean
