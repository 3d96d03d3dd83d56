"""The names that rows have in every base, and the name of this base."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import ConflictError
from cobro_desktop.services.traslado.valores import plano
from cobro_desktop.storage.rows import FilaCompartidaRow, ParametroRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.base import Row

_CLAVE: Final = "base_identidad"
ORIGEN_DE_DOCUMENTO: Final = "origen"
"""Where the name of a document keeps the package that brought it."""
_LARGO: Final = 24
_VEZ: Final = 400
"""Names that are looked for in one statement."""


def base_de(session: Session) -> str:
    """Return the name of this base; empty until it takes part in an exchange."""
    found = session.scalar(
        select(ParametroRow.valor).where(ParametroRow.clave == _CLAVE).limit(1)
    )
    return found or ""


def nombre_nuevo(session: Session) -> str:
    """Return the name of this base, or the one that it will take if it has none."""
    return base_de(session) or uuid.uuid4().hex


def nombrar_base(tx: Transaction, nombre: str = "") -> str:
    """Return the name of this base, giving it one the first time.

    Raises:
        ConflictError: it took another name than `nombre` meanwhile.
    """
    known = base_de(tx.session)
    if known and nombre not in {"", known}:
        message = (
            "Otra persona hizo el primer paquete de esta base al mismo tiempo. No se "
            "guardó nada: vuelva a hacer el suyo."
        )
        raise ConflictError(message)
    if known:
        return known
    row = ParametroRow(
        clave=_CLAVE,
        valor=nombre or uuid.uuid4().hex,
        fuente="Este programa, para reconocer sus paquetes",
        verificado=True,
        registrado_por=tx.usuario.login,
        registrado_en=tx.ahora,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("parametro", row.id)
    return row.valor


def uid_nuevo(base: str, tabla: str, row: Row) -> str:
    """Return the name of a row that has none yet: the same until it is registered."""
    columns = row.__table__.columns
    content = {c.name: plano(getattr(row, c.name)) for c in columns}
    text = json.dumps([base, tabla, content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_LARGO]


def uid_natural(values: Iterable[Any]) -> str:
    """Return the name of a row that what it says identifies everywhere."""
    return "|".join("" if value is None else str(value) for value in values)


class Nombres:
    """The names of the rows of a case, both ways."""

    def __init__(self, rows: Iterable[FilaCompartidaRow] = ()) -> None:
        self.uids: dict[tuple[str, int], str] = {}
        self.ids: dict[tuple[str, str], int] = {}
        self.ajeno: dict[tuple[str, int], Mapping[str, Any]] = {}
        for row in rows:
            self.anotar(row.tabla, row.uid, row.fila_id)
            if row.ajeno:
                self.ajeno[row.tabla, row.fila_id] = row.ajeno

    def anotar(self, tabla: str, uid: str, fila_id: int) -> None:
        """Know a row by a name; the first one in the alphabet is the one used."""
        self.ids[tabla, uid] = fila_id
        known = self.uids.get((tabla, fila_id))
        if known is None or uid < known:
            self.uids[tabla, fila_id] = uid


def nombres_de_varios(session: Session, ids: Sequence[int]) -> dict[int, Nombres]:
    """Return, by case, the names that its rows already have."""
    found: dict[int, list[FilaCompartidaRow]] = {case: [] for case in ids}
    own = FilaCompartidaRow.expediente_id.in_(list(found))
    for row in session.scalars(select(FilaCompartidaRow).where(own)):
        found[row.expediente_id].append(row)
    return {case: Nombres(rows) for case, rows in found.items()}


def caso_con(session: Session, uid: str) -> int | None:
    """Return the case that a name is of; None if it never came here."""
    return session.scalar(
        select(FilaCompartidaRow.fila_id).where(
            FilaCompartidaRow.tabla == "expediente", FilaCompartidaRow.uid == uid
        )
    )


def registrar_nombres(
    session: Session, expediente_id: int, nombres: Iterable[tuple[str, str, int]]
) -> None:
    """Keep (table, name, row) of a case; those that are known stay as they are."""
    for part in trozos(dict.fromkeys(nombres), _VEZ):
        asked = select(FilaCompartidaRow.tabla, FilaCompartidaRow.uid).where(
            FilaCompartidaRow.uid.in_([uid for _, uid, _ in part])
        )
        known = {(tabla, uid) for tabla, uid in session.execute(asked)}
        session.add_all(
            FilaCompartidaRow(
                tabla=tabla,
                uid=uid,
                fila_id=fila,
                expediente_id=expediente_id,
                ajeno={},
            )
            for tabla, uid, fila in part
            if (tabla, uid) not in known
        )
        session.flush()


def ajeno_de(session: Session, tabla: str, fila_id: int) -> Mapping[str, Any]:
    """Return what a row says elsewhere and cannot say here, and who brought it."""
    rows = session.scalars(
        select(FilaCompartidaRow.ajeno).where(
            FilaCompartidaRow.tabla == tabla, FilaCompartidaRow.fila_id == fila_id
        )
    )
    found: dict[str, Any] = {}
    for ajeno in rows:
        found |= ajeno
    return found


def anotar_ajeno(
    session: Session, tabla: str, uid: str, ajeno: Mapping[str, Any]
) -> None:
    """Keep what a row says elsewhere and cannot say here."""
    row = session.get(FilaCompartidaRow, (tabla, uid))
    if row is not None:
        row.ajeno = {**row.ajeno, **ajeno}
