"""The session of the comité: who sat, and what it says of each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.domain.partida import ACTA, Recomendacion
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.cartera.comun import (
    COMITE,
    ActoCorrida,
    abierta,
    actividad_actual,
    registrar,
    revisar_fecha,
)
from cobro_desktop.services.cartera.hechos import leer
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.cartera.hechos import Lectura
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import CorridaItemRow


@dataclass(frozen=True, slots=True)
class Dictamen:
    """What the comité says of an item."""

    recomendacion: Recomendacion
    verificada: bool = False
    """Whether it saw that the cause occurs and is proved."""
    razon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrarSesion:
    """A session of the comité on the items of a run."""

    corrida_id: int
    fecha: dt.date
    presidente: str
    secretario: str
    asistentes: tuple[str, ...]
    """Besides those two."""
    dictamenes: Mapping[int, Dictamen]
    """By item; one that was decided in another session may be left out."""
    lugar: str = ""
    version: int | None = None


def registrar_sesion(
    command: RegistrarSesion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record a session and what it decided; another session may decide again.

    Raises:
        InvalidDataError: no president or secretary, an item without decision, a
            recommendation of what was not verified, a refusal without reason, or a
            date out of order.
        NotAllowedError: the run is not where the comité sits, or the user may not.
        ConflictError: somebody moved the run meanwhile.
    """
    with transaction(workspace, contexto, "registrar_sesion") as tx:
        corrida = abierta(tx, command.corrida_id, version=command.version)
        procedimiento = workspace.procedimiento(tx.session, corrida.procedimiento_id)
        activity = actividad_actual(procedimiento, corrida)
        if ACTA not in activity.documentos:
            message = (
                f"La corrida {corrida.numero} está en la actividad {activity.id}, "
                f"«{activity.nombre}»: el comité no sesiona ahí. No se registró nada."
            )
            raise NotAllowedError(message)
        tx.require_role(
            {*activity.rol, *activity.revisa, *activity.firma, "COM"},
            f"registrar la sesión del comité en {corrida.numero}",
        )
        revisar_fecha(tx, corrida, command.fecha)
        lectura = leer(tx.session, procedimiento, corrida)
        _completa(command, lectura)
        decided = [_decidir(command, row) for row in lectura.partidas]
        texto = _texto(command, lectura.partidas)
        registrar(
            tx,
            corrida,
            ActoCorrida(
                tipo=COMITE,
                texto=texto,
                fecha=command.fecha,
                datos={
                    "presidente": command.presidente.strip(),
                    "secretario": command.secretario.strip(),
                    "asistentes": [a.strip() for a in command.asistentes if a.strip()],
                    "lugar": command.lugar.strip(),
                    "partidas": [d for d in decided if d],
                },
            ),
        )
        tx.tell(f"{corrida.numero}: {texto}")
        tx.touch("corrida_item", *(row.id for row in lectura.partidas))
    return Changes(resumen=texto, datos={"partidas": [d for d in decided if d]})


def _completa(command: RegistrarSesion, lectura: Lectura) -> None:
    problems = []
    if not command.presidente.strip() or not command.secretario.strip():
        problems.append("Escriba quién presidió y quién fue secretario.")
    known = {row.id for row in lectura.partidas}
    if strange := sorted(set(command.dictamenes) - known):
        problems.append(
            f"No son partidas de esta corrida: {', '.join(map(str, strange))}."
        )
    for row in lectura.partidas:
        name, said = lectura.nombres[row.id], command.dictamenes.get(row.id)
        if said is None:
            if not row.decision:
                problems.append(f"Falta la recomendación de {name}.")
            continue
        recommends = said.recomendacion is Recomendacion.RECOMIENDA
        if recommends and not said.verificada:
            problems.append(
                f"{name}: el comité no puede recomendar lo que no verificó."
            )
        if not recommends and not said.razon.strip():
            problems.append(f"{name}: escriba la razón o el soporte que falta.")
    if problems:
        message = f"{' '.join(problems)} No se registró la sesión."
        raise InvalidDataError(message, {"problemas": problems})


def _decidir(command: RegistrarSesion, row: CorridaItemRow) -> dict[str, object] | None:
    said = command.dictamenes.get(row.id)
    if said is None:
        return None
    row.decision = str(said.recomendacion)
    row.razon = " ".join(said.razon.split())
    row.decidida = command.fecha
    return {
        "partida": row.id,
        "recomendacion": row.decision,
        "verificada": said.verificada,
        "razon": row.razon,
    }


def _texto(command: RegistrarSesion, partidas: Sequence[CorridaItemRow]) -> str:
    count = {r: sum(p.decision == r for p in partidas) for r in Recomendacion}
    good = count[Recomendacion.RECOMIENDA]
    bad = count[Recomendacion.NO_RECOMIENDA]
    back = count[Recomendacion.FALTA_SOPORTE]
    return (
        f"El comité sesionó el {fecha_larga(command.fecha)} sobre "
        f"{cantidad(len(partidas), 'partida')}: recomienda {good}, no recomienda "
        f"{bad} y devuelve {back} por falta de soporte."
    )
