from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cobro_desktop.assets import assets
from cobro_desktop.documents.clausulas import (
    Biblioteca,
    Clausula,
    ClausulaError,
    load_clausulas,
)
from cobro_desktop.documents.clausulas_vistas import Redaccion
from cobro_desktop.documents.entorno import TemplateProblemError
from cobro_desktop.documents.generar import Generador
from cobro_desktop.documents.plantillas import Plantilla, clause_layers
from tests.documents.ejemplos import CASOS, ejemplo
from tests.documents.lectura import texto

if TYPE_CHECKING:
    from collections.abc import Sequence

DIA = dt.date(2026, 9, 30)
MODELO = Clausula("aviso", "Aviso", "Texto", "Norma", dt.date(2020, 1, 1))
OFICIO = ("oficio-persuasivo", "SVSP")


def archivo(text: str, nombre: str = "clausulas.toml") -> Plantilla:
    return Plantilla(nombre, text.encode())


def entrada(**cambios: str) -> str:
    fields = {
        "id": '"aviso"',
        "nombre": '"Aviso"',
        "texto": '"Texto"',
        "fundamento": '"Norma"',
        "desde": "2020-01-01",
    } | cambios
    return "[[clausula]]\n" + "\n".join(f"{k} = {v}" for k, v in fields.items())


def con(*clausulas: Clausula) -> Generador:
    return Generador(clausulas=clausulas)


def dice(generador: Generador, caso: Sequence[str] = OFICIO, **cambios: str) -> str:
    tipo, sigla = caso
    return texto(generador.render(tipo, sigla, ejemplo(tipo, sigla, **cambios)))


def propia(clave: str, text: str, desde: dt.date, hasta: dt.date | None) -> Clausula:
    return replace(MODELO, id=clave, texto=text, desde=desde, hasta=hasta)


def test_the_wording_of_the_day_of_the_document_is_printed() -> None:
    before, after = "Antes sí.", "Ahora no."
    day = dt.date(2026, 10, 1)
    generador = con(
        propia("si_ya_pago", before, dt.date(2026, 1, 1), dt.date(2026, 9, 30)),
        propia("si_ya_pago", after, day, None),
    )

    old = dice(generador, fecha_iso="2026-09-30")
    new = dice(generador, fecha_iso="2026-10-01")

    assert before in old
    assert after not in old
    assert after in new
    assert before not in new


def test_the_wording_changes_the_version_of_the_documents_that_print_it() -> None:
    usual = Generador()
    changed = con(propia("si_ya_pago", "Escríbanos.", dt.date(2026, 1, 1), None))
    other = ("memorando-devolucion", "SVSP")

    def version(generador: Generador, tipo: str, sigla: str) -> str:
        found = generador.render(tipo, sigla, ejemplo(tipo, sigla))
        return found.version_plantilla

    assert version(usual, *OFICIO) != version(changed, *OFICIO)
    assert version(usual, *other) == version(changed, *other)


def test_what_the_office_wrote_wins_only_while_it_is_in_force() -> None:
    shipped = replace(MODELO, texto="Del programa")
    own = replace(MODELO, texto="De la oficina", desde=dt.date(2026, 1, 1), hasta=DIA)
    biblioteca = Biblioteca(((shipped,), (), (own,)))

    def text(day: dt.date) -> str:
        found = biblioteca.vigente("aviso", "SVSP", day)
        assert found is not None
        return found.texto

    assert text(dt.date(2025, 12, 31)) == "Del programa"
    assert text(dt.date(2026, 1, 1)) == text(DIA) == "De la oficina"
    assert text(DIA + dt.timedelta(days=1)) == "Del programa"


def test_a_clause_of_some_institutions_is_no_clause_of_the_others() -> None:
    biblioteca = Biblioteca(((replace(MODELO, entidades=frozenset({"RNEC"})),),))

    assert biblioteca.vigente("aviso", "rnec", DIA) is not None
    assert biblioteca.vigente("aviso", "SVSP", DIA) is None


def test_an_expired_clause_is_named_with_the_day_on_which_it_ended() -> None:
    biblioteca = Biblioteca(((replace(MODELO, hasta=dt.date(2026, 8, 31)),),))

    with pytest.raises(ClausulaError) as refused:
        biblioteca.exigir("aviso", "SVSP", DIA)

    assert "«Aviso» (aviso) no está vigente para SVSP" in refused.value.mensaje
    assert "rigió hasta el 31 de agosto de 2026" in refused.value.mensaje


def test_a_clause_that_nobody_wrote_is_named() -> None:
    with pytest.raises(ClausulaError, match="no tiene «otra»"):
        Biblioteca(((MODELO,),)).exigir("otra", "SVSP", DIA)


def test_a_document_whose_clause_expired_is_not_written() -> None:
    with pytest.raises(ClausulaError, match="rige desde el 2 de julio de 2012"):
        dice(Generador(), fecha_iso="2011-09-30")


def test_a_datum_that_a_clause_prints_is_mandatory() -> None:
    asks = propia(
        "si_ya_pago", "Escriba a {{ pagina_web }}.", dt.date(2026, 1, 1), None
    )
    optional = replace(asks, texto="{% if pagina_web %}{{ pagina_web }}{% endif %}.")
    contexto = ejemplo(*OFICIO)
    assert contexto.emisor.pagina_web == ""

    assert con(asks).faltantes(*OFICIO, contexto) == ["Página web de la entidad"]
    assert con(optional).faltantes(*OFICIO, contexto) == []


def test_a_clause_that_asks_for_what_the_document_lacks_is_named() -> None:
    asks = propia("si_ya_pago", "Es {{ cosa }}.", dt.date(2026, 1, 1), None)

    with pytest.raises(ClausulaError) as refused:
        dice(con(asks))

    assert "(si_ya_pago)" in refused.value.mensaje
    assert "«cosa»" in refused.value.mensaje


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ deudor.upper() }}",
        "{{ clausulas.competencia }}",
        "{% if deudor %}sin cerrar",
        "{{ 7 * 7 }}",
    ],
)
def test_a_clause_runs_in_the_same_cage_as_a_template(attack: str) -> None:
    with pytest.raises(ClausulaError):
        dice(con(propia("si_ya_pago", attack, dt.date(2026, 1, 1), None)))


def test_the_data_of_a_clause_are_escaped_in_word_and_bold_is_not_printed() -> None:
    own = propia("sin_recurso_tramite", "**{{ deudor }}** & <b>", DIA, None)

    said = dice(con(own), ("auto-avoca", "SVSP"), deudor="Pérez & Cía <Ltda>")

    assert "Pérez & Cía <Ltda> & <b>" in said
    assert "**" not in said


def test_the_file_of_an_institution_wins_over_the_common_one() -> None:
    common = archivo(entrada())
    own = archivo(entrada(texto='"Propio"'), "svsp/clausulas.toml")

    found = Biblioteca(load_clausulas((common, own))).vigente("aviso", "SVSP", DIA)

    assert found is not None
    assert (found.texto, found.origen) == ("Propio", "Entidad")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("esto no es", "mal escrito"),
        (entrada(id='"con espacio"'), "solo lleva letras"),
        (entrada(desde='"2020-01-01"'), "sin comillas"),
        (entrada(cosa="1"), "trae cosa"),
        ('[[clausula]]\nid = "a"', "le falta texto"),
        (entrada() + "\n" + entrada(), "está dos veces desde 2020-01-01"),
    ],
)
def test_a_library_that_is_badly_written_says_where(text: str, fault: str) -> None:
    with pytest.raises(TemplateProblemError) as refused:
        load_clausulas((archivo(text),))

    assert fault in refused.value.mensaje


def test_every_clause_that_ships_can_be_read_and_cites_its_ground() -> None:
    for sigla in ("SVSP", "RNEC", "SDSCJ", "IDPYBA"):
        for capa in load_clausulas(clause_layers(sigla)):
            for clausula in capa:
                assert clausula.fundamento
                Redaccion().marcas(clausula)


@pytest.mark.parametrize(("tipo", "sigla"), CASOS)
def test_every_clause_that_a_template_names_is_in_force(tipo: str, sigla: str) -> None:
    generador = Generador()
    named = generador.marcas(tipo, sigla).clausulas
    biblioteca = generador.biblioteca(sigla)

    assert [c for c in named if biblioteca.vigente(c, sigla, DIA) is None] == []


def test_no_template_repeats_a_sentence_of_the_library() -> None:
    sentences = [
        c.texto
        for capa in load_clausulas(clause_layers("SVSP"))
        for c in capa
        if len(c.texto) > 60
    ]
    for path in assets("templates").glob("oficios/**/*.toml"):
        content = path.read_text(encoding="utf-8")
        assert [s for s in sentences if s in content] == [], path.name
