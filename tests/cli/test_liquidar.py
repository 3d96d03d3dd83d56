from __future__ import annotations

import json
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State

POLICE_FINE = (
    "--regimen=et635",
    "--capital=1518400",
    "--exigible=2025-12-10",
    "--corte=2026-02-15",
)
TWELVE = (
    "--regimen=ley68",
    "--capital=1000000",
    "--exigible=2025-01-15",
    "--corte=2025-07-15",
)


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def liquidar(*arguments: str, hoy: str = "2026-09-30") -> int:
    return run(["--hoy", hoy, "--json", "liquidar", *arguments], no_window)


@pytest.fixture
def result(capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(*arguments: str) -> dict[str, Any]:
        assert liquidar(*arguments) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return ask


def test_t_1b_1_has_the_keys_of_the_contract(result: Any) -> None:
    found = result(*POLICE_FINE)

    assert found["dias"] == 67
    assert found["interes"] == 63_441
    assert found["total"] == 1_581_841
    assert found["saldo_capital"] == 1_518_400
    assert found["saldo_interes"] == 63_441
    assert found["por_dia_adicional"] == "966.37"
    assert found["abonos"] == []
    assert found["opciones"] == {
        "et635.divisor": "YEAR_ACTUAL",
        "et635.rate": "PER_DAY",
        "imputacion": "ET_804",
    }
    assert len(found["huella"]) == 12
    assert found["tramos"][0] == {
        "desde": "2025-12-11",
        "hasta": "2025-12-31",
        "dias": 21,
        "base": 1_518_400,
        "tasa": "23.02",
        "divisor": 365,
        "fuente": found["tramos"][0]["fuente"],
        "regla": "K × (usura − 2 puntos) × n ÷ 365",
        "verificado": "visto",
        "interes": "20110.2720",
    }
    assert found["tramos"][0]["fuente"].startswith("Superfinanciera, Res. ")


def test_t_2_3_with_payments_and_costs(result: Any) -> None:
    found = result(*TWELVE, "--abono=2025-07-15=500000")

    assert found["abonos"] == [
        {
            "fecha": "2025-07-15",
            "valor": 500_000,
            "capital": 471_918,
            "interes": 28_082,
            "costas": 0,
            "saldo_a_favor": 0,
        }
    ]
    assert (found["saldo_capital"], found["saldo_interes"]) == (528_082, 31_425)


def test_two_payments_interest_first_and_costs(result: Any) -> None:
    found = result(
        *TWELVE,
        "--abono=2025-07-15=59507",
        "--abono=2025-01-15=50000",
        "--imputacion=cc1653",
        "--costas=50000",
    )

    assert [a["costas"] for a in found["abonos"]] == [50_000, 0]
    assert found["saldo_interes"] == 0
    assert found["saldo_costas"] == 0
    assert found["total"] == found["saldo_capital"] == 1_000_000


def test_switches_and_an_entity(result: Any) -> None:
    found = result(*TWELVE, "--opcion=ley68.base=30/360", "--entidad=SVSP")

    assert (found["dias"], found["interes"]) == (180, 60_000)
    assert found["opciones"]["ley68.base"] == "30/360"


def test_cents_come_as_text(result: Any) -> None:
    found = result(*TWELVE[:1], "--capital=1000.50", *TWELVE[2:])

    assert found["saldo_capital"] == "1000.50"
    assert found["tramos"][0]["base"] == "1000.50"


def test_the_firm_date_of_a_police_fine_gives_a_month(result: Any) -> None:
    firm = ("--regimen=et635", "--capital=1518400", "--firmeza=2025-11-10")

    ordinary = result(*firm, "--corte=2026-02-15")
    retroactive = result(
        *firm, "--corte=2026-02-15", "--opcion=art182.retroactive=true"
    )

    assert (ordinary["exigible"], ordinary["interes"]) == ("2025-12-10", 63_441)
    assert retroactive["interes"] == 92_145
    assert retroactive["opciones"]["art182.retroactive"] == "true"


def test_a_disciplinary_fine_gives_thirty_days_from_the_firm_date(result: Any) -> None:
    """Working days from Friday 2025-11-14, without 17 November, 8 and 25 December.

    Nine in November, five to 5 December, four to the 12th, five to the 19th, four to
    the 26th, and three more.
    """
    fine = ("--regimen=disciplinario", "--capital=1000000", "--corte=2026-01-31")

    business = result(*fine, "--firmeza=2025-11-14")
    calendar = result(
        *fine, "--firmeza=2025-11-14", "--opcion=disciplinario.unit=calendario"
    )

    assert business["exigible"] == "2025-12-31"
    assert business["opciones"]["disciplinario.unit"] == "habiles"
    assert calendar["exigible"] == "2025-12-14"


def test_the_trace_comes_with_the_figures(result: Any) -> None:
    trace = result(*TWELVE)["traza"]

    assert {"regla", "norma", "detalle", "parametros"} == set(trace[0])
    assert trace[0]["norma"] == "Ley 68 de 1923, art. 9"


def test_suspended_days_earn_nothing_and_are_told(
    result: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    pauses = ("--suspende=2025-03-01..2025-03-31", "--suspende=2025-02-10")
    found = result(*TWELVE, *pauses)

    # 181 days less 31 and 1: 1.000.000 × 12 % × 149 ÷ 365 = 48.986,30.
    assert (found["dias"], found["interes"]) == (149, 48_986)
    assert found["suspensiones"] == [
        {"desde": "2025-03-01", "hasta": "2025-03-31"},
        {"desde": "2025-02-10", "hasta": "2025-02-10"},
    ]
    assert found["huella"] != result(*TWELVE)["huella"]
    assert run(["liquidar", *TWELVE, *pauses], no_window) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "No causó intereses: del 1 mar 2025 al 31 mar 2025" in told


def test_a_projection_is_marked(result: Any) -> None:
    found = result(*POLICE_FINE[:3], "--corte=2026-11-15", "--proyectar")

    assert found["tramos"][-1]["verificado"] == "proyectado"
    assert "no sirve para un título" in found["advertencias"][0]


@pytest.mark.parametrize(
    ("arguments", "codigo", "words"),
    [
        (
            (*POLICE_FINE[:3], "--corte=2026-11-15"),
            "missing_parameter",
            "octubre de 2026",
        ),
        ((*TWELVE, "--abono=2025-07-16=1"), "invalid_data", "posterior"),
        ((*TWELVE, "--capital=-1"), "invalid_data", "negativo"),
        (
            (*TWELVE, "--suspende=2025-03-31..2025-03-01"),
            "invalid_data",
            "termina antes de empezar",
        ),
        (
            (
                *TWELVE,
                "--suspende=2025-03-01..2025-03-31",
                "--suspende=2025-03-31..2025-04-02",
            ),
            "invalid_data",
            "se cruza",
        ),
        ((*TWELVE, "--capital=1000000000000001"), "invalid_data", "mil billones"),
        ((*TWELVE, "--opcion=x.y=1"), "invalid_data", "x.y"),
        ((*TWELVE, "--imputacion=otra"), "invalid_data", "CC_1653"),
        ((*TWELVE, "--entidad=OTRA"), "not_found", "IDPYBA"),
        (("--regimen=otro", *TWELVE[1:]), "invalid_data", "ley68"),
        (
            (*TWELVE[:2], "--firmeza=2025-01-15", "--corte=2025-07-15"),
            "invalid_data",
            "--exigible",
        ),
    ],
)
def test_known_problems_leave_with_3(
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    codigo: str,
    words: str,
) -> None:
    assert liquidar(*arguments) == 3

    output = capsys.readouterr()
    problem = json.loads(output.err)["error"]
    assert output.out == ""
    assert problem["codigo"] == codigo
    assert words in problem["mensaje"]


def test_a_payment_after_today_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert liquidar(*TWELVE, "--abono=2025-07-15=1", hoy="2025-07-14") == 3
    assert "posterior a hoy" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        TWELVE[:2],
        (*TWELVE, "--firmeza=2025-01-01"),
        (*TWELVE, "--abono=2025-07-15"),
        (*TWELVE, "--capital=mil"),
        (*TWELVE, "--opcion=sola"),
        (*TWELVE, "--suspende=marzo"),
    ],
)
def test_wrong_usage_leaves_with_2_in_spanish(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert liquidar(*arguments) == 2
    assert "Invalid" not in capsys.readouterr().err


def test_a_person_reads_a_table_and_the_readings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = (*TWELVE, "--abono=2025-03-01=2000000")

    assert run(["--hoy", "2026-09-30", "liquidar", *arguments], no_window) == 0

    page = capsys.readouterr().out
    assert "Interés del 12 % anual simple" in page
    assert "16 ene 2025 – 1 mar 2025" in page
    assert "Saldo a favor del deudor: $ 985.205" in page
    assert "Días calendario sobre 365" in page
    assert "Huella: " in page
