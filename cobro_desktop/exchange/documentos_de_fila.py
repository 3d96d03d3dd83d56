"""Reads who a row is about, from one, two or three columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.identificacion import TipoDocumento
from cobro_desktop.exchange.cells import (
    CeldaInvalidaError,
    Codigo,
    Valor,
    leer_documento,
    leer_texto,
    partir_tercero,
)
from cobro_desktop.exchange.columnas import tipo_por_omision
from cobro_desktop.exchange.formatos import Exige
from cobro_desktop.exchange.lectores import Falla

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.domain.identificacion import Identificacion
    from cobro_desktop.exchange.columnas import Columna

_SIN_TIPO = "No dice qué documento es"
_DV = "El dígito de verificación"


@dataclass(frozen=True, slots=True)
class Nota:
    """Something odd about a document that could be read."""

    indice: int
    codigo: Codigo
    texto: str


@dataclass(frozen=True, slots=True)
class Documentos:
    """The documents of a block of rows, with what could not be read."""

    leidos: list[Identificacion | None]
    fallas: list[Falla]
    notas: list[Nota]
    nombres: dict[int, str]
    """Names that stand beside a document, where they have no column."""


def leer_documentos(
    columnas: Mapping[str, Columna], celdas: Sequence[Sequence[Valor]]
) -> Documentos:
    """Read the documents of a block, given its cells by column."""
    found = Documentos([], [], [], {})
    column = columnas["documento"]
    kinds = _cells(columnas, celdas, "tipo_documento")
    digits = _cells(columnas, celdas, "dv")
    default = tipo_por_omision(column.titulo)
    alone = "nombre" not in columnas
    needed = column.campo is not None and column.campo.exige is not Exige.NUNCA
    for index, written in enumerate(celdas[column.indice]):
        kind = _text(kinds[index]) if kinds else None
        dv = _text(digits[index]) if digits else None
        value = written
        if alone and (parts := partir_tercero(written)):
            value, found.nombres[index] = parts
        try:
            read = _one(value, kind, dv, default)
        except CeldaInvalidaError as error:
            read = None
            found.fallas.append(Falla(index, error.codigo, rechaza=needed))
        else:
            if read is None and needed:
                found.fallas.append(Falla(index, Codigo.EMPTY))
            elif read is not None and read.advertencias:
                found.notas.extend(_notes(index, read))
        found.leidos.append(read)
    return found


def _one(
    value: Valor, kind: str | None, dv: str | None, default: TipoDocumento | None
) -> Identificacion | None:
    if value == "":
        return None
    if dv and dv.isdigit() and len(dv) == 1:
        text = _text(value) or ""
        may_have = kind is None or "nit" in kind.lower()
        if may_have and text and "-" not in text:
            value, default = f"{text}-{dv}", default or TipoDocumento.NIT
    return leer_documento(value, kind, default)


def _notes(index: int, read: Identificacion) -> list[Nota]:
    return [
        Nota(
            index,
            Codigo.WRONG_CHECK_DIGIT if _DV in text else Codigo.ODD_DOCUMENT,
            text,
        )
        for text in read.advertencias
        if not text.startswith(_SIN_TIPO)
    ]


def _cells(
    columnas: Mapping[str, Columna], celdas: Sequence[Sequence[Valor]], campo: str
) -> Sequence[Valor] | None:
    return celdas[columnas[campo].indice] if campo in columnas else None


def _text(value: Valor) -> str | None:
    try:
        return leer_texto(value) if value != "" else None
    except CeldaInvalidaError:
        return None
