"""Decides which column is which field: by its heading and by what it contains."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.identificacion import TipoDocumento
from cobro_desktop.exchange.columnas_dadas import por_letras, por_titulos
from cobro_desktop.exchange.columnas_sin_titulo import (
    MIN_CONTENIDO,
    dejar_totales,
    por_contenido,
    prestar,
    sirve_otra,
)
from cobro_desktop.exchange.contenido import (
    ESTRICTAS,
    SEGURO,
    encaja,
    es_contador,
    es_dinero_de_deuda,
    fecha_mediana,
)
from cobro_desktop.exchange.direcciones import letras
from cobro_desktop.exchange.formatos import Clase, Destino, Exige
from cobro_desktop.exchange.opciones import opciones_dichas
from cobro_desktop.exchange.vocabulario import (
    GENERICAS,
    MAX_TITULO,
    corregir,
    dia_escrito,
    lectura,
    mas_parecido,
    palabras,
    semejanza,
    todas,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.formatos import Campo, Formato

SUFICIENTE = 0.9
POR_ORDEN, POR_CONTENIDO = 65, 60
"""How sure a column is that its place in time, or its cells alone, gave away."""
SIN_ESTADOS = 0.45
"""A column of states that nobody knows is still one: its rows say what is wrong."""
MITAD, VAGO = 0.5, 0.7
"""Below this, a heading says only part of a name; all of another name is better."""


@dataclass(frozen=True, slots=True)
class Titulo:
    """A heading: as it is shown, and the ways in which it can be read."""

    texto: str
    lecturas: tuple[str, ...]
    """In a header of two rows: the lower cell alone, both together."""


@dataclass(frozen=True, slots=True)
class Columna:
    """A column of the sheet and the field that it was taken for."""

    indice: int
    titulo: str
    campo: Campo | None = None
    por_contenido: bool = False
    """No heading said it; its cells did."""
    confianza: int = 0
    """How sure that is, from 0 to 100; what a person said is 100."""
    parecida: Campo | None = None
    """A field of which another column was taken, with a heading no better."""


@dataclass(frozen=True, slots=True)
class Fijas:
    """Columns that a person or a saved profile gave; they win over recognition."""

    letras: Mapping[str, str] = field(default_factory=dict)
    """Field → letters of its column; empty for a field that the file does not bring."""
    titulos: Mapping[str, str] = field(default_factory=dict)
    """Field → heading of its column, wherever it stands; one that is not is left."""


@dataclass(frozen=True, slots=True)
class _Opcion:
    puntos: float
    nombre: float
    indice: int
    campo: Campo
    encaja: float
    vago: bool
    """Its heading is only words such as *Fecha*."""
    rango: tuple[int, int]
    """Place of the usual heading that it is most like; the latest day first."""

    def orden(self) -> tuple[float, bool, tuple[int, int], int]:
        """Return what sorts it: where points tie, the heading that says more."""
        return -self.puntos, self.vago, self.rango, self.indice

    @property
    def confianza(self) -> int:
        """How sure a column is of a field: mostly its heading, then its cells."""
        return round(100 * min(0.7 * self.nombre + 0.3 * self.encaja, 0.99))


def reconocer_columnas(
    titulos: Sequence[Titulo],
    muestra: Sequence[Sequence[Valor]],
    formato: Formato,
    fijas: Fijas | None = None,
) -> tuple[Columna, ...]:
    """Match columns to the fields of a format.

    Args:
        titulos: the headings, one per column.
        muestra: the cells of some data rows, by column.
        formato: the kind of file.
        fijas: columns that a person or a saved profile gave.

    Raises:
        InvalidDataError: a column that was given is not in the sheet.
    """
    given = fijas or Fijas()
    assigned = por_titulos(given.titulos, formato, titulos)
    assigned |= por_letras(given.letras, formato, len(titulos))
    sure = dict.fromkeys(assigned, 100)
    options = _opciones(titulos, muestra, formato)
    _dates_in_order(options, muestra, assigned)
    sure |= dict.fromkeys(assigned.keys() - sure.keys(), POR_ORDEN)
    for option in sorted(options, key=_Opcion.orden):
        free = option.indice not in assigned and option.puntos >= SUFICIENTE
        if free and option.campo not in assigned.values():
            assigned[option.indice] = option.campo
            sure[option.indice] = option.confianza
    dejar_totales(titulos, assigned)
    by_content = por_contenido(titulos, muestra, formato, assigned)
    sure |= dict.fromkeys(by_content, POR_CONTENIDO)
    brought = _brought(formato, given.letras)
    assigned = {i: campo for i, campo in assigned.items() if campo in brought.campos}
    alike = _parecidas(options, assigned)
    prestar(brought, assigned)
    return tuple(
        Columna(
            index,
            titulo.texto,
            assigned.get(index),
            index in by_content,
            sure.get(index, 0) if index in assigned else 0,
            alike.get(index),
        )
        for index, titulo in enumerate(titulos)
    )


def campos_que_faltan(
    columnas: Sequence[Columna], formato: Formato
) -> tuple[Campo, ...]:
    """Return the fields without which the file cannot be read and that it lacks."""
    assigned = {c.indice: c.campo for c in columnas if c.campo}
    return tuple(
        campo
        for campo in formato.campos
        if campo.exige.columna
        and campo not in assigned.values()
        and not sirve_otra(campo, assigned)
    )


def exigir_columnas(columnas: Sequence[Columna], formato: Formato) -> None:
    """Refuse a file that lacks a column that it needs.

    Raises:
        InvalidDataError: names the fields and the columns that there are.
    """
    missing, either = campos_que_faltan(columnas, formato), False
    if not missing:
        missing, either = _sin_ninguna(columnas, formato), True
    if not missing:
        return
    names = (" o " if either else ", ").join(f"«{c.etiqueta}»" for c in missing)
    one = either or len(missing) == 1
    lacking = "Falta la columna" if one else "Faltan las columnas"
    read = ", ".join(c.titulo for c in columnas if c.titulo)[:600]
    message = (
        f"{lacking} {names}, y sin eso no se puede importar «{formato.nombre}»"
        f". Las columnas que tiene la hoja son: {read}. Si el dato está con "
        "otro nombre, indíquelo en el asistente; si no, agréguelo al archivo."
    )
    detail = {
        "campos": [campo.nombre for campo in missing],
        "columnas": {letras(c.indice): c.titulo for c in columnas if c.titulo},
    }
    raise InvalidDataError(message, detail)


def _sin_ninguna(columnas: Sequence[Columna], formato: Formato) -> tuple[Campo, ...]:
    """Return the fields of which the file needs one, if it has none of them."""
    given = {columna.campo.nombre for columna in columnas if columna.campo}
    if not given.isdisjoint(formato.alguna):
        return ()
    return tuple(formato.campo(name) for name in formato.alguna)


def campos_nombrados(titulos: Sequence[Titulo], formato: Formato) -> float:
    """Weigh how many fields a row of headings names; needed ones count twice."""
    found: dict[str, float] = {}
    known = _conocidas(formato)
    for titulo in titulos:
        readings = _readings(titulo)
        said = frozenset[str]().union(*readings)
        if known.isdisjoint(said):
            continue  # most cells of a sheet: no heading of the format shares a word
        near = [c for c in formato.campos if not todas(c.nombres).isdisjoint(said)]
        best = max(near, key=lambda campo: _name_score(readings, campo))
        score = _name_score(readings, best)
        if score >= VAGO:
            weight = 1.0 if best.exige is Exige.NUNCA else 2.0
            found[best.nombre] = max(found.get(best.nombre, 0), weight * score)
    return sum(found.values())


def tipo_por_omision(titulo: str) -> TipoDocumento | None:
    """Return the kind of document that a heading names, if it names only one."""
    words = set(palabras(titulo))
    nit, cedula = bool(words & {"nit", "rut"}), "cedula" in words
    if nit == cedula:
        return None
    return TipoDocumento.NIT if nit else TipoDocumento.CC


def _conocidas(formato: Formato) -> frozenset[str]:
    """Return every word of the usual headings of a format."""
    return frozenset().union(*(n for c in formato.campos for n in c.nombres))


def _brought(formato: Formato, letras: Mapping[str, str]) -> Formato:
    """Leave out the fields that a person said the file does not bring."""
    out = {nombre for nombre, letters in letras.items() if not letters}
    kept = tuple(campo for campo in formato.campos if campo.nombre not in out)
    return replace(formato, campos=kept)


def _readings(titulo: Titulo) -> tuple[frozenset[str], ...]:
    """Return the words of each way of reading a heading; nothing if it is empty."""
    words = (lectura(text[:MAX_TITULO]) for text in titulo.lecturas)
    return tuple(reading for reading in words if reading)


def _name_score(readings: Sequence[frozenset[str]], campo: Campo) -> float:
    """Say how well a heading names a field, from 0 to 1."""
    if not readings:
        return 0.0
    if campo.salvo.isdisjoint(readings[-1]) and not campo.sin.isdisjoint(readings[-1]):
        return 0.0
    return semejanza(tuple(readings), campo.nombres)


def _opciones(
    titulos: Sequence[Titulo], muestra: Sequence[Sequence[Valor]], formato: Formato
) -> list[_Opcion]:
    known = _conocidas(formato)
    options = []
    for index, titulo in enumerate(titulos):
        readings = _readings(titulo)
        if not readings:
            continue
        fixed = [corregir(words, known) for words in readings]
        cells = muestra[index]
        counter = es_contador(cells)
        fits = {clase: encaja(clase, cells) for clase in Clase}
        names = {
            campo.nombre: max(
                _name_score(readings, campo), 0.95 * _name_score(fixed, campo)
            )
            for campo in formato.campos
        }
        vague = all(words <= GENERICAS for words in readings)
        exact = {c.clase for c in formato.campos if names[c.nombre] == 1}
        sure = not vague and any(fits[clase] >= MIN_CONTENIDO for clase in exact)
        for campo in formato.campos:
            name = names[campo.nombre]
            spare = campo.clase is Clase.FECHA and campo.exige is Exige.NUNCA
            part = sure or campo.clase in exact
            if (name < VAGO and part) or (spare and name < MITAD):
                continue
            said = name == 1 and campo.exige is Exige.SIEMPRE
            if name and not (counter and campo.clase not in ESTRICTAS and not said):
                fit = fits[campo.clase]
                if campo.opciones:
                    fit = opciones_dichas(cells, campo.opciones)
                points = _points(name, campo, fit, vague=vague)
                if campo.nombre == formato.suma and not es_dinero_de_deuda(cells):
                    points -= 0.2
                rank = mas_parecido(readings, campo.nombres), -dia_escrito(titulo.texto)
                options.append(_Opcion(points, name, index, campo, fit, vague, rank))
    return options


def _points(name: float, campo: Campo, fits: float, *, vague: bool) -> float:
    """Add up heading and content; content decides when headings tie."""
    strict = campo.clase in ESTRICTAS
    if vague and name < 1 and not (strict and fits >= SEGURO):
        return 0.0
    if strict:
        bad = fits < MIN_CONTENIDO
        return name + 0.5 * fits - (0.4 if bad else 0.0)
    if campo.opciones:
        silent = campo.destino is Destino.CONTROL and fits < MIN_CONTENIDO
        return 0.0 if silent else name + 0.4 * max(fits, SIN_ESTADOS)
    if campo.clase is Clase.TEXTO:
        return name + (0.25 if fits >= MIN_CONTENIDO else -0.3)
    return name + 0.4 * fits - (0.3 if fits < MIN_CONTENIDO else 0.0)


def _parecidas(
    options: Sequence[_Opcion], assigned: Mapping[int, Campo]
) -> dict[int, Campo]:
    """Find columns of money left out though they are called as well as the taken."""
    taken = {
        o.campo.nombre: o.nombre for o in options if assigned.get(o.indice) is o.campo
    }
    return {
        o.indice: o.campo
        for o in options
        if o.campo.clase is Clase.DINERO
        and o.indice not in assigned
        and o.puntos >= SUFICIENTE
        and o.nombre >= taken.get(o.campo.nombre, 2)
    }


def _dates_in_order(
    options: list[_Opcion],
    muestra: Sequence[Sequence[Valor]],
    assigned: dict[int, Campo],
) -> None:
    """Give columns that only say *Fecha* to dates without a column, by time."""
    dated = [o for o in options if o.campo.orden and o.puntos >= SUFICIENTE]
    clear = {o.indice: o.campo for o in dated if o.nombre >= 0.7}
    vague = {o.indice for o in dated if o.indice not in clear}
    vague -= assigned.keys()
    taken = {*clear.values(), *assigned.values()}
    free = {o.campo for o in dated if o.campo not in taken}
    if not vague or not free:
        return
    days = {i: day for i in vague if (day := fecha_mediana(muestra[i]))}
    columns = sorted(days, key=lambda i: (days[i], i))
    rank = (Exige.SIEMPRE, Exige.TITULO, Exige.COLUMNA, Exige.NUNCA)
    needed = sorted(free, key=lambda c: (rank.index(c.exige), c.orden))[: len(columns)]
    assigned.update(zip(columns, sorted(needed, key=_orden), strict=False))


def _orden(campo: Campo) -> int:
    return campo.orden
