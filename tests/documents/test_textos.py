from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.documents.campos import montos
from cobro_desktop.documents.contextos.comun import Deudor
from cobro_desktop.documents.generar import Generador
from cobro_desktop.domain.letras import pesos_en_letras
from tests.documents.comunes import NOMBRE_LARGO
from tests.documents.ejemplos import CASOS, ejemplo
from tests.documents.lectura import texto

GENERADOR = Generador()

_AQUI = Path(__file__).parent
DORADOS = {
    tipo: siglas
    for path in (_AQUI / "dorados.toml", *sorted((_AQUI / "dorados").glob("*.toml")))
    for tipo, siglas in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize(("tipo", "sigla"), CASOS)
def test_the_document_says_what_it_must(tipo: str, sigla: str) -> None:
    frases = DORADOS[tipo][sigla]["frases"]

    said = texto(GENERADOR.render(tipo, sigla, ejemplo(tipo, sigla)))

    assert [phrase for phrase in frases if phrase not in said] == []


@pytest.mark.parametrize(("tipo", "sigla"), CASOS)
@pytest.mark.parametrize("borrador", [False, True], ids=["numbered", "draft"])
def test_nothing_is_left_blank_or_unfilled(
    tipo: str, sigla: str, *, borrador: bool
) -> None:
    contexto = ejemplo(tipo, sigla, borrador=borrador)

    said = texto(GENERADOR.render(tipo, sigla, contexto))

    assert not re.search(r"\{\{|\}\}|\{%|None|Undefined|  |\(\)|«»", said)
    assert not re.search(r"\b(a|de) el\b", said)
    assert not re.search(r" [,.;:](?! )| ,|\.\.(?!\.)|,,", said)


@pytest.mark.parametrize(("tipo", "sigla"), CASOS)
def test_a_draft_says_so_and_carries_no_code(tipo: str, sigla: str) -> None:
    contexto = ejemplo(tipo, sigla, borrador=True, numero="")

    documento = GENERADOR.render(tipo, sigla, contexto)

    assert documento.codigo_verificacion == ""
    assert "no produce efectos hasta que se apruebe" in texto(documento)
    assert "Código de verificación" not in texto(documento)


@pytest.mark.parametrize("sigla", ["SVSP", "RNEC", "IDPYBA", "SDSCJ"])
def test_every_cause_of_archive_has_its_words(sigla: str) -> None:
    datos = {
        "acto_soporte": "la Resolución 77 de 3 de agosto de 2026",
        "autoridad_soporte": "la Dirección General",
        "acta_comite": "el acta 4 de 2026",
        "norma_causa": "el Decreto 445 de 2017",
        "descripcion_causa": "se extinguió la obligación",
    }
    base = texto(
        GENERADOR.render("auto-archivo", sigla, ejemplo("auto-archivo", sigla))
    )

    for causa in GENERADOR.causas(sigla):
        contexto = ejemplo("auto-archivo", sigla, causa=causa, **datos)
        said = texto(GENERADOR.render("auto-archivo", sigla, contexto))

        assert causa == "pago_total" or said != base
        assert "paz y salvo" not in said or causa == "pago_total"


@pytest.mark.parametrize(
    ("causa", "norma"),
    [
        ("prescripcion", "artículos 817 y 818 del Estatuto Tributario"),
        ("prescripcion", "artículo 17 de la Ley 1066 de 2006"),
        ("remision", "artículo 820 del Estatuto Tributario"),
        ("perdida_ejecutoria", "artículo 91 de la Ley 1437 de 2011"),
        ("revocatoria", "artículos 93 a 97 de la Ley 1437 de 2011"),
        ("excepcion_probada", "artículo 833 del Estatuto Tributario"),
        ("depuracion", "el acta 4 de 2026"),
        ("venta_cisa", "Central de Inversiones S.A. (CISA)"),
    ],
)
def test_a_cause_cites_its_norm(causa: str, norma: str) -> None:
    contexto = ejemplo(
        "auto-archivo",
        "RNEC",
        causa=causa,
        acto_soporte="la Resolución 77 de 3 de agosto de 2026",
        autoridad_soporte="el Registrador Nacional",
        acta_comite="el acta 4 de 2026",
        norma_causa="el Decreto 445 de 2017",
    )

    said = texto(GENERADOR.render("auto-archivo", "RNEC", contexto))

    assert norma in said


def test_two_debtors_and_long_names_are_all_there() -> None:
    deudores = (
        Deudor(nombre=NOMBRE_LARGO, identificacion="NIT 900.123.456-8"),
        Deudor(
            nombre="José Ñáñez & Hijos",
            identificacion="C.C. 1.020.304.050",
            calidad="Deudor solidario",
        ),
    )
    contexto = ejemplo(
        "auto-avoca",
        "SVSP",
        deudor=NOMBRE_LARGO,
        deudores=deudores,
        tiene_solidarios=True,
    )

    said = texto(GENERADOR.render("auto-avoca", "SVSP", contexto))

    assert said.count(NOMBRE_LARGO) == 2
    assert "Deudor solidario José Ñáñez & Hijos C.C. 1.020.304.050" in said
    assert "y de los demás obligados que se relacionan en este documento" in said


@given(st.integers(0, 10**15))
def test_figures_and_words_come_from_one_amount(centavos: int) -> None:
    written = montos(capital=centavos)

    figure = written["capital"].removeprefix("$ ").replace(".", "")
    whole, _, cents = figure.partition(",")
    assert int(whole) * 100 + int(cents or 0) == centavos
    assert written["capital_letras"] == f"{pesos_en_letras(centavos)} m/cte"


def test_an_amount_reads_as_the_law_office_writes_it() -> None:
    assert montos(total=142350000) == {
        "total": "$ 1.423.500",
        "total_letras": (
            "un millón cuatrocientos veintitrés mil quinientos pesos m/cte"
        ),
    }
