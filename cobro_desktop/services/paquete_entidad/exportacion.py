"""Write an institution as a signed pack: profile, procedures, papers (F39)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.firmado import abrir_clave, huella
from cobro_desktop.exchange.paquete_entidad import (
    ENTIDAD,
    admite,
    escribir_paquete,
    leer_paquete,
)
from cobro_desktop.formats import cantidad
from cobro_desktop.services.transaction import ahora_utc
from cobro_desktop.services.versiones.vigencia import vigente
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import EntidadRow, ProcedimientoRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ExportarEntidad:
    """Write what makes an institution into a signed pack."""

    sigla: str
    destino: Path
    clave: Path
    contrasena: str
    emisor: str
    """Who signs it, as the receivers will read it."""


class Exportado(NamedTuple):
    """A pack that was written."""

    archivo: Path
    archivos: tuple[str, ...]
    """What it holds, by name."""
    huella: str
    """Of the key that signed: who receives the pack compares it."""

    @property
    def resumen(self) -> str:
        """What was done, and what to do now."""
        count = cantidad(len(self.archivos), "archivo quedó firmado",
                         "archivos quedaron firmados")  # fmt: skip
        return (
            f"{count} en «{self.archivo.name}». La huella de la clave es "
            f"{self.huella}: dígasela por otro medio a quien lo reciba."
        )


def exportar_entidad(
    command: ExportarEntidad, workspace: Workspace, contexto: Contexto
) -> Exportado:
    """Write the pack; the file that was there stays until the new one is whole.

    Raises:
        NotFoundError: no such institution, or no such key.
        InvalidDataError: nobody signs it, or the key does not open.
        StorageError: it cannot be written.
    """
    if not command.emisor.strip():
        message = "Diga quién entrega el paquete: así lo reconoce quien lo recibe."
        raise InvalidDataError(message)
    key = abrir_clave(command.clave, command.contrasena)
    perfil = workspace.perfil(command.sigla)
    files = dict(contenido(workspace, perfil.sigla, contexto))
    head = {
        "sigla": perfil.sigla,
        "nombre": perfil.nombre,
        "emisor": command.emisor.strip(),
        "creado": ahora_utc().isoformat(timespec="seconds"),
    }
    escribir_atomico(command.destino, escribir_paquete(head, files, key))
    signed = leer_paquete(command.destino)
    return Exportado(command.destino, tuple(signed.archivos), huella(signed.clave))


def contenido(
    workspace: Workspace, sigla: str, contexto: Contexto
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an institution as its pack names them."""
    folder = sigla.casefold()
    resources, templates = workspace.recursos, workspace.plantillas
    profile = resources / "entidades" / f"{folder}.toml"
    yield ENTIDAD, profile.read_bytes()
    for procedimiento in _procedimientos(workspace, sigla, contexto):
        name = f"{procedimiento.codigo}_v{procedimiento.version}.toml".casefold()
        text = workspace.catalogo.texto(procedimiento)
        yield f"procedimientos/{name}", text.encode()
    for family in ("autos", "oficios"):
        yield from _de(templates / family / folder, f"plantillas/{family}")
    yield from _de(templates / folder, "plantillas")
    yield from _de(resources / "informes" / folder, "informes")


def _procedimientos(
    workspace: Workspace, sigla: str, contexto: Contexto
) -> Iterator[Procedimiento]:
    """Yield what new cases take, and what they will take."""
    catalogo = workspace.catalogo
    codes = {p.codigo for p in catalogo.procedimientos if p.sigla == sigla}
    with workspace.base.read() as session:
        for code in sorted(codes):
            now = vigente(session, code, contexto.hoy)
            since = now.version if now else catalogo.versiones(code)[0].version
            yield from reversed(
                [p for p in catalogo.versiones(code) if p.version >= since]
            )


def _de(folder: Carpeta, inside: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob("*.*"), key=lambda path: path.name):
        name = f"{inside}/{path.name}"
        if admite(name):
            yield name, path.read_bytes()


def siglas(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the institutions that can be exported, with their names."""
    return [(p.sigla, p.nombre) for p in workspace.perfiles()]


def usadas(workspace: Workspace) -> set[str]:
    """Return the institutions whose procedures the base has."""
    with workspace.base.read() as session:
        query = select(EntidadRow.sigla).join(
            ProcedimientoRow, ProcedimientoRow.entidad_id == EntidadRow.id
        )
        return set(session.scalars(query))
