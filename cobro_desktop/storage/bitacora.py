"""The audit chain: one entry per transaction, each sealing the one before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.base import Row
from cobro_desktop.storage.rows import BitacoraRow, BitacoraTextoRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

GENESIS: Final = "0" * 64
"""What the first entry has as `anterior`."""
_CHAIN: Final = Row.metadata.tables[BitacoraRow.__tablename__]
_TEXTS: Final = Row.metadata.tables[BitacoraTextoRow.__tablename__]
_LOCK: Final = 0x6269746163
"""Advisory lock of PostgreSQL that orders the chain (DECISIONS 13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrada:
    """What a transaction tells of itself."""

    utc: dt.datetime
    """The real instant, aware."""
    usuario: str
    equipo: str
    orden: str
    """Name of the command."""
    hoy: dt.date
    """The day that counted for the law; it may differ from `utc`."""
    ids: Mapping[str, Sequence[int]]
    """Rows written, per table."""
    texto: str
    antes: str = ""
    despues: str = ""
    manifiesto: str = ""
    """SHA-256 of the row manifest, when the transaction is a batch."""


class Cabeza(NamedTuple):
    """The last link: printed on documents and copies, so that a rebuild shows."""

    seq: int
    huella: str


class Hallazgo(NamedTuple):
    """Something that does not fit in the chain."""

    seq: int
    mensaje: str


def agregar(session: Session, entrada: Entrada) -> Cabeza:
    """Append an entry inside the transaction of the act that it tells.

    On PostgreSQL it waits for the other transactions that are appending; call it
    last.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    link = eslabon(cabeza(session) or Cabeza(0, GENESIS), entrada)
    connection = session.connection()  # the ORM would cost ten times the sealing
    connection.execute(_CHAIN.insert(), link.entrada)
    connection.execute(_TEXTS.insert(), link.texto)
    return link.cabeza


class Eslabon(NamedTuple):
    """A new link: its row, its readable side, and the head that it makes."""

    entrada: dict[str, object]
    texto: dict[str, object]
    cabeza: Cabeza


def eslabon(ultima: Cabeza, entrada: Entrada) -> Eslabon:
    """Seal an entry after the last one, without writing it."""
    seq, salt = ultima.seq + 1, secrets.token_hex(16)
    text = _canonical(seq, entrada, salt)
    head = Cabeza(seq, _seal(ultima.huella, text))
    return Eslabon(
        {
            "seq": seq,
            "entrada": text,
            "anterior": ultima.huella,
            "huella": head.huella,
        },
        {
            "seq": seq,
            "texto": entrada.texto,
            "antes": entrada.antes,
            "despues": entrada.despues,
            "sal": salt,
        },
        head,
    )


def cabeza(session: Session) -> Cabeza | None:
    """Return the last link; None before the first entry."""
    last = sa.select(_CHAIN.c.seq, _CHAIN.c.huella).order_by(_CHAIN.c.seq.desc())
    row = session.connection().execute(last.limit(1)).first()
    return Cabeza(row.seq, row.huella) if row else None


def entrada(session: Session, seq: int) -> str:
    """Return the canonical JSON of an entry."""
    query = sa.select(_CHAIN.c.entrada).where(_CHAIN.c.seq == seq)
    return str(session.connection().execute(query).scalar_one())


class Dicha(NamedTuple):
    """An entry of a command, read back."""

    entrada: Mapping[str, Any]
    """Its canonical JSON: usuario, utc, ids…"""
    despues: str | None
    """What it said that was left; None if its text was erased."""


def dichas(session: Session, orden: str) -> Iterator[Dicha]:
    """Yield the entries of a command, the oldest first."""
    query = (
        sa.select(_CHAIN.c.entrada, _TEXTS.c.despues)
        .select_from(_CHAIN.outerjoin(_TEXTS, _TEXTS.c.seq == _CHAIN.c.seq))
        .where(_CHAIN.c.entrada.contains(f'"orden":{json.dumps(orden)}'))
        .order_by(_CHAIN.c.seq)
    )
    for text, despues in session.connection().execute(query):
        found = json.loads(text)
        if found["orden"] == orden:
            yield Dicha(found, despues)


def verificar(session: Session, anclas: Sequence[Cabeza] = ()) -> list[Hallazgo]:
    """Return everything that fails in the chain; nothing when it is whole.

    `anclas` are heads that were kept outside the base (documents, copies, the
    monthly act): without them, a cut tail or a rebuilt chain cannot be seen.
    A text that was erased on purpose is no fault; one that was changed is.
    """
    expected = {ancla.seq: ancla.huella for ancla in anclas}
    found: list[Hallazgo] = []
    last = Cabeza(0, GENESIS)
    for row in _links(session):
        found.extend(_faults(row, last))
        if expected.pop(row.seq, row.huella) != row.huella:
            found.append(
                Hallazgo(
                    row.seq, f"La entrada {row.seq} no es la que se guardó por fuera."
                )
            )
        last = Cabeza(row.seq, row.huella)
    found.extend(
        Hallazgo(seq, f"Falta la entrada {seq}, que se guardó por fuera.")
        for seq in sorted(expected)
    )
    return found


class _Link(NamedTuple):
    seq: int
    entrada: str
    anterior: str
    huella: str
    sal: str | None
    texto: str | None
    antes: str | None
    despues: str | None


def _links(session: Session) -> Iterator[_Link]:
    chain, side = _CHAIN.c, _TEXTS.c
    query = (
        sa.select(
            chain.seq,
            chain.entrada,
            chain.anterior,
            chain.huella,
            side.sal,
            side.texto,
            side.antes,
            side.despues,
        )
        .select_from(_CHAIN.outerjoin(_TEXTS, side.seq == chain.seq))
        .order_by(chain.seq)
    )
    rows = session.connection().execute(query.execution_options(yield_per=2000))
    return map(_Link._make, rows)


def _faults(row: _Link, last: Cabeza) -> Iterator[Hallazgo]:
    if row.seq != last.seq + 1:
        missing = (
            f"Falta la entrada {last.seq + 1}."
            if row.seq == last.seq + 2
            else f"Faltan las entradas {last.seq + 1} a {row.seq - 1}."
        )
        yield Hallazgo(row.seq, missing)
    elif row.anterior != last.huella:
        yield Hallazgo(row.seq, f"La entrada {row.seq} no continúa la anterior.")
    if row.huella != _seal(row.anterior, row.entrada):
        yield Hallazgo(row.seq, f"La entrada {row.seq} fue modificada.")
    elif row.sal is not None and not _text_holds(row):
        yield Hallazgo(row.seq, f"El texto de la entrada {row.seq} fue modificado.")


def _text_holds(row: _Link) -> bool:
    """Look for the seals of the readable side in the entry, without parsing it."""
    actual = _hashes(row.sal or "", row.texto, row.antes, row.despues)
    return f'"huellas":{_json(actual)}' in row.entrada


def _canonical(seq: int, entrada: Entrada, salt: str) -> str:
    utc = entrada.utc.astimezone(dt.UTC)
    content: dict[str, object] = {
        "seq": seq,
        "utc": utc.isoformat(timespec="microseconds"),
        "usuario": entrada.usuario,
        "equipo": entrada.equipo,
        "orden": entrada.orden,
        "hoy": entrada.hoy.isoformat(),
        "ids": {table: list(ids) for table, ids in entrada.ids.items()},
        "huellas": _hashes(salt, entrada.texto, entrada.antes, entrada.despues),
    }
    if entrada.manifiesto:
        content["manifiesto"] = entrada.manifiesto
    return _json(content)


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _hashes(
    salt: str, texto: str | None, antes: str | None, despues: str | None
) -> dict[str, str]:
    """Seal each readable value with the salt, so that erasing it leaves no trace."""
    values = {"antes": antes, "despues": despues, "texto": texto}
    return {
        name: hashlib.sha256(f"{salt}\0{name}\0{value or ''}".encode()).hexdigest()
        for name, value in values.items()
    }


def _seal(previous: str, text: str) -> str:
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
