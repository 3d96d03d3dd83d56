"""Named ways of reading the files of a sender, learned from a person (F89)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import PerfilImportacionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.AUX, Rol.PRO, Rol.COO, Rol.FIN, Rol.TES, Rol.ADM)
MAX_NOMBRE: Final = 80
MAX_ARCHIVO: Final = 1_000_000
_AJENO: Final = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What a file of something else may bring about."""
CLASE: Final = "cobro-desktop/perfil-importacion"
_LETRAS: Final = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class GuardarPerfil:
    """Keep how a file was read; one of the same name is replaced."""

    nombre: str
    formato: str
    columnas: Mapping[str, tuple[str, str]]
    """Field → heading and letters of its column; both empty where it is not brought."""
    hoja: str = ""
    encabezado: int | None = None
    """Last row of the header, only if a person moved it."""
    huella: str = ""
    """Of the headings of the file, to know the sender's next one."""


class Perfil(NamedTuple):
    """A profile, as it is listed."""

    nombre: str
    formato: str
    hoja: str
    encabezado: int | None
    columnas: Mapping[str, tuple[str, str]]
    huella: str
    usos: int
    usado_en: dt.datetime
    creado_por: str
    creado_en: dt.datetime


@dataclass(frozen=True, slots=True)
class Pautas:
    """What a profile says of a file to read."""

    hoja: str | None = None
    encabezado: int | None = None
    titulos: Mapping[str, str] = field(default_factory=dict)
    """Field → heading."""
    letras: Mapping[str, str] = field(default_factory=dict)
    """Field → letters, only of the columns without heading; empty if not brought."""


def listar_perfiles(workspace: Workspace, formato: str = "") -> list[Perfil]:
    """List the profiles by name, of one format or of all."""
    with workspace.base.read() as session:
        rows = session.scalars(
            select(PerfilImportacionRow).order_by(PerfilImportacionRow.nombre)
        )
        found = [_perfil(row) for row in rows]
    return [p for p in found if not formato or p.formato == formato]


def ver_perfil(workspace: Workspace, nombre: str) -> Perfil:
    """Return a profile; accents and case aside.

    Raises:
        NotFoundError: there is none; names those that there are.
    """
    with workspace.base.read() as session:
        return _perfil(_buscar(session, nombre))


def reconocer_perfil(workspace: Workspace, formato: str, huella: str) -> Perfil | None:
    """Return the profile of the sender whose files have these headings, if any."""
    known = [p for p in listar_perfiles(workspace, formato) if p.huella == huella]
    return max(known, key=lambda p: (p.usos, p.usado_en), default=None)


def pautas_de(perfil: Perfil, formato: str) -> Pautas:
    """Return how a profile reads a file.

    Raises:
        InvalidDataError: the profile is for files of another kind.
    """
    if perfil.formato != formato:
        message = (
            f"El perfil «{perfil.nombre}» es para archivos de «{perfil.formato}», no "
            f"de «{formato}»."
        )
        raise InvalidDataError(message, {"perfil": perfil.nombre})
    columns = perfil.columnas.items()
    titled = {name: title for name, (title, _) in columns if title}
    bare = {name: letters for name, (title, letters) in columns if not title}
    return Pautas(perfil.hoja or None, perfil.encabezado, titled, bare)


def guardar_perfil(
    command: GuardarPerfil, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep a profile.

    Raises:
        InvalidDataError: without name or columns, or with a field of another format.
    """
    name = " ".join(command.nombre.split())
    _check(command, name)
    columns = {key: list(value) for key, value in command.columnas.items()}
    with transaction(workspace, contexto, "guardar_perfil_importacion") as tx:
        tx.require_role(QUIENES, "guardar perfiles de importación")
        row = _igual(tx.session, name)
        verb = "Se actualizó" if row else "Se guardó"
        if row is None:
            row = PerfilImportacionRow(
                nombre=name, usos=0, creado_por=contexto.usuario, creado_en=tx.ahora
            )
            tx.session.add(row)
        row.formato, row.hoja = command.formato, command.hoja
        row.encabezado, row.columnas = command.encabezado, columns
        row.huella, row.usado_en = command.huella, tx.ahora
        tx.session.flush()
        texto = f"{verb} el perfil de importación «{name}» ({command.formato})."
        tx.touch("perfil_importacion", row.id)
        tx.tell(texto)
    return Changes(resumen=texto, datos={"perfil": name})


def borrar_perfil(nombre: str, workspace: Workspace, contexto: Contexto) -> Changes:
    """Forget a profile; what it helped to import stays.

    Raises:
        NotFoundError: there is none of that name.
    """
    with transaction(workspace, contexto, "borrar_perfil_importacion") as tx:
        tx.require_role(QUIENES, "borrar perfiles de importación")
        row = _buscar(tx.session, nombre)
        texto = f"Se borró el perfil de importación «{row.nombre}»."
        tx.touch("perfil_importacion", row.id)
        tx.session.delete(row)
        tx.tell(texto)
    return Changes(resumen=texto, datos={"perfil": row.nombre})


def anotar_uso(nombre: str, workspace: Workspace, contexto: Contexto) -> None:
    """Count that a file was imported with a profile."""
    with transaction(workspace, contexto, "usar_perfil_importacion") as tx:
        row = _buscar(tx.session, nombre)
        row.usos += 1
        row.usado_en = tx.ahora
        tx.touch("perfil_importacion", row.id)
        tx.tell(f"Se importó con el perfil «{row.nombre}».")


def exportar_perfil(nombre: str, salida: Path, workspace: Workspace) -> Changes:
    """Write a profile as a file that another office can bring in.

    Raises:
        NotFoundError: there is none of that name.
        StorageError: the file cannot be written.
    """
    perfil = ver_perfil(workspace, nombre)
    data = {
        "clase": CLASE,
        "nombre": perfil.nombre,
        "formato": perfil.formato,
        "hoja": perfil.hoja,
        "encabezado": perfil.encabezado,
        "columnas": {name: list(pair) for name, pair in perfil.columnas.items()},
        "huella": perfil.huella,
    }
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
    escribir_atomico(salida, f"{text}\n".encode())
    texto = f"Se exportó el perfil «{perfil.nombre}» en «{salida.name}»."
    return Changes(resumen=texto, datos={"perfil": perfil.nombre})


def leer_perfil(archivo: Path) -> GuardarPerfil:
    """Read a profile that `exportar_perfil` wrote.

    Raises:
        InvalidDataError: it is not such a file.
        NotFoundError: there is no such file.
    """
    exigir_archivo(archivo)
    try:
        with archivo.open(encoding="utf-8") as file:
            return _leido(json.loads(file.read(MAX_ARCHIVO)))
    except _AJENO as error:
        message = (
            f"«{archivo.name}» no es un perfil de importación. No se guardó nada; "
            "pida que lo exporten otra vez."
        )
        raise InvalidDataError(message, {"archivo": str(archivo)}) from error


def _leido(data: dict[str, Any]) -> GuardarPerfil:
    if data["clase"] != CLASE:
        raise ValueError
    header = data["encabezado"]
    if header is not None and (not isinstance(header, int) or header < 1):
        raise ValueError
    columns = {}
    for name, (title, place) in data["columnas"].items():
        columns[str(name)] = (str(title), str(place))
    return GuardarPerfil(
        str(data["nombre"]),
        str(data["formato"]),
        columns,
        str(data["hoja"]),
        header,
        str(data["huella"])[:64],
    )


def _check(command: GuardarPerfil, name: str) -> None:
    if not name or len(name) > MAX_NOMBRE:
        message = (
            "Póngale un nombre al perfil, de quien envía el archivo por ejemplo: "
            f"hasta {MAX_NOMBRE} letras. No se guardó."
        )
        raise InvalidDataError(message)
    known = {campo.nombre for campo in load_formato(command.formato).campos}
    for field_name, (title, place) in command.columnas.items():
        there = title or not place or _LETRAS.fullmatch(place)
        if field_name not in known or not there:
            message = (
                f"El perfil dice un dato «{field_name}» que los archivos de "
                f"«{command.formato}» no tienen, o sin su columna. No se guardó."
            )
            raise InvalidDataError(message, {"campo": field_name})
    if not any(title or place for title, place in command.columnas.values()):
        message = "El perfil no dice ninguna columna: no serviría de nada."
        raise InvalidDataError(message)


def _buscar(session: Session, nombre: str) -> PerfilImportacionRow:
    row = _igual(session, nombre)
    if row is None:
        names = session.scalars(
            select(PerfilImportacionRow.nombre).order_by(PerfilImportacionRow.nombre)
        ).all()
        listed = f"Los que hay son: {', '.join(names)}." if names else "No hay ninguno."
        message = f"No existe el perfil de importación «{nombre}». {listed}"
        raise NotFoundError(message, {"perfiles": list(names)})
    return row


def _igual(session: Session, nombre: str) -> PerfilImportacionRow | None:
    wanted = plegar(" ".join(nombre.split()))
    rows = session.scalars(select(PerfilImportacionRow))
    return next((row for row in rows if plegar(row.nombre) == wanted), None)


def _perfil(row: PerfilImportacionRow) -> Perfil:
    columns = {name: (str(p[0]), str(p[1])) for name, p in row.columnas.items()}
    return Perfil(
        row.nombre,
        row.formato,
        row.hoja,
        row.encabezado,
        columns,
        row.huella,
        row.usos,
        row.usado_en,
        row.creado_por,
        row.creado_en,
    )
