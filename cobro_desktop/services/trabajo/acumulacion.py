"""Several cases of one debtor that go on as one (F12, ET 825)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.campos_consulta import ESTADOS_ACTIVOS
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import ABIERTO, abierto
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    AcumulacionRow,
    DeudorRow,
    EntidadRow,
    ExpedienteRow,
    PersonaRow,
    ProcedimientoRow,
    TerminoRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

NORMA: Final = "ET 825"
ACUMULADO: Final = "ACUMULADO"
MAX_DEUDORES: Final = 500
_ACUMULAN: Final = (Rol.PRO, Rol.JEF)


@dataclass(frozen=True, slots=True)
class Acumular:
    """Let a case go on inside another one of the same debtor."""

    absorbido: int
    absorbente: int
    motivo: str
    """Needed always; where the stages differ it must say why all the same."""
    aunque_difieran: bool = False
    """Go on although the two cases are in different stages."""


@dataclass(frozen=True, slots=True)
class DeshacerAcumulacion:
    """Annul it: the absorbed case goes on by itself, with its open terms."""

    absorbido: int
    motivo: str


class Candidato(NamedTuple):
    """A live case of the same debtor that may be joined."""

    expediente_id: int
    numero: str
    actividad: str
    etapa: str
    saldo: Centavos
    misma_etapa: bool


class DeudorRepetido(NamedTuple):
    """A debtor with several live cases in a procedure."""

    persona_id: int
    nombre: str
    identificacion: str
    entidad: str
    procedimiento: str
    casos: int
    saldo: Centavos


class Acumulado(NamedTuple):
    """A case that goes on inside another."""

    expediente_id: int
    numero: str
    titulo: str
    capital: Centavos
    saldo: Centavos
    desde: Any
    """The day of the act."""


def acumular(command: Acumular, workspace: Workspace, contexto: Contexto) -> Changes:
    """Join a case to another; money, prescription and documents stay its own.

    Raises:
        InvalidDataError: no reason, the same case, or another stage without saying so.
        NotAllowedError: another debtor, institution or procedure; an agreement in
            force; a case that ended or is of another office; or the role may not.
    """
    motivo = command.motivo.strip()
    if not motivo or command.absorbido == command.absorbente:
        message = "Elija dos expedientes distintos y escriba el motivo. No se acumuló."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "acumular") as tx:
        tx.require_role(_ACUMULAN, "acumular expedientes")
        guest = abierto(tx, command.absorbido)
        host = abierto(tx, command.absorbente)
        _compatibles(tx.session, guest, host)
        if guest.etapa != host.etapa and not command.aunque_difieran:
            message = (
                f"{guest.numero} está en la etapa {guest.etapa} y {host.numero} en "
                f"{host.etapa}. Confirme que se acumulan aunque difieran y diga en el "
                "motivo por qué. No se acumuló."
            )
            raise InvalidDataError(message, {"etapas": [guest.etapa, host.etapa]})
        texto = _unir(tx, guest, host, motivo)
        tx.tell(texto)
        number = host.numero
    return Changes(
        frozenset({command.absorbido, command.absorbente}),
        lista=True,
        resumen=texto,
        datos={"acumulado_en": number},
    )


def deshacer_acumulacion(
    command: DeshacerAcumulacion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Let a joined case go on by itself, where it stood.

    Raises:
        InvalidDataError: no reason.
        NotFoundError: it is not joined to any.
        NotAllowedError: the role may not, or the case is of another office.
    """
    motivo = command.motivo.strip()
    if not motivo:
        message = "Escriba por qué se deshace la acumulación. No se cambió nada."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "deshacer_acumulacion") as tx:
        tx.require_role(_ACUMULAN, "deshacer una acumulación")
        row = tx.session.scalar(
            select(AcumulacionRow).where(
                AcumulacionRow.absorbido_id == command.absorbido,
                AcumulacionRow.anulada.is_(None),
            )
        )
        if row is None:
            message = "Ese expediente no está acumulado a otro. No se cambió nada."
            raise NotFoundError(message)
        guest = tx.session.get_one(ExpedienteRow, row.absorbido_id)
        host = tx.session.get_one(ExpedienteRow, row.absorbente_id)
        tx.require_office(guest)
        texto = _separar(tx, row, guest, host, motivo)
        tx.tell(texto)
        touched = frozenset({guest.id, host.id})
    return Changes(touched, lista=True, resumen=texto)


def candidatos(workspace: Workspace, expediente_id: int) -> list[Candidato]:
    """Return the live cases that may go on inside a case: same debtor and procedure."""
    with workspace.base.read() as session:
        host = session.get(ExpedienteRow, expediente_id)
        if host is None or host.estado not in ESTADOS_ACTIVOS:
            return []
        row = ExpedienteRow
        query = (
            select(row)
            .where(
                row.id != host.id,
                row.id.in_(_del_deudor(host.id)),
                row.entidad_id == host.entidad_id,
                row.procedimiento_id == host.procedimiento_id,
                row.estado.in_(ESTADOS_ACTIVOS),
                row.lote_anulado_id.is_(None),
            )
            .order_by(row.numero)
        )
        return [
            Candidato(
                one.id,
                one.numero,
                one.actividad,
                one.etapa,
                one.saldo,
                misma_etapa=one.etapa == host.etapa,
            )
            for one in session.scalars(query)
        ]


def acumulados(workspace: Workspace, expediente_id: int) -> list[Acumulado]:
    """Return the cases that go on inside a case."""
    row, case = AcumulacionRow, ExpedienteRow
    with workspace.base.read() as session:
        query = (
            select(
                case.id, case.numero, case.titulo, case.capital, case.saldo, row.fecha
            )
            .join(case, case.id == row.absorbido_id)
            .where(row.absorbente_id == expediente_id, row.anulada.is_(None))
            .order_by(case.numero)
        )
        return [Acumulado._make(values) for values in session.execute(query)]


def deudores_repetidos(workspace: Workspace) -> list[DeudorRepetido]:
    """Return the debtors with several live cases that may be joined, most first."""
    case, person = ExpedienteRow, PersonaRow
    count = func.count(func.distinct(case.id))
    query = (
        select(
            person.id,
            person.nombre,
            person.tipo_documento,
            person.numero,
            EntidadRow.sigla,
            ProcedimientoRow.codigo,
            count,
            func.sum(case.saldo),
        )
        .join(DeudorRow, DeudorRow.persona_id == person.id)
        .join(case, case.id == DeudorRow.expediente_id)
        .join(EntidadRow, EntidadRow.id == case.entidad_id)
        .join(ProcedimientoRow, ProcedimientoRow.id == case.procedimiento_id)
        .where(
            DeudorRow.rol == "principal",
            case.estado.in_(ESTADOS_ACTIVOS),
            case.lote_anulado_id.is_(None),
        )
        .group_by(
            person.id,
            person.nombre,
            person.tipo_documento,
            person.numero,
            EntidadRow.sigla,
            ProcedimientoRow.codigo,
        )
        .having(count > 1)
        .order_by(count.desc(), func.sum(case.saldo).desc())
        .limit(MAX_DEUDORES)
    )
    with workspace.base.read() as session:
        return [
            DeudorRepetido(
                id_, name, f"{kind} {number}", sigla, codigo, int(n), int(saldo or 0)
            )
            for id_, name, kind, number, sigla, codigo, n, saldo in session.execute(
                query
            )
        ]


def _compatibles(session: Session, guest: ExpedienteRow, host: ExpedienteRow) -> None:
    people = [_principales(session, row.id) for row in (guest, host)]
    why = ""
    if not people[0] & people[1]:
        why = "no tienen el mismo deudor principal"
    elif (guest.entidad_id, guest.procedimiento_id) != (
        host.entidad_id,
        host.procedimiento_id,
    ):
        why = "no siguen el mismo procedimiento de la misma entidad"
    elif session.scalar(
        select(AcuerdoRow.id).where(
            AcuerdoRow.expediente_id == guest.id, AcuerdoRow.estado == "vigente"
        )
    ):
        why = f"{guest.numero} tiene un acuerdo de pago vigente"
    if why:
        message = (
            f"{guest.numero} y {host.numero} no se pueden acumular: {why}. "
            "No se cambió nada."
        )
        raise NotAllowedError(message, {"expedientes": [guest.numero, host.numero]})


def _unir(
    tx: Transaction, guest: ExpedienteRow, host: ExpedienteRow, motivo: str
) -> str:
    texto = f"{guest.numero} se acumuló a {host.numero} ({NORMA}). Motivo: {motivo}"
    datos = {"absorbido": guest.numero, "absorbente": host.numero, "norma": NORMA}
    act = _acto(tx, guest, TipoActuacion.INCIDENTE_ABIERTO, texto, datos)
    _acto(tx, host, TipoActuacion.NOTA, texto, datos)
    moved = [
        str(id_)
        for id_ in tx.session.scalars(
            select(TerminoRow.id).where(
                TerminoRow.expediente_id == guest.id,
                TerminoRow.estado == terminos.ABIERTO,
            )
        )
    ]
    tx.session.add(
        AcumulacionRow(
            absorbido_id=guest.id,
            absorbente_id=host.id,
            fecha=tx.contexto.hoy,
            motivo=motivo,
            estado_anterior=guest.estado,
            terminos=moved,
            actuacion_id=act,
        )
    )
    terminos.anular_abiertos(tx, guest)
    guest.estado, guest.acumulado_en_id = ACUMULADO, host.id
    return texto


def _separar(
    tx: Transaction,
    row: AcumulacionRow,
    guest: ExpedienteRow,
    host: ExpedienteRow,
    motivo: str,
) -> str:
    texto = f"{guest.numero} deja de estar acumulado a {host.numero}. Motivo: {motivo}"
    _acto(tx, guest, TipoActuacion.ANULACION, texto, {}, anula_id=row.actuacion_id)
    _acto(tx, host, TipoActuacion.NOTA, texto, {})
    guest.estado, guest.acumulado_en_id = row.estado_anterior or ABIERTO, None
    ids = [int(id_) for id_ in row.terminos]
    for term in tx.session.scalars(select(TerminoRow).where(TerminoRow.id.in_(ids))):
        term.estado = terminos.ABIERTO
    row.anulada, row.motivo_anulacion = tx.contexto.hoy, motivo
    terminos.refrescar(tx, guest)
    return texto


def _acto(
    tx: Transaction,
    row: ExpedienteRow,
    tipo: TipoActuacion,
    texto: str,
    datos: dict[str, str],
    *,
    anula_id: int | None = None,
) -> int:
    acto = Acto(
        tipo=tipo, texto=texto, fecha=tx.contexto.hoy, datos=datos, anula_id=anula_id
    )
    return registrar(tx, row, acto).id


def _principales(session: Session, expediente_id: int) -> set[int]:
    return set(session.scalars(_personas(expediente_id)))


def _personas(expediente_id: int) -> Any:
    return select(DeudorRow.persona_id).where(
        DeudorRow.expediente_id == expediente_id, DeudorRow.rol == "principal"
    )


def _del_deudor(expediente_id: int) -> Any:
    return select(DeudorRow.expediente_id).where(
        DeudorRow.persona_id.in_(_personas(expediente_id)),
        DeudorRow.rol == "principal",
    )
