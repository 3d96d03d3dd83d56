"""How much may be embargoed today, and what of each person is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.calidades import OBLIGADOS
from cobro_desktop.domain.dinero import desde_pesos, en_pesos
from cobro_desktop.domain.embargo import Persona
from cobro_desktop.domain.personas import clase_de_persona
from cobro_desktop.formats import fecha_corta, pesos
from cobro_desktop.services.analisis.pieza import (
    Pieza,
    Renglon,
    Tono,
    sin_calcular,
)
from cobro_desktop.services.calculadoras.embargo import (
    CuentaDeAhorros,
    calcular_inembargable,
    calcular_limite,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.analisis.contexto import CasoAnalizado

_LIMITE = "Límite del embargo hoy"
_PROTEGIDO = "Inembargable"
_COMO = (
    "Solo en la cuenta de ahorros más antigua; de un salario, la quinta parte de lo "
    "que exceda el mínimo."
)


def limite(caso: CasoAnalizado) -> Pieza:
    """Return the limit of today under every reading; check the live measures."""
    debt = caso.debe
    if debt is None:
        return sin_calcular("embargo", _LIMITE, caso.sin_liquidar)
    if debt.capital <= 0:
        return Pieza("embargo", _LIMITE, "No hay deuda que embargar", Tono.NEUTRO)
    found = calcular_limite(caso.marco, debt.capital, debt.intereses, debt.costas)
    most = desde_pesos(int(str(found.datos["limite"])))
    table = found.tabla.filas if found.tabla else ()
    findings = tuple(_exceeding(caso, most))
    return Pieza(
        "embargo",
        _LIMITE,
        found.titular,
        Tono.GRAVE if findings else Tono.NEUTRO,
        (
            Renglon(
                "Deuda hoy",
                f"Capital {pesos(debt.capital)}, intereses {pesos(debt.intereses)}, "
                f"costas {pesos(debt.costas)}",
            ),
            *(Renglon(reading, amount, norma) for reading, norma, amount in table),
        ),
        {
            **{k: v for k, v in found.datos.items() if k != "traza"},
            "capital": en_pesos(debt.capital),
            "intereses": en_pesos(debt.intereses),
            "costas": en_pesos(debt.costas),
        },
        notas=found.lecturas,
        hallazgos=findings,
        traza=found.traza,
    )


def inembargable(caso: CasoAnalizado) -> Pieza:
    """Return what of each person's account may not be touched.

    Raises:
        MissingParameterError: the wage or the UVT of the year is not loaded.
    """
    year = caso.marco.hoy.year
    natural = calcular_inembargable(caso.marco, CuentaDeAhorros(year))
    amount = natural.titular
    lines, people, unknown = [], [], 0
    for debtor in caso.deudores:
        if debtor.rol not in OBLIGADOS:
            continue
        who = clase_de_persona(debtor.tipo_documento, debtor.numero)
        text, tone = amount, None
        if who is Persona.JURIDICA:
            text = "Persona jurídica: no tiene suma inembargable"
        elif who is None:
            unknown += 1
            text = f"No se sabe si es persona natural; si lo es, {amount}"
            tone = Tono.DESCONOCIDO
        lines.append(Renglon(debtor.nombre, text, "ET, art. 837-1", tone))
        people.append(
            {
                "identificacion": debtor.numero,
                "persona": who.value if who else "desconocido",
                "limite": natural.datos["limite"] if who is Persona.NATURAL else None,
            }
        )
    protects = any(p["persona"] == Persona.NATURAL.value for p in people)
    verdict = f"{amount} por persona natural" if protects else "No aplica"
    tone_all = Tono.NEUTRO
    if unknown and not protects:
        verdict, tone_all = "No se sabe", Tono.DESCONOCIDO
    return Pieza(
        "inembargable",
        _PROTEGIDO,
        verdict,
        tone_all,
        tuple(lines),
        {"personas": people, "regla": natural.datos["regla"], "anio": year},
        notas=(_COMO, *natural.lecturas),
        traza=natural.traza,
    )


def _exceeding(caso: CasoAnalizado, most: Centavos) -> Iterator[str]:
    for measure in caso.constancias.medidas:
        if measure.limite > most:
            yield (
                f"La medida del {fecha_corta(measure.decretada)} a "
                f"{measure.destinatario} puede tomar {pesos(measure.limite)} y el "
                f"límite de hoy es {pesos(most)}: reduzca el embargo."
            )
