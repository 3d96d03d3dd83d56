"""Reads and checks procedure files, and finds the ones that ship by their code."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cobro_desktop.assets import assets
from cobro_desktop.domain.defectos import defectos
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
    UnreadableFileError,
)
from cobro_desktop.services.lectura_procedimiento import leer_procedimiento
from cobro_desktop.services.lineas_toml import leer_toml, linea_de, lineas
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.tabla_toml import Tabla

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.lineas_toml import Ruta

MAXIMO = 4 * 1024 * 1024
"""Bytes that a procedure file may have; ours have about 60 000."""

_EN_LA_LINEA = re.compile(r"\(at line (\d+), column \d+\)")
_NOMBRE = ("id", "nombre", "resultado")


@dataclass(frozen=True, slots=True)
class Falla:
    """A fault of a procedure file and where it stands."""

    linea: int
    """From 1."""
    ruta: str
    """Like `actividad 6 › salida paga › siguiente`; empty for the whole file."""
    mensaje: str


def validar(path: Path) -> list[Falla]:
    """Return all faults of a file, by line; none means that it can be used.

    Raises:
        NotFoundError: there is no such file.
        UnreadableFileError: it is not a text, or too large to be a procedure.
    """
    return list(_leer(leer_texto(path))[1])


def load_procedimiento(path: Path) -> Procedimiento:
    """Read and check a procedure.

    Raises:
        NotFoundError: there is no such file.
        UnreadableFileError: it is not a text, or too large to be a procedure.
        InvalidDataError: it has faults; `detalle["fallas"]` lists every one.
    """
    return parse_procedimiento(leer_texto(path), path.name)


def parse_procedimiento(texto: str, nombre: str = "instalado") -> Procedimiento:
    """Check the text of a procedure; `nombre` is how the message calls it.

    Raises:
        InvalidDataError: it has faults; `detalle["fallas"]` lists every one.
    """
    procedimiento, fallas = _leer(texto)
    if procedimiento is None or fallas:
        listadas = "\n".join(f"  línea {f.linea}: {f.mensaje}" for f in fallas)
        mensaje = (
            f"El procedimiento {nombre} tiene fallas y no se cargó. Corrija el "
            f"archivo y vuelva a intentarlo:\n{listadas}"
        )
        datos = [
            {"linea": f.linea, "ruta": f.ruta, "mensaje": f.mensaje} for f in fallas
        ]
        raise InvalidDataError(mensaje, {"archivo": nombre, "fallas": datos})
    return procedimiento


def leer_texto(path: Path) -> str:
    """Return the text of a procedure file.

    Raises:
        NotFoundError: there is no such file.
        UnreadableFileError: it is not a text, or too large to be a procedure.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode) or info.st_size > MAXIMO:
            mensaje = f"{path} no es un archivo de procedimiento: no es un texto TOML."
            raise UnreadableFileError(mensaje, {"archivo": str(path)})
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        mensaje = f"No existe el archivo {path}. Revise la ruta."
        raise NotFoundError(mensaje, {"archivo": str(path)}) from None
    except OSError as error:
        mensaje = f"No se pudo leer {path}. Revise que exista y que tenga permiso."
        raise UnreadableFileError(mensaje, {"archivo": str(path)}) from error
    except UnicodeDecodeError:
        mensaje = f"{path.name} no es un archivo de texto en UTF-8."
        raise UnreadableFileError(mensaje, {"archivo": str(path)}) from None


@dataclass(frozen=True, slots=True)
class Catalogo:
    """The procedures of a folder, found by code or alias whatever their case."""

    procedimientos: tuple[Procedimiento, ...]
    """The newest version of each code first."""
    textos: Mapping[tuple[str, int], str]
    """The text of each file, by code and version."""

    def versiones(self, codigo: str) -> list[Procedimiento]:
        """Return every version of an exact code, the newest first."""
        return [p for p in self.procedimientos if p.codigo == codigo]

    def dueno(self, nombre: str) -> Procedimiento | None:
        """Return the procedure that a code or alias names, if one does."""
        wanted = _plegado(nombre)
        named = (
            p
            for p in self.procedimientos
            if wanted in {_plegado(name) for name in (p.codigo, *p.alias)}
        )
        return next(named, None)

    def texto(self, procedimiento: Procedimiento) -> str:
        """Return the text that a procedure was read from."""
        return self.textos[procedimiento.codigo, procedimiento.version]

    def buscar(self, codigo: str, version: int | None = None) -> Procedimiento:
        """Return a procedure; without `version`, its newest.

        Raises:
            NotFoundError: no procedure has that code or alias, or that version.
        """
        wanted = _plegado(codigo)
        halladas = [
            p
            for p in self.procedimientos
            if wanted in {_plegado(nombre) for nombre in (p.codigo, *p.alias)}
        ]
        if not halladas:
            codigos = [p.codigo for p in self.procedimientos]
            mensaje = (
                f"No hay un procedimiento «{codigo}». "
                f"Los que hay son: {', '.join(dict.fromkeys(codigos))}."
            )
            raise NotFoundError(mensaje, {"codigo": codigo, "codigos": codigos})
        for procedimiento in halladas:
            if version in {None, procedimiento.version}:
                return procedimiento
        mensaje = f"El procedimiento {codigo} no tiene la versión {version}."
        raise NotFoundError(mensaje, {"codigo": codigo, "version": version})


def load_catalogo(folder: Path | None = None) -> Catalogo:
    """Read every procedure of a folder; without one, those that ship.

    The caller keeps it: reading them takes some tens of milliseconds.

    Raises:
        InvalidDataError: a file has faults, or two files have the same code and
            version, or one's alias is another's code.
    """
    folder = folder or assets("resources") / "procedimientos"
    textos = {path.name: leer_texto(path) for path in sorted(folder.glob("*.toml"))}
    leidos = [parse_procedimiento(texto, name) for name, texto in textos.items()]
    _refuse_clashes(leidos)
    return Catalogo(
        tuple(sorted(leidos, key=lambda p: (p.codigo, -p.version))),
        {
            (p.codigo, p.version): texto
            for p, texto in zip(leidos, textos.values(), strict=True)
        },
    )


def _refuse_clashes(leidos: list[Procedimiento]) -> None:
    duenos: dict[str, str] = {}
    versiones: set[tuple[str, int]] = set()
    for p in leidos:
        repetida = (_plegado(p.codigo), p.version) in versiones
        versiones.add((_plegado(p.codigo), p.version))
        for nombre in (p.codigo, *p.alias):
            if repetida or duenos.setdefault(_plegado(nombre), p.codigo) != p.codigo:
                mensaje = (
                    f"Dos archivos de procedimiento dicen ser {nombre}. "
                    "Deje uno, o cambie el código o la versión del otro."
                )
                raise InvalidDataError(mensaje, {"codigo": nombre})


@lru_cache(maxsize=64)
def _leer(texto: str) -> tuple[Procedimiento | None, tuple[Falla, ...]]:
    """Read a text once: it takes some 50 ms, and every base holds what also ships."""
    try:
        datos = leer_toml(texto)
    except ValueError as error:
        return None, (_falla_de_sintaxis(texto, error),)
    fallas: list[tuple[Ruta, str]] = []
    procedimiento = leer_procedimiento(Tabla(datos, (), fallas))
    fallas += [
        (_en_posiciones(datos, defecto.ruta), defecto.mensaje)
        for defecto in defectos(procedimiento, load_opciones().catalogo)
    ]
    donde = lineas(texto) if fallas else {}
    listas = {
        Falla(linea_de(donde, ruta), _para_leer(datos, ruta), mensaje)
        for ruta, mensaje in fallas
    }
    en_orden = sorted(listas, key=lambda f: (f.linea, f.ruta, f.mensaje))
    return procedimiento, tuple(en_orden)


def _falla_de_sintaxis(texto: str, error: ValueError) -> Falla:
    found = _EN_LA_LINEA.search(str(error))
    linea = int(found[1]) if found else texto.count("\n") + 1
    detalle = _EN_LA_LINEA.sub("", str(error)).strip()
    return Falla(linea, "", f"no es TOML válido y no se pudo leer más: {detalle}")


def _en_posiciones(datos: Mapping[str, Any], ruta: tuple[str, ...]) -> Ruta:
    """Turn a path by names, as the domain tells it, into one by positions."""
    posiciones: list[str | int] = []
    actual: Any = datos
    for parte in ruta:
        if isinstance(actual, list):
            posicion = next(
                (n for n, t in enumerate(actual) if parte == _nombre(t)), None
            )
            if posicion is None:
                break
            posiciones.append(posicion)
            actual = actual[posicion]
        else:
            posiciones.append(parte)
            actual = actual.get(parte) if isinstance(actual, dict) else None
    return tuple(posiciones)


def _para_leer(datos: Mapping[str, Any], ruta: Ruta) -> str:
    """Tell a path by positions with the names that the file gives."""
    return " › ".join(_partes(datos, ruta))


def _partes(datos: Any, ruta: Ruta) -> Iterator[str]:
    pendiente = ""
    for parte in ruta:
        if isinstance(parte, int):
            datos = datos[parte]
            yield f"{pendiente} {_nombre(datos) or parte + 1}".strip()
            pendiente = ""
            continue
        if pendiente:
            yield pendiente
        pendiente = parte
        datos = datos.get(parte) if isinstance(datos, dict) else None
    if pendiente:
        yield pendiente


def _nombre(tabla: Any) -> str:
    if not isinstance(tabla, dict):
        return ""
    return next((str(tabla[k]).strip() for k in _NOMBRE if k in tabla), "")


def _plegado(codigo: str) -> str:
    return codigo.strip().casefold()
