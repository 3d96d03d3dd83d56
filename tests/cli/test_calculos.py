"""The calculators of the command line: keys, figures of RULES and refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State

PLAN = (
    "plan-pagos --capital 3000000 --intereses 300000 --cuotas 6 --firma 2026-02-15 "
    "--primera 2026-03-15"
)

TWO_PLANS = "--interrumpe facilidad=2023-01-10 --interrumpe facilidad=2022-01-10"
ET_566_1 = "--opcion notificacion.electronica=ET_566_1"


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def execute(line: str, hoy: str = "2026-09-30") -> int:
    return run(["--hoy", hoy, "--json", *line.split()], no_window)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Any:
    def result(line: str, hoy: str = "2026-09-30") -> Any:
        assert execute(line, hoy) == 0
        return json.loads(capsys.readouterr().out)

    return result


def test_t_4_2_termino_in_business_days(ask: Any) -> None:
    found = ask("termino --desde 2026-03-16 --dias 15")

    assert found["vence"] == "2026-04-09"
    assert len(found["contados"]) == 15
    assert {"fecha": "2026-03-21", "motivo": "sábado"} in found["saltados"]
    assert found["opciones"] == {"festivos.ley2578": "true", "workdays": "LUN_VIE"}


@pytest.mark.parametrize(
    ("line", "vence"),
    [
        ("--desde 2026-01-14 --dias 45 --calendario", "2026-02-28"),
        ("--desde 2026-01-31 --meses 1", "2026-03-02"),
        ("--desde 2026-03-16 --dias 1 --cierre 2026-03-17", "2026-03-18"),
        (
            "--desde 2026-03-16 --dias 1 --cierre 2026-03-17 --cierre 2026-03-18",
            "2026-03-19",
        ),
        ("--desde 2026-03-16 --dias 1 --suspende 2026-03-17..2026-03-19", "2026-03-20"),
        ("--desde 2026-07-10 --dias 1", "2026-07-14"),
        ("--desde 2026-07-10 --dias 1 --opcion festivos.ley2578=no", "2026-07-13"),
        ("--desde 2026-03-20 --dias 1 --opcion workdays=LUN_SAB", "2026-03-21"),
        ("--desde 2026-03-16 --dias 15 --electronica", "2026-04-09"),
        (f"--desde 2026-03-10 --dias 15 --electronica {ET_566_1}", "2026-04-10"),
    ],
)
def test_termino_options(ask: Any, line: str, vence: str) -> None:
    assert ask(f"termino {line}")["vence"] == vence


def test_t_3_2_prescripcion(ask: Any) -> None:
    found = ask("prescripcion --ejecutoria 2021-08-17", hoy="2026-08-10")

    assert found["fecha_legal"] == "2026-08-17"
    assert found["fecha_segura"] == "2026-08-14"
    assert found["dias_restantes"] == 4
    assert found["en_riesgo"] is True
    assert found["prescrita"] is False
    assert found["perdida_ejecutoriedad"] == {"vence": "2026-08-17", "perdida": False}


@pytest.mark.parametrize(
    ("hoy", "line", "riesgo"),
    [
        ("2025-09-15", "", "sin_riesgo"),
        ("2025-09-16", "", "riesgo"),
        ("2025-09-16", "--remitido-sdh 2025-09-01", "no_aplica"),
        ("2025-09-16", "--exigible 2024-02-15", "sin_riesgo"),
        ("2025-09-16", "--suspende 2024-03-01..2024-03-31", "sin_riesgo"),
    ],
)
def test_t_3_1_risk(ask: Any, hoy: str, line: str, riesgo: str) -> None:
    found = ask(f"prescripcion --ejecutoria 2024-01-15 {line}", hoy=hoy)

    assert found["riesgo"] == riesgo
    assert found["en_riesgo"] is (riesgo == "riesgo")


@pytest.mark.parametrize(
    ("line", "legal", "segura"),
    [
        ("--interrumpe mandamiento=2024-06-14", "2029-06-14", "2029-06-14"),
        ("--anios 3", "2024-03-10", "2024-03-08"),
        ("--anios 10", "2031-03-10", "2031-03-10"),
        (
            "--anios 10 --opcion prescripcion.anios_alarma=5",
            "2031-03-10",
            "2026-03-10",
        ),
        ("--entidad idpyba", "2026-03-10", "2024-03-08"),
        (
            "--interrumpe facilidad=2023-05-02 --incumplimiento 2024-02-15",
            "2029-02-15",
            "2028-05-02",
        ),
        ("--interrumpe concordato=2023-05-02..2025-05-02", "2030-05-02", "2030-05-02"),
        (
            f"{TWO_PLANS} --incumplimiento 2024-02-12",
            "2029-02-12",
            "2028-01-07",  # the 10th is Reyes, moved to Monday
        ),
    ],
)
def test_prescripcion_events(ask: Any, line: str, legal: str, segura: str) -> None:
    found = ask(f"prescripcion --ejecutoria 2021-03-10 {line}")

    assert (found["fecha_legal"], found["fecha_segura"]) == (legal, segura)


def test_t_3_3_tramos_of_a_prescripcion(ask: Any) -> None:
    found = ask(
        "prescripcion --ejecutoria 2021-03-10 --interrumpe mandamiento=2024-06-14"
    )

    assert (found["tramos"][1]["desde"], found["tramos"][1]["hasta"]) == (
        "2024-06-15",
        "2029-06-14",
    )
    assert found["tramos"][1]["efecto"] == "corre"


@pytest.mark.parametrize(
    ("line", "cuantia", "mora", "count"),
    [
        ("--capital 58363 --fecha 2026-03-01", "minima", "cobrable", 0),
        ("--capital 58364 --fecha 2026-03-01", "menor", "cobrable", 0),
        ("--capital 1750906 --fecha 2026-03-01", "mayor", "cobrable", 0),
        ("--capital 1518400 --fecha 2025-03-01", "mayor", "cobrable", 0),
        ("--capital 1518400 --sin-acuerdo si", "menor", "cobrable", 1),
        (
            "--capital 1518400 --sin-acuerdo SÍ --sin-bienes si",
            "menor",
            "dificil_cobro",
            3,
        ),
        ("--capital 1518400 --sin-bienes si", "menor", "dificil_cobro", 2),
        (
            "--capital 1518400 --sin-bienes si --bienes-insuficientes desconocido",
            "menor",
            "cobrable",
            1,
        ),
        (
            "--capital 1 --remitido-sdh si --no-localizado si --liquidacion no",
            "minima",
            "dificil_cobro",
            2,
        ),
    ],
)
def test_clasificar(ask: Any, line: str, cuantia: str, mora: str, count: int) -> None:
    found = ask(f"clasificar {line}")

    assert (found["cuantia"], found["mora"], found["cumplidos"]) == (
        cuantia,
        mora,
        count,
    )
    assert len(found["criterios"]) == 6


def test_t_5_1_plan_pagos(ask: Any) -> None:
    found = ask(f"{PLAN} --metodo A --regimen ley68")

    assert found["total"] == 3_403_068
    assert found["cuotas"][0] == {
        "numero": 1,
        "vence": "2026-03-16",
        "nominal": "2026-03-15",
        "capital": 500_000,
        "interes_causado": 50_000,
        "costas": 0,
        "interes_plazo": 27_616,
        "total": 577_616,
        "saldo_capital": 2_500_000,
        "proyectado": False,
    }


def test_t_5_2_plan_pagos_by_equal_instalments(ask: Any) -> None:
    found = ask(f"{PLAN} --metodo b --regimen ley68")

    assert found["cuota_fija"] == "517645.10"
    assert found["cuotas"][0]["total"] == 567_645


def test_a_plan_at_the_tax_rate_marks_what_is_projected(ask: Any) -> None:
    late = PLAN.replace("2026-02-15", "2026-08-15").replace("2026-03-15", "2026-09-15")

    found = ask(f"{late} --regimen et635")
    fixed = ask(f"{late} --regimen et635 --opcion plazo.rate=FIXED_AT_GRANT")
    equal = ask(f"{late} --regimen et635 --metodo B")

    assert [c["proyectado"] for c in found["cuotas"]] == [False] + [True] * 5
    assert not any(c["proyectado"] for c in fixed["cuotas"])
    assert all(c["proyectado"] for c in equal["cuotas"])
    assert found["opciones"]["et635.rate"] == "PER_DAY"


def test_the_twelve_per_cent_needs_no_certified_rate(ask: Any) -> None:
    old = PLAN.replace("2026-0", "2001-0")

    found = ask(f"{old} --regimen ley68 --opcion plazo.rate=FIXED_AT_GRANT")

    assert found["cuotas"][0]["interes_plazo"] == 27_616


def test_equal_instalments_at_the_commercial_rate(ask: Any) -> None:
    found = ask(f"{PLAN} --regimen cco884 --metodo B")

    # February 2026: EA 25.23 %, monthly (1.2523)^(1/12) - 1 = 1.892534 %
    assert found["cuotas"][0]["interes_plazo"] == 56_776


def test_t_13_1_limite_embargo(ask: Any) -> None:
    line = "limite-embargo --deuda 1000000 --intereses 200000 --costas 50000"

    assert ask(line)["limite"] == 2_400_000
    assert ask(f"{line} --opcion embargo.limite=ET_B")["limite"] == 2_200_000
    assert ask(f"{line} --opcion embargo.limite=CGP")["limite"] == 1_875_000


@pytest.mark.parametrize(
    ("line", "limite"),
    [
        ("--anio 2026", 43_772_625),
        ("--fecha 2026-02-01", 43_772_625),
        ("--anio 2026 --opcion inembargable.regla=510_UVT", 26_710_740),
        ("--persona juridica", None),
        ("--cuenta corriente", None),
    ],
)
def test_inembargable(ask: Any, line: str, limite: int | None) -> None:
    assert ask(f"inembargable {line}")["limite"] == limite


def test_t_13_2_the_wage_that_may_be_taken(ask: Any) -> None:
    found = ask("inembargable --anio 2026 --salario 4000000")

    assert found["salario_embargable"] == 449_819


@pytest.mark.parametrize(
    ("line", "inciso"),
    [
        ("--principal 8300000 --exigible 2021-07-01 --fecha 2026-01-02", 2),
        ("--principal 8330000 --exigible 2021-07-01 --fecha 2026-01-02", None),
        ("--capital 2000000 --exigible 2026-01-01", None),
        ("--capital 2000000 --exigible 2026-01-01 --opcion remision.tiers_3_4=si", 3),
        ("--capital 9000000 --exigible 2026-01-01 --fallecido", 1),
    ],
)
def test_t_9_1_remisible(ask: Any, line: str, inciso: int | None) -> None:
    found = ask(f"remisible {line}")

    assert found["inciso"] == inciso
    assert found["remisible"] is (inciso is not None)
    assert found["traza"][0]["parametros"][0]["nombre"] == "UVT 2026"


def test_t_9_2_cost_against_benefit(ask: Any) -> None:
    found = ask(
        "remisible --principal 180000 --exigible 2026-01-01 --probabilidad 0.10 "
        "--costo 60000 --costo 35000"
    )

    assert found["costo_beneficio"] == {
        "recaudo_esperado": 18_000,
        "costo": 95_000,
        "candidata": True,
    }


def test_t_6_1_multa(ask: Any) -> None:
    found = ask("multa --tipo 1 --fecha 2026-03-20 --titulo 233452")

    assert found["valor"] == 233_454
    assert found["pronto_pago"] == {"valor": 116_727, "hasta": "2026-03-30"}
    assert found["advertencias"] == []
    assert ask("multa --tipo 4 --fecha 2025-11-10 --titulo 1")["advertencias"]


@pytest.mark.parametrize(
    ("line", "nit", "dv", "right"),
    [
        ("800191045", "800191045", 1, True),
        ("8001910451", "8001910451", 4, True),
        ("800.191.045-1", "800191045", 1, True),
        ("800191045-9", "800191045", 1, False),
    ],
)
def test_t_11_1_nit(ask: Any, line: str, nit: str, dv: int, *, right: bool) -> None:
    found = ask(f"nit {line}")

    assert (found["nit"], found["dv"], found["correcto"]) == (nit, dv, right)


@pytest.mark.parametrize(
    ("line", "letras"),
    [
        ("0", "cero pesos"),
        ("1", "un peso"),
        ("21000000", "veintiún millones de pesos"),
        ("1000000000000000", "mil billones de pesos"),
        ("1.50", "un peso con cincuenta centavos"),
    ],
)
def test_letras(ask: Any, line: str, letras: str) -> None:
    assert ask(f"letras {line}")["letras"] == letras


@pytest.mark.parametrize(
    ("line", "codigo", "word"),
    [
        ("termino --desde 2026-01-01 --dias -1", "invalid_data", "cero días"),
        ("termino --desde 2100-12-31 --dias 5", "missing_parameter", "2101"),
        (
            "termino --desde 2026-01-01 --dias 1 --suspende 2026-02-02..2026-02-01",
            "invalid_data",
            "antes de empezar",
        ),
        ("termino --desde 2026-01-01 --dias 1 --entidad XX", "not_found", "XX"),
        ("prescripcion --ejecutoria 2026-01-01 --anios 0", "invalid_data", "años"),
        (
            "prescripcion --ejecutoria 2026-01-01 --incumplimiento 2026-05-01",
            "invalid_data",
            "facilidad",
        ),
        (
            "prescripcion --ejecutoria 2026-01-01 --interrumpe mandamiento=2025-01-01",
            "invalid_data",
            "antes de la ejecutoria",
        ),
        ("clasificar --capital -5", "invalid_data", "negativo"),
        ("clasificar --capital 5 --fecha 1990-01-01", "missing_parameter", "1990"),
        (
            f"{PLAN} --regimen ley68".replace("--cuotas 6", "--cuotas 0"),
            "invalid_data",
            "cuotas",
        ),
        (f"{PLAN} --regimen nada", "invalid_data", "nada"),
        (f"{PLAN} --regimen ley80 --metodo B", "invalid_data", "método A"),
        ("limite-embargo --deuda 0", "invalid_data", "mayor que cero"),
        ("inembargable --anio 2026 --salario -1", "invalid_data", "salario"),
        (
            "remisible --principal 5 --total 4 --exigible 2026-01-01",
            "invalid_data",
            "total",
        ),
        ("inembargable --anio 0", "missing_parameter", "de 0"),
        ("multa --tipo 5 --fecha 2026-01-01", "invalid_data", "tipo 5"),
        ("multa --tipo 1 --fecha 2026-01-01 --titulo -1", "invalid_data", "negativo"),
        ("nit abc", "invalid_data", "no es un NIT"),
        ("letras -- -5", "invalid_data", "en letras"),
    ],
)
def test_a_known_problem_is_told_in_spanish(
    capsys: pytest.CaptureFixture[str], line: str, codigo: str, word: str
) -> None:
    assert execute(line) == 3

    captured = capsys.readouterr()
    error = json.loads(captured.err)["error"]
    assert captured.out == ""
    assert error["codigo"] == codigo
    assert word in error["mensaje"]


@pytest.mark.parametrize(
    "line",
    [
        "termino --desde 2026-01-01",
        "termino --desde 2026-01-01 --dias 1 --meses 1",
        "termino --desde 2026-01-01 --meses 1 --calendario",
        "termino --desde 2026-01-01 --meses 1 --electronica",
        "termino --desde ayer --dias 1",
        "prescripcion --ejecutoria 2021-03-10 --interrumpe carta=2022-01-01",
        "prescripcion --ejecutoria 2021-03-10 --interrumpe mandamiento",
        "clasificar --capital 5 --sin-bienes quiza",
        f"{PLAN} --regimen ley68 --metodo C",
        "remisible --principal 5 --exigible 2026-01-01 --probabilidad mucha",
        "remisible --principal 5 --exigible 2026-01-01 --costo 5",
        "termino --desde 20260101 --dias 1",
        "termino --desde 2026-01-01 --dias 1 --suspende 2026-01-02..",
        "prescripcion --ejecutoria 2021-03-10 --suspende ..2022-01-02",
        "termino --desde 2026-W01-1 --dias 1",
        "letras mucho",
        "letras １２３",
        "multa --tipo uno --fecha 2026-01-01",
    ],
)
def test_a_wrong_word_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert execute(line) == 2
    assert "--ayuda" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["termino", "--desde=2026-01-01", "--dias=x"], "--dias: escriba un número"),
        (["multa", "--tipo=1.5", "--fecha=2026-01-01"], "--tipo: escriba un número"),
        (["inembargable", "--persona=xx"], "«xx» no es una de las opciones: «natural»"),
        (["agendas"], "No existe el comando «agendas». ¿Quiso decir «agenda»?"),
        (["paquete", "ve"], "No existe el comando «ve». ¿Quiso decir «ver»?"),
        (["paquete", "nada"], "No existe el comando «nada».\nCon --ayuda"),
        (["paquete"], "Uso: cobro-desktop paquete [OPCIONES] COMANDO"),
        (["pagos"], "--ayuda, --help  Muestra esta ayuda."),
        (["letras", "--jsn"], "No existe la opción --jsn."),
        (["remisible"], "Falta --principal o --capital."),
        (["letras", "1", "2"], "Sobra: 2."),
        (["clasificar", "--capital=1", "--entidad="], "escriba la sigla"),
    ],
)
def test_a_usage_error_is_told_in_spanish(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run(arguments, no_window) == 2
    assert words in capsys.readouterr().err


def test_a_cause_of_interruption_may_bear_its_accent(ask: Any) -> None:
    found = ask(
        "prescripcion --ejecutoria 2021-03-10 --interrumpe Liquidación=2023-05-02"
    )

    assert found["fecha_legal"] == "2028-05-02"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("termino --desde 2026-03-16 --dias 5", "Vence el 24 de marzo de 2026."),
        ("prescripcion --ejecutoria 2021-03-10", "Prescribió el 10 de marzo de 2026."),
        ("prescripcion --ejecutoria 2024-03-10", "Prescribe el 10 de marzo de 2029."),
        ("clasificar --capital 1 --sin-bienes si --sin-acuerdo si", "De difícil cobro"),
        (f"{PLAN} --regimen ley68", "Total: $ 3.403.068"),
        ("limite-embargo --deuda 1000000", "$ 2.000.000"),
        ("inembargable --persona juridica", "no tiene suma inembargable"),
        (
            "remisible --principal 1 --exigible 2026-01-01 --probabilidad 1 --costo 0",
            "seguir cobrando conviene",
        ),
        ("multa --tipo 1 --fecha 2026-03-20 --titulo 1", "Atención:"),
        ("nit 800191045-9", "800191045-1"),
        ("letras 31", "treinta y un pesos"),
    ],
)
def test_a_person_reads_sentences(
    capsys: pytest.CaptureFixture[str], line: str, words: str
) -> None:
    assert run(["--hoy", "2026-09-30", *line.split()], no_window) == 0
    assert words in capsys.readouterr().out
