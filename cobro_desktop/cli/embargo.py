"""`limite-embargo` and `inembargable`: how much may be embargoed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.calculos import (
    Costas,
    Entidad,
    Fecha,
    Lecturas,
    answer,
    opciones_de,
    pasos,
)
from cobro_desktop.cli.ley import referencia_de
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero
from cobro_desktop.domain.dinero import Centavos, en_pesos
from cobro_desktop.domain.embargo import (
    NORMA_LIMITE,
    Cuenta,
    Persona,
    ReglaInembargable,
    ReglaLimite,
    limite_embargo,
    limite_inembargable,
    salario_embargable,
)
from cobro_desktop.domain.referencia import parametro_anual
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from cobro_desktop.domain.referencia import Referencia, ValorAnual


Deuda = Annotated[
    Centavos,
    typer.Option("--deuda", "--capital", parser=dinero, metavar="N", help="La deuda."),
]
Intereses = Annotated[
    Centavos | None, typer.Option(parser=dinero, metavar="N", help="Causados.")
]
PersonaDe = Annotated[Persona, typer.Option(help="De quién es la cuenta.")]
CuentaDe = Annotated[Cuenta, typer.Option(help="Qué cuenta es.")]
Anio = Annotated[
    int | None, typer.Option(metavar="AAAA", help="Si falta, el de --fecha.")
]
Salario = Annotated[
    Centavos | None,
    typer.Option(parser=dinero, metavar="N", help="Salario mensual del deudor."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("limite-embargo")(limite)
    app.command("inembargable")(inembargable)


def limite(
    ctx: typer.Context,
    deuda: Deuda,
    intereses: Intereses = None,
    costas: Costas = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Calcula hasta cuánto se puede embargar (ET 838)."""
    opciones = opciones_de(state_of(ctx), entidad, opcion)
    regla = ReglaLimite(opciones["embargo.limite"])
    readings = {
        r: limite_embargo(deuda, intereses or 0, costas or 0, r) for r in ReglaLimite
    }
    found = readings[regla]
    label = opciones.opcion("embargo.limite").etiqueta_de(regla)
    step = Paso("limite_embargo", NORMA_LIMITE[regla], f"{label}: {pesos(found)}.")
    datos = {
        "limite": en_pesos(found),
        "regla": regla.value,
        "lecturas": {r.value: en_pesos(amount) for r, amount in readings.items()},
        "opciones": opciones.en_vigor(("embargo.limite",)),
        "traza": pasos((step,)),
    }
    answer(state_of(ctx), datos, [step.detalle])


def inembargable(
    ctx: typer.Context,
    persona: PersonaDe = Persona.NATURAL,
    cuenta: CuentaDe = Cuenta.AHORROS,
    anio: Anio = None,
    fecha: Fecha = None,
    salario: Salario = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Dice cuánto de una cuenta de ahorros no se puede embargar (ET 837-1)."""
    state = state_of(ctx)
    opciones = opciones_de(state, entidad, opcion)
    year = anio or (fecha or state.hoy).year
    referencia = referencia_de(state)
    regla = ReglaInembargable(opciones["inembargable.regla"])
    found, step = _protected(persona, cuenta, regla, _unit(regla, year, referencia))
    datos: dict[str, object] = {
        "limite": None if found is None else en_pesos(found),
        "regla": regla.value,
        "anio": year,
        "opciones": opciones.en_vigor(("inembargable.regla",)),
        "traza": pasos((step,)),
    }
    lines = [step.detalle]
    if salario is not None:
        taken = salario_embargable(salario, referencia.smlmv.de(year).valor)
        datos["salario_embargable"] = en_pesos(taken)
        lines.append(f"Del salario se puede embargar {pesos(taken)} cada mes.")
    answer(state, datos, lines)


def _unit(
    regla: ReglaInembargable, year: int, referencia: Referencia
) -> ValorAnual[Centavos]:
    table = referencia.uvt if regla is ReglaInembargable.UVT_510 else referencia.smlmv
    return table.de(year)


def _protected(
    persona: Persona,
    cuenta: Cuenta,
    regla: ReglaInembargable,
    unit: ValorAnual[Centavos],
) -> tuple[Centavos | None, Paso]:
    found = limite_inembargable(persona, cuenta, unit.valor, regla)
    times, name = regla.value.split("_")
    text = "Esta cuenta no tiene suma inembargable por el artículo 837-1."
    if found is not None:
        text = (
            f"Inembargable hasta {pesos(found)} ({times} {name}), solo en la cuenta de "
            "ahorros más antigua; lo que pase de ahí se puede embargar."
        )
    parameter = parametro_anual(name, unit, pesos(unit.valor))
    return found, Paso("inembargable", "ET, art. 837-1", text, (parameter,))
