"""The calculators over the services, with the law of the base where there is one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_ui.backend.respuestas import Typed
from cobro_ui.calculadoras.ports import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cobro_desktop.domain.calendario import Suspension
    from cobro_desktop.services.calculadoras.calculo import Calculo, Marco
    from cobro_ui.backend.office import Office
    from cobro_ui.calculadoras.ports import Question


class LegalCalculators:
    """`Calculators` over the services; writes nothing."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return the institutions that have a profile."""
        return [
            (e.sigla, f"{e.sigla} · {e.nombre}")
            for e in self._office.workspace.perfiles()
        ]

    def calculate(self, question: Question) -> Told:
        """Answer a question under the readings of its entity."""
        from cobro_desktop.services.calculadoras.calculo import Marco, en_texto

        workspace, sigla = self._office.workspace, question.entity or None
        marco = Marco(
            workspace.opciones(sigla),
            workspace.referencia,
            workspace.calendario(sigla),
            self._office.hoy,
        )
        answers = Typed(question.answers)
        found = _CALCULATORS[question.calculator](marco, answers)
        name = _TITLES[question.calculator]
        return Told(found, en_texto(found, name, self._office.hoy))


def _intereses(marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.domain.cuenta import Abono, Cuenta
    from cobro_desktop.domain.intereses.regimen import leer_regimen
    from cobro_desktop.services.calculadoras.intereses import (
        calcular_intereses,
        exigible_de_multa,
        liquidar_cuenta,
    )

    regimen = leer_regimen(typed.text("regimen"))
    desde, corte = typed.day("desde"), typed.day("corte")
    fine = typed.yes("firmeza")
    if fine:
        desde = exigible_de_multa(desde, corte, regimen, marco)
    cuenta = Cuenta(
        capital=typed.amount("capital"),
        regimen=regimen,
        exigible=desde,
        corte=corte,
        abonos=tuple(
            Abono(row.day("fecha"), row.amount("valor")) for row in typed.rows("abonos")
        ),
        costas=typed.amount("costas"),
    )
    found = liquidar_cuenta(
        marco, cuenta, desde_firmeza=fine, proyectar=typed.yes("proyectar")
    )
    return calcular_intereses(marco, found)


def _termino(marco: Marco, typed: Typed) -> Calculo:
    from dataclasses import replace

    from cobro_desktop.domain.procedimiento import Unidad
    from cobro_desktop.services.calculadoras.plazos import Plazo, calcular_termino

    cal = marco.calendario
    closed = {row.day("dia"): "cierre de la entidad" for row in typed.rows("cierres")}
    marco = replace(
        marco,
        calendario=replace(
            cal,
            cierres={**cal.cierres, **closed},
            suspensiones=(*cal.suspensiones, *_suspensiones(typed)),
        ),
    )
    unit = typed.text("unidad")
    electronic = unit == "electronica"
    unidad = Unidad.HABILES if electronic else Unidad(unit)
    plazo = Plazo(typed.day("desde"), typed.number("numero"), unidad, electronic)
    return calcular_termino(marco, plazo)


def _prescripcion(marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.domain.interrupcion import (
        Causa,
        HechosPrescripcion,
        Interrupcion,
    )
    from cobro_desktop.services.calculadoras.plazos import calcular_prescripcion

    hechos = HechosPrescripcion(
        ejecutoria=typed.day("ejecutoria"),
        anios=typed.number("anios"),
        exigibilidad=typed.maybe_day("exigible"),
        interrupciones=tuple(
            Interrupcion(
                Causa(row.text("causa")), row.day("fecha"), row.maybe_day("fin")
            )
            for row in typed.rows("interrupciones")
        ),
        suspensiones=tuple(_suspensiones(typed)),
    )
    return calcular_prescripcion(marco, hechos, typed.maybe_day("remitido"))


def _plan(marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.domain.intereses.regimen import leer_regimen
    from cobro_desktop.domain.plan_pagos import Metodo, TerminosPlan
    from cobro_desktop.services.calculadoras.plan import calcular_plan

    terms = TerminosPlan(
        typed.amount("capital"),
        typed.amount("intereses"),
        typed.amount("costas"),
        typed.number("cuotas"),
        typed.day("firma"),
        typed.day("primera"),
    )
    regimen = leer_regimen(typed.text("regimen"))
    return calcular_plan(marco, terms, Metodo(typed.text("metodo")), regimen)


def _limite(marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.services.calculadoras.embargo import calcular_limite

    amounts = (typed.amount(name) for name in ("deuda", "intereses", "costas"))
    return calcular_limite(marco, *amounts)


def _inembargable(marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.domain.embargo import Cuenta, Persona
    from cobro_desktop.services.calculadoras.embargo import (
        CuentaDeAhorros,
        calcular_inembargable,
    )

    pedido = CuentaDeAhorros(
        typed.number("anio"),
        Persona(typed.text("persona")),
        Cuenta(typed.text("cuenta")),
        typed.maybe_amount("salario"),
    )
    return calcular_inembargable(marco, pedido)


def _remisible(marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.domain.remision import HechosRemision
    from cobro_desktop.services.calculadoras.cartera import Recaudo, calcular_remision

    principal = typed.amount("principal")
    total = typed.maybe_amount("total")
    hechos = HechosRemision(
        principal=principal,
        total=principal if total is None else total,
        exigible=typed.day("exigible"),
        fallecido=typed.yes("fallecido"),
        registro_defuncion=typed.yes("registro"),
        busqueda_negativa=typed.yes("busqueda"),
        con_respaldo=typed.yes("respaldo"),
        gestion_de_cobro=typed.yes("gestion"),
    )
    share = typed.maybe_amount("probabilidad")
    recaudo = None
    if share is not None:
        costs = (typed.amount("costo"),)
        recaudo = Recaudo(Fraction(share, 100_000), costs)
    return calcular_remision(marco, hechos, typed.day("fecha"), recaudo)


def _clasificacion(marco: Marco, typed: Typed) -> Calculo:
    from dataclasses import fields

    from cobro_desktop.domain.cartera import CriteriosMora, Respuesta
    from cobro_desktop.services.calculadoras.cartera import calcular_clasificacion

    names = [f.name for f in fields(CriteriosMora)]
    criterios = CriteriosMora(**{n: Respuesta(typed.text(n)) for n in names})
    day = typed.day("fecha")
    return calcular_clasificacion(marco, typed.amount("capital"), criterios, day)


def _multa(marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.services.calculadoras.multa import (
        calcular_multa,
        calcular_multa_animal,
    )

    day, title = typed.day("fecha"), typed.maybe_amount("titulo")
    if typed.text("ley") == "84":
        return calcular_multa_animal(marco, day, title)
    return calcular_multa(marco, int(typed.text("tipo")), day, title)


def _nit(_marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.services.calculadoras.identidad import calcular_nit

    return calcular_nit(typed.text("numero"))


def _letras(_marco: Marco, typed: Typed) -> Calculo:
    from cobro_desktop.services.calculadoras.identidad import calcular_letras

    return calcular_letras(typed.amount("valor"))


def _suspensiones(typed: Typed) -> Iterable[Suspension]:
    from cobro_desktop.domain.calendario import Suspension

    for row in typed.rows("suspensiones"):
        yield Suspension(row.day("desde"), row.day("hasta"))


_CALCULATORS: Mapping[str, Callable[[Marco, Typed], Calculo]] = {
    "intereses": _intereses,
    "termino": _termino,
    "prescripcion": _prescripcion,
    "plan": _plan,
    "limite": _limite,
    "inembargable": _inembargable,
    "remisible": _remisible,
    "clasificacion": _clasificacion,
    "multa": _multa,
    "nit": _nit,
    "letras": _letras,
}
_TITLES = {
    "intereses": "Intereses de mora",
    "termino": "Término",
    "prescripcion": "Prescripción de la acción de cobro",
    "plan": "Plan de pagos",
    "limite": "Límite del embargo",
    "inembargable": "Suma inembargable",
    "remisible": "Remisión de la deuda",
    "clasificacion": "Clasificación de la obligación",
    "multa": "Valor de la multa",
    "nit": "Dígito de verificación",
    "letras": "Valor en letras",
}
