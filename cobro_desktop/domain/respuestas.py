"""Answers to the questions of an activity, in one canonical text per kind.

`fecha` is AAAA-MM-DD, `hora` HH:MM, `dinero` pesos with at most two decimals after
a point, `entero` digits, `porcentaje` a number with a point, `si_no` `si` or `no`,
`opcion` one value, `lista` its values joined by commas in the order of the file, or
`ninguno`; the rest is text without spare spaces. Where each item of a `lista` is
judged, `-x` says that x is not met and `~x` that it does not apply, and the finding
of an item is one more answer, `field.item`.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import TipoCampo, TipoEvidencia
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import fecha_larga, pesos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cobro_desktop.domain.procedimiento import Actividad, Campo, Respuestas

NINGUNO = "ninguno"
"""The answer of a checklist where no item is met."""

MAXIMO = 20_000
"""Characters that an answer may have."""


class Juicio(StrEnum):
    """How a requirement was judged; the mark that stands before its name."""

    CUMPLE = ""
    NO_CUMPLE = "-"
    NO_APLICA = "~"


_PALABRAS = {
    Juicio.CUMPLE: "cumple",
    Juicio.NO_CUMPLE: "no cumple",
    Juicio.NO_APLICA: "no aplica",
}
_MARCAS = frozenset({"-", "~"})
_FECHA = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_HORA = re.compile(r"(\d{1,2}):(\d{2})")
_DINERO = re.compile(
    r"""\$?\s*(?:
        (?P<entero>\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,(?P<coma>\d{1,2}))?
        |(?P<entero_us>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<punto>\d{1,2}))?
    )""",
    re.VERBOSE,
)
_PORCENTAJE = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def normalizar(campo: Campo, texto: str, hoy: dt.date | None = None) -> str:
    """Return the canonical text of an answer; empty stays empty.

    Given `hoy`, a day that cannot be to come is not after it.

    Raises:
        InvalidDataError: the field does not take it; says what it takes.
    """
    limpio = _CONTROL.sub("", texto).strip()
    if len(limpio) > MAXIMO:
        raise _rechazo(campo, texto[:40] + "…", f"como máximo {MAXIMO} caracteres")
    if not limpio:
        return ""
    claro = _LECTORES.get(campo.tipo, _texto)(campo, limpio)
    if campo.tipo is TipoCampo.FECHA and hoy is not None and not campo.futura:
        _no_futura(campo, claro, hoy)
    return claro


def normalizar_todas(
    actividad: Actividad, dadas: Respuestas, hoy: dt.date | None = None
) -> dict[str, str]:
    """Return all answers of an activity in canonical text.

    Raises:
        InvalidDataError: an answer is not valid, or answers nothing that the
            activity asks; `detalle["errores"]` lists every one.
    """
    campos = {campo.nombre: campo for campo in actividad.campos}
    radicados = {e.id for e in actividad.evidencia if e.tipo is TipoEvidencia.RADICADO}
    limpias: dict[str, str] = {}
    errores: dict[str, str] = {}
    for nombre, texto in dadas.items():
        if campo := campos.get(nombre):
            try:
                limpias[nombre] = normalizar(campo, texto, hoy)
            except InvalidDataError as error:
                errores[nombre] = error.mensaje
        elif _es_hallazgo(nombre, campos):
            limpias[nombre] = " ".join(_CONTROL.sub("", texto).split())[:MAXIMO]
        elif nombre in radicados:
            limpias[nombre] = " ".join(_CONTROL.sub("", texto).split())
        else:
            errores[nombre] = (
                f"La actividad {actividad.id} no pregunta «{nombre}». "
                f"Pregunta: {', '.join((*campos, *radicados)) or 'nada'}."
            )
    if errores:
        raise InvalidDataError(" ".join(errores.values()), {"errores": errores})
    return limpias


def en_palabras(campo: Campo, respuestas: Respuestas) -> str:
    """Return an answer as a person reads it, with what was found of each item."""
    texto = respuestas.get(campo.nombre, "")
    etiquetas = dict(campo.opciones)
    if campo.juicio:
        found = juicios(campo, texto)
        return "\n".join(
            _juzgado(etiquetas[item], juicio, respuestas.get(f"{campo.nombre}.{item}"))
            for item, juicio in found.items()
        )
    if campo.tipo is TipoCampo.SI_NO:
        return {"si": "Sí", "no": "No"}.get(texto, texto)
    if campo.tipo is TipoCampo.LISTA and texto != NINGUNO:
        return "; ".join(etiquetas.get(item, item) for item in texto.split(","))
    if campo.tipo is TipoCampo.FECHA and (day := _dia(texto)):
        return fecha_larga(day)
    if campo.tipo is TipoCampo.DINERO and texto.replace(".", "", 1).isdigit():
        entero, _, centavos = texto.partition(".")
        return pesos(int(entero) * 100 + int(centavos.ljust(2, "0") or 0))
    return etiquetas.get(texto, texto)


def _no_futura(campo: Campo, texto: str, hoy: dt.date) -> None:
    if (day := _dia(texto)) and day > hoy:
        pide = f"un día que ya pasó: hoy es {fecha_larga(hoy)}"
        raise _rechazo(campo, fecha_larga(day), pide)


def _juzgado(etiqueta: str, juicio: Juicio, hallazgo: str | None) -> str:
    dicho = f"{etiqueta}: {_PALABRAS[juicio]}"
    return f"{dicho}. {hallazgo}" if hallazgo else dicho


def hallazgos(campos: Iterable[Campo], respuestas: Respuestas) -> str:
    """Return what was found of the requirements that are not met, one per line."""
    return "\n".join(
        f"{etiqueta}: {respuestas.get(f'{campo.nombre}.{item}') or 'no cumple'}."
        for campo in campos
        if campo.juicio
        for item, etiqueta in campo.opciones
        if juicios(campo, respuestas.get(campo.nombre, "")).get(item)
        is Juicio.NO_CUMPLE
    ).replace("..", ".")


def _dia(texto: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(texto)
    except ValueError:
        return None


def juicios(campo: Campo, respuesta: str) -> dict[str, Juicio]:
    """Return how each item of a checklist was judged; what nobody judged is absent."""
    found: dict[str, Juicio] = {}
    for parte in respuesta.split(","):
        marca, valor = _marca(parte.strip())
        if valor in dict(campo.opciones):
            found[valor] = Juicio(marca)
    return found


def _marca(parte: str) -> tuple[str, str]:
    return (parte[0], parte[1:].strip()) if parte[:1] in _MARCAS else ("", parte)


def _es_hallazgo(nombre: str, campos: Mapping[str, Campo]) -> bool:
    base, _, item = nombre.partition(".")
    campo = campos.get(base)
    return campo is not None and campo.juicio and item in dict(campo.opciones)


def _rechazo(campo: Campo, texto: str, pide: str) -> InvalidDataError:
    mensaje = f"«{texto}» no sirve para «{campo.etiqueta}»: escriba {pide}."
    return InvalidDataError(mensaje, {"campo": campo.nombre, "valor": texto})


def _texto(campo: Campo, texto: str) -> str:
    return texto if campo.tipo is TipoCampo.PARRAFO else " ".join(texto.split())


def _fecha(campo: Campo, texto: str) -> str:
    try:
        if found := _FECHA.fullmatch(texto):
            dia, mes, anio = (int(parte) for parte in found.groups())
            return dt.date(anio, mes, dia).isoformat()
        return dt.date.fromisoformat(texto).isoformat()
    except ValueError:
        pide = "una fecha que exista, como 2026-03-18 o 18/03/2026"
        raise _rechazo(campo, texto, pide) from None


def _hora(campo: Campo, texto: str) -> str:
    found = _HORA.fullmatch(texto)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise _rechazo(campo, texto, "una hora de 0:00 a 23:59, como 14:30")
    return f"{int(found[1]):02d}:{found[2]}"


def _dinero(campo: Campo, texto: str) -> str:
    found = _DINERO.fullmatch(texto)
    if not found:
        raise _rechazo(campo, texto, "un valor en pesos, como 1.423.500")
    entero = re.sub(r"\D", "", found["entero"] or found["entero_us"])
    centavos = (found["coma"] or found["punto"] or "").ljust(2, "0")
    return str(int(entero)) + (f".{centavos}" if int(centavos) else "")


def _entero(campo: Campo, texto: str) -> str:
    if not texto.isascii() or not texto.isdigit() or len(texto) > 12:
        raise _rechazo(campo, texto, "un número entero, sin puntos")
    return str(int(texto))


def _porcentaje(campo: Campo, texto: str) -> str:
    found = _PORCENTAJE.fullmatch(texto)
    if not found:
        raise _rechazo(campo, texto, "un porcentaje, como 12 o 12,5")
    decimales = (found[2] or "").rstrip("0")
    return str(int(found[1])) + (f".{decimales}" if decimales else "")


def _si_no(campo: Campo, texto: str) -> str:
    answer = plegar(texto)
    if answer in {"si", "s"}:
        return "si"
    if answer in {"no", "n"}:
        return "no"
    raise _rechazo(campo, texto, "sí o no")


def _opcion(campo: Campo, texto: str) -> str:
    wanted = plegar(texto)
    for valor, etiqueta in campo.opciones:
        if wanted in {plegar(valor), plegar(etiqueta)}:
            return valor
    pide = "uno de estos: " + ", ".join(valor for valor, _ in campo.opciones)
    raise _rechazo(campo, texto, pide)


def _lista(campo: Campo, texto: str) -> str:
    if plegar(texto) == NINGUNO:
        return NINGUNO
    dadas: dict[str, str] = {}
    for parte in filter(None, (parte.strip() for parte in texto.split(","))):
        marca, valor = _marca(parte) if campo.juicio else ("", parte)
        dadas[_opcion(campo, valor)] = marca
    return ",".join(dadas[v] + v for v, _ in campo.opciones if v in dadas)


_LECTORES: Mapping[TipoCampo, Callable[[Campo, str], str]] = MappingProxyType(
    {
        TipoCampo.FECHA: _fecha,
        TipoCampo.HORA: _hora,
        TipoCampo.DINERO: _dinero,
        TipoCampo.ENTERO: _entero,
        TipoCampo.PORCENTAJE: _porcentaje,
        TipoCampo.SI_NO: _si_no,
        TipoCampo.OPCION: _opcion,
        TipoCampo.LISTA: _lista,
    }
)
