from __future__ import annotations

from pathlib import Path

import pytest

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services.opciones import load_opciones

DECIDED = {
    "ley68.base": "ACT/365",
    "ley68.incluye_inicio": "false",
    "et635.rate": "PER_DAY",
    "et635.divisor": "YEAR_ACTUAL",
    "art182.retroactive": "false",
    "art182.base_event": "firmeza",
    "ley80.segment": "CALENDAR_YEAR",
    "cco884.conv": "EA_DAILY",
    "disciplinario.unit": "habiles",
    "imputacion": "ET_804",
    "plazo.rate": "VARIABLE",
    "persuasivo.unit": "habiles",
    "prescripcion.anios_alarma": "5",
    "remision.tiers_3_4": "false",
    "bdme.por_obligacion": "false",
    "bdme.base": "TOTAL",
    "embargo.limite": "ET_A",
    "embargo.flow": "DEPOSIT_NEXT_BUSINESS_DAY",
    "inembargable.regla": "25_SMLMV",
    "notificacion.electronica": "CPACA_56",
    "festivos.ley2578": "true",
    "workdays": "LUN_VIE",
}


def test_every_decided_switch_has_the_default_of_rules() -> None:
    opciones = load_opciones()

    assert opciones.en_vigor(DECIDED) == DECIDED


def test_every_switch_says_its_norm_and_labels_its_readings() -> None:
    for opcion in load_opciones().catalogo.values():
        assert opcion.etiqueta
        assert opcion.norma
        assert len({v.valor for v in opcion.valores}) == len(opcion.valores) > 1
        assert all(opcion.etiqueta_de(v.valor) for v in opcion.valores)


def test_only_idpyba_changes_the_alarm_to_three_years() -> None:
    assert load_opciones("IDPYBA").entero("prescripcion.anios_alarma") == 3
    for sigla in ("SDSCJ", "svsp", "RNEC"):
        assert load_opciones(sigla).entero("prescripcion.anios_alarma") == 5


def test_what_is_asked_this_time_wins_over_the_entity() -> None:
    opciones = load_opciones("IDPYBA", {"prescripcion.anios_alarma": "5"})

    assert opciones["prescripcion.anios_alarma"] == "5"


@pytest.mark.parametrize(
    ("clave", "texto", "valor"),
    [
        ("ley68.base", "act_360", "ACT/360"),
        ("ley68.base", "ACT/366-IN-LEAP", "ACT/366-in-leap"),
        ("ley68.base", "30/360", "30/360"),
        ("imputacion", "cc1653", "CC_1653"),
        ("ley68.incluye_inicio", "Sí", "true"),
        ("festivos.ley2578", "no", "false"),
        ("persuasivo.unit", "calendar", "calendario"),
        ("prescripcion.anios_alarma", "3", "3"),
    ],
)
def test_spelling_is_forgiven(clave: str, texto: str, valor: str) -> None:
    assert load_opciones(cambios={clave: texto})[clave] == valor


def test_an_unknown_reading_lists_the_known_ones() -> None:
    with pytest.raises(InvalidDataError, match="ET_804, CC_1653"):
        load_opciones(cambios={"imputacion": "lo que sea"})


def test_an_unknown_switch_is_told() -> None:
    with pytest.raises(InvalidDataError, match=r"ley68\.bsae"):
        load_opciones(cambios={"ley68.bsae": "ACT/360"})


def test_an_unknown_entity_lists_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="IDPYBA, RNEC, SDSCJ, SVSP"):
        load_opciones("../secreto")


def test_a_damaged_or_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"opciones\.toml"):
        load_opciones(folder=tmp_path)
    (tmp_path / "referencia").mkdir()
    (tmp_path / "referencia" / "opciones.toml").write_text("[[opcion", "utf-8")
    with pytest.raises(InvalidDataError, match="mal escrito"):
        load_opciones(folder=tmp_path)
