"""Size, age, collectability and priority of a case (RULES 3.8 and 10)."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from cobro_desktop.domain.cartera import (
    CriteriosMora,
    Cuantia,
    Mora,
    Respuesta,
    clasificar_cuantia,
    clasificar_mora,
)
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.referencia import parametro_anual
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, miles, pesos
from cobro_desktop.services.analisis.pieza import Pieza, Renglon, Tono
from cobro_desktop.services.calculadoras.cartera import (
    CRITERIOS,
    NOMBRE_MORA,
    NORMA_CUANTIA,
    NORMA_MORA,
    criterios_en_json,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cobro_desktop.domain.cartera import ClasificacionMora
    from cobro_desktop.domain.hechos_marcables import HechoConocido
    from cobro_desktop.services.analisis.contexto import CasoAnalizado

NORMA_ANTIGUEDAD = "Manual de cobro SDSCJ, 7.2.2"
_CUANTIAS = {
    Cuantia.MINIMA: "Mínima cuantía",
    Cuantia.MENOR: "Menor cuantía",
    Cuantia.MAYOR: "Mayor cuantía",
}
SE_SABE = {
    Respuesta.SI: "Sí",
    Respuesta.NO: "No",
    Respuesta.DESCONOCIDO: "No se sabe",
}


def cuantia(caso: CasoAnalizado) -> Pieza:
    """Classify by the capital that is owed and the wage of today.

    Raises:
        MissingParameterError: the wage of the year is not loaded.
    """
    wage = caso.marco.referencia.smlmv.de(caso.marco.hoy.year)
    found = clasificar_cuantia(caso.capital, smlmv=wage.valor)
    parameter = parametro_anual("SMLMV", wage, pesos(wage.valor))
    daily = miles(wage.valor // 3000)
    step = Paso(
        "cuantia",
        NORMA_CUANTIA,
        f"Saldo de capital {pesos(caso.capital)}; hasta un salario diario es mínima "
        f"($ {daily}), hasta uno mensual es menor ({pesos(wage.valor)}).",
        (parameter,),
    )
    return Pieza(
        "cuantia",
        "Cuantía",
        _CUANTIAS[found] if caso.capital else "Sin saldo de capital",
        Tono.NEUTRO,
        (
            Renglon("Saldo de capital", pesos(caso.capital)),
            Renglon(parameter.nombre, parameter.valor, parameter.fuente),
        ),
        {
            "clase": found.value,
            "saldo_capital": en_pesos(caso.capital),
            "smlmv": en_pesos(wage.valor),
        },
        traza=(step,),
    )


def antiguedad(caso: CasoAnalizado) -> Pieza:
    """Tell the age and the risk mark; whether it prescribed is told elsewhere."""
    card, hoy = caso.expediente, caso.marco.hoy
    title = "Antigüedad"
    if card.ejecutoria is None:
        return Pieza(
            "antiguedad",
            title,
            "No se sabe: falta la ejecutoria",
            Tono.DESCONOCIDO,
            datos={"clase": "desconocido", "ejecutoria": None},
        )
    word, tone, clase = "Sin riesgo de prescripción", Tono.BIEN, "sin_riesgo"
    if caso.respuesta("remitido_sdh") is Respuesta.SI:
        word, tone, clase = "Remitida: no se marca riesgo", Tono.NEUTRO, "no_aplica"
    elif card.entra_en_riesgo is not None and hoy >= card.entra_en_riesgo:
        word, tone, clase = "En riesgo de prescripción", Tono.CUIDADO, "riesgo"
    age = edad(card.ejecutoria, hoy)
    step = Paso(
        "antiguedad",
        NORMA_ANTIGUEDAD,
        f"Ejecutoria el {fecha_larga(card.ejecutoria)}, hace {age}. Pasada más de la "
        "tercera parte del término sin remitirla, la obligación está en riesgo.",
    )
    return Pieza(
        "antiguedad",
        title,
        word,
        tone,
        (
            Renglon("Desde la ejecutoria", f"{age} ({fecha_corta(card.ejecutoria)})"),
            Renglon("Entra en riesgo", fecha_corta(card.entra_en_riesgo)),
        ),
        {
            "clase": clase,
            "ejecutoria": card.ejecutoria.isoformat(),
            "entra_en_riesgo": _iso(card.entra_en_riesgo),
            "meses": meses_cumplidos(card.ejecutoria, hoy),
        },
        traza=(step,),
    )


def cobrabilidad(caso: CasoAnalizado) -> Pieza:
    """Count the six signs of a debt that is hard to collect."""
    names = [f.name for f in fields(CriteriosMora)]
    answers = CriteriosMora(**{name: caso.respuesta(name) for name in names})
    found = clasificar_mora(answers, saldo=caso.capital)
    hard = found.mora is Mora.DIFICIL_COBRO
    step = Paso(
        "mora",
        NORMA_MORA,
        f"Se cumplen {len(found.cumplidos)} de seis criterios; con dos o más es de "
        "difícil cobro.",
    )
    known = found.criterios
    return Pieza(
        "cobrabilidad",
        "Cobrabilidad",
        NOMBRE_MORA[found.mora] if caso.capital else "Sin saldo de capital",
        _tone(caso, hard=hard),
        tuple(_criterion(caso, name, getattr(known, name)) for name in names),
        {
            "clase": found.mora.value,
            "cumplidos": len(found.cumplidos),
            "criterios": criterios_en_json(found),
        },
        notas=tuple(_notes(caso, found)),
        traza=(step,),
    )


def _criterion(caso: CasoAnalizado, name: str, answer: Respuesta) -> Renglon:
    tone = Tono.DESCONOCIDO if answer is Respuesta.DESCONOCIDO else None
    return Renglon(CRITERIOS[name], SE_SABE[answer], _origin(caso, name), tone)


def _notes(caso: CasoAnalizado, found: ClasificacionMora) -> Iterator[str]:
    unknown = len(found.desconocidos)
    if unknown and found.mora is Mora.COBRABLE:
        yield (
            f"No se sabe de {cantidad(unknown, 'criterio')}: lo que no se sabe no "
            "cuenta como cumplido."
        )
    insolvent = caso.respuesta("concursal") is Respuesta.SI
    if insolvent and "liquidacion" in found.desconocidos:
        yield (
            "El deudor está en un proceso concursal: falta decir si está en "
            "liquidación sin bienes o si no se admitió el crédito."
        )
    if not caso.remite:
        yield (
            f"{caso.expediente.entidad} no tiene criterios propios en el programa: se "
            "usan los de la SDSCJ como referencia."
        )


def _tone(caso: CasoAnalizado, *, hard: bool) -> Tono:
    if not caso.capital:
        return Tono.NEUTRO
    return Tono.CUIDADO if hard else Tono.BIEN


def _origin(caso: CasoAnalizado, name: str) -> str:
    if name == "bienes_insuficientes" and (
        caso.capital > 0
        and caso.respuesta(name) is Respuesta.DESCONOCIDO
        and caso.respuesta("sin_bienes") is Respuesta.SI
    ):
        return "Se sigue de que no tiene bienes y debe"
    return dicho(caso.hechos[name])


def dicho(fact: HechoConocido) -> str:
    """Say where a fact comes from, when and by whom."""
    return "; ".join(_pieces(fact)) or "Nadie lo ha dicho"


def _pieces(fact: HechoConocido) -> Iterator[str]:
    if fact.origen:
        yield fact.origen
    if fact.fecha is not None:
        yield f"{fecha_corta(fact.fecha)}, {fact.usuario}"


def meses_cumplidos(since: dt.date, until: dt.date) -> int:
    """Count the whole months between two days; 0 if the second comes first."""
    count = (until.year - since.year) * 12 + until.month - since.month
    while count > 0 and mas_meses(since, count) > until:
        count -= 1
    return max(count, 0)


def edad(since: dt.date, until: dt.date) -> str:
    """Say how long ago a day was: `1 año y 8 meses`."""
    years, months = divmod(meses_cumplidos(since, until), 12)
    parts = []
    if years:
        parts.append(cantidad(years, "año"))
    if months or not years:
        parts.append(cantidad(months, "mes", "meses"))
    return " y ".join(parts)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
