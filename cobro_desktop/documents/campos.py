"""Reads a context: which mandatory fields are missing, and what the template sees."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from cobro_desktop.documents.procedencia import procedencia
from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from cobro_desktop.documents.contextos.comun import Emitido
    from cobro_desktop.domain.dinero import Centavos

_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""

CON_ARTICULO = (
    "acreedor",
    "area_financiera",
    "autoridad_soporte",
    "dependencia_origen",
    "la_dependencia",
    "la_entidad",
    "oficina_facilidades",
    "remitente",
)
"""Fields that begin with an article: templates also have `a_…` and `de_…` of them."""

_CONTRACCION = {"a": "al", "de": "del"}

_GRUPOS = ("emisor", "firma")
"""Groups of fields whose members the templates see at the top level."""


class MissingFieldsError(UserError):
    """A document that lacks mandatory data; `detalle["faltantes"]` names them."""

    codigo = "missing_fields"

    def __init__(self, documento: str, faltantes: Iterable[str]) -> None:
        nombres = list(faltantes)
        mensaje = (
            f"No se generó el documento «{documento}» porque le faltan datos: "
            f"{'; '.join(nombres)}. Complételos e intente de nuevo."
        )
        if where := procedencia(nombres):
            mensaje = f"{mensaje} {where}"
        super().__init__(mensaje, {"documento": documento, "faltantes": nombres})
        self.faltantes = nombres


@dataclass(frozen=True)
class _Campo:
    nombre: str
    etiqueta: str
    obligatorio: bool


def faltantes(contexto: Emitido, ademas: Iterable[str] = ()) -> list[str]:
    """Name, as the screens do, the mandatory fields that have no value.

    Args:
        contexto: what the document would say.
        ademas: fields without obligation of their own that this time are needed.
    """
    exigidos = contexto.exigidos() | set(ademas)
    return list(dict.fromkeys(_missing(contexto, exigidos)))


def values(contexto: Emitido) -> dict[str, Any]:
    """Return what a template sees: strings, booleans and tuples of them or of dicts."""
    seen: dict[str, Any] = _tidy(asdict(contexto))
    firma = seen.pop("firma")
    seen |= seen.pop("emisor")
    seen |= {"firmante_nombre": firma["nombre"], "firmante_cargo": firma["cargo"]}
    seen |= {key: firma[key] for key in ("proyecto", "reviso", "aprobo")}
    named = [key for key in CON_ARTICULO if key in seen]
    seen |= {f"a_{key}": _joined("a", seen[key]) for key in named}
    seen |= {f"de_{key}": _joined("de", seen[key]) for key in named}
    return seen


def montos(**centavos: Centavos) -> dict[str, Any]:
    """Write amounts in figures and in words: keys `capital` and `capital_letras`."""
    written: dict[str, Any] = {}
    for nombre, valor in centavos.items():
        written[nombre] = pesos(valor)
        written[f"{nombre}_letras"] = pesos_mcte(valor)
    return written


def cifra_de(nombre: str, campos: Container[str]) -> str | None:
    """Return the figure whose words a field holds; none if it holds no words."""
    stem = nombre.removesuffix("_letras")
    if stem == nombre:
        return None
    return next((n for n in (stem, f"{stem}_total") if n in campos), None)


def sin_preposicion(nombre: str) -> str:
    """Return the field behind a name that a template sees: `a_acreedor`, `acreedor`."""
    for preposition in _CONTRACCION:
        field = nombre.removeprefix(f"{preposition}_")
        if field != nombre and field in CON_ARTICULO:
            return field
    return nombre


def codigo_verificacion(tipo: str, contexto: Emitido, version: str) -> str:
    """Return the printed code: 16 hex digits of SHA-256 in groups of four.

    Over the canonical content: kind, template version and context without the code
    itself, so that whoever has the data can compute it again without a server.
    """
    return codigo_de(tipo, asdict(contexto), version)


def codigo_de(tipo: str, contexto: Mapping[str, Any], version: str) -> str:
    """Return the same from what the base keeps: the fields of the context, by name."""
    content = {**contexto, "codigo_verificacion": ""}
    canonical = json.dumps(
        {"tipo": tipo, "plantilla": version, "contexto": content},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()[:16].upper()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))


def _joined(preposition: str, name: str) -> str:
    """Put a preposition before a name: *a* and *el* make *al*, *de* and *el*, *del*."""
    if name.startswith("el "):
        return f"{_CONTRACCION[preposition]} {name[3:]}"
    return f"{preposition} {name}"


def _tidy(value: Any) -> Any:
    """Drop what no page should show: control characters, double or outer spaces."""
    if isinstance(value, str):
        lines = _CONTROL.sub("", value).strip().splitlines()
        return "\n".join(" ".join(line.split()) for line in lines)
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_tidy(item) for item in value)
    return value


def _missing(group: object, exigidos: frozenset[str] | set[str]) -> Iterator[str]:
    campos = _campos(type(group))  # type: ignore[arg-type]  # types do hash
    names = {campo.nombre for campo in campos}
    for campo in campos:
        value = getattr(group, campo.nombre)
        figure = cifra_de(campo.nombre, names)
        if figure and _empty(getattr(group, figure)):
            # Its words come with it: asking for the figure is enough.
            continue
        if campo.nombre in _GRUPOS:
            yield from _missing(value, exigidos)
        elif not (campo.obligatorio or campo.nombre in exigidos):
            continue
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield from _missing_in_rows(value, exigidos)
        elif _empty(value):
            yield campo.etiqueta


def _missing_in_rows(
    rows: tuple[Any, ...], exigidos: frozenset[str] | set[str]
) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        where = f" (fila {number})" if len(rows) > 1 else ""
        yield from (name + where for name in _missing(row, exigidos))


def _empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return not value or any(_empty(item) for item in value)
    return False


@cache
def _campos(kind: type) -> tuple[_Campo, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        _Campo(
            field.name,
            getattr(hints[field.name], "__metadata__", (field.name,))[0],
            field.default is MISSING,
        )
        for field in fields(kind)
    )
