"""Fills a template with the three cases that go wrong most (B16)."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args, get_type_hints

from lxml import etree  # type: ignore[import-untyped]  # no stubs are installed

from cobro_desktop.documents.contextos.comun import Deudor, Emitido, Firma
from cobro_desktop.documents.contextos.terminacion import AutoArchivo
from cobro_desktop.documents.doctor.lugares import texto_de
from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.generar import Generador

T = TypeVar("T")

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGO: Final = (
    "Compañía Nacional de Vigilancia, Escoltas y Monitoreo Electrónico Ñáñez, "
    "Gutiérrez de Piñeres & Asociados <Ltda.> en Reorganización Empresarial"
)
_DEUDORES: Final = (
    Deudor(nombre="Vigilancia Ejemplo S.A.S.", identificacion="NIT 900.123.456-8"),
    Deudor(
        nombre="José Ñáñez Muñoz",
        identificacion="CC 1.020.304.050",
        calidad="Deudor solidario",
    ),
    Deudor(
        nombre="María del Pilar Gutiérrez & Hijos",
        identificacion="NIT 800.200.300-1",
        calidad="Deudor solidario",
    ),
)
_CONOCIDOS: Final[dict[str, Any]] = {
    "deudor": _DEUDORES[0].nombre,
    "identificacion": _DEUDORES[0].identificacion,
    "expediente": "ENSAYO-2026-000001",
    "numero": "000001 de 2026",
    "fecha": "30 de septiembre de 2026",
    "fecha_iso": "2026-09-30",
    "capital": "$ 1.423.500",
    "capital_letras": "un millón cuatrocientos veintitrés mil quinientos pesos m/cte",
    "intereses": "$ 213.525",
    "total": "$ 1.637.025",
    "total_letras": "un millón seiscientos treinta y siete mil veinticinco pesos m/cte",
    "valor": "$ 1.423.500",
    "direccion": "Calle 1 # 2-3",
    "ciudad_destino": "Bogotá D.C.",
    "correo": "deudor@ejemplo.test",
}
_SIN_DIRECCION: Final = ("direccion", "correo", "ciudad_destino", "representante")
_DE_CAUSA: Final = frozenset(
    {
        "causa",
        "numero",
        "valor_recaudado",
        "valor_recaudado_letras",
        "fecha_pago",
        "soporte_pago",
    }
)
"""Data of the cause with which the act of archive is tried: payment."""
_FEO: Final = (
    (re.compile(r"\{\{|\}\}|\{%|%\}"), "queda una marca sin llenar"),
    (re.compile(r"\b(None|True|False)\b"), "se imprime «None», «True» o «False»"),
    (re.compile(r"\S  +\S"), "queda un espacio doble"),
    (re.compile(r" [,;:](?=\s|$)|,\s*,|,\s*\.(?=\s|$)"), "queda una coma suelta"),
    (re.compile(r"\(\s*\)|«\s*»"), "queda un paréntesis o unas comillas sin nada"),
)


@dataclass(frozen=True)
class Ensayo:
    """A worst case, filled."""

    nombre: str
    contenido: bytes
    """The Word file; empty where it could not be filled."""
    problemas: tuple[str, ...]
    """What a person should mend, in sentences."""


def ensayar(
    generador: Generador, tipo: str, sigla: str, emisor: Emisor
) -> tuple[Ensayo, ...]:
    """Fill the template of a kind with the worst cases."""
    return tuple(
        _ensayo(nombre, generador, tipo, sigla, contexto)
        for nombre, contexto in contextos(tipo, emisor)
    )


def contextos(tipo: str, emisor: Emisor) -> Iterator[tuple[str, Emitido]]:
    """Yield the worst cases of a kind of document, with their names."""
    kind = TODOS[tipo]
    whole = _lleno(kind) | {"emisor": emisor, "firma": _firma()}
    if issubclass(kind, AutoArchivo):
        whole["causa"] = "pago_total"
    yield "Varios deudores", _con_deudores(kind(**whole))
    needed = kind(**whole).exigidos() | _DE_CAUSA
    bare = {
        name: value
        for name, value in whole.items()
        if name not in _optativos(kind) or name in needed or isinstance(value, bool)
    }
    bare |= {name: False for name, value in bare.items() if value is True}
    bare |= {name: "" for name in _SIN_DIRECCION if name in bare}
    yield "Sin dirección y sin datos optativos", kind(**bare)
    yield "Nombres muy largos", _con_nombres(kind(**whole))


def palabras(contenido: bytes) -> list[str]:
    """Return the text of a Word file, a paragraph per item: body, headers, footers."""
    found = []
    with zipfile.ZipFile(io.BytesIO(contenido)) as package:
        names = [n for n in package.namelist() if _TEXTO.fullmatch(n)]
        for name in sorted(names):
            tree = etree.fromstring(package.read(name))
            found += [texto_de(p) for p in tree.iter(f"{_W}p")]
    return [line for line in found if line.strip()]


_TEXTO: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")


def _ensayo(
    nombre: str, generador: Generador, tipo: str, sigla: str, contexto: Emitido
) -> Ensayo:
    try:
        content = generador.vista_previa(tipo, sigla, contexto)
        lines = palabras(content)
    except UserError as error:
        return Ensayo(nombre, b"", (error.mensaje,))
    except etree.XMLSyntaxError as error:
        return Ensayo(nombre, b"", (f"Word no podría abrirlo: {error}.",))
    return Ensayo(nombre, content, tuple(dict.fromkeys(_feos(lines))))


def _feos(lines: list[str]) -> Iterator[str]:
    for line in lines:
        for pattern, what in _FEO:
            if found := pattern.search(line):
                start = max(found.start() - 25, 0)
                around = line[start : found.end() + 25].strip()
                yield f"{what[0].upper()}{what[1:]}: «…{around}…»."


def _lleno(kind: type) -> dict[str, Any]:
    """Give every field of a context a value that a person recognises."""
    plain = get_type_hints(kind)
    labels = get_type_hints(kind, include_extras=True)
    return {
        field.name: _valor(
            field.name,
            plain[field.name],
            getattr(labels[field.name], "__metadata__", (field.name,))[0],
        )
        for field in fields(kind)
        if field.name not in {"emisor", "firma", "borrador", "codigo_verificacion"}
    }


def _valor(name: str, hint: Any, label: str) -> Any:
    if name == "deudores":
        return _DEUDORES[:1]
    if hint is bool:
        return True
    if hint is str:
        return _CONOCIDOS.get(name, f"«{label}»")
    item = get_args(hint)[0]
    if is_dataclass(item):
        kind = cast("Callable[..., Any]", item)
        return (kind(**_lleno(cast("type", item))),) * 2
    return (f"«{label}» uno", f"«{label}» dos")


def _optativos(kind: type) -> frozenset[str]:
    return frozenset(f.name for f in fields(kind) if f.default is not MISSING)


def _con_deudores(contexto: Emitido) -> Emitido:
    changes: dict[str, Any] = {"deudores": _DEUDORES, "codeudores": _DEUDORES[1:]}
    return _cambiado(contexto, {**changes, "tiene_solidarios": True})


def _con_nombres(contexto: Emitido) -> Emitido:
    longer = replace(_DEUDORES[0], nombre=_LARGO)
    changes: dict[str, Any] = {"deudor": _LARGO, "deudores": (longer, *_DEUDORES[1:])}
    firma = replace(contexto.firma, nombre="Íñigo Rodrigo Peñaranda-Echavarría y Muñoz")
    return replace(_cambiado(contexto, changes), firma=firma)


def _cambiado(contexto: Emitido, changes: dict[str, Any]) -> Emitido:
    names = {field.name for field in fields(contexto)}
    return replace(contexto, **{k: v for k, v in changes.items() if k in names})


def _firma() -> Firma:
    return Firma(
        nombre="Ana María Peñuela Gómez",
        cargo="Jefe de la Oficina",
        proyecto="Íñigo Muñoz",
        reviso="Lucía Ibáñez",
        aprobo="Ana María Peñuela Gómez",
    )
