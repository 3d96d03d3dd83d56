from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.cuenta import Abono, Cuenta, Suspension
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import InvalidDataError, MissingParameterError
from cobro_desktop.domain.imputacion import Conceptos, Imputacion, imputar
from cobro_desktop.domain.intereses.regimen import Regimen, leer_regimen
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_desktop.domain.opciones import Opciones
from cobro_desktop.domain.referencia import Referencia
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_referencia
from tests.domain.intereses import oraculo

REFERENCIA = load_referencia()
OPCIONES = load_opciones()
USURA = oraculo.tasas_por_dia()
TASAS = oraculo.tasas_de_cada_dia()
MILLON = desde_pesos(1_000_000)


def cuenta(**cambios: Any) -> Cuenta:
    base: dict[str, Any] = {
        "capital": MILLON,
        "regimen": Regimen.LEY68,
        "exigible": date(2025, 1, 15),
        "corte": date(2025, 7, 15),
    }
    return Cuenta(**(base | cambios))


def con(**cambios: str) -> Opciones:
    return OPCIONES.con({k.replace("__", "."): v for k, v in cambios.items()})


def run(opciones: Opciones = OPCIONES, **cambios: Any) -> Liquidacion:
    return liquidar(cuenta(**cambios), opciones, REFERENCIA)


def pesos(conceptos: Conceptos) -> tuple[int, int, int]:
    return (
        conceptos.capital // 100,
        conceptos.intereses // 100,
        conceptos.costas // 100,
    )


@pytest.mark.parametrize(
    ("base", "dias", "interes"),
    [("ACT/365", 181, 59_507), ("ACT/360", 181, 60_333), ("30/360", 180, 60_000)],
)
def test_t_1a_1_twelve_percent(base: str, dias: int, interes: int) -> None:
    found = run(con(ley68__base=base))

    assert (found.dias, found.interes) == (dias, desde_pesos(interes))
    assert found.total == MILLON + desde_pesos(interes)


def test_t_1a_2_each_day_after_the_cut_adds_468_pesos() -> None:
    found = run(
        capital=desde_pesos(1_423_500),
        exigible=date(2025, 2, 28),
        corte=date(2025, 8, 31),
    )

    assert found.interes == desde_pesos(86_112)
    assert found.por_dia_adicional == desde_pesos(468)


def test_t_1a_3_a_cut_on_or_before_the_due_date_gives_no_interest() -> None:
    assert run(corte=date(2025, 1, 15)).interes == 0
    early = run(corte=date(2025, 1, 14))
    assert (early.dias, early.interes, early.total) == (0, 0, MILLON)
    assert early.por_dia_adicional == 0
    assert "anterior a la exigibilidad" in early.advertencias[0]


def test_t_1b_1_police_fine() -> None:
    found = run(
        capital=desde_pesos(1_518_400),
        regimen=Regimen.ET635,
        exigible=date(2025, 12, 10),
        corte=date(2026, 2, 15),
    )

    assert (found.dias, found.interes) == (67, desde_pesos(63_441))
    assert found.por_dia_adicional == 96_637
    assert found.advertencias == ()


def test_t_1b_1_at_payment_reading() -> None:
    found = run(
        con(et635__rate="AT_PAYMENT"),
        capital=desde_pesos(1_518_400),
        regimen=Regimen.ET635,
        exigible=date(2025, 12, 10),
        corte=date(2026, 2, 15),
    )

    assert found.interes == desde_pesos(64_747)
    assert found.opciones["et635.rate"] == "AT_PAYMENT"


def test_at_payment_each_event_has_its_own_rate() -> None:
    """31 days of January at 22.36 % to the payment, 28 of February at 23.23 %."""
    found = run(
        con(et635__rate="AT_PAYMENT", imputacion="cc1653"),
        regimen=Regimen.ET635,
        exigible=date(2025, 12, 31),
        corte=date(2026, 2, 28),
        abonos=(Abono(date(2026, 1, 31), desde_pesos(518_991)),),
    )

    assert [p.tasa for p in found.periodos] == [Fraction("22.36"), Fraction("23.23")]
    assert pesos(found.abonos[0].pagado) == (500_000, 18_991, 0)
    assert found.interes == desde_pesos(18_991 + 8_910)


def test_at_payment_a_suspension_does_not_change_whose_rate_it_is() -> None:
    """1,000,000 × (45.27 − 2) % × (51 + 5)/365: the rate of the cut, before and after.

    Up to 11 January and from 2 to 6 February 2023.
    """
    pausa = Suspension(date(2023, 1, 12), date(2023, 2, 1), "acto")

    found = run(
        con(et635__rate="AT_PAYMENT"),
        regimen=Regimen.ET635,
        exigible=date(2022, 11, 21),
        corte=date(2023, 2, 6),
        suspensiones=(pausa,),
    )

    assert {periodo.tasa for periodo in found.periodos} == {Fraction("43.27")}
    assert found.interes == desde_pesos(66_387)


def test_t_1c_1_updated_value() -> None:
    found = run(
        capital=desde_pesos(10_000_000),
        regimen=Regimen.LEY80,
        exigible=date(2023, 12, 31),
        corte=date(2025, 6, 30),
    )

    assert found.total == desde_pesos(13_188_212)
    assert found.valorizacion == desde_pesos(1_209_793)
    assert pesos(found.saldo) == (11_209_793, 1_978_419, 0)


@pytest.mark.parametrize(
    ("conv", "interes"), [("EA_DAILY", 93_442), ("NOM_MONTHLY", 91_668)]
)
def test_t_1d_1_commercial(conv: str, interes: int) -> None:
    found = run(
        con(cco884__conv=conv),
        capital=desde_pesos(5_000_000),
        regimen=Regimen.CCO884,
        exigible=date(2025, 12, 31),
        corte=date(2026, 1, 31),
    )

    assert found.interes == desde_pesos(interes)


@pytest.mark.parametrize(("rate", "interes"), [("USURA", 93_442), ("IBC", 64_316)])
def test_disciplinary_fines_follow_their_switch(rate: str, interes: int) -> None:
    found = run(
        con(disciplinario__rate=rate),
        capital=desde_pesos(5_000_000),
        regimen=Regimen.DISCIPLINARIO,
        exigible=date(2025, 12, 31),
        corte=date(2026, 1, 31),
    )

    assert found.interes == desde_pesos(interes)
    assert found.opciones["disciplinario.rate"] == rate


@pytest.mark.parametrize(
    ("regla", "pagado", "saldo"),
    [
        ("et804", (471_918, 28_082, 0), (528_082, 31_425, 0)),
        ("cc1653", (440_493, 59_507, 0), (559_507, 0, 0)),
    ],
)
def test_t_2_3_running_account(
    regla: str, pagado: tuple[int, int, int], saldo: tuple[int, int, int]
) -> None:
    abono = Abono(date(2025, 7, 15), desde_pesos(500_000))

    found = run(con(imputacion=regla), abonos=(abono,))

    assert pesos(found.abonos[0].pagado) == pagado
    assert pesos(found.saldo) == saldo
    assert found.interes == desde_pesos(59_507)


def test_after_a_payment_only_the_rest_of_the_capital_earns() -> None:
    """528,082 × 12 % × 31 ÷ 365 = 5,382.09 more."""
    found = run(
        corte=date(2025, 8, 15),
        abonos=(Abono(date(2025, 7, 15), desde_pesos(500_000)),),
    )

    assert pesos(found.saldo) == (528_082, 31_425 + 5_382, 0)
    assert [p.base for p in found.periodos] == [MILLON, desde_pesos(528_082)]


def test_payments_are_taken_by_date_whatever_their_order() -> None:
    first = Abono(date(2025, 3, 1), desde_pesos(200_000))
    second = Abono(date(2025, 5, 1), desde_pesos(300_000))

    assert run(abonos=(second, first)).saldo == run(abonos=(first, second)).saldo


def test_costs_share_in_the_payment_and_earn_nothing() -> None:
    found = run(
        corte=date(2025, 1, 15),
        capital=MILLON,
        costas=desde_pesos(250_000),
        abonos=(Abono(date(2025, 1, 15), desde_pesos(500_000)),),
    )

    assert pesos(found.abonos[0].pagado) == (400_000, 0, 100_000)
    assert pesos(found.saldo) == (600_000, 0, 150_000)


def test_a_payment_larger_than_the_debt_leaves_a_balance_in_favour() -> None:
    found = run(abonos=(Abono(date(2025, 7, 1), desde_pesos(2_000_000)),))

    assert found.total == 0
    assert found.saldo_a_favor == desde_pesos(2_000_000 - 1_000_000 - 54_904)
    assert found.por_dia_adicional == 0
    assert "saldo a favor" in found.advertencias[-1]


def test_a_debt_paid_in_full_needs_no_later_rate() -> None:
    found = run(
        regimen=Regimen.ET635,
        exigible=date(2026, 9, 1),
        corte=date(2027, 1, 31),
        abonos=(Abono(date(2026, 9, 30), desde_pesos(1_021_643)),),
    )

    assert found.total == 0


def test_a_payment_before_the_due_date_lowers_the_capital() -> None:
    found = run(abonos=(Abono(date(2025, 1, 1), desde_pesos(400_000)),))

    assert found.interes == desde_pesos(35_704)
    assert "antes de la fecha" in found.advertencias[0]


def test_old_undated_payments_lower_the_capital_from_the_start() -> None:
    found = run(abono_historico=desde_pesos(400_000))

    assert found.interes == desde_pesos(35_704)
    assert "sin fecha" in found.advertencias[0]


def test_including_the_start_day_counts_it_once() -> None:
    including = con(ley68__incluye_inicio="si")
    abono = Abono(date(2025, 1, 15), desde_pesos(1_000))

    assert run(including).dias == 182
    assert run(including, corte=date(2025, 1, 15)).interes == desde_pesos(329)
    assert run(including, abonos=(abono,)).dias == 182
    assert run(including, corte=date(2025, 1, 14)).dias == 0


def test_suspended_days_earn_nothing() -> None:
    pausas = (
        Suspension(date(2025, 3, 1), date(2025, 3, 31), "acto"),
        Suspension(date(2025, 2, 1), date(2025, 2, 10), "acto"),
    )

    found = run(suspensiones=pausas)

    assert found.dias == 181 - 31 - 10
    assert [(p.desde, p.hasta) for p in found.periodos] == [
        (date(2025, 1, 16), date(2025, 1, 31)),
        (date(2025, 2, 11), date(2025, 2, 28)),
        (date(2025, 4, 1), date(2025, 7, 15)),
    ]
    assert found.interes == desde_pesos(46_027)
    assert [p.detalle for p in found.trace if p.regla == "suspension"] == [
        "Del 1 mar 2025 al 31 mar 2025 no se causó interés (31 días): acto.",
        "Del 1 feb 2025 al 10 feb 2025 no se causó interés (10 días): acto.",
    ]


@pytest.mark.parametrize(
    ("desde", "hasta", "dias"),
    [
        pytest.param(date(2024, 1, 1), date(2025, 1, 15), 181, id="ends at the start"),
        pytest.param(date(2024, 1, 1), date(2025, 1, 16), 180, id="takes the first"),
        pytest.param(date(2025, 7, 15), date(2026, 1, 1), 180, id="takes the last"),
        pytest.param(date(2025, 7, 16), date(2026, 1, 1), 181, id="after the cut"),
        pytest.param(date(2024, 1, 1), date(2026, 1, 1), 0, id="takes all"),
    ],
)
def test_borders_of_a_suspension(desde: date, hasta: date, dias: int) -> None:
    abono = Abono(date(2025, 3, 1), desde_pesos(100))
    pausa = Suspension(desde, hasta, "acto")

    assert run(suspensiones=(pausa,)).dias == dias
    assert run(suspensiones=(pausa,), abonos=(abono,)).dias == dias


def test_29_february_is_a_day_like_the_others() -> None:
    found = run(exigible=date(2024, 2, 29), corte=date(2024, 3, 1))

    assert (found.dias, found.interes) == (1, desde_pesos(329))


def test_the_largest_amount_is_exact() -> None:
    found = run(capital=desde_pesos(10**15), corte=date(2025, 1, 16))

    assert found.interes == desde_pesos(328_767_123_288)


@pytest.mark.parametrize(
    ("cambios", "problema"),
    [
        ({"capital": -1}, "no puede ser negativo"),
        ({"capital": desde_pesos(10**15) + 1}, "mil billones"),
        ({"costas": -100}, "no puede ser negativo"),
        ({"exigible": date.max}, "exigibilidad"),
        ({"corte": date.max}, "corte"),
        ({"exigible": date.min}, "exigibilidad"),
        ({"abonos": (Abono(date(205, 7, 15), 5),)}, "del abono"),
        ({"suspensiones": (Suspension(date.min, date.max, ""),)}, "suspensión"),
        ({"abono_historico": MILLON + 1}, "mayor que el capital"),
        ({"abonos": (Abono(date(2025, 7, 16), 100),)}, "posterior a la fecha de corte"),
        ({"abonos": (Abono(date(2025, 7, 15), 0),)}, "vale cero"),
        ({"abonos": (Abono(date(2025, 7, 15), -5),)}, "no puede ser negativo"),
        (
            {"suspensiones": (Suspension(date(2025, 3, 2), date(2025, 3, 1), ""),)},
            "antes de empezar",
        ),
        (
            {
                "suspensiones": (
                    Suspension(date(2025, 3, 1), date(2025, 3, 31), ""),
                    Suspension(date(2025, 3, 31), date(2025, 4, 2), ""),
                )
            },
            "se cruza",
        ),
    ],
)
def test_bad_input_is_told(cambios: dict[str, Any], problema: str) -> None:
    with pytest.raises(InvalidDataError, match=problema):
        run(**cambios)


def test_a_missing_rate_stops_naming_the_month() -> None:
    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        run(regimen=Regimen.ET635, corte=date(2026, 11, 20))


def test_a_future_cut_needs_no_rate_under_ley_68() -> None:
    assert run(corte=date(2035, 1, 15)).dias == 3652


def test_a_projected_rate_is_told_to_be_unfit_for_a_title() -> None:
    projected = Referencia(
        REFERENCIA.tasas.proyectada(date(2026, 11, 30)),
        REFERENCIA.smlmv,
        REFERENCIA.uvt,
        REFERENCIA.uvb,
        REFERENCIA.ipc,
    )

    found = liquidar(
        cuenta(regimen=Regimen.ET635, corte=date(2026, 11, 20)), OPCIONES, projected
    )

    assert "no sirve para un título" in found.advertencias[0]


def test_unverified_rates_and_compound_years_are_warned() -> None:
    commercial = run(
        regimen=Regimen.CCO884, exigible=date(2006, 12, 31), corte=date(2007, 2, 1)
    )
    tax = run(regimen=Regimen.ET635, exigible=date(2012, 1, 1), corte=date(2013, 1, 1))

    assert commercial.advertencias == (
        "La tasa del 1 ene 2007 al 4 ene 2007 se calculó y no se ha visto publicada.",
    )
    assert "Circular DIAN 69" in tax.advertencias[0]


def test_the_trace_tells_rule_norm_rate_and_source() -> None:
    found = run(
        regimen=Regimen.ET635, abonos=(Abono(date(2025, 7, 1), desde_pesos(10)),)
    )

    assert [paso.regla for paso in found.trace] == [
        "et635",
        *["et635"] * len(found.periodos),
        "imputacion",
        "redondeo",
    ]
    rate = found.trace[1].parametros[0]
    assert (rate.valor, rate.fuente) == (
        "22,89 %",
        "Superfinanciera, Res. 2620 de 2024",
    )
    assert found.trace[-2].norma.startswith("ET, art. 804")


def test_the_names_of_the_regimes() -> None:
    assert leer_regimen(" ET635 ") is Regimen.ET635
    with pytest.raises(InvalidDataError, match="ley68, et635, ley80, cco884"):
        leer_regimen("usura")


@given(
    st.integers(0, 10**12),
    st.dates(date(2017, 1, 1), date(2026, 6, 30)),
    st.lists(st.tuples(st.integers(0, 800), st.integers(1, 10**11)), max_size=5),
    st.sampled_from(Imputacion),
)
def test_the_account_equals_the_day_by_day_oracle(
    capital: int, exigible: date, pagos: list[tuple[int, int]], regla: Imputacion
) -> None:
    corte = date(2026, 9, 30)
    abonos = tuple(
        Abono(min(exigible + timedelta(days=after), corte), valor)
        for after, valor in pagos
    )

    found = run(
        con(imputacion=regla.value),
        capital=capital,
        regimen=Regimen.ET635,
        exigible=exigible,
        corte=corte,
        abonos=abonos,
    )

    assert found.saldo == _slow_account(capital, exigible, abonos, corte, regla)
    paid = sum(abono.valor for abono in abonos)
    assert found.total + paid - found.saldo_a_favor == capital + found.interes


@given(
    st.integers(0, 10**12),
    st.dates(date(2016, 12, 29), date(2026, 6, 30)),
    st.lists(st.tuples(st.integers(0, 800), st.integers(1, 10**11)), max_size=3),
    st.lists(st.integers(-30, 900), max_size=4, unique=True),
    st.sampled_from(["PER_DAY", "AT_PAYMENT"]),
)
def test_a_suspended_account_equals_the_day_by_day_oracle(
    capital: int,
    exigible: date,
    pagos: list[tuple[int, int]],
    bordes: list[int],
    modo: str,
) -> None:
    corte = date(2026, 9, 30)
    edges = [exigible + timedelta(days=n) for n in sorted(bordes)]
    pausas = [
        Suspension(a, b, "acto") for a, b in zip(edges[::2], edges[1::2], strict=False)
    ]
    stopped = {
        day for p in pausas for day in oraculo.dias(p.desde - timedelta(1), p.hasta)
    }
    abonos = [
        Abono(min(exigible + timedelta(days=after), corte), valor)
        for after, valor in sorted(pagos)
    ]

    found = run(
        con(et635__rate=modo),
        capital=capital,
        regimen=Regimen.ET635,
        exigible=exigible,
        corte=corte,
        abonos=tuple(abonos),
        suspensiones=tuple(pausas),
    )

    saldo, last = Conceptos(capital), exigible
    for event in (*abonos, Abono(corte, 0)):
        earned = oraculo.interes_de_toda_la_historia(
            saldo.capital,
            (d for d in oraculo.dias(last, event.fecha) if d not in stopped),
            TASAS,
            event.fecha if modo == "AT_PAYMENT" else None,
        )
        saldo = Conceptos(saldo.capital, saldo.intereses + oraculo.al_peso(earned))
        saldo = saldo.menos(imputar(event.valor, saldo, Imputacion.ET_804).pagado)
        last = event.fecha
    assert found.saldo == saldo


def _slow_account(
    capital: int,
    exigible: date,
    abonos: tuple[Abono, ...],
    corte: date,
    regla: Imputacion,
) -> Conceptos:
    saldo, last = Conceptos(capital), exigible
    for fecha, valor in [
        *((a.fecha, a.valor) for a in sorted(abonos, key=lambda a: a.fecha)),
        (corte, 0),
    ]:
        earned = oraculo.interes_et635(saldo.capital, last, fecha, USURA)
        saldo = Conceptos(saldo.capital, saldo.intereses + oraculo.al_peso(earned))
        saldo = saldo.menos(imputar(valor, saldo, regla).pagado)
        last = fecha
    return saldo
