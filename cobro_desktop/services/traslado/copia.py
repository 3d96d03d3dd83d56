"""What is kept of the base before a package is merged into it."""

from __future__ import annotations

import contextlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from cobro_desktop.services.transaction import ahora_utc
from cobro_desktop.services.traslado.foto import fotografiar
from cobro_desktop.storage.alcance import abrir_alcance
from cobro_desktop.storage.archivos import crear_carpeta, escribir_atomico
from cobro_desktop.storage.backup import copy_base
from cobro_desktop.storage.problems import from_disk
from cobro_desktop.storage.upgrade import COPIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cobro_desktop.services.workspace import Workspace

_CUANTAS: Final = 5
"""Copies of this kind that stay; those made on purpose are never touched."""
_PREFIJO: Final = "antes_de_paquete_"


@contextmanager
def copiada(workspace: Workspace, casos: Iterable[int | None]) -> Iterator[Path]:
    """Copy the base before it changes; the copy goes if nothing changes after all.

    See `copiar_antes`.
    """
    copy = copiar_antes(workspace, casos)
    try:
        yield copy
    except BaseException:
        with contextlib.suppress(OSError):
            copy.unlink()
        raise
    _dejar_las_ultimas(copy.parent, copy.suffix)


def copiar_antes(workspace: Workspace, casos: Iterable[int | None]) -> Path:
    """Copy the base, or the cases that will change where the base is a server.

    Returns the path of what was written.

    Raises:
        StorageError: it cannot be written; nothing was merged.
    """
    folder = workspace.datos / COPIES
    try:
        crear_carpeta(folder)
    except OSError as error:
        raise from_disk(error) from error
    stamp = f"{ahora_utc():%Y%m%dT%H%M%S%fZ}"
    if workspace.base.es_sqlite:
        target = folder / f"{_PREFIJO}{stamp}.db"
        engine = workspace.base.engine.execution_options(cobro_solo_lectura=True)
        with engine.connect() as connection:
            copy_base(connection, target)
    else:
        target = folder / f"{_PREFIJO}{stamp}.json"
        escribir_atomico(target, _casos(workspace, casos))
    return target


def _casos(workspace: Workspace, casos: Iterable[int | None]) -> bytes:
    """Return the rows of the cases, one case per line."""
    with workspace.base.read() as session:
        abrir_alcance(session)
        known = [case for case in casos if case is not None]
        return b"\n".join(fotografiar(session, case).texto() for case in known)


def _dejar_las_ultimas(folder: Path, suffix: str) -> None:
    kept = sorted(folder.glob(f"{_PREFIJO}*{suffix}"))
    for old in kept[:-_CUANTAS]:
        with contextlib.suppress(OSError):
            old.unlink()
