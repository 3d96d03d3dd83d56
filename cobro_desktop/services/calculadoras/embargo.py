"""How much may be embargoed, and what may not be touched (RULES 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import en_pesos
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
from cobro_desktop.services.calculadoras.calculo import (
    Calculo,
    Tabla,
    lecturas_de,
    traza_en_json,
)

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.referencia import ValorAnual
    from cobro_desktop.services.calculadoras.calculo import Marco

LIMITE = "embargo.limite"
INEMBARGABLE = "inembargable.regla"


@dataclass(frozen=True, slots=True)
class CuentaDeAhorros:
    """Whose account it is, which one, in which year; perhaps their wage too."""

    anio: int
    persona: Persona = Persona.NATURAL
    cuenta: Cuenta = Cuenta.AHORROS
    salario: Centavos | None = None


def calcular_limite(
    marco: Marco, deuda: Centavos, intereses: Centavos = 0, costas: Centavos = 0
) -> Calculo:
    """Return the limit under the reading in force, beside the other readings.

    Raises:
        InvalidDataError: a negative amount, or no debt at all.
    """
    opciones = marco.opciones
    regla = ReglaLimite(opciones[LIMITE])
    readings = {r: limite_embargo(deuda, intereses, costas, r) for r in ReglaLimite}
    found = readings[regla]
    switch = opciones.opcion(LIMITE)
    step = Paso(
        "limite_embargo",
        NORMA_LIMITE[regla],
        f"{switch.etiqueta_de(regla)}: {pesos(found)}.",
    )
    return Calculo(
        titular=f"Hasta {pesos(found)}",
        frases=(step.detalle,),
        datos={
            "limite": en_pesos(found),
            "regla": regla.value,
            "lecturas": {r.value: en_pesos(amount) for r, amount in readings.items()},
            "opciones": opciones.en_vigor((LIMITE,)),
            "traza": traza_en_json((step,)),
        },
        traza=(step,),
        lecturas=lecturas_de(opciones, (LIMITE,)),
        tabla=Tabla(
            ("Lectura", "Norma", "Límite"),
            tuple(
                (switch.etiqueta_de(r), NORMA_LIMITE[r], pesos(amount))
                for r, amount in readings.items()
            ),
            frozenset({2}),
        ),
    )


def calcular_inembargable(marco: Marco, pedido: CuentaDeAhorros) -> Calculo:
    """Return the sum of an account that is out of reach, and what of a wage is not.

    Raises:
        MissingParameterError: the wage or the UVT of the year is not loaded.
        InvalidDataError: a negative wage.
    """
    opciones = marco.opciones
    regla = ReglaInembargable(opciones[INEMBARGABLE])
    uvt = regla is ReglaInembargable.UVT_510
    table = marco.referencia.uvt if uvt else marco.referencia.smlmv
    found, step = _protected(pedido, regla, table.de(pedido.anio))
    datos: dict[str, object] = {
        "limite": None if found is None else en_pesos(found),
        "regla": regla.value,
        "anio": pedido.anio,
        "opciones": opciones.en_vigor((INEMBARGABLE,)),
    }
    steps = [step]
    if pedido.salario is not None:
        wage = marco.referencia.smlmv.de(pedido.anio)
        taken = salario_embargable(pedido.salario, wage.valor)
        datos["salario_embargable"] = en_pesos(taken)
        text = f"Del salario se puede embargar {pesos(taken)} cada mes."
        parameter = parametro_anual("SMLMV", wage, pesos(wage.valor))
        steps.append(Paso("salario_embargable", "", text, (parameter,)))
    datos["traza"] = traza_en_json(tuple(steps))
    return Calculo(
        titular="Sin suma inembargable" if found is None else pesos(found),
        frases=tuple(s.detalle for s in steps),
        datos=datos,
        traza=tuple(steps),
        lecturas=lecturas_de(opciones, (INEMBARGABLE,)),
    )


def _protected(
    pedido: CuentaDeAhorros, regla: ReglaInembargable, unit: ValorAnual[Centavos]
) -> tuple[Centavos | None, Paso]:
    found = limite_inembargable(pedido.persona, pedido.cuenta, unit.valor, regla)
    times, name = regla.value.split("_")
    text = "Esta cuenta no tiene suma inembargable por el artículo 837-1."
    if found is not None:
        text = (
            f"Inembargable hasta {pesos(found)} ({times} {name}), solo en la cuenta de "
            "ahorros más antigua; lo que pase de ahí se puede embargar."
        )
    parameter = parametro_anual(name, unit, pesos(unit.valor))
    return found, Paso("inembargable", "ET, art. 837-1", text, (parameter,))
