"""Measures on goods, from their decree to their lifting (ET 837 to 839; RULES 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.embargo import NORMA_LIMITE, ReglaLimite, limite_embargo
from cobro_desktop.domain.errors import (
    ConflictError,
    MissingParameterError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.bienes.comun import (
    QUIENES,
    hecho,
    revisar_dia,
)
from cobro_desktop.services.efectos import ensayar, realizar
from cobro_desktop.services.expedientes import abierto, deudor_de, sigla_de
from cobro_desktop.services.hechos import MANDAMIENTO, hechos_de
from cobro_desktop.services.liquidaciones import liquidar_caso_en
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.tras_acto import tras_medida
from cobro_desktop.storage.rows import BienRow, ExpedienteRow, MedidaRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.efectos import Efectos, Hecho
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

TIPOS: Final = {
    "embargo_cuentas": "Embargo de cuentas y depósitos",
    "embargo_bien": "Embargo de un bien sujeto a registro",
    "embargo_salario": "Embargo de salario",
    "embargo_creditos": "Embargo de créditos o contratos",
    "embargo_remanentes": "Embargo de remanentes",
    "secuestro": "Secuestro",
}
LIMITE: Final = "embargo.limite"
DECRETADA, COMUNICADA, REGISTRADA = "decretada", "comunicada", "registrada"
NO_ACATADA, LEVANTADA = "no_acatada", "levantada"
_PREVIA: Final = (
    "Medida previa: el mandamiento no está notificado. No se aplica dinero ni se "
    "remata hasta que lo esté y la orden quede en firme (ET 837 y 837-1)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecretarMedida:
    """Order a measure on goods."""

    expediente_id: int
    tipo: str
    destinatario: str
    """Who carries it out: bank, registry, employer, judge."""
    fecha: dt.date
    limite: Centavos | None = None
    """What it may take at most; by default, what the law lets take that day."""
    bien_id: int | None = None
    deudor: str = ""
    forzar: str = ""
    """Reason to pass the limit of the law; stays on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualizarMedida:
    """Record what became of a measure."""

    medida_id: int
    estado: str
    """`comunicada registrada no_acatada levantada`."""
    fecha: dt.date
    texto: str = ""
    """What the addressee said, or why it is lifted."""


def decretar_medida(
    command: DecretarMedida, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Order a measure, within the limit of ET 838.

    Raises:
        InvalidDataError: an unknown kind, nobody to carry it out, or a wrong day.
        NotAllowedError: above the limit without a reason, the case ended, or the role
            may not.
        NotFoundError: no such case, asset or debtor.
    """
    return realizar(
        workspace, contexto, "decretar_medida", lambda tx: _decretar(tx, command)
    )


def prever_medida(
    command: DecretarMedida, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what ordering a measure would do; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _decretar(tx, command))


def actualizar_medida(
    command: ActualizarMedida, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record that a measure was sent, registered, not obeyed or lifted.

    Raises:
        NotFoundError: no such measure.
        ConflictError: it is lifted already.
        InvalidDataError: an unknown state, a wrong day, or a lifting without reason.
    """
    return realizar(
        workspace, contexto, "actualizar_medida", lambda tx: _actualizar(tx, command)
    )


def limite_hoy(
    tx: Transaction, expediente: ExpedienteRow, corte: dt.date
) -> tuple[Centavos, ReglaLimite] | None:
    """Return what may be embargoed on a day; None while a rate is missing.

    Raises:
        NotFoundError: the case owes nothing.
    """
    regla = ReglaLimite(tx.workspace.opciones(sigla_de(tx.session, expediente))[LIMITE])
    try:
        debt = liquidar_caso_en(tx.session, tx.workspace, expediente.id, corte).saldo
    except MissingParameterError:
        return None
    return limite_embargo(debt.capital, debt.intereses, debt.costas, regla), regla


def _decretar(tx: Transaction, command: DecretarMedida) -> Hecho:
    tx.require_role(QUIENES, "decretar medidas")
    expediente = abierto(tx, command.expediente_id)
    if command.tipo not in TIPOS:
        rehusar(f"La medida es una de estas: {', '.join(TIPOS)}.")
    if not command.destinatario.strip():
        rehusar("Diga a quién se le ordena la medida.")
    revisar_dia("La medida", command.fecha, tx.contexto.hoy)
    bien = _bien(tx, expediente, command.bien_id)
    limite, notas = _limite(tx, expediente, command)
    row = MedidaRow(
        expediente_id=expediente.id,
        bien_id=command.bien_id,
        deudor_id=deudor_de(tx, expediente, command.deudor),
        tipo=command.tipo,
        destinatario=command.destinatario.strip(),
        limite=limite,
        decretada=command.fecha,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("medida", row.id)
    if bien is not None:
        bien.estado = "embargado"
        tx.touch("bien", bien.id)
    facts = hechos_de(tx.session, tx.workspace, expediente, command.fecha)
    if not facts.deudores <= facts.notificado(MANDAMIENTO):
        notas.append(_PREVIA)
    of = f" sobre {bien.descripcion}" if bien else ""
    texto = (
        f"{TIPOS[row.tipo]}{of}, a cargo de {row.destinatario}, hasta {pesos(limite)}."
    )
    if command.forzar.strip():
        texto += f" Pasa del límite por este motivo: {command.forzar.strip()}."
    acto = Acto(
        tipo=TipoActuacion.MEDIDA,
        texto=texto,
        fecha=command.fecha,
        resultado=DECRETADA,
        datos={"medida": row.id, "forzado": command.forzar.strip()},
    )
    tras_medida(tx, expediente, row, command.fecha)
    return hecho(tx, expediente, acto, notas=notas, datos={"medida": row.id})


def _limite(
    tx: Transaction, expediente: ExpedienteRow, command: DecretarMedida
) -> tuple[Centavos, list[str]]:
    """Return the limit of the measure, and what is to be told of it."""
    found = limite_hoy(tx, expediente, command.fecha)
    if found is None:
        if command.limite is None:
            rehusar(
                "Falta una tasa para liquidar la deuda de ese día: escriba el límite "
                "de la medida o cargue la tasa en Parámetros legales."
            )
        note = "No se pudo comprobar el límite de la ley: falta una tasa."
        return command.limite, [note]
    most, regla = found
    wanted = most if command.limite is None else command.limite
    if wanted <= 0:
        rehusar(f"El límite debe ser mayor que cero, y dice {pesos(wanted)}.")
    if wanted > most and not command.forzar.strip():
        message = (
            f"Ese día, {fecha_larga(command.fecha)}, no se puede embargar más de "
            f"{pesos(most)} ({NORMA_LIMITE[regla]}), y la medida dice {pesos(wanted)}. "
            "Bájela o "
            "escriba por qué pasa del límite. No se registró nada."
        )
        raise NotAllowedError(message, {"limite": most // 100})
    told = f"Lo embargable a esa fecha es {pesos(most)} ({NORMA_LIMITE[regla]})."
    return wanted, [told]


def _bien(
    tx: Transaction, expediente: ExpedienteRow, bien_id: int | None
) -> BienRow | None:
    if bien_id is None:
        return None
    row = tx.session.get(BienRow, bien_id)
    if row is None or row.expediente_id != expediente.id:
        message = f"El expediente {expediente.numero} no tiene el bien {bien_id}."
        raise NotFoundError(message)
    return row


def _actualizar(tx: Transaction, command: ActualizarMedida) -> Hecho:
    tx.require_role((*QUIENES, "AUX"), "actualizar medidas")
    row = tx.session.get(MedidaRow, command.medida_id)
    if row is None:
        message = f"No existe la medida {command.medida_id}."
        raise NotFoundError(message)
    # A measure is lifted also after the case ended: it must never stay behind.
    expediente = tx.session.get_one(ExpedienteRow, row.expediente_id)
    if row.estado == LEVANTADA:
        message = "Esa medida ya está levantada. No se cambió nada."
        raise ConflictError(message)
    revisar_dia("El acto", command.fecha, tx.contexto.hoy)
    if command.fecha < row.decretada:
        rehusar(f"La medida se decretó después, el {fecha_larga(row.decretada)}.")
    texto = f"{_cambio(row, command)}."
    row.estado = command.estado
    row.observacion = command.texto.strip() or row.observacion
    tx.touch("medida", row.id)
    if command.estado == LEVANTADA and row.bien_id is not None:
        _liberar(tx, row)
    acto = Acto(
        tipo=TipoActuacion.MEDIDA,
        texto=texto,
        fecha=command.fecha,
        resultado=command.estado,
        datos={"medida": row.id},
    )
    tx.session.flush()
    tras_medida(tx, expediente, row, command.fecha)
    return hecho(tx, expediente, acto, datos={"medida": row.id})


def _cambio(row: MedidaRow, command: ActualizarMedida) -> str:
    """Write the day of the new state; returns it as a sentence without its stop."""
    said = f": {command.texto.strip()}" if command.texto.strip() else ""
    name = f"{TIPOS[row.tipo]} a cargo de {row.destinatario}"
    day = fecha_larga(command.fecha)
    if command.estado == COMUNICADA:
        row.comunicada = command.fecha
        return f"{name}: se comunicó el {day}{said}"
    if command.estado == REGISTRADA:
        row.registrada = command.fecha
        return f"{name}: quedó practicado el {day}{said}"
    if command.estado == NO_ACATADA:
        if not said:
            rehusar("Escriba qué respondió quien no acató la medida.")
        return f"{name}: no se acató{said}"
    if command.estado != LEVANTADA:
        known = f"{COMUNICADA}, {REGISTRADA}, {NO_ACATADA}, {LEVANTADA}"
        rehusar(f"Una medida pasa a uno de estos estados: {known}.")
    if not said:
        rehusar("Escriba por qué se levanta la medida.")
    row.levantada = command.fecha
    return f"{name}: se levantó el {day}{said}"


def _liberar(tx: Transaction, row: MedidaRow) -> None:
    others = tx.session.scalar(
        select(MedidaRow.id)
        .where(
            MedidaRow.bien_id == row.bien_id,
            MedidaRow.id != row.id,
            MedidaRow.estado != LEVANTADA,
        )
        .limit(1)
    )
    if others is None:
        tx.session.get_one(BienRow, row.bien_id).estado = "liberado"
