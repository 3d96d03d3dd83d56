"""Import a file: check, compare, and apply whole or not at all (EXCHANGE, F90)."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.lectura import avisos, errores, leer
from cobro_desktop.exchange.resultado import OpcionesLectura
from cobro_desktop.exchange.salida import rechazar_despues
from cobro_desktop.exchange.vista import huella_de
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.importacion.casos import celdas
from cobro_desktop.services.importacion.decisiones import Decisiones
from cobro_desktop.services.importacion.filas import Carga, Ensayo
from cobro_desktop.services.importacion.informe import (
    Celdas,
    datos_de,
    diferencias_de,
    en_json,
    resumen_de,
)
from cobro_desktop.services.importacion.multas import avisos_de_multas
from cobro_desktop.services.importacion.perfiles import (
    GuardarPerfil,
    Pautas,
    anotar_uso,
    guardar_perfil,
    pautas_de,
    ver_perfil,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import LoteRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.rechazos import Diferencia
    from cobro_desktop.exchange.resultado import ErrorDeCelda, ResumenLectura
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.importacion.casos import Rechazo
    from cobro_desktop.services.importacion.informe import Balance
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

MAX_AVISOS = 500
"""Notices of accepted rows that are told one by one."""


class Formato(NamedTuple):
    """How a kind of file is compared with the base, and how it is written."""

    simular: Callable[[Ensayo], Balance]
    aplicar: Callable[[Transaction, Carga], Balance]
    rechazar: Callable[[Ensayo], Sequence[Rechazo]] | None = None
    """What the base does not take, although the file could be read."""


FORMATOS = {
    "titulos": "titulos",
    "cartera": "titulos",
    "pagos": "pagos",
    "saldos": "saldos",
    "rnmc": "rnmc",
    "cope": "cope",
    "aplicativo": "aplicativo",
    "respuesta-sdh": "respuesta_sdh",
    "siga": "radicados",
}
"""Kind of file → the module of this package that knows it.

Only the one that is asked for is loaded: some bring the documents with them.
"""


@dataclass(frozen=True, slots=True)
class Importar:
    """Bring a file into the base."""

    archivo: Path
    formato: str
    procedimiento: str
    hoja: str | None = None
    columnas: Mapping[str, str] = field(default_factory=dict)
    """Field → column letter, as the person said; empty when the file brings none."""
    encabezado: int | None = None
    """Last row of the header, from 1; empty to find it."""
    decisiones: Decisiones = field(default_factory=Decisiones)
    """Differences that a person accepted or refused."""
    perfil: str = ""
    """Profile of the sender; what is said here besides wins over it."""
    guardar_perfil: str = ""
    """Name under which to keep how the file was read, once it is written."""
    simular: bool = False
    """Only say what would happen."""
    rechazos: Path | None = None
    """Where to leave the workbook of rejected rows."""
    leido: ResumenLectura | None = None
    """The file, where it has been read already; its folder is the caller's."""
    sha256: str = ""
    """Of the file as it was checked: one that is another by now is refused."""


def importar(
    command: Importar, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Read, check, compare and, unless it is a simulation, apply in one transaction.

    Raises:
        UnreadableFileError: the file is not readable or could do harm.
        InvalidDataError: sheet, header or a needed column is missing; or the rejects
            would be written over the file itself; the file is not the one that was
            checked.
        NotFoundError: no such file or procedure.
    """
    if command.formato not in FORMATOS:
        known = ", ".join(FORMATOS)
        message = f"No existe el formato «{command.formato}». Los que hay son: {known}."
        raise InvalidDataError(message)
    _check_rejects(command)
    work = _Trabajo(command, workspace, contexto, progress)
    procedimiento = workspace.catalogo.buscar(command.procedimiento)
    with tempfile.TemporaryDirectory(prefix="cobro-lectura-") as folder:
        resumen = command.leido or leer(
            command.archivo,
            command.formato,
            opciones_de(command, workspace, contexto),
            carpeta=Path(folder),
            progress=progress.report,
        )
        _check_same(command, resumen)
        resumen = _filtrar(work, resumen)
        if command.rechazos:
            _write_rejects(resumen, command.rechazos)
        fines = avisos_de_multas(resumen, procedimiento, workspace)
        notices = [
            *(en_json(notice) for notice in islice(_sobrescritas(resumen), MAX_AVISOS)),
            *(en_json(notice) for notice in islice(fines, MAX_AVISOS)),
        ]
        if command.simular:
            with workspace.base.read() as session:
                ensayo = _ensayo(work, session, resumen)
                balance = _formato(command.formato).simular(ensayo)
            found = _changes(resumen, balance, None)
        else:
            found = _aplicar(work, resumen)
            _aprender(work, resumen)
        told = found.datos["avisos_celdas"]
        assert isinstance(told, list), "the report lists them"
        told.extend(notices)
        if command.rechazos and (differences := diferencias_de(found.datos)):
            _write_rejects(resumen, command.rechazos, differences)
        return found


def opciones_de(
    command: Importar, workspace: Workspace, contexto: Contexto
) -> OpcionesLectura:
    """Say how to read the file: what the person said, then what the profile says.

    Raises:
        NotFoundError: no such profile.
        InvalidDataError: the profile is for another kind of file.
    """
    says = Pautas()
    if command.perfil:
        says = pautas_de(ver_perfil(workspace, command.perfil), command.formato)
    given = command.columnas.keys()
    return OpcionesLectura(
        hoy=contexto.hoy,
        hoja=command.hoja or says.hoja,
        fila_encabezado=command.encabezado or says.encabezado,
        columnas={k: v for k, v in says.letras.items() if k not in given}
        | dict(command.columnas),
        titulos={k: v for k, v in says.titulos.items() if k not in given},
    )


@dataclass(frozen=True, slots=True)
class _Trabajo:
    """What is asked, of which base, by whom, and who watches."""

    command: Importar
    workspace: Workspace
    contexto: Contexto
    progress: Progress


def _sobrescritas(resumen: ResumenLectura) -> Iterator[ErrorDeCelda]:
    """Tell what was written over locked columns, where no difference tells it."""
    if FORMATOS[resumen.formato] == "titulos":
        return iter(())
    from cobro_desktop.services.importacion.protegidas import avisos_de_protegidas

    return avisos_de_protegidas(resumen)


def _aprender(work: _Trabajo, resumen: ResumenLectura) -> None:
    """Keep how the file was read, or count one more use of its profile."""
    command = work.command
    if command.guardar_perfil:
        columns = {name: ("", "") for name, at in command.columnas.items() if not at}
        columns |= {c.campo: (c.titulo, c.letra) for c in resumen.columnas if c.campo}
        profile = GuardarPerfil(
            command.guardar_perfil,
            command.formato,
            columns,
            command.hoja or "",
            command.encabezado,
            huella_de(c.titulo for c in resumen.columnas),
        )
        guardar_perfil(profile, work.workspace, work.contexto)
    elif command.perfil:
        anotar_uso(command.perfil, work.workspace, work.contexto)


def _formato(codigo: str) -> Formato:
    module = import_module(f"{__package__}.{FORMATOS[codigo]}")
    reject = getattr(module, "rechazar", None)
    return Formato(module.simular, module.aplicar, reject)


def _filtrar(work: _Trabajo, resumen: ResumenLectura) -> ResumenLectura:
    """Reject the rows that the base does not take, as the reader would have."""
    reject = _formato(work.command.formato).rechazar
    if reject is None:
        return resumen
    with work.workspace.base.read() as session:
        found = reject(_ensayo(work, session, resumen))
    return rechazar_despues(resumen, celdas(resumen, found))


def _ensayo(work: _Trabajo, session: Session, resumen: ResumenLectura) -> Ensayo:
    return Ensayo(
        session,
        work.workspace,
        work.workspace.catalogo.buscar(work.command.procedimiento).codigo,
        resumen,
        work.contexto.hoy,
        work.progress,
        work.command.decisiones,
    )


def _aplicar(work: _Trabajo, resumen: ResumenLectura) -> Changes:
    command, workspace, contexto = work.command, work.workspace, work.contexto
    formato = _formato(command.formato)
    with transaction(workspace, contexto, f"importar:{command.formato}") as tx:
        tx.require_role(
            [Rol.AUX, Rol.PRO, Rol.COO, Rol.FIN, Rol.TES, Rol.ADM], "importar archivos"
        )
        procedimiento = workspace.instalar(
            tx.session, command.procedimiento, contexto.hoy
        )
        lote = LoteRow(
            entidad_id=procedimiento.entidad_id,
            tipo=f"importacion:{command.formato}",
            archivo=command.archivo.name,
            sha256=workspace.contenido.guardar(
                tx.session, command.archivo.read_bytes()
            ),
            resumen={},
            usuario=contexto.usuario,
            hoy=contexto.hoy,
            creado_en=tx.ahora,
        )
        tx.session.add(lote)
        tx.session.flush()
        carga = Carga(lote, procedimiento, resumen, work.progress, command.decisiones)
        balance = formato.aplicar(tx, carga)
        lote.resumen = dict(Counter(balance.cuentas))
        tx.touch("lote", lote.id)
        tx.tell(resumen_de(resumen, balance), despues=resumen.sha256)
        if not balance.escribe:
            tx.session.delete(lote)
            return _changes(resumen, balance, None)
        number = lote.id
    return _changes(resumen, balance, number)


def _check_rejects(command: Importar) -> None:
    target = command.rechazos
    if target and target.resolve() == command.archivo.resolve():
        message = (
            f"Las filas rechazadas no se pueden guardar en «{target.name}», porque es "
            "el archivo que se importa. No se cambió nada. Elija otro nombre."
        )
        raise InvalidDataError(message, {"archivo": str(target)})


def _check_same(command: Importar, resumen: ResumenLectura) -> None:
    if command.sha256 and command.sha256 != resumen.sha256:
        name = command.archivo.name
        message = (
            f"«{name}» cambió después de que usted lo revisó. No se guardó nada de "
            "él. Revíselo otra vez, para ver lo que trae ahora."
        )
        raise InvalidDataError(message, {"archivo": name})


def _write_rejects(
    resumen: ResumenLectura, destino: Path, diferencias: Sequence[Diferencia] = ()
) -> None:
    from cobro_desktop.exchange.rechazos import escribir_rechazos

    def write(path: Path) -> None:
        escribir_rechazos(resumen, path, diferencias)

    escribir_atomico(destino, write)


def _changes(resumen: ResumenLectura, balance: Balance, lote: int | None) -> Changes:
    notices = tuple(islice(avisos(resumen), MAX_AVISOS))
    celdas = Celdas(tuple(errores(resumen)), notices)
    return Changes(
        expedientes=frozenset(balance.expedientes),
        lista=bool(balance.expedientes) or lote is not None,
        resumen=resumen_de(resumen, balance),
        datos=datos_de(resumen, balance, celdas, lote),
    )
