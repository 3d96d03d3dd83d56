"""What only a person knows of a case, and which answers of its steps tell it.

Nothing here guesses: what no answer, mark or record tells is `DESCONOCIDO`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.cartera import Respuesta
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

SI, NO, DESCONOCIDO = Respuesta.SI, Respuesta.NO, Respuesta.DESCONOCIDO
CLASE = "hecho"
"""`datos["clase"]` of the note that keeps a mark."""


class ClaseHecho(StrEnum):
    """What a fact is marked with."""

    RESPUESTA = "respuesta"
    PORCENTAJE = "porcentaje"
    """Whole or decimal, 0 to 100, with a point."""
    PESOS = "pesos"
    """Whole pesos."""


class Hecho(NamedTuple):
    """A fact of a case that a person may mark."""

    clave: str
    pregunta: str
    clase: ClaseHecho = ClaseHecho.RESPUESTA


HECHOS = (
    Hecho("sin_bienes", "¿Se terminó la búsqueda y no hay bienes que embargar?"),
    Hecho("bienes_insuficientes", "¿Debe más de lo que valen sus bienes embargables?"),
    Hecho("sin_acuerdo", "¿Está sin acuerdo de pago?"),
    Hecho(
        "no_localizado",
        "¿No se le pudo localizar para notificarle en persona el mandamiento?",
    ),
    Hecho(
        "liquidacion",
        "¿Está en liquidación sin bienes, o no se admitió el crédito en insolvencia?",
    ),
    Hecho("remitido_sdh", "¿Se envió al cobro coactivo de la Secretaría de Hacienda?"),
    Hecho("concursal", "¿El deudor está en un proceso concursal?"),
    Hecho("demandada", "¿La obligación está demandada?"),
    Hecho("fallecido", "¿El deudor falleció y no se le conocen bienes?"),
    Hecho("registro_defuncion", "¿Hay copia del registro civil de defunción?"),
    Hecho("con_respaldo", "¿Hay embargo o garantía?"),
    Hecho("gestion_de_cobro", "¿Consta la gestión de cobro?"),
    Hecho("reincidente", "¿El deudor es reincidente?"),
    Hecho("peligro_insolvencia", "¿Hay señales de insolvencia?"),
    Hecho("recurrente", "¿Es de una conducta que la política de la entidad prioriza?"),
    Hecho("probabilidad", "¿Qué probabilidad hay de recaudar?", ClaseHecho.PORCENTAJE),
    Hecho("costo", "¿Cuánto cuestan los pasos que faltan?", ClaseHecho.PESOS),
)
POR_CLAVE: Mapping[str, Hecho] = MappingProxyType({h.clave: h for h in HECHOS})

_Dice = tuple[tuple[str, Respuesta], ...]
_RESPUESTAS: Mapping[tuple[str, str], _Dice] = MappingProxyType(
    {
        ("resultado_bienes", "con_bienes"): (("sin_bienes", NO),),
        ("resultado_bienes", "sin_bienes"): (("sin_bienes", SI),),
        ("resultado_bienes", "sin_dato"): (("sin_bienes", DESCONOCIDO),),
        ("hay_bienes", "si"): (("sin_bienes", NO),),
        ("hay_bienes", "no"): (("sin_bienes", SI),),
        ("hay_bienes", "sin_respuesta"): (("sin_bienes", DESCONOCIDO),),
        ("bienes_conocidos", "si"): (("sin_bienes", NO),),
        ("deudor_ubicado", "si"): (("no_localizado", NO),),
        ("posible_insolvencia", "si"): (("peligro_insolvencia", SI),),
        ("posible_insolvencia", "no"): (("peligro_insolvencia", NO),),
        ("marca_deudor", "concursal"): (("concursal", SI),),
        ("marca_deudor", "fallecido"): (("fallecido", SI),),
        ("marca_deudor", "demandada"): (("demandada", SI),),
        ("marca_deudor", "ninguna"): (
            ("concursal", NO),
            ("fallecido", NO),
            ("demandada", NO),
        ),
    }
)
"""(field, answer) of the guided steps → the facts that it settles."""
_RESULTADOS: Mapping[str, _Dice] = MappingProxyType(
    {
        "posee": (("sin_bienes", NO),),
        "no_posee": (("sin_bienes", SI),),
        "sin_bienes": (("sin_bienes", SI),),
        "sin_depositos_ni_bienes": (("sin_bienes", SI),),
        "bienes_por_vender": (("sin_bienes", NO),),
        "otros_bienes": (("sin_bienes", NO),),
        "por_rematar": (("sin_bienes", NO),),
    }
)
"""Outcome of an activity → the facts that it settles."""


class ActoDicho(NamedTuple):
    """An act of the case, as far as it tells facts; oldest first."""

    actividad: str
    resultado: str
    fecha: date
    usuario: str
    respuestas: Mapping[str, str]
    hecho: str = ""
    """The fact that a person marked, where the act is a mark."""
    valor: str = ""
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class HechoConocido:
    """A fact of a case: what is known of it, who said it and when."""

    hecho: Hecho
    valor: str
    """`si`, `no`, `desconocido`, or the number of a percentage or an amount."""
    origen: str = ""
    """Where it comes from, in a sentence; empty while nobody said anything."""
    fecha: date | None = None
    usuario: str = ""
    marcado: bool = False
    """Whether a person marked it; else an answer or a record tells it."""

    @property
    def respuesta(self) -> Respuesta:
        """Return it as yes, no or unknown."""
        known = self.valor in {SI, NO}
        return Respuesta(self.valor) if known else DESCONOCIDO

    @property
    def numero(self) -> str:
        """Return the number of a percentage or an amount; empty if unknown."""
        answer = self.hecho.clase is ClaseHecho.RESPUESTA
        return "" if answer or self.valor == DESCONOCIDO else self.valor


def leer_valor(hecho: Hecho, texto: str) -> str:
    """Return a mark in canonical text.

    Raises:
        InvalidDataError: the fact does not take it; says what it takes.
    """
    plain = plegar(texto).replace("%", "").replace("$", "").strip()
    if plain == DESCONOCIDO or (
        hecho.clase is ClaseHecho.RESPUESTA and plain in {SI, NO}
    ):
        return plain
    if hecho.clase is ClaseHecho.PESOS and plain.replace(".", "").isdigit():
        number = int(plain.replace(".", ""))
        if number <= 10**15:
            return str(number)
    if hecho.clase is ClaseHecho.PORCENTAJE and _is_share(plain.replace(",", ".")):
        return plain.replace(",", ".")
    takes = {
        ClaseHecho.RESPUESTA: "si, no o desconocido",
        ClaseHecho.PORCENTAJE: "un porcentaje de 0 a 100, o desconocido",
        ClaseHecho.PESOS: "un valor en pesos, sin centavos, o desconocido",
    }
    message = (
        f"«{texto}» no responde a «{hecho.pregunta}». Escriba {takes[hecho.clase]}."
    )
    raise InvalidDataError(message, {"hecho": hecho.clave, "valor": texto})


def hecho_de(clave: str) -> Hecho:
    """Return a fact by its key.

    Raises:
        InvalidDataError: there is no such fact; lists them.
    """
    found = POR_CLAVE.get(clave)
    if found is None:
        message = f"No existe el hecho «{clave}». Los que hay: {', '.join(POR_CLAVE)}."
        raise InvalidDataError(message, {"hecho": clave})
    return found


def conocer(
    actos: Iterable[ActoDicho], registros: Mapping[str, tuple[Respuesta, str]]
) -> dict[str, HechoConocido]:
    """Say what is known of each fact.

    Of what acts tell, the latest wins. A record of the case (`registros`: fact →
    answer and where it is) wins over answers, and a mark of a person over all.
    """
    found = {h.clave: HechoConocido(h, DESCONOCIDO) for h in HECHOS}
    marked: dict[str, HechoConocido] = {}
    for acto in actos:
        if acto.hecho:
            if acto.hecho in POR_CLAVE:
                marked[acto.hecho] = _mark(acto)
            continue
        for clave, respuesta, origen in _told(acto):
            found[clave] = HechoConocido(
                POR_CLAVE[clave], respuesta, origen, acto.fecha, acto.usuario
            )
            marked.pop(clave, None)
    for clave, (respuesta, origen) in registros.items():
        found[clave] = HechoConocido(POR_CLAVE[clave], respuesta, origen)
    return found | marked


def _told(acto: ActoDicho) -> Iterator[tuple[str, Respuesta, str]]:
    """Yield what the answers and the outcome of an act settle; the outcome last."""
    origen = f"Respuesta en la actividad {acto.actividad}"
    for pair in acto.respuestas.items():
        for clave, respuesta in _RESPUESTAS.get(pair, ()):
            yield clave, respuesta, origen
    for clave, respuesta in _RESULTADOS.get(acto.resultado, ()):
        yield clave, respuesta, f"Resultado de la actividad {acto.actividad}"


def _mark(acto: ActoDicho) -> HechoConocido:
    origen = f"Lo marcó una persona: {acto.motivo}" if acto.motivo else "Marcado"
    return HechoConocido(
        POR_CLAVE[acto.hecho],
        acto.valor,
        origen,
        acto.fecha,
        acto.usuario,
        marcado=True,
    )


def _is_share(text: str) -> bool:
    whole, _, rest = text.partition(".")
    digits = whole.isdigit() and (rest.isdigit() or not rest) and len(rest) <= 3
    return digits and (int(whole) < 100 or (int(whole) == 100 and not rest.strip("0")))
