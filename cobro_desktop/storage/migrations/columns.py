"""The columns that revisions are written with; independent of the rows of today."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def clave() -> sa.Column[int]:
    """Return the row's own number."""
    return sa.Column("id", _NUMBER, primary_key=True)


def numero(name: str, **options: Any) -> sa.Column[int]:
    """Return a number that identifies the row, given by the program."""
    return _column(name, _NUMBER, options)


def de(name: str, target: str, **options: Any) -> sa.Column[int]:
    """Return a reference to `table.column`."""
    return _column(name, _NUMBER, options, sa.ForeignKey(target))


def texto(name: str, **options: Any) -> sa.Column[str]:
    """Return a text."""
    return _column(name, sa.Text(), options)


def huella(name: str, **options: Any) -> sa.Column[str]:
    """Return a hexadecimal SHA-256."""
    return _column(name, sa.String(64), options)


def entero(name: str, **options: Any) -> sa.Column[int]:
    """Return a small integer."""
    return _column(name, sa.Integer(), options)


def dinero(name: str, **options: Any) -> sa.Column[int]:
    """Return an amount in centavos."""
    return _column(name, sa.BigInteger(), options)


def si_no(name: str, **options: Any) -> sa.Column[bool]:
    """Return a boolean."""
    return _column(name, sa.Boolean(), options)


def dia(name: str, **options: Any) -> sa.Column[Any]:
    """Return a legal day."""
    return _column(name, sa.Date(), options)


def instante(name: str, **options: Any) -> sa.Column[Any]:
    """Return an instant, in UTC without saying so."""
    return _column(name, sa.DateTime(), options)


def datos(name: str, **options: Any) -> sa.Column[Any]:
    """Return a JSON value."""
    return _column(name, sa.JSON(), options)


def octetos(name: str, **options: Any) -> sa.Column[bytes]:
    """Return raw bytes."""
    return _column(name, sa.LargeBinary(), options)


def version() -> sa.Column[int]:
    """Return the counter that finds lost updates."""
    return sa.Column("version", sa.Integer(), nullable=False, server_default="1")


def _column(
    name: str, kind: Any, options: dict[str, Any], *references: sa.ForeignKey
) -> sa.Column[Any]:
    settings = {"nullable": False, **options}
    if settings.get("primary_key"):
        del settings["nullable"]
    return sa.Column(name, kind, *references, **settings)
