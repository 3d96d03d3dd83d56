"""What goes where when cases move from one version of a procedure to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.correspondencia import proponer
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services.versiones.vigencia import instaladas, vigente

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ProcedimientoRow


@dataclass(frozen=True, slots=True)
class MigrarCasos:
    """Move open cases of a version to another one."""

    codigo: str
    de: int
    a: int | None = None
    """None: the version that new cases take."""
    expedientes: tuple[int, ...] | None = None
    """None: every open case of the version."""
    mapa: tuple[tuple[str, str], ...] = ()
    """(activity, activity) that a person put right; an empty second one means that
    nothing goes on with it."""
    motivo: str = ""


class Renglon(NamedTuple):
    """An activity of the old version and what goes on with it."""

    de: str
    nombre: str
    a: str
    """Empty: nothing does, and its cases cannot move."""
    nombre_a: str
    segura: bool
    """Whether nobody needs to look at it twice."""
    escrita: bool
    """Whether a person chose it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Both versions and the pairing of their activities."""

    antes: Procedimiento
    despues: Procedimiento
    fila_antes: int
    """Row of the old version in the base."""
    fila_despues: int
    entidad_id: int
    mapa: Mapping[str, str]
    """Activity of the old version → of the new; what has none is not there."""

    def nombrar(self, actividad: str) -> str:
        """Name an activity of the old version."""
        found = self.antes.actividades.get(actividad)
        return f"{actividad} «{found.nombre}»" if found else actividad

    def nombrar_nueva(self, actividad: str) -> str:
        """Name an activity of the new version."""
        return f"{actividad} «{self.despues.actividades[actividad].nombre}»"


def planear(
    session: Session, workspace: Workspace, command: MigrarCasos, hoy: dt.date
) -> Plan:
    """Find both versions and pair their activities.

    Raises:
        NotFoundError: no such procedure or version.
        InvalidDataError: it is the same version, or the written pairs are wrong.
    """
    codigo = workspace.catalogo.buscar(command.codigo).codigo
    rows = {row.version: row for row in instaladas(session, codigo)}
    before = _fila(rows, codigo, command.de)
    if command.a is None:
        now = vigente(session, codigo, hoy)
        after = now or before
    else:
        after = _fila(rows, codigo, command.a)
    if after.id == before.id:
        mensaje = (
            f"Los expedientes de {codigo} ya están en la versión {before.version}: "
            "diga a qué otra versión pasan."
        )
        raise InvalidDataError(mensaje)
    antes = workspace.procedimiento(session, before.id)
    despues = workspace.procedimiento(session, after.id)
    mapa = {de: pareja.a for de, pareja in proponer(antes, despues).items()}
    for de, a in command.mapa:
        _exigir_pareja(antes, despues, de, a)
        mapa.pop(de, None)
        if a:
            mapa[de] = a
    return Plan(antes, despues, before.id, after.id, before.entidad_id, mapa)


def correspondencia(plan: Plan, escritas: Sequence[str] = ()) -> list[Renglon]:
    """Return the pairing as rows to be read and put right, in the old order."""
    sure = {de for de, p in proponer(plan.antes, plan.despues).items() if p.segura}
    return [
        Renglon(
            de=old.id,
            nombre=old.nombre,
            a=plan.mapa.get(old.id, ""),
            nombre_a=(
                plan.despues.actividades[plan.mapa[old.id]].nombre
                if old.id in plan.mapa
                else ""
            ),
            segura=old.id in sure or old.id in escritas,
            escrita=old.id in escritas,
        )
        for old in plan.antes.actividades.values()
    ]


def _fila(
    rows: Mapping[int, ProcedimientoRow], codigo: str, version: int
) -> ProcedimientoRow:
    if version not in rows:
        known = ", ".join(str(v) for v in sorted(rows)) or "ninguna"
        mensaje = (
            f"La versión {version} de {codigo} no está instalada en esta base. "
            f"Instaladas: {known}."
        )
        raise NotFoundError(mensaje, {"codigo": codigo, "version": version})
    return rows[version]


def _exigir_pareja(
    antes: Procedimiento, despues: Procedimiento, de: str, a: str
) -> None:
    old, new = antes.actividades.get(de), despues.actividades.get(a)
    if old is None:
        mensaje = f"La versión {antes.version} no tiene la actividad «{de}»."
        raise InvalidDataError(mensaje, {"actividad": de})
    if a and new is None:
        mensaje = f"La versión {despues.version} no tiene la actividad «{a}»."
        raise InvalidDataError(mensaje, {"actividad": a})
    if new is not None and new.ambito is not old.ambito:
        mensaje = (
            f"La actividad {de} trabaja sobre un {old.ambito} y la {a} sobre un "
            f"{new.ambito}: una no sigue a la otra."
        )
        raise InvalidDataError(mensaje, {"actividad": de})
