"""Checks of what a case was opened with: the fine of each título, who owes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.comprobacion_multa import (
    ComprobacionMulta,
    Verdicto,
    comprobar_ley84,
    comprobar_ley1801,
    fecha_del_hecho,
    leer_tipo_multa,
)
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.identificacion import leer_identificacion
from cobro_desktop.domain.multas import TOLERANCIA
from cobro_desktop.domain.referencia import parametro_anual
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import fecha_corta, pesos
from cobro_desktop.services.analisis.pieza import Pieza, Renglon, Tono
from cobro_desktop.services.calculadoras.identidad import NORMA_NIT
from cobro_desktop.services.calculadoras.multa import NORMA_84, NORMA_1801

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.analisis.contexto import CasoAnalizado
    from cobro_desktop.storage.queries.detalle import Deudor
    from cobro_desktop.storage.queries.dinero import Titulo

POLICIA = "es_multa_policia"
ANIMAL = "es_multa_animal"
_TONOS = {
    Verdicto.CORRESPONDE: Tono.BIEN,
    Verdicto.NO_CORRESPONDE: Tono.GRAVE,
    Verdicto.DESCONOCIDO: Tono.DESCONOCIDO,
}
_PALABRAS = {
    Verdicto.CORRESPONDE: "Corresponde a la ley",
    Verdicto.NO_CORRESPONDE: "No corresponde a la ley",
    Verdicto.DESCONOCIDO: "No se puede comprobar",
}


def multas(caso: CasoAnalizado) -> list[Pieza]:
    """Check each título that is a fine of Ley 1801 or of Ley 84.

    Raises:
        MissingParameterError: the wage of a year is not loaded.
    """
    return [
        _fine(caso, titulo, capital, trait)
        for titulo in caso.titulos
        for trait in (POLICIA, ANIMAL)
        if (capital := _capital(caso, titulo.id, trait))
    ]


def identificacion(caso: CasoAnalizado) -> Pieza:
    """Check the check digit, the length and the kind of each person's document."""
    lines, findings = [], []
    for debtor in caso.deudores:
        notes = _oddities(debtor)
        text = "; ".join(notes) or "Correcto"
        whole = debtor.numero + (f"-{debtor.dv}" if debtor.dv else "")
        findings += [f"{debtor.nombre}: {note}" for note in notes]
        lines.append(
            Renglon(
                f"{debtor.tipo_documento} {whole}",
                f"{debtor.nombre}. {text}",
                NORMA_NIT if debtor.dv else "",
                Tono.CUIDADO if notes else Tono.BIEN,
            )
        )
    return Pieza(
        "identificacion",
        "Identificación",
        "Con observaciones" if findings else "Correcta",
        Tono.CUIDADO if findings else Tono.BIEN,
        tuple(lines),
        hallazgos=tuple(findings),
    )


def _capital(caso: CasoAnalizado, titulo_id: int, trait: str) -> Centavos:
    return sum(
        o.capital
        for o in caso.obligaciones
        if o.titulo_id == titulo_id
        and o.concepto in caso.conceptos
        and trait in caso.conceptos[o.concepto].rasgos
    )


def _fine(caso: CasoAnalizado, titulo: Titulo, capital: Centavos, trait: str) -> Pieza:
    day = fecha_del_hecho(titulo.datos)
    kind = leer_tipo_multa(str(titulo.datos.get("multa_tipo", "")))
    norma = NORMA_1801 if trait == POLICIA else NORMA_84
    check = _check(caso, capital, kind, day, trait)
    if day is None and titulo.fecha.year in caso.marco.referencia.smlmv:
        supposed = _check(caso, capital, kind, titulo.fecha, trait)
        note = f"Si fuera de {titulo.fecha.year}, el año del título: {supposed.texto}"
        check = replace(check, notas=(*check.notas, note))
    lines = [
        Renglon("Valor del título", pesos(capital)),
        Renglon(
            "Fecha del hecho",
            fecha_corta(day) or "No se sabe",
            "",
            None if day else Tono.DESCONOCIDO,
        ),
    ]
    if trait == POLICIA:
        lines.append(
            Renglon(
                "Tipo de multa",
                f"Tipo {kind}" if kind else "No se sabe",
                "",
                None if kind else Tono.DESCONOCIDO,
            )
        )
    if check.esperado is not None:
        lines.append(Renglon("Por ley", pesos(check.esperado), norma))
    return _piece(titulo, check, tuple(lines), _step(caso, check, day, norma))


def _check(
    caso: CasoAnalizado,
    capital: Centavos,
    kind: int | None,
    day: dt.date | None,
    trait: str,
) -> ComprobacionMulta:
    tables = caso.marco.referencia
    if trait == POLICIA:
        return comprobar_ley1801(capital, kind, day, tables)
    return comprobar_ley84(capital, day, tables)


def _piece(
    titulo: Titulo,
    check: ComprobacionMulta,
    lines: tuple[Renglon, ...],
    step: Paso,
) -> Pieza:
    wrong = check.verdicto is Verdicto.NO_CORRESPONDE
    return Pieza(
        "multas",
        f"Valor de la multa, título {titulo.numero}",
        _PALABRAS[check.verdicto],
        _TONOS[check.verdicto],
        lines,
        {
            "titulo": titulo.numero,
            "verdicto": check.verdicto.value,
            "texto": check.texto,
            "esperado": None if check.esperado is None else en_pesos(check.esperado),
            "tolerancia": en_pesos(TOLERANCIA),
        },
        notas=(check.texto, *check.notas),
        hallazgos=(f"Título {titulo.numero}: {check.texto}",) if wrong else (),
        traza=(step,),
    )


def _step(
    caso: CasoAnalizado, check: ComprobacionMulta, day: dt.date | None, norma: str
) -> Paso:
    if day is None:
        return Paso("multa", norma, check.texto)
    wage = caso.marco.referencia.smlmv.de(day.year)
    parameter = parametro_anual("SMLMV", wage, pesos(wage.valor))
    return Paso("multa", norma, check.texto, (parameter,))


def _oddities(debtor: Deudor) -> tuple[str, ...]:
    written = debtor.numero + (f"-{debtor.dv}" if debtor.dv else "")
    try:
        return leer_identificacion(written, debtor.tipo_documento).advertencias
    except InvalidDataError as error:
        return (error.mensaje,)
