"""Writes a package apart and puts it in its place only when all of it is noted."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.paquete_caso import (
    AUDITORIA,
    REMISION,
    escribir_carpeta,
    escribir_zip,
)
from cobro_desktop.exchange.paquete_cifrado import cerrar, exigir_contrasena
from cobro_desktop.services.traslado.taller import taller
from cobro_desktop.storage.archivos import error_de_archivo, escribir_atomico

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cobro_desktop.exchange.paquete_caso import Archivo
    from cobro_desktop.services.traslado.envio import Envio

_ZIP: Final = ".zip"
_NOMBRE: Final = "paquete.zip"
_QUE_SE_MIRAN: Final = frozenset({REMISION, AUDITORIA})
"""Purposes whose package may be a folder: nobody brings it into another base."""


@dataclass(slots=True)
class Escrito:
    """A package that is whole, and not in its place yet."""

    origen: Path
    destino: Path
    archivos: int
    entregado: bool = False

    def entregar(self) -> None:
        """Put it where it was asked.

        Raises:
            StorageError: it cannot be put there; what was there is untouched.
        """
        if self.origen.is_dir():
            self._mover_carpeta()
        else:
            escribir_atomico(self.destino, self._mover)
        self.entregado = True

    def retirar(self) -> None:
        """Take it from its place: what had to be noted with it was not."""
        if self.destino.is_dir():
            shutil.rmtree(self.destino, ignore_errors=True)
        else:
            self.destino.unlink(missing_ok=True)

    def _mover(self, path: Path) -> None:
        os.replace(self.origen, path)  # noqa: PTH105 -- atomic, also over a file

    def _mover_carpeta(self) -> None:
        try:
            if self.destino.is_dir():
                self.destino.rmdir()
            self.origen.rename(self.destino)
        except OSError as error:
            raise error_de_archivo(error, self.destino) from error


@contextmanager
def escribir_paquete(
    salida: Path, envio: Envio, archivos: Iterable[Archivo], *, contrasena: str
) -> Iterator[Escrito]:
    """Write a package beside its place; whoever asks puts it there with `entregar`.

    If what follows fails, it is taken away even from its place.

    Raises:
        InvalidDataError: another ending, a folder with something inside, or a
            passphrase that will not do.
        StorageError: it cannot be written; what was there is untouched.
    """
    shown = envio.cabecera.proposito in _QUE_SE_MIRAN
    folder = shown and not salida.suffix and not contrasena
    _revisar(salida, folder=folder)
    if contrasena:
        exigir_contrasena(contrasena)
    with taller(salida.parent, salida) as work:
        target = work / (salida.name if folder else _NOMBRE)
        try:
            count = _escribir(target, envio, archivos, contrasena)
        except OSError as error:
            raise error_de_archivo(error, salida) from error
        written = Escrito(target, salida, count)
        try:
            yield written
        except BaseException:
            if written.entregado:
                written.retirar()
            raise


def _escribir(
    destino: Path, envio: Envio, archivos: Iterable[Archivo], contrasena: str
) -> int:
    """Write the package; returns how many files it lists."""
    head, sello = envio.cabecera, envio.sello
    if not destino.suffix:
        return len(escribir_carpeta(destino, head, archivos, sello))
    if not contrasena:
        return len(escribir_zip(destino, head, archivos, sello))
    # What is not sealed yet stays in the program's own folder.
    with taller(envio.workspace.datos, destino) as own:
        plain = own / _NOMBRE
        listed = escribir_zip(plain, head, archivos, sello)
        cerrar(plain, destino, contrasena)
    return len(listed)


def _revisar(salida: Path, *, folder: bool) -> None:
    if folder and salida.exists() and (not salida.is_dir() or any(salida.iterdir())):
        message = f"La carpeta «{salida}» no está vacía: elija otra. No se escribió."
        raise InvalidDataError(message)
    if not folder and salida.suffix.lower() != _ZIP:
        message = (
            f"«{salida.name}» debe terminar en .zip; solo lo que se remite o audita, "
            "sin contraseña, puede ser una carpeta. No se escribió nada."
        )
        raise InvalidDataError(message)
