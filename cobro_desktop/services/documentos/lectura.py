"""What the base says of a case, read once for its documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    DireccionRow,
    DocumentoRow,
    ExpedienteRow,
    ObligacionRow,
    PagoRow,
    PersonaRow,
    TerminoRow,
    TituloRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.conceptos import Concepto
    from cobro_desktop.services.entidades import PerfilEntidad
    from cobro_desktop.services.workspace import Workspace

PERSUASIVAS = ("constancia-llamada", "acta-visita", "registro-campana")
"""Documents that record a persuasive act, besides the letters."""

_ULTIMOS = 20
"""Signatures that tell who signs for an institution now."""
PAGO_TOTAL = "pago_total"
PAGO_CONFIRMADO = "pago_total_confirmado"
"""Rule of the outcomes that end a case because all was paid."""
EXCEPCION_PROBADA = dict.fromkeys(
    ("excepciones_probadas", "recurso_revoca"), "excepcion_probada"
)


class DeudorLeido(NamedTuple):
    """A debtor with the person behind it."""

    rol: str
    persona: PersonaRow


@dataclass(frozen=True, slots=True)
class Caso:
    """Everything of a case that a document may say."""

    expediente: ExpedienteRow
    perfil: PerfilEntidad
    procedimiento: Procedimiento
    conceptos: Mapping[str, Concepto]
    deudores: Sequence[DeudorLeido]
    titulos: Sequence[TituloRow]
    obligaciones: Sequence[ObligacionRow]
    pagos: Sequence[PagoRow]
    causa: str
    causas: Sequence[str]
    """Those for which a case of this institution may end."""
    """Outcome that brought the case to its archive, as causes are called."""
    respuestas: Mapping[str, str]
    """Answers given in the activities closed so far; the latest wins."""
    gestiones: Sequence[str]
    direccion: DireccionRow | None
    correo: str
    vence: dt.date | None
    """End of the term of the current activity."""

    @property
    def principal(self) -> PersonaRow:
        """The person of the case."""
        return next(d.persona for d in self.deudores if d.rol == "principal")


@dataclass(frozen=True, slots=True)
class Lectura:
    """A case, and the document about to be written of it."""

    session: Session
    workspace: Workspace
    caso: Caso
    tipo: str
    fecha: dt.date
    """Day of the document."""
    datos: Mapping[str, str]
    """What the person typed."""


@dataclass(frozen=True, slots=True)
class Marco:
    """What frames a case: institution, procedure and its concepts."""

    perfil: PerfilEntidad
    procedimiento: Procedimiento
    conceptos: Mapping[str, Concepto]
    causas: Sequence[str]
    """Keys of the causes of archive that the institution's documents know."""


def leer_caso(session: Session, expediente: ExpedienteRow, marco: Marco) -> Caso:
    """Read a case whole."""
    deudores = [
        DeudorLeido(rol, persona)
        for rol, persona in session.execute(
            select(DeudorRow.rol, PersonaRow)
            .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
            .where(DeudorRow.expediente_id == expediente.id)
            .order_by(DeudorRow.id)
        )
    ]
    principal = next(d.persona.id for d in deudores if d.rol == "principal")
    ways = _contactos(session, principal)
    own = ExpedienteRow.id == expediente.id
    return Caso(
        expediente=expediente,
        perfil=marco.perfil,
        procedimiento=marco.procedimiento,
        conceptos=marco.conceptos,
        deudores=deudores,
        titulos=session.scalars(
            select(TituloRow).join(ExpedienteRow).where(own).order_by(TituloRow.id)
        ).all(),
        obligaciones=session.scalars(
            select(ObligacionRow)
            .where(ObligacionRow.expediente_id == expediente.id)
            .order_by(ObligacionRow.id)
        ).all(),
        pagos=session.scalars(
            select(PagoRow)
            .where(PagoRow.expediente_id == expediente.id, PagoRow.estado != "anulado")
            .order_by(PagoRow.fecha, PagoRow.id)
        ).all(),
        causa=_causa(session, expediente.id, marco),
        causas=marco.causas,
        respuestas=_respuestas(session, expediente.id),
        gestiones=_gestiones(session, expediente.id),
        direccion=next((w for w in ways if w.tipo == "direccion"), None),
        correo=next((w.texto for w in ways if w.tipo == "correo"), ""),
        vence=session.scalar(
            select(TerminoRow.vence)
            .where(
                TerminoRow.expediente_id == expediente.id,
                TerminoRow.actividad == expediente.actividad,
                TerminoRow.estado == "abierto",
            )
            .order_by(TerminoRow.vence.desc())
            .limit(1)
        ),
    )


def usuario_con_rol(
    session: Session, roles: Sequence[str], cargo: str, cerca: Sequence[str]
) -> UsuarioRow | None:
    """Return the active user who would sign: with one of the roles.

    Where several have it, who only administers the program comes last; whoever is
    nearest to the case (`cerca`, by login) comes first, then who holds the post
    (`cargo`) of the institution, and then who has fewer roles.
    """
    rows = session.scalars(
        select(UsuarioRow).where(UsuarioRow.activo).order_by(UsuarioRow.id)
    )
    able = (row for row in rows if set(roles) & set(row.roles))
    near = {login: place for place, login in reversed(list(enumerate(cerca)))}
    only = sorted(
        able,
        key=lambda row: (
            str(Rol.ADM) in row.roles,
            near.get(row.login, len(near)),
            row.cargo != cargo,
            len(row.roles),
        ),
    )
    return only[0] if only else None


def cercanos(session: Session, expediente: ExpedienteRow) -> list[str]:
    """Return the logins of who works a case, and of who signed last where it is."""
    responsable = session.get(UsuarioRow, expediente.responsable_id or 0)
    signed = session.scalars(
        select(DocumentoRow.firmo)
        .where(DocumentoRow.entidad_id == expediente.entidad_id)
        .where(DocumentoRow.firmo != "")
        .order_by(DocumentoRow.id.desc())
        .limit(_ULTIMOS)
    )
    return [*([responsable.login] if responsable else []), *dict.fromkeys(signed)]


def _contactos(session: Session, persona_id: int) -> Sequence[DireccionRow]:
    """Return the ways to reach a person that still hold, the latest first."""
    return session.scalars(
        select(DireccionRow)
        .where(DireccionRow.persona_id == persona_id, DireccionRow.hasta.is_(None))
        .order_by(DireccionRow.id.desc())
    ).all()


def _causa(session: Session, expediente_id: int, marco: Marco) -> str:
    """Return why the case ended, from the latest outcome that is a cause."""
    closings = session.execute(
        select(ActuacionRow.actividad, ActuacionRow.resultado)
        .where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == TipoActuacion.CIERRE_ACTIVIDAD,
        )
        .order_by(ActuacionRow.id.desc())
    )
    found = (
        _causa_de(marco, actividad, resultado) for actividad, resultado in closings
    )
    return next((causa for causa in found if causa), "")


def _causa_de(marco: Marco, actividad: str, resultado: str) -> str:
    """Name an outcome as the causes of archive do; each table calls payment its way."""
    causa = EXCEPCION_PROBADA.get(resultado, resultado)
    if causa in marco.causas:
        return causa
    salida = marco.procedimiento.salida(actividad, resultado)
    rules = {rule.regla for rule in salida.reglas} if salida else set()
    return PAGO_TOTAL if PAGO_CONFIRMADO in rules else ""


def _respuestas(session: Session, expediente_id: int) -> dict[str, str]:
    acts = session.scalars(
        select(ActuacionRow.datos)
        .where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == TipoActuacion.CIERRE_ACTIVIDAD,
        )
        .order_by(ActuacionRow.id)
    )
    answers: dict[str, str] = {}
    for datos in acts:
        answers |= datos.get("respuestas", {})
    return answers


def _gestiones(session: Session, expediente_id: int) -> list[str]:
    """Return the persuasive acts in sentences: letters issued, calls, visits."""
    documents = session.scalars(
        select(DocumentoRow)
        .where(
            DocumentoRow.expediente_id == expediente_id,
            DocumentoRow.tipo.in_(["oficio-persuasivo", *PERSUASIVAS]),
            DocumentoRow.estado.not_in(
                ["borrador", "en_revision", "aprobado", "anulado"]
            ),
        )
        .order_by(DocumentoRow.fecha)
    )
    found = [
        (
            d.fecha,
            f"{d.nombre}{f' n.º {d.numero}' if d.numero else ''} del {_dia(d)}",
        )
        for d in documents
    ]
    acts = session.execute(
        select(ActuacionRow.fecha, ActuacionRow.texto)
        .where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == TipoActuacion.GESTION,
        )
        .order_by(ActuacionRow.id)
    )
    found += [
        (fecha, f"{texto.rstrip('.')} ({fecha_larga(fecha)})") for fecha, texto in acts
    ]
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def _dia(row: DocumentoRow) -> str:
    return fecha_larga(row.fecha)
