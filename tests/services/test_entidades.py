from __future__ import annotations

from pathlib import Path
from typing import get_type_hints

import pytest

from cobro_desktop.documents.contextos.comun import Emisor
from cobro_desktop.domain.acuerdo import LEY
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services.entidades import (
    emisor,
    load_datos_entidad,
    load_entidad,
    load_entidades,
)

SIGLAS = ["IDPYBA", "RNEC", "SDSCJ", "SVSP"]
QUINTA = """
sigla = "QTA"
nombre = "Quinta Entidad"
orden = "nacional"
ciudad = "Tunja"
[membrete]
articulo = "el"
dependencia = "Grupo de Cobro"
articulo_dependencia = "el"
acreedor = "la Quinta Entidad"
"""


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "entidades").mkdir()
    (tmp_path / "entidades" / "qta.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_four_institutions_are_there() -> None:
    assert [perfil.sigla for perfil in load_entidades()] == SIGLAS


def test_a_fifth_is_only_a_file(tmp_path: Path) -> None:
    perfil = load_entidad("qta", folder(tmp_path, QUINTA))

    assert emisor(perfil, "auto-avoca").la_entidad == "el Quinta Entidad"
    assert load_entidades(tmp_path) == (perfil,)


def test_what_a_file_lacks_is_listed(tmp_path: Path) -> None:
    text = QUINTA.replace('ciudad = "Tunja"', "").replace('articulo = "el"', "", 1)

    with pytest.raises(InvalidDataError, match=r"falta: ciudad, membrete\.articulo"):
        load_entidad("qta", folder(tmp_path, text))


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match=r"No se puede leer «qta\.toml»"):
        load_entidades(folder(tmp_path, "sigla ="))


def test_an_unknown_entity_names_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="IDPYBA, RNEC, SDSCJ, SVSP"):
        load_entidad("ABC")


@pytest.mark.parametrize("sigla", ["../svsp", "", "*"])
def test_a_sigla_is_no_path(sigla: str) -> None:
    with pytest.raises(NotFoundError):
        load_entidad(sigla)


@pytest.mark.parametrize("sigla", SIGLAS)
def test_the_formats_are_those_of_the_catalogue(sigla: str) -> None:
    formatos = load_entidad(sigla).formatos

    differing = {
        tipo
        for tipo, formato in formatos.items()
        if tipo_documento(tipo).codigo_en(sigla) not in {"", formato.codigo}
    }

    assert differing == set()


def test_resoluciones_of_the_institute_share_their_numbers() -> None:
    perfil = load_entidad("IDPYBA")

    assert perfil.serie("auto-archivo") == perfil.serie("auto-medidas") == "resolucion"
    assert perfil.serie("oficio-persuasivo") == "oficio-persuasivo"


def test_the_procedure_changes_the_office_that_signs() -> None:
    perfil = load_entidad("SDSCJ")

    police = emisor(perfil, "oficio-persuasivo", procedimiento="PD-GJ-07")
    other = emisor(perfil, "oficio-persuasivo", procedimiento="PD-GJ-08")

    assert police.la_dependencia == "la Subsecretaría de Gestión Institucional"
    assert other.la_dependencia == "la Dirección Jurídica y Contractual"
    assert "Decreto Distrital 442" in police.competencia
    assert "Decreto Distrital 442" not in other.competencia
    assert perfil.firmante_cargo("PD-GJ-08") == "Director Jurídico y Contractual"


def test_what_the_entity_wrote_wins_over_the_file() -> None:
    perfil = load_entidad("RNEC")
    datos = {"direccion_entidad": "Calle 1", "oficina_facilidades": "la Delegación"}

    written = emisor(perfil, "auto-avoca", datos=datos)

    assert written.oficina_facilidades == "la Delegación"
    assert written.direccion_entidad == "Calle 1"
    assert written.reglamento_cartera.startswith("la Resolución 5510 de 2012")


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="«color»"):
        emisor(load_entidad("RNEC"), "auto-avoca", datos={"color": "azul"})


def test_the_facts_that_are_asked_are_fields_of_the_documents() -> None:
    hints = get_type_hints(Emisor, include_extras=True)

    for dato in load_datos_entidad():
        assert hints[dato.clave].__metadata__ == (dato.etiqueta,)
        assert dato.ayuda.endswith(".")


def test_the_files_invent_no_address_account_or_delegation() -> None:
    asked = {dato.clave for dato in load_datos_entidad()}
    known = {"oficina_facilidades", "reglamento_cartera"}

    for perfil in load_entidades():
        assert set(perfil.datos) <= asked & known


def test_each_institution_rules_its_agreements() -> None:
    rules = {one.sigla: one.acuerdo for one in load_entidades()}

    animal = rules["IDPYBA"]
    assert (animal.cuotas_consecutivas, animal.automatico) == (2, True)
    assert not rules["SDSCJ"].competente
    assert rules["SDSCJ"].remite_a == "la Secretaría Distrital de Hacienda"
    assert rules["RNEC"] == LEY
    assert rules["SVSP"].incumplimiento == LEY.incumplimiento


def test_a_fifth_without_rules_of_agreements_has_the_law_s(tmp_path: Path) -> None:
    assert load_entidad("QTA", folder(tmp_path, QUINTA)).acuerdo == LEY


@pytest.mark.parametrize(
    "line", ["cuota = 2", 'competente = "no"', "meses_maximos = true"]
)
def test_a_rule_that_nobody_knows_is_told(tmp_path: Path, line: str) -> None:
    text = f"{QUINTA}\n[acuerdo]\n{line}\n"
    with pytest.raises(InvalidDataError, match=line.split(maxsplit=1)[0]):
        load_entidad("QTA", folder(tmp_path, text))
