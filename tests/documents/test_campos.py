from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, get_type_hints

import pytest

from cobro_desktop.documents.campos import (
    MissingFieldsError,
    codigo_verificacion,
    faltantes,
    values,
)
from cobro_desktop.documents.contextos.comun import (
    Deudor,
    Emisor,
    Emitido,
    Firma,
    Obligacion,
    Titulo,
)
from cobro_desktop.documents.contextos.terminacion import AutoArchivo
from cobro_desktop.documents.generar import Generador, render
from cobro_desktop.documents.registro import CONTEXTOS
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from tests.documents.ejemplos import CASOS, ejemplo

GRUPOS = (Emisor, Firma, Deudor, Titulo, Obligacion)


def with_emisor(contexto: Emitido, **cambios: Any) -> Emitido:
    return replace(contexto, emisor=replace(contexto.emisor, **cambios))


@pytest.mark.parametrize(("tipo", "sigla"), CASOS)
def test_a_complete_context_lacks_nothing(tipo: str, sigla: str) -> None:
    assert Generador().faltantes(tipo, sigla, ejemplo(tipo, sigla)) == []


def test_missing_data_are_named_as_on_the_screen() -> None:
    contexto = ejemplo(
        "oficio-persuasivo", "SDSCJ", direccion=" ", obligaciones=(), fecha_limite=""
    )
    contexto = with_emisor(contexto, medio_pago="", correo_entidad="")

    with pytest.raises(MissingFieldsError) as raised:
        render("oficio-persuasivo", "SDSCJ", contexto)

    assert raised.value.detalle["faltantes"] == [
        "Correo electrónico de la entidad",
        "Cómo y dónde se paga",
        "Dirección del deudor",
        "Obligaciones",
        "Fecha límite para pagar",
    ]
    assert raised.value.mensaje == (
        "No se generó el documento «Oficio de cobro persuasivo» porque le faltan "
        "datos: Correo electrónico de la entidad; Cómo y dónde se paga; Dirección del "
        "deudor; Obligaciones; Fecha límite para pagar. Complételos e intente de nuevo."
        " Los de la entidad se escriben en sus datos (orden «entidad»)."
    )


def test_a_row_that_lacks_something_is_told_by_its_place() -> None:
    contexto = ejemplo("auto-avoca", "RNEC")
    assert isinstance(contexto, CONTEXTOS["auto-avoca"])
    titulo = contexto.titulos[0]  # type: ignore[attr-defined]
    contexto = replace(contexto, titulos=(titulo, replace(titulo, ejecutoria="")))  # type: ignore[call-arg]

    assert faltantes(contexto) == ["Fecha de ejecutoria (fila 2)"]


def test_only_a_numbered_document_needs_its_number_and_approval() -> None:
    contexto = ejemplo("memorando-devolucion", "SVSP", numero="")
    contexto = replace(contexto, firma=replace(contexto.firma, aprobo=""))

    assert faltantes(contexto) == ["Aprobó", "Número del documento"]
    assert faltantes(replace(contexto, borrador=True)) == []


@pytest.mark.parametrize(
    ("causa", "missing"),
    [
        ("pago_total", ["Valor recaudado"]),
        (
            "prescripcion",
            ["Acto que declara la causa", "Autoridad que expidió ese acto"],
        ),
        ("venta_cisa", ["Acto que declara la causa"]),
        ("otra_causa_legal", ["Norma de la causa", "Descripción de la causa"]),
    ],
)
def test_each_cause_of_archive_asks_for_its_own_data(
    causa: str, missing: list[str]
) -> None:
    contexto = ejemplo(
        "auto-archivo",
        "RNEC",
        causa=causa,
        valor_recaudado="",
        valor_recaudado_letras="",
    )

    assert Generador().faltantes("auto-archivo", "RNEC", contexto) == missing


def test_an_unknown_cause_or_kind_is_told() -> None:
    with pytest.raises(NotFoundError, match="No hay una causa de archivo «olvido»"):
        render("auto-archivo", "RNEC", ejemplo("auto-archivo", "RNEC", causa="olvido"))
    with pytest.raises(NotFoundError, match="«carta» no se puede generar"):
        render("carta", "RNEC", ejemplo("auto-archivo", "RNEC"))
    with pytest.raises(InvalidDataError, match="no son los de un documento"):
        render("auto-avoca", "RNEC", ejemplo("auto-archivo", "RNEC"))


@pytest.mark.parametrize("kind", [*CONTEXTOS.values(), *GRUPOS])
def test_every_field_has_a_spanish_name(kind: type) -> None:
    hints = get_type_hints(kind, include_extras=True)
    groups = {"emisor", "firma"}

    unnamed = [
        field.name
        for field in fields(kind)
        if field.name not in groups and not hasattr(hints[field.name], "__metadata__")
    ]

    assert unnamed == []


def test_a_template_sees_only_strings_booleans_and_tuples_of_them() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, tuple):
            return all(plain(item) for item in value)
        if isinstance(value, dict):
            return all(plain(item) for item in value.values())
        return isinstance(value, str | bool)

    for tipo, sigla in CASOS:
        assert plain(values(ejemplo(tipo, sigla)))


def test_values_lose_control_characters_and_double_spaces() -> None:
    contexto = ejemplo("auto-avoca", "SVSP", deudor="  ÑÁÑEZ\x02\x0b  &   CÍA\x00 ")

    assert values(contexto)["deudor"] == "ÑÁÑEZ & CÍA"


def test_the_code_changes_with_content_kind_and_template() -> None:
    contexto = ejemplo("auto-avoca", "SVSP")
    code = codigo_verificacion("auto-avoca", contexto, "abc")

    others = {
        codigo_verificacion("auto-avoca", replace(contexto, numero="2026-43"), "abc"),
        codigo_verificacion("auto-avoca", contexto, "abd"),
        codigo_verificacion("memorando", contexto, "abc"),
    }
    assert len(code) == 19
    assert code not in others
    assert len(others) == 3
    printed = replace(contexto, codigo_verificacion=code)
    assert codigo_verificacion("auto-avoca", printed, "abc") == code


def test_archive_needs_the_cause_itself() -> None:
    contexto = ejemplo("auto-archivo", "RNEC", causa="")
    assert isinstance(contexto, AutoArchivo)

    assert Generador().faltantes("auto-archivo", "RNEC", contexto) == [
        "Causa de la terminación"
    ]
