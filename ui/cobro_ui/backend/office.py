"""Where the work is done: the open data folder and who works with it."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cobro_desktop.domain.nombres_archivo import nombre_de

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.cli.state import State
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Office:
    """Opens the base at its first use, in whichever lane that is."""

    state: State
    outbox: Path
    """Copies of documents that were opened to be read; gone at the end."""

    @property
    def hoy(self) -> date:
        """The legal day."""
        return self.state.hoy

    @property
    def workspace(self) -> Workspace:
        """The open data folder.

        Raises:
            StorageError: it cannot be opened.
        """
        return self.state.workspace

    @property
    def contexto(self) -> Contexto:
        """Who acts, where and on which day."""
        return self.state.contexto

    def copy_of(self, documento_id: int, nombre: str, formato: str) -> Path:
        """Write a readable copy of a document and return it."""
        from cobro_desktop.services.documentos.emision import exportar_documento

        folder = self.outbox / str(documento_id)
        folder.mkdir(exist_ok=True)
        target = folder / f"{nombre_de(nombre)[:80].strip(' .')}.{formato}"
        return exportar_documento(documento_id, target, self.workspace)


@contextmanager
def open_office(state: State) -> Iterator[Office]:
    """Give the office of a run; the base itself is not opened yet."""
    with tempfile.TemporaryDirectory(prefix="cobro-leer-") as folder:
        yield Office(state, Path(folder))
