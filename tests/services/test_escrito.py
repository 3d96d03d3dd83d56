"""What a person types for a document is read, or refused in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import pytest

from cobro_desktop.documents.contextos.comun import Emitido
from cobro_desktop.documents.contextos.remate import AutoAvaluo
from cobro_desktop.domain.control_documento import letras_distintas
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.documentos.escrito import escritos, rellenar


@dataclass(frozen=True, kw_only=True)
class _Venta:
    numero: Annotated[str, "Número"] = ""
    borrador: Annotated[bool, "Borrador"] = True
    precio: Annotated[str, "Precio"] = ""
    precio_letras: Annotated[str, "Precio en letras"] = ""
    avaluo_total: Annotated[str, "Avalúo"] = ""
    avaluo_letras: Annotated[str, "Avalúo en letras"] = ""
    fecha_limite: Annotated[str, "Fecha límite"] = ""
    razones: Annotated[tuple[str, ...], "Razones"] = ()
    filas: Annotated[tuple[Emitido, ...], "Filas"] = ()


def venta(**typed: str) -> Any:
    kind: Any = _Venta
    return rellenar(kind, {"numero": "", "borrador": True}, typed)


@pytest.mark.parametrize(
    "typed", ["1234567", "$ 1.234.567", "1,234,567.00", "1.234.567 pesos m/cte"]
)
def test_an_amount_prints_in_figures_and_in_words(typed: str) -> None:
    made = venta(precio=typed, avaluo_total=typed)

    words = "un millón doscientos treinta y cuatro mil quinientos sesenta y siete"
    assert (made.precio, made.avaluo_total) == ("$ 1.234.567", "$ 1.234.567")
    assert made.precio_letras == made.avaluo_letras == f"{words} pesos m/cte"


@pytest.mark.parametrize("typed", ["2026-10-30", "30/10/2026", "30 de octubre de 2026"])
def test_a_day_prints_as_documents_write_it(typed: str) -> None:
    assert venta(fecha_limite=typed).fecha_limite == "30 de octubre de 2026"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"precio": "mucho"}, "«Precio» es una suma en pesos y dice «mucho»"),
        ({"precio": "-5"}, "es una suma en pesos"),
        ({"fecha_limite": "31/02/2026"}, "«Fecha límite» es una fecha"),
        ({"fecha_limite": "pronto"}, "«Fecha límite» es una fecha"),
        ({"precio_letras": "un peso"}, "sale de la cifra: escriba «precio»"),
        ({"avaluo_letras": "un peso"}, "sale de la cifra: escriba «avaluo_total»"),
        ({"numero": "000099 de 2026"}, "no se escribe en el documento"),
        ({"borrador": "no"}, "no se escribe en el documento"),
        ({"filas": "x"}, "no se escribe en el documento"),
        ({"zzz": "x"}, "no tiene el dato «zzz»"),
    ],
)
def test_what_is_not_so_is_refused(typed: dict[str, str], told: str) -> None:
    with pytest.raises(InvalidDataError, match=told) as refused:
        venta(**typed)
    assert "Traceback" not in refused.value.mensaje


def test_the_data_to_type_leave_out_words_and_what_nobody_types() -> None:
    kind: Any = _Venta
    assert [name for name, _, _ in escritos(kind)] == [
        "precio",
        "avaluo_total",
        "fecha_limite",
        "razones",
    ]
    assert "avaluo_letras" not in {name for name, _, _ in escritos(AutoAvaluo)}


def test_words_of_a_total_are_compared_with_their_figure() -> None:
    table = {"avaluo_total": "$ 2.000", "avaluo_letras": "mil pesos m/cte"}

    assert letras_distintas(table) == ["$ 2.000 no es «mil pesos m/cte»"]
    assert letras_distintas(table | {"avaluo_letras": "dos mil pesos m/cte"}) == []
