"""The kinds of file that other offices send, as data (`resources/intercambio`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.exchange.vocabulario import palabras

if TYPE_CHECKING:
    from pathlib import Path


class Clase(StrEnum):
    """What the cells of a column are."""

    DOCUMENTO = "documento"
    TIPO_DOCUMENTO = "tipo_documento"
    DV = "dv"
    NOMBRE = "nombre"
    TEXTO = "texto"
    CORREO = "correo"
    TELEFONO = "telefono"
    MUNICIPIO = "municipio"
    DINERO = "dinero"
    FECHA = "fecha"
    ANIO = "anio"
    OPCION = "opcion"
    """One of a few values, each written in several ways."""


class Exige(StrEnum):
    """How much a field is needed."""

    NUNCA = "nunca"
    COLUMNA = "columna"
    """An empty cell rejects its row, if the file has the column."""
    TITULO = "titulo"
    """Without the column the file cannot be read; a cell may wait to be filled."""
    SIEMPRE = "siempre"
    """Without the column the file cannot be read, nor a row without the datum."""

    @property
    def columna(self) -> bool:
        """Whether the file must have the column."""
        return self in {Exige.TITULO, Exige.SIEMPRE}

    @property
    def dato(self) -> bool:
        """Whether an empty cell rejects its row."""
        return self in {Exige.COLUMNA, Exige.SIEMPRE}


class Destino(StrEnum):
    """Where an accepted value goes."""

    FILA = "fila"
    DATOS = "datos"
    REFERENCIA = "referencia"
    CONTROL = "control"
    """Only tells whether its row counts; it is not kept."""


@dataclass(frozen=True, slots=True)
class Opcion:
    """A value of a field of few values."""

    id: str
    etiqueta: str
    palabras: tuple[str, ...]
    """Folded beginnings by which files write it."""
    rechaza: str = ""
    """Why a row that says so is not taken; empty if it is."""


@dataclass(frozen=True, slots=True)
class Campo:
    """A field that a file may bring, and how its column is recognised."""

    nombre: str
    etiqueta: str
    clase: Clase
    nombres: tuple[frozenset[str], ...]
    """Usual headings, each as its set of normalised words."""
    sin: frozenset[str] = frozenset()
    """Words of headings that are of something else."""
    salvo: frozenset[str] = frozenset()
    """Words beside which those of `sin` do not count: *valor multa pagada*."""
    exige: Exige = Exige.NUNCA
    destino: Destino = Destino.FILA
    positivo: bool = False
    negativo: Codigo | None = None
    """Why an amount below zero is refused, where it means something of its own."""
    hasta_hoy: bool = False
    arriba: tuple[str, ...] = ()
    """Words before a day that a title says once for all the rows."""
    raya_es_cero: bool = False
    """A dash is how a spreadsheet shows zero, and no missing datum."""
    tolera: bool = False
    """What cannot be read is a notice and not a rejection."""
    orden: int = 0
    """Place in time among the dates of a row; 0 for what is not a date."""
    respaldo: str | None = None
    """Field whose column serves when this one has none."""
    suma_de: tuple[str, ...] = ()
    """Fields that a column of totals adds up: where they are, it is not this one."""
    respaldo_sin: tuple[str, ...] = ()
    """Fields that the other column already counts, and are then not read."""
    opciones: tuple[Opcion, ...] = ()
    """The values of a field of class `opcion`, the first that fits wins."""


@dataclass(frozen=True, slots=True)
class Formato:
    """What one kind of file holds."""

    codigo: str
    nombre: str
    campos: tuple[Campo, ...]
    llave: tuple[str, ...]
    """Columns of the temporary base that identify a row between files."""
    suma: str | None = None
    """Amount whose total is told and compared with the sheet's own."""
    conserva: bool = False
    """Rows are kept as they came: the base may still reject one that it lacks."""

    alguna: tuple[str, ...] = ()
    """Fields of which a file needs one at least."""

    def campo(self, nombre: str) -> Campo:
        """Return a field by its name."""
        return next(campo for campo in self.campos if campo.nombre == nombre)


def codigos() -> tuple[str, ...]:
    """List the formats that can be imported."""
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def load_formato(codigo: str) -> Formato:
    """Load a format by its code.

    Raises:
        NotFoundError: there is no such format.
    """
    if codigo not in codigos():
        known = ", ".join(codigos())
        message = f"No existe el formato «{codigo}». Los que hay son: {known}."
        raise NotFoundError(message, {"formato": codigo})
    data = _read(codigo)
    base = _read(data["campos_de"]) if "campos_de" in data else data
    return Formato(
        codigo=data["codigo"],
        nombre=data["nombre"],
        campos=tuple(_campo(item) for item in base["campo"]),
        llave=tuple(base["llave"]),
        suma=base.get("suma"),
        conserva=base.get("conserva", False),
        alguna=tuple(base.get("alguna", ())),
    )


def _folder() -> Path:
    return assets("resources") / "intercambio"


def _read(codigo: str) -> dict[str, Any]:
    with (_folder() / f"{codigo}.toml").open("rb") as file:
        return tomllib.load(file)


def _campo(item: dict[str, Any]) -> Campo:
    return Campo(
        nombre=item["nombre"],
        etiqueta=item["etiqueta"],
        clase=Clase(item["clase"]),
        nombres=tuple(frozenset(palabras(text)) for text in item["nombres"]),
        sin=frozenset(palabras(" ".join(item.get("sin", ())))),
        salvo=frozenset(palabras(" ".join(item.get("salvo", ())))),
        exige=Exige(item.get("exige", "nunca")),
        destino=Destino(item.get("destino", "fila")),
        positivo=item.get("positivo", False),
        negativo=Codigo(item["negativo"]) if "negativo" in item else None,
        hasta_hoy=item.get("hasta_hoy", False),
        arriba=tuple(item.get("arriba", ())),
        raya_es_cero=item.get("raya_es_cero", False),
        tolera=item.get("tolera", False),
        orden=item.get("orden", 0),
        respaldo=item.get("respaldo"),
        suma_de=tuple(item.get("suma_de", ())),
        respaldo_sin=tuple(item.get("respaldo_sin", ())),
        opciones=tuple(
            Opcion(o["id"], o["etiqueta"], tuple(o["palabras"]), o.get("rechaza", ""))
            for o in item.get("opcion", ())
        ),
    )
