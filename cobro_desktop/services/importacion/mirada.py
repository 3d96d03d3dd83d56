"""A first look at a file: what it holds, and whose profile reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cobro_desktop.exchange.lectura import mirar
from cobro_desktop.exchange.vista import ColumnaVista, Vista
from cobro_desktop.services.importacion.orden import Importar, opciones_de
from cobro_desktop.services.importacion.perfiles import reconocer_perfil

if TYPE_CHECKING:
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

__all__ = ["ColumnaVista", "Mirada", "Vista", "mirar_archivo"]


@dataclass(frozen=True, slots=True)
class Mirada:
    """What a file looks like, and the profile it was read with."""

    vista: Vista
    perfil: str
    """Asked for, or recognised by the headings; empty when none."""


def mirar_archivo(
    command: Importar,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress,
    *,
    reconocer: bool = True,
) -> Mirada:
    """Look at a file without checking it; a known sender's profile is used.

    Args:
        command: what the person said of the file.
        workspace: the base that keeps the profiles.
        contexto: who looks.
        progress: hears how it goes.
        reconocer: whether to look for the sender's profile when none was said.

    Raises:
        UnreadableFileError: the file is not readable or could do harm.
        InvalidDataError: the sheet, row or column that was asked for is not there.
        NotFoundError: no such file or profile.
    """
    options = opciones_de(command, workspace, contexto)
    vista = mirar(command.archivo, command.formato, options, progress.report)
    said = command.perfil or command.columnas or command.encabezado
    if said or not reconocer:
        return Mirada(vista, command.perfil)
    known = reconocer_perfil(workspace, command.formato, vista.huella)
    if known is None:
        return Mirada(vista, "")
    with_profile = replace(command, perfil=known.nombre)
    options = opciones_de(with_profile, workspace, contexto)
    vista = mirar(command.archivo, command.formato, options, progress.report)
    return Mirada(vista, known.nombre)
