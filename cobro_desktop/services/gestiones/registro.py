"""Records a contact with the debtor of one case."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain import contacto
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.efectos import Efectos, Hecho, ensayar, realizar
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.gestiones.comun import (
    LLAMADA,
    MEDIOS,
    QUIENES,
    RESULTADOS,
    SIN_HORARIO,
    admitido,
)
from cobro_desktop.services.hechos import HORARIO
from cobro_desktop.services.negativas import rehusar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


_HORA = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrarGestion:
    """A call, a visit, a message: what was done to be paid."""

    expediente_id: int
    medio: str
    fecha: dt.date
    resultado: str
    destino: str
    """The number, mail or address."""
    hora: str = ""
    """HH:MM."""
    contesto: str = ""
    """Who answered, and what they are to the debtor."""
    compromiso: str = ""
    fecha_compromiso: dt.date | None = None
    observaciones: str = ""


def registrar_gestion(
    command: RegistrarGestion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record a contact; it counts as a persuasive act and interrupts nothing.

    Raises:
        InvalidDataError: an unknown means or result, a wrong day or hour.
        NotAllowedError: the case ended, its title is not admitted, or the role may not.
    """
    return realizar(
        workspace, contexto, "registrar_gestion", lambda tx: _registrar(tx, command)
    )


def prever_gestion(
    command: RegistrarGestion, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what recording a contact would warn of; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _registrar(tx, command))


def _registrar(tx: Transaction, command: RegistrarGestion) -> Hecho:
    tx.require_role(QUIENES, "registrar gestiones")
    expediente = abierto(tx, command.expediente_id)
    if not admitido(expediente):
        message = (
            f"El título del expediente {expediente.numero} todavía no se admite: "
            "termine su verificación antes de gestionar el pago. No se registró nada."
        )
        raise NotAllowedError(message)
    _revisar(command, tx.contexto.hoy)
    texto = _texto(command)
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.GESTION,
            texto=texto,
            fecha=command.fecha,
            resultado=command.resultado,
            datos=_datos(command),
        ),
    )
    notas = tuple(_fuera_de_horario(tx, sigla_de(tx.session, expediente), command))
    effects = Efectos(notas=notas)
    return Hecho(
        expediente.id, expediente.numero, texto, effects, {"actuacion": act.id}
    )


def _revisar(command: RegistrarGestion, hoy: dt.date) -> None:
    if command.medio not in MEDIOS:
        rehusar(f"El medio es uno de estos: {', '.join(MEDIOS)}.")
    if command.resultado not in RESULTADOS:
        rehusar(f"El resultado es uno de estos: {', '.join(RESULTADOS)}.")
    if not command.destino.strip():
        rehusar("Escriba el número, el correo o la dirección a donde se hizo.")
    if command.fecha > hoy:
        rehusar(f"La gestión no puede ser posterior a hoy, {fecha_larga(hoy)}.")
    if command.hora and not _HORA.fullmatch(command.hora):
        rehusar(f"«{command.hora}» no es una hora: escríbala como 10:15.")
    if command.medio == LLAMADA and not command.hora:
        rehusar("Escriba la hora de la llamada, como 10:15.")
    promised = command.fecha_compromiso
    if promised is not None and promised < command.fecha:
        rehusar("La fecha del compromiso es anterior a la de la gestión.")


def _fuera_de_horario(
    tx: Transaction, sigla: str, command: RegistrarGestion
) -> Iterator[str]:
    """Warn of a contact outside the hours, where the entity holds itself to them."""
    holds = tx.workspace.opciones(sigla)[HORARIO] == "true"
    hour = dt.time.fromisoformat(command.hora) if command.hora else None
    holidays = tx.workspace.calendario(sigla).festivos
    if not holds or command.medio in SIN_HORARIO:
        return
    if not contacto.en_horario(command.fecha, hour, holidays):
        yield (
            "Está fuera del horario de contacto: "
            f"{contacto.HORARIO} (Ley 2300 de 2023)."
        )


def _texto(command: RegistrarGestion) -> str:
    means = MEDIOS[command.medio]
    when = f" a las {command.hora}" if command.hora else ""
    said = f" Contestó {command.contesto.strip()}." if command.contesto.strip() else ""
    promise = ""
    if command.compromiso.strip():
        limit = command.fecha_compromiso
        by = f", a más tardar el {fecha_larga(limit)}" if limit else ""
        promise = f" Compromiso: {command.compromiso.strip().rstrip('.')}{by}."
    result = RESULTADOS[command.resultado].lower()
    return (
        f"Gestión por {means} a {command.destino.strip()}{when}: {result}."
        f"{said}{promise}"
    )


def _datos(command: RegistrarGestion) -> dict[str, str]:
    limit = command.fecha_compromiso
    known = {
        "medio": command.medio,
        "resultado": command.resultado,
        "destino": command.destino.strip(),
        "hora": command.hora,
        "contesto": command.contesto.strip(),
        "compromiso": command.compromiso.strip().rstrip("."),
        "fecha_compromiso": limit.isoformat() if limit else "",
        "observaciones": command.observaciones.strip(),
    }
    return {k: v for k, v in known.items() if v}
