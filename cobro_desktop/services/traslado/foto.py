"""All the rows of a case as records that any base understands."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.services.traslado.carga import cargar
from cobro_desktop.services.traslado.identidad import (
    Nombres,
    base_de,
    nombres_de_varios,
    uid_natural,
    uid_nuevo,
)
from cobro_desktop.services.traslado.tablas import (
    POR_NOMBRE,
    POSICION,
    TABLAS,
)
from cobro_desktop.services.traslado.valores import a_json, plano
from cobro_desktop.storage.rows import (
    DependenciaRow,
    DireccionRow,
    ExpedienteRow,
    PersonaRow,
    ProcedimientoRow,
    UsuarioRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.traslado.carga import Filas
    from cobro_desktop.services.traslado.tablas import Tabla

ESQUEMA: Final = "cobro-filas/1"
CASO: Final = "caso"
"""The table of the only record that is the case itself."""
EXPEDIENTE: Final = "expediente"
DATOS_CASO: Final = (
    "recibido",
    "titulo",
    "autoridad",
    "municipio",
    "concepto",
    "exigible",
)
_AJENO_SI_FALTA: Final = {"responsable", "dependencia"}
VEZ: Final = 50
"""Cases whose rows are in memory at once."""


@dataclass(slots=True)
class Foto:
    """A case at one moment, and which of our rows each record is."""

    uid: str
    expediente_id: int
    filas: dict[str, dict[str, dict[str, Any]]]
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    sha256: tuple[str, ...] = ()
    """Bytes of every version of its documents."""
    nombres_de_filas: Nombres = field(default_factory=Nombres)
    """The names that its rows have, both ways."""

    def texto(self) -> bytes:
        """Return what a package holds; its SHA-256 is the name of this state."""
        whole = {"esquema": ESQUEMA, "uid": self.uid, "filas": self.filas}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    def nombres(self) -> list[tuple[str, str, int]]:
        """Return (table, name, row) of what has to be registered."""
        own = {t.nombre for t in TABLAS if t.propia}
        return [(EXPEDIENTE, self.uid, self.expediente_id)] + [
            (tabla, uid, fila)
            for (tabla, uid), fila in self.ids.items()
            if tabla not in own
        ]


def fotografiar(session: Session, expediente_id: int, *, completa: bool = True) -> Foto:
    """Return a case as it is; see `fotografiar_varios`."""
    return next(fotografiar_varios(session, [expediente_id], completa=completa))


def fotografiar_varios(
    session: Session, ids: Sequence[int], *, completa: bool = True, base: str = ""
) -> Iterator[Foto]:
    """Return cases as they are; without `completa`, only what was issued of each.

    The acts that tell of packages are not part of it: making one changes no case.
    `base` is the name that a base without one is about to take.
    """
    base = base or base_de(session)
    for part in trozos(ids, VEZ):
        loaded = cargar(session, part, completa=completa)
        names = nombres_de_varios(session, part)
        for case in part:
            yield _foto(session, session.get_one(ExpedienteRow, case), names[case],
                        (base, loaded[case]))  # fmt: skip


def _foto(
    session: Session, case: ExpedienteRow, names: Nombres, de: tuple[str, Filas]
) -> Foto:
    base, loaded = de
    for tabla in TABLAS:
        for row in loaded[tabla.nombre] if not tabla.propia else ():
            fila = getattr(row, "id", 0)
            if (tabla.nombre, fila) not in names.uids:
                uid = uid_nuevo(base, tabla.nombre, row)
                names.anotar(tabla.nombre, uid, fila)
    own = names.uids.get((EXPEDIENTE, case.id)) or uid_nuevo(base, EXPEDIENTE, case)
    found = Foto(own, case.id, {CASO: {own: _caso(session, case, names)}})
    found.nombres_de_filas = names
    here = {t.nombre: {getattr(r, "id", 0) for r in loaded[t.nombre]} for t in TABLAS}
    for tabla in TABLAS:
        found.filas[tabla.nombre] = _registros(tabla, (loaded, here), names, found)
    found.sha256 = tuple(
        dict.fromkeys(
            [v["sha256"] for v in found.filas["documento_version"].values()]
            + [v["xml_sha256"] for v in found.filas["indice_corte"].values()]
        )
    )
    return found


def personas_de(
    session: Session, registros: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, dict[str, dict[str, Any]]], dict[tuple[str, str], int]]:
    """Return the people of a package that this base has, and their addresses."""
    people = [
        row
        for record in registros.values()
        if (
            row := session.scalar(
                select(PersonaRow).where(
                    PersonaRow.tipo_documento == str(record.get("tipo_documento")),
                    PersonaRow.numero == str(record.get("numero")),
                )
            )
        )
    ]
    wanted = [row.id for row in people]
    ways = session.scalars(
        select(DireccionRow)
        .where(DireccionRow.persona_id.in_(wanted))
        .order_by(DireccionRow.id)
    ).all()
    uids = {row.id: uid_natural((row.tipo_documento, row.numero)) for row in people}
    filas: dict[str, dict[str, dict[str, Any]]] = {"persona": {}, "direccion": {}}
    ids: dict[tuple[str, str], int] = {}

    def uid_de(_tabla: str, number: int) -> str | None:
        return uids.get(number)

    for row in people:
        record = a_json(POR_NOMBRE["persona"], row, uid_de)
        filas["persona"][uids[row.id]] = record
        ids["persona", uids[row.id]] = row.id
    for way in ways:
        uid = uid_nuevo("", "direccion", way)
        filas["direccion"][uid] = a_json(POR_NOMBRE["direccion"], way, uid_de)
        ids["direccion", uid] = way.id
    return filas, ids


def _registros(
    tabla: Tabla,
    de: tuple[Filas, Mapping[str, set[int]]],
    names: Nombres,
    foto: Foto,
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    loaded, here = de

    def uid_de(target: str, number: int) -> str | None:
        return names.uids.get((target, number)) if number in here[target] else None

    for row in loaded[tabla.nombre]:
        record = a_json(tabla, row, uid_de)
        fila = getattr(row, "id", 0)
        if tabla.propia:
            uid = uid_natural(record[name] for name in tabla.natural)
            if fila:
                names.anotar(tabla.nombre, uid, fila)
        else:
            uid = names.uids[tabla.nombre, fila]
            _poner_ajeno(record, names.ajeno.get((tabla.nombre, fila), {}))
        found[uid] = record
        foto.ids[tabla.nombre, uid] = fila
    return found


def _poner_ajeno(record: dict[str, Any], ajeno: Mapping[str, Any]) -> None:
    """Say again what this base could not hold, unless it says something now."""
    for name, value in ajeno.items():
        if name in record and record[name] is None:
            record[name] = value


def _caso(session: Session, case: ExpedienteRow, names: Nombres) -> dict[str, Any]:
    procedure = session.get_one(ProcedimientoRow, case.procedimiento_id)
    person = session.get(UsuarioRow, case.responsable_id or 0)
    office = session.get(DependenciaRow, case.dependencia_id or 0)
    record: dict[str, Any] = {
        "numero": case.numero,
        "posicion": {
            "procedimiento": [procedure.codigo, procedure.version, procedure.sha256],
            **{name: plano(getattr(case, name)) for name in POSICION},
        },
        "situacion": case.situacion,
        # Without a note each base works it out by itself.
        "situacion_nota": [case.situacion, case.situacion_nota]
        if case.situacion_nota
        else None,
        "responsable": person.login if person else None,
        "dependencia": [office.nombre, office.clase] if office else None,
        **{name: plano(getattr(case, name)) for name in DATOS_CASO},
    }
    elsewhere = names.ajeno.get((EXPEDIENTE, case.id), {})
    _poner_ajeno(record, {k: elsewhere[k] for k in _AJENO_SI_FALTA & set(elsewhere)})
    return record
