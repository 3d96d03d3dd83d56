"""Whether a debt could be written off by remisión, and cost against benefit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.cartera import Respuesta
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.remision import (
    MESES_MEDIANA,
    HechosRemision,
    costo_beneficio,
)
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import fecha_corta, pesos
from cobro_desktop.services.analisis.clasificacion import SE_SABE
from cobro_desktop.services.analisis.pieza import Pieza, Renglon, Tono
from cobro_desktop.services.calculadoras.calculo import lecturas_de
from cobro_desktop.services.calculadoras.cartera import (
    TIERS,
    calcular_remision,
    costo_en_json,
    frase_de_costo,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.analisis.contexto import CasoAnalizado

_HECHOS = (
    ("fallecido", "Fallecido sin bienes"),
    ("registro_defuncion", "Registro de defunción"),
    ("sin_bienes", "Búsqueda de bienes negativa"),
    ("con_respaldo", "Embargo o garantía"),
    ("gestion_de_cobro", "Gestión de cobro"),
)
_REMISION = "Remisión"
NORMA_COSTO = "Manual de cobro; ficha de depuración"


def remision(caso: CasoAnalizado) -> Pieza:
    """Find the inciso of ET 820 that fits with the UVT of this year.

    What nobody knows is not proved: it stays among what is missing.

    Raises:
        MissingParameterError: the UVT of the year is not loaded.
    """
    exigible, hoy = caso.exigible, caso.marco.hoy
    if exigible is None or not caso.capital:
        return Pieza("remision", _REMISION, "No hay saldo que remitir", Tono.NEUTRO)
    total = caso.debe.total if caso.debe else caso.capital
    si = {name: caso.respuesta(name) is Respuesta.SI for name, _ in _HECHOS}
    hechos = HechosRemision(
        principal=caso.capital,
        total=max(total, caso.capital),
        exigible=exigible,
        fallecido=si["fallecido"],
        registro_defuncion=si["registro_defuncion"],
        busqueda_negativa=si["sin_bienes"],
        con_respaldo=si["con_respaldo"],
        gestion_de_cobro=si["gestion_de_cobro"],
    )
    found = calcular_remision(caso.marco, hechos, hoy)
    inciso, missing = found.datos["inciso"], _texts(found.datos["faltan"])
    over = mas_meses(exigible, MESES_MEDIANA)
    lines = [
        Renglon("Capital", pesos(caso.capital)),
        Renglon("Exigible desde", fecha_corta(exigible)),
        Renglon(f"Cumple {MESES_MEDIANA} meses", fecha_corta(over)),
        *(_fact(caso, name, text) for name, text in _HECHOS),
    ]
    verdict, tone = "No es remisible hoy", Tono.NEUTRO
    if inciso is not None:
        verdict, tone = f"Inciso {inciso} del artículo 820", Tono.CUIDADO
        if missing:
            verdict += f"; faltan {len(missing)} pruebas" if len(missing) > 1 else ""
            verdict += "; falta una prueba" if len(missing) == 1 else ""
    notes = [f"Falta: {text}" for text in missing]
    if caso.debe is None:
        notes.append("El total se tomó sin intereses, que no se pudieron liquidar.")
    return Pieza(
        "remision",
        _REMISION,
        verdict,
        tone,
        tuple(lines),
        {k: v for k, v in found.datos.items() if k != "traza"},
        notas=(*notes, *lecturas_de(caso.marco.opciones, (TIERS,))),
        traza=found.traza,
    )


def costo(caso: CasoAnalizado) -> Pieza:
    """Weigh what collecting would bring against what it still costs."""
    title = "Costo y beneficio"
    share, cost = caso.hechos["probabilidad"], caso.hechos["costo"]
    lines = (
        Renglon(
            "Probabilidad de recaudo",
            f"{share.numero.replace('.', ',')} %" if share.numero else "No se sabe",
            share.origen,
            None if share.numero else Tono.DESCONOCIDO,
        ),
        Renglon(
            "Costo de los pasos que faltan",
            pesos(desde_pesos(int(cost.numero))) if cost.numero else "No se sabe",
            cost.origen,
            None if cost.numero else Tono.DESCONOCIDO,
        ),
    )
    if not share.numero or not cost.numero:
        note = (
            "Marque la probabilidad de recaudo y el costo de los pasos que faltan para "
            "compararlos. El programa no supone ninguno."
        )
        return Pieza(
            "costo_beneficio",
            title,
            "No se sabe",
            Tono.DESCONOCIDO,
            lines,
            {"candidata": None},
            notas=(note,),
        )
    total = caso.debe.total if caso.debe else caso.capital
    chance = Fraction(share.numero) / 100
    weighed = costo_beneficio(total, chance, (desde_pesos(int(cost.numero)),))
    text = frase_de_costo(weighed)
    return Pieza(
        "costo_beneficio",
        title,
        "Cuesta más de lo que trae" if weighed.candidata else "Conviene cobrarla",
        Tono.CUIDADO if weighed.candidata else Tono.BIEN,
        (*lines, Renglon("Recaudo esperado", pesos(weighed.recaudo_esperado))),
        costo_en_json(weighed),
        notas=("Nada sigue por sí solo: lo decide el comité de cartera.",),
        traza=(Paso("costo_beneficio", NORMA_COSTO, text),),
    )


def _fact(caso: CasoAnalizado, name: str, text: str) -> Renglon:
    fact = caso.hechos[name]
    unknown = fact.respuesta is Respuesta.DESCONOCIDO
    tone = Tono.DESCONOCIDO if unknown else None
    return Renglon(text, SE_SABE[fact.respuesta], fact.origen, tone)


def _texts(value: object) -> Sequence[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
