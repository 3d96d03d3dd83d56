"""The demonstration as one command: people, titles, cases, documents, workbooks."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import InvalidDataError, UserError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services import consultas
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.demo.escena import EQUIPO, Escena
from cobro_desktop.services.demo.libreto import load_libreto, load_personas
from cobro_desktop.services.demo.titulos import escribir_titulos
from cobro_desktop.services.documentos.emision import exportar_documento
from cobro_desktop.services.exportacion import Exportar, exportar
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.usuarios import CrearUsuario, contexto_de, crear_usuario
from cobro_desktop.services.workspace import open_workspace
from cobro_desktop.storage.archivos import crear_carpeta, escribir_atomico
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.demo.libreto import Caso, Libreto, Remesa
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Demostrar:
    """Play the demonstration into an empty data folder."""

    salida: Path
    """Where documents and workbooks are left."""
    datos: Path
    hoy: dt.date
    base: str | None = None


class CasoLlevado(NamedTuple):
    """A case that the demonstration led to its end."""

    numero: str
    deudor: str
    procedimiento: str
    entidad: str
    fin: str
    documentos: tuple[Path, ...]
    recaudado: Centavos

    def en_json(self) -> dict[str, object]:
        """Return it as the command line prints it."""
        return {
            "numero": self.numero,
            "deudor": self.deudor,
            "procedimiento": self.procedimiento,
            "entidad": self.entidad,
            "fin": self.fin,
            "documentos": [str(path) for path in self.documentos],
            "recaudado": en_pesos(self.recaudado),
        }


class Resultado(NamedTuple):
    """What the demonstration left."""

    casos: tuple[CasoLlevado, ...]
    archivos: tuple[Path, ...]
    expedientes: int
    """How many cases the base has in all."""


def demostrar(command: Demostrar, progress: Progress | None = None) -> Resultado:
    """Create the base, bring the titles and lead the cases.

    If it cannot go to the end, the data folder that it began is taken away.

    Raises:
        InvalidDataError: there is already a base there; it is not touched.
        StorageError: something cannot be written.
        MissingParameterError: on that day a rate that the cases need is not loaded.
    """
    _check(command.datos)
    libreto = load_libreto(command.hoy)
    crear_carpeta(command.salida)
    workspace = open_workspace(command.datos, command.base)
    try:
        _check_base(workspace)
        found = _representar(workspace, libreto, command, progress or SilentProgress())
    except UserError:
        workspace.close()
        rmtree(command.datos, ignore_errors=True)
        raise
    workspace.close()
    return found


def _representar(
    workspace: Workspace, libreto: Libreto, command: Demostrar, progress: Progress
) -> Resultado:
    _poblar(workspace, libreto, command.hoy)
    steps = len(libreto.remesas) + len(libreto.casos)
    archivos = []
    for done, remesa in enumerate(libreto.remesas):
        progress.report(done, steps, f"Importando {remesa.titulos}")
        archivos.append(_traer(workspace, libreto, remesa, command.salida))
    casos = []
    for done, caso in enumerate(libreto.casos, len(libreto.remesas)):
        progress.report(done, steps, f"Llevando el caso {caso.titulo}")
        casos.append(_llevar(workspace, caso, command.salida))
    archivos += [path for caso in casos for path in caso.documentos]
    archivos += _exportar(workspace, libreto, command)
    with workspace.base.read() as session:
        total = session.scalar(select(func.count(ExpedienteRow.id))) or 0
    return Resultado(tuple(casos), tuple(archivos), total)


def _check(datos: Path) -> None:
    if datos.exists() and (not datos.is_dir() or any(datos.iterdir())):
        message = (
            f"La carpeta «{datos}» ya tiene datos y la demostración no los toca. "
            "Use otra carpeta, o bórrela si era de una demostración anterior."
        )
        raise InvalidDataError(message, {"carpeta": str(datos)})


def _check_base(workspace: Workspace) -> None:
    with workspace.base.read() as session:
        used = session.scalar(select(EntidadRow.id).limit(1))
    if used is not None:
        message = (
            "Esa base ya tiene entidades y la demostración no las toca. Use una base "
            "vacía."
        )
        raise InvalidDataError(message)


def _poblar(workspace: Workspace, libreto: Libreto, hoy: dt.date) -> None:
    """Add the people and what the documents say of each institution."""
    admin = contexto_de(workspace, usuario=None, hoy=hoy)
    codes = {
        workspace.catalogo.buscar(remesa.procedimiento).sigla: remesa.procedimiento
        for remesa in libreto.remesas
    }
    for persona in load_personas():
        cargo = persona.cargo or workspace.perfil(persona.sigla).firmante_cargo(
            codes[persona.sigla]
        )
        roles = tuple(Rol(rol) for rol in persona.roles)
        crear_usuario(
            CrearUsuario(persona.login, persona.nombre, roles, cargo), workspace, admin
        )
    for sigla in codes:
        known = workspace.perfil(sigla).datos
        datos = {key: text for key, text in libreto.datos.items() if key not in known}
        fijar_datos(FijarDatos(sigla, datos), workspace, admin)


def _traer(
    workspace: Workspace, libreto: Libreto, remesa: Remesa, salida: Path
) -> Path:
    """Write the workbook of an area and import it on the day it arrives."""
    sigla = workspace.catalogo.buscar(remesa.procedimiento).sigla
    archivo = salida / f"titulos_{sigla.lower()}.xlsx"
    escribir_atomico(
        archivo,
        lambda path: escribir_titulos(
            remesa, libreto.desfase, workspace.perfil(sigla).nombre, path
        ),
    )
    importar(
        Importar(archivo, remesa.formato, remesa.procedimiento),
        workspace,
        Contexto(remesa.llega, "auxiliar", EQUIPO),
        SilentProgress(),
    )
    return archivo


def _llevar(workspace: Workspace, caso: Caso, salida: Path) -> CasoLlevado:
    """Play a case to its end and take its documents out."""
    with workspace.base.read() as session:
        expediente_id = session.scalars(
            select(ExpedienteRow.id).where(ExpedienteRow.titulo == caso.titulo)
        ).one()
    numero = consultas.ficha(workspace, expediente_id).expediente.numero
    with tempfile.TemporaryDirectory(prefix="cobro-demo-") as papeles:
        escena = Escena(workspace, expediente_id, numero, Path(papeles))
        for acto in caso.actos:
            escena.representar(acto)
    ficha = consultas.ficha(workspace, expediente_id)
    folder = salida / "documentos"
    crear_carpeta(folder)
    return CasoLlevado(
        numero=numero,
        deudor=ficha.expediente.deudor,
        procedimiento=caso.procedimiento,
        entidad=ficha.expediente.entidad,
        fin=ficha.expediente.estado,
        documentos=tuple(
            exportar_documento(documento.id, folder / documento.archivo, workspace)
            for documento in ficha.documentos
            if documento.id in escena.documentos and documento.archivo
        ),
        recaudado=escena.recaudado,
    )


def _exportar(workspace: Workspace, libreto: Libreto, command: Demostrar) -> list[Path]:
    """Write the portfolio of each institution as the financial area receives it."""
    contexto = Contexto(command.hoy, "financiera", EQUIPO)
    written = []
    for remesa in libreto.remesas:
        sigla = workspace.catalogo.buscar(remesa.procedimiento).sigla
        path = command.salida / f"cartera_{sigla.lower()}.xlsx"
        order = Exportar("cartera", path, procedimiento=remesa.procedimiento)
        exportar(order, workspace, contexto)
        written.append(path)
    return written
