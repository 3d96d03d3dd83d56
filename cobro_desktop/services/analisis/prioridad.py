"""In which order an institution works its cases, with what each criterion says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cobro_desktop.assets import Carpeta, assets
from cobro_desktop.domain.cartera import Respuesta
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.analisis.clasificacion import (
    SE_SABE,
    antiguedad,
    dicho,
    edad,
)
from cobro_desktop.services.analisis.pieza import Pieza, Renglon, Tono

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.domain.hechos_marcables import HechoConocido
    from cobro_desktop.services.analisis.contexto import CasoAnalizado

_CONDICIONES = (
    "reincidente",
    "peligro_insolvencia",
    "concursal",
    "fallecido",
    "demandada",
)


@dataclass(frozen=True, slots=True)
class ReglaPrioridad:
    """In which order an institution works its portfolio (`[prioridad]`)."""

    criterios: tuple[str, ...]
    norma: str
    ordenados: bool
    """False where it names criteria and no order among them."""


@cache
def load_prioridad(sigla: str, folder: Carpeta | None = None) -> ReglaPrioridad:
    """Read the order of work of an institution from its profile.

    `folder` is the `resources` that rules (`workspace.recursos`); by default what
    ships. An institution without a file there names no order.
    """
    root: Carpeta = folder or assets("resources")
    path = root / "entidades" / f"{sigla.lower()}.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    data = tomllib.loads(text).get("prioridad", {})
    return ReglaPrioridad(
        tuple(data.get("criterios", ())),
        str(data.get("norma", "")),
        bool(data.get("ordenados", False)),
    )


def prioridad(caso: CasoAnalizado) -> Pieza:
    """Tell each criterion of the entity's order of work, with what it says here."""
    rule = load_prioridad(caso.expediente.entidad)
    lines = tuple(_criterion(caso, name) for name in rule.criterios)
    numbered = tuple(
        line._replace(nombre=f"{n}. {line.nombre}") if rule.ordenados else line
        for n, line in enumerate(lines, 1)
    )
    note = "" if rule.ordenados else "La entidad no fija un orden entre los criterios."
    if rule.ordenados and caso.expediente.fecha_segura is not None:
        others = cantidad(caso.antes, "expediente")
        note = f"Antes de este hay {others} con fecha segura más próxima."
    first = lines[0] if lines else Renglon("", "Sin criterios en el perfil")
    pressing = any(line.tono is Tono.CUIDADO for line in lines)
    detail = ", ".join(line.nombre.lower() for line in lines)
    verdict = "Se trabaja primero" if pressing and rule.ordenados else first.valor
    return Pieza(
        "prioridad",
        "Prioridad",
        verdict if rule.ordenados else "Sin orden propio",
        Tono.CUIDADO if pressing and rule.ordenados else Tono.NEUTRO,
        numbered,
        {
            "ordenados": rule.ordenados,
            "criterios": [
                {"criterio": name, "texto": line.nombre, "valor": line.valor}
                for name, line in zip(rule.criterios, lines, strict=True)
            ],
            "antes": caso.antes,
        },
        notas=(note,) if note else (),
        traza=(Paso("prioridad", rule.norma, f"Criterios: {detail}."),),
    )


def _criterion(caso: CasoAnalizado, name: str) -> Renglon:
    return CRITERIOS[name](caso)


def _risk(caso: CasoAnalizado) -> Renglon:
    part = antiguedad(caso)
    return Renglon("Riesgo de prescripción", part.veredicto, "", part.tono)


def _recurrent(caso: CasoAnalizado) -> Renglon:
    fact = caso.hechos["recurrente"]
    tone = Tono.CUIDADO if fact.respuesta is Respuesta.SI else _doubt(fact)
    return Renglon("Conducta recurrente", SE_SABE[fact.respuesta], dicho(fact), tone)


def _term(caso: CasoAnalizado) -> Renglon:
    day = caso.expediente.fecha_segura
    if day is None:
        text, tone = "No se sabe: falta la ejecutoria", Tono.DESCONOCIDO
        return Renglon("Término de prescripción", text, "", tone)
    return Renglon("Término de prescripción", f"Fecha segura {fecha_corta(day)}")


def _ageing(caso: CasoAnalizado) -> Renglon:
    since = caso.expediente.ejecutoria
    age = edad(since, caso.marco.hoy) if since else "No se sabe: falta la ejecutoria"
    return Renglon("Antigüedad", age, "", None if since else Tono.DESCONOCIDO)


def _size(caso: CasoAnalizado) -> Renglon:
    return Renglon("Cuantía", pesos(caso.capital))


def _nature(caso: CasoAnalizado) -> Renglon:
    kinds = dict.fromkeys(o.concepto for o in caso.obligaciones)
    known = caso.conceptos
    names = [known[k].nombre if k in known else k for k in kinds]
    return Renglon("Naturaleza", ", ".join(names) or caso.expediente.concepto)


def _conditions(caso: CasoAnalizado) -> Renglon:
    held = [
        caso.hechos[name].hecho.pregunta.strip("¿?")
        for name in _CONDICIONES
        if caso.respuesta(name) is Respuesta.SI
    ]
    unknown = [n for n in _CONDICIONES if caso.respuesta(n) is Respuesta.DESCONOCIDO]
    if held:
        return Renglon("Condiciones del deudor", "; ".join(held), "", Tono.CUIDADO)
    if unknown:
        text = f"No se sabe de {cantidad(len(unknown), 'condición', 'condiciones')}"
        return Renglon("Condiciones del deudor", text, "", Tono.DESCONOCIDO)
    return Renglon("Condiciones del deudor", "Ninguna")


def _doubt(fact: HechoConocido) -> Tono | None:
    return Tono.DESCONOCIDO if fact.respuesta is Respuesta.DESCONOCIDO else None


CRITERIOS: Mapping[str, Callable[[CasoAnalizado], Renglon]] = {
    "riesgo": _risk,
    "recurrente": _recurrent,
    "termino": _term,
    "antiguedad": _ageing,
    "cuantia": _size,
    "naturaleza": _nature,
    "condiciones": _conditions,
}
"""The criteria that a profile may name in `[prioridad]`."""
