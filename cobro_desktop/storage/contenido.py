"""The bytes of documents, kept by their SHA-256 (DECISIONS 14)."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_or_skip

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.archivos import (
    barrer_temporales,
    crear_carpeta,
    escribir_atomico,
)
from cobro_desktop.storage.problems import from_disk
from cobro_desktop.storage.rows import ContenidoRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.storage.engine import Base

FOLDER: Final = "documentos"
_WORKSHOP: Final = ".taller"
_NUEVOS: Final = "contenidos_nuevos"
"""Where a session keeps the hashes of the files that it was the first to write."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Almacen:
    """Where the bytes are: a folder beside SQLite, a table of PostgreSQL."""

    folder: Path | None

    def guardar(self, session: Session, datos: bytes) -> str:
        """Keep the bytes and return their SHA-256; the same bytes are kept once.

        In a folder, who rolls back calls `retirar_nuevos`; what a dead process
        leaves is harmless: nobody names it.

        Raises:
            StorageError: when they cannot be written.
        """
        sha256 = hashlib.sha256(datos).hexdigest()
        if self.folder is None:
            session.execute(
                insert_or_skip(ContenidoRow)
                .values(sha256=sha256, datos=datos)
                .on_conflict_do_nothing()
            )
        else:
            path = self._path(self.folder, sha256)
            if self._write(path, datos, sha256, self.folder / _WORKSHOP):
                session.info.setdefault(_NUEVOS, set()).add(sha256)
        return sha256

    def leer(self, session: Session, sha256: str) -> bytes:
        """Return the bytes of a hash, checked against it.

        Raises:
            StorageError: when they are missing or were changed.
        """
        datos = self._read(session, sha256)
        if datos is None:
            message = (
                "Falta el archivo de un documento en el almacén "
                f"({sha256[:12]}…). Restáurelo de una copia de respaldo."
            )
            raise StorageError(message, {"causa": "missing", "sha256": sha256})
        if hashlib.sha256(datos).hexdigest() != sha256:
            message = (
                f"El archivo de un documento ({sha256[:12]}…) está dañado o fue "
                "modificado por fuera. Restáurelo de una copia de respaldo."
            )
            raise StorageError(message, {"causa": "changed", "sha256": sha256})
        return datos

    def huellas(self, session: Session) -> Iterator[str]:
        """Yield the SHA-256 of everything that is kept, in order."""
        if self.folder is None:
            query = sa.select(ContenidoRow.sha256).order_by(
                sa.collate(ContenidoRow.sha256, "C")
            )
            yield from session.scalars(query.execution_options(yield_per=1000))
            return
        for place in sorted(self.folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]")):
            names = sorted(path.name for path in place.iterdir())
            yield from (
                name
                for name in names
                if _SHA256.fullmatch(name) and self._path(self.folder, name).is_file()
            )

    def tiene_archivo(self, sha256: str) -> bool:
        """Tell whether the folder has a file of that name, right or not."""
        return self.folder is not None and self._path(self.folder, sha256).is_file()

    def retirar(self, huellas: Iterable[str]) -> None:
        """Delete files that a rolled-back transaction wrote."""
        if self.folder is not None:
            for sha256 in huellas:
                with contextlib.suppress(OSError):
                    self._path(self.folder, sha256).unlink()

    def retirar_nuevos(self, session: Session) -> None:
        """Delete the files that a session was the first to keep.

        Before it is rolled back: until then nobody else can come to name them.
        """
        self.retirar(session.info.pop(_NUEVOS, ()))

    def barrer(self) -> int:
        """Delete half-written files that a killed process left; return how many."""
        return barrer_temporales(self.folder / _WORKSHOP) if self.folder else 0

    def _read(self, session: Session, sha256: str) -> bytes | None:
        if not _SHA256.fullmatch(sha256):
            return None
        if self.folder is None:
            return session.scalar(
                sa.select(ContenidoRow.datos).where(ContenidoRow.sha256 == sha256)
            )
        try:
            return self._path(self.folder, sha256).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise from_disk(error) from error

    @staticmethod
    def _path(folder: Path, sha256: str) -> Path:
        return folder / sha256[:2] / sha256[2:4] / sha256

    @staticmethod
    def _write(path: Path, datos: bytes, sha256: str, taller: Path) -> bool:
        """Write the bytes unless they are there; tell whether there was nothing."""
        kept: str | None
        try:
            kept = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            kept = None
        except OSError as error:
            raise from_disk(error) from error
        if kept == sha256:
            return False
        try:
            crear_carpeta(path.parent)
            crear_carpeta(taller)
        except OSError as error:
            raise from_disk(error) from error
        escribir_atomico(path, datos, taller=taller)
        return kept is None


def almacen(base: Base) -> Almacen:
    """Return the store of an open base."""
    return Almacen(base.datos / FOLDER if base.es_sqlite else None)
