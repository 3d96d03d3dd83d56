"""A folder of work that goes away, also the one that a killed program left."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cobro_desktop.storage.archivos import barrer_temporales, error_de_archivo

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIJO: Final = ".cobro-paquete-"
_FINAL: Final = ".tmp"
_HORA: Final = 3600


@contextmanager
def taller(carpeta: Path, destino: Path) -> Iterator[Path]:
    """Make a folder inside `carpeta` and take it away at the end.

    Raises:
        StorageError: it cannot be made, naming `destino`; nothing was written.
    """
    try:
        _barrer(carpeta)
        made = tempfile.mkdtemp(prefix=_PREFIJO, suffix=_FINAL, dir=carpeta)
    except OSError as error:
        raise error_de_archivo(error, destino) from error
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, made, ignore_errors=True)
        yield Path(made)


def _barrer(carpeta: Path) -> None:
    """Delete what was left more than an hour ago: another window may be working."""
    barrer_temporales(carpeta)
    with tempfile.NamedTemporaryFile(prefix=_PREFIJO, dir=carpeta) as probe:
        now = Path(probe.name).stat().st_mtime
    for folder in carpeta.glob(f"{_PREFIJO}*{_FINAL}"):
        with contextlib.suppress(OSError):
            inside = [path.stat().st_mtime for path in (folder, *folder.rglob("*"))]
            if max(inside) < now - _HORA:
                shutil.rmtree(folder, ignore_errors=True)
