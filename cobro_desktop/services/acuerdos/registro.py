"""What every command about an agreement looks at before it writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido, seguidos
from cobro_desktop.services.expedientes import (
    ABIERTO,
    SUSPENDIDO,
    abierto,
    sigla_de,
)
from cobro_desktop.services.recursos import perfil_en
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.acuerdo import EstadoAcuerdo, ReglasAcuerdo
    from cobro_desktop.services.transaction import Transaction

NOMBRES = {
    "solicitado": "solicitado",
    "vigente": "en vigor",
}


@dataclass(frozen=True, slots=True)
class CasoConAcuerdos:
    """A case with its agreements, as a command finds them."""

    expediente: ExpedienteRow
    sigla: str
    reglas: ReglasAcuerdo
    acuerdos: tuple[AcuerdoSeguido, ...]
    """The latest first."""

    @property
    def en_curso(self) -> AcuerdoSeguido | None:
        """The one that is asked for or in force."""
        return next((one for one in self.acuerdos if one.en_curso), None)


def reglas_de(session: Session, sigla: str) -> ReglasAcuerdo:
    """Return what an institution rules about agreements."""
    return perfil_en(session, sigla).acuerdo


def abrir(
    session: Session,
    expediente_id: int,
    hoy: dt.date,
    *,
    tx: Transaction | None = None,
) -> CasoConAcuerdos:
    """Return a case with its agreements; with `tx`, for writing.

    Raises:
        NotFoundError: there is no such case.
        NotAllowedError: it ended.
    """
    expediente = (
        abierto(tx, expediente_id) if tx else _para_leer(session, expediente_id)
    )
    sigla = sigla_de(session, expediente)
    reglas = reglas_de(session, sigla)
    found = seguidos(session, expediente.id, hoy, reglas)
    return CasoConAcuerdos(expediente, sigla, reglas, tuple(found))


def sin_otro(caso: CasoConAcuerdos) -> None:
    """Refuse a second agreement while there is one.

    Raises:
        NotAllowedError: one is asked for or in force.
    """
    other = caso.en_curso
    if other is not None:
        message = (
            f"El expediente {caso.expediente.numero} ya tiene un acuerdo de pago "
            f"{NOMBRES[str(other.estado)]}. No se registró nada."
        )
        raise NotAllowedError(message, {"acuerdo": other.acuerdo.id})


def uno_en_curso(caso: CasoConAcuerdos, estado: EstadoAcuerdo) -> AcuerdoSeguido:
    """Return the agreement that is in a state.

    Raises:
        NotAllowedError: there is none.
    """
    found = caso.en_curso
    if found is not None and found.estado is estado:
        return found
    wanted = NOMBRES[str(estado)]
    has = f"; tiene uno {NOMBRES[str(found.estado)]}" if found else ""
    message = (
        f"El expediente {caso.expediente.numero} no tiene un acuerdo de pago "
        f"{wanted}{has}. No se registró nada."
    )
    raise NotAllowedError(message)


def check_fecha(
    caso: CasoConAcuerdos, fecha: dt.date, hoy: dt.date, *, desde: dt.date | None = None
) -> None:
    """Refuse a day after today, or before what must come first.

    Raises:
        InvalidDataError: the day cannot be.
    """
    problem = ""
    if fecha > hoy:
        problem = (
            f"La fecha, {fecha_larga(fecha)}, es posterior a hoy, {fecha_larga(hoy)}."
        )
    elif desde is not None and fecha < desde:
        problem = (
            f"La fecha, {fecha_larga(fecha)}, es anterior al {fecha_larga(desde)}, "
            "cuando se pidió o se firmó el acuerdo."
        )
    if problem:
        message = f"{caso.expediente.numero}: {problem} No se registró nada."
        raise InvalidDataError(message)


def exigir_motivo(motivo: str, para: str) -> None:
    """Refuse an act that needs a reason and has none.

    Raises:
        InvalidDataError: the reason is empty.
    """
    if not motivo.strip():
        message = f"Escriba por qué {para}. No se registró nada."
        raise InvalidDataError(message)


def _para_leer(session: Session, expediente_id: int) -> ExpedienteRow:
    expediente = session.get(ExpedienteRow, expediente_id)
    if expediente is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    if expediente.estado not in {ABIERTO, SUSPENDIDO}:
        message = f"El expediente {expediente.numero} ya terminó."
        raise NotAllowedError(message, {"estado": expediente.estado})
    return expediente
