from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cobro_desktop.domain.comparador import CifraAjena, Comparacion, comparar
from cobro_desktop.domain.comparador_caso import Calculo, Caso, Cifras
from cobro_desktop.domain.comparador_filas import FilaAjena
from cobro_desktop.domain.comparador_supuestos import Alternativas
from cobro_desktop.domain.comparador_tasas import de_un_mes
from cobro_desktop.domain.cuenta import Abono, Cuenta, Suspension
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import liquidar
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_referencia

REFERENCIA = load_referencia()
OPCIONES = load_opciones()
MILLON = desde_pesos(1_000_000)


def caso(*cuentas: Cuenta, **lecturas: str) -> Caso:
    readings = {k.replace("__", "."): v for k, v in lecturas.items()}
    return Caso(cuentas, OPCIONES.con(readings), REFERENCIA)


def cuenta(**cambios: Any) -> Cuenta:
    """T-1a.1: 1.000.000 al 12 %, 181 días."""
    base: dict[str, Any] = {
        "capital": MILLON,
        "regimen": Regimen.LEY68,
        "exigible": date(2025, 1, 15),
        "corte": date(2025, 7, 15),
    }
    return Cuenta(**(base | cambios))


def multa(**cambios: Any) -> Cuenta:
    """T-1b.1: tres meses de tasas vistas."""
    base: dict[str, Any] = {
        "capital": desde_pesos(1_518_400),
        "regimen": Regimen.ET635,
        "exigible": date(2025, 12, 10),
        "corte": date(2026, 2, 15),
    }
    return Cuenta(**(base | cambios))


def pesos(interes: int, **mas: Any) -> CifraAjena:
    """Return what the other area says, in pesos."""
    return CifraAjena(interes=desde_pesos(interes), **mas)


def claves(found: Comparacion) -> list[tuple[str, ...]]:
    return [tuple(s.clave for s in e.supuestos) for e in found.explicaciones]


def de(caso: Caso) -> Cifras:
    """Liquidate as the other area did, by the slow and whole way."""
    founds = [liquidar(c, caso.opciones, caso.referencia) for c in caso.cuentas]
    return Cifras(sum(f.saldo.intereses for f in founds), sum(f.total for f in founds))


@pytest.mark.parametrize(
    ("otra", "clave"),
    [
        (60_000, "opcion:ley68.base=30/360"),
        (60_333, "opcion:ley68.base=ACT/360"),
        # 1.000.000 × 12 % × 182 ÷ 365 = 59.835,6.
        (59_836, "opcion:ley68.incluye_inicio=true"),
        # 59.506,849…: sin redondear.
        (59_506, "redondeo=sin_centavos"),
        (60_000, "redondeo=mil"),
    ],
)
def test_t_1a_1_read_otherwise_is_recognised(otra: int, clave: str) -> None:
    found = comparar(caso(cuenta()), pesos(otra))

    assert (clave,) in claves(found)
    assert found.diferencia == desde_pesos(otra - 59_507)


@pytest.mark.parametrize(
    ("otra", "clave"),
    [
        (63_268, "opcion:et635.divisor=ALWAYS_366"),
        # Desde el 10 de noviembre: la lectura retroactiva del art. 182.
        (92_145, "exigible0=2025-11-10"),
        # 21 × 25,02 + 31 × 24,36 + 15 × 25,23 puntos, × 1.518.400 ÷ 36.500.
        (69_016, "tabla=usura"),
        # 1.518.400 × 12 % × 67 ÷ 365 = 33.446,4.
        (33_446, "regimen:et635=ley68"),
        # La del corte, 23,23 %, para los 67 días: 64.746,7.
        (64_747, "opcion:et635.rate=AT_PAYMENT"),
    ],
)
def test_t_1b_1_read_otherwise_is_recognised(otra: int, clave: str) -> None:
    known = Alternativas(fechas=(("la firmeza del acto", date(2025, 11, 10)),))

    found = comparar(caso(multa()), pesos(otra), known)

    assert (clave,) in claves(found)


def test_the_verdict_reads_as_a_person_would_say_it() -> None:
    found = comparar(caso(cuenta()), pesos(60_333))

    assert found.texto == (
        "La otra liquidación da $ 60.333 de intereses y esta $ 59.507: $ 826 más.\n"
        "La otra cifra sale exacta si «Días del año para el 12 % anual» se lee «Días "
        "calendario sobre 360», en vez de «Días calendario sobre 365»."
    )


def test_equal_figures_coincide() -> None:
    found = comparar(caso(cuenta()), pesos(59_507, total=desde_pesos(1_059_507)))

    assert found.coincide
    assert found.texto == "Coinciden: $ 59.507 de intereses."


def test_centavos_of_a_spreadsheet_are_no_difference() -> None:
    assert comparar(caso(cuenta()), CifraAjena(interes=5_950_685)).coincide


def test_a_rate_of_one_month_is_named_with_its_reason() -> None:
    """Febrero con la usura entera: 15 días × 2 puntos = 1.248,0 pesos más."""
    found = comparar(caso(multa()), pesos(64_689))

    first = found.explicaciones[0].texto
    assert first == (
        "en febrero de 2026 la tasa es 25,23 % en vez de 23,23 %: la usura sin restar "
        "los dos puntos"
    )


@pytest.mark.parametrize(
    ("otra", "clave"),
    [
        # Sin el abono, 59.507 de todo el capital.
        (59_507, "abono:2025-04-15=0"),
        (60_000, "causado=1"),
    ],
)
def test_payments_left_out_are_named(otra: int, clave: str) -> None:
    paid = cuenta(abonos=(Abono(date(2025, 4, 15), desde_pesos(500_000)),))
    base = caso(paid)
    if clave == "causado=1":
        found = liquidar(paid, base.opciones, base.referencia)
        otra = found.interes // 100

    assert (clave,) in claves(comparar(base, pesos(otra)))


def test_t_2_3_interest_first_is_named() -> None:
    """CC 1653 pays the 59.507 whole; ET 804 leaves 31.425."""
    paid = cuenta(abonos=(Abono(date(2025, 7, 15), desde_pesos(500_000)),))

    found = comparar(caso(paid), pesos(0, total=desde_pesos(559_507)))

    assert claves(found)[0] == ("opcion:imputacion=CC_1653",)
    assert found.diferencia == desde_pesos(-31_425)


def test_a_known_payment_that_was_not_imputed_is_named() -> None:
    pending = Abono(date(2025, 5, 2), desde_pesos(300_000))
    other = de(caso(cuenta(abonos=(pending,))))

    found = comparar(
        caso(cuenta()),
        CifraAjena(interes=other.interes, total=other.total),
        Alternativas(pagos=(pending,)),
    )

    assert ("pago:2025-05-02=30000000",) in claves(found)
    assert "que aquí no está imputado" in found.explicaciones[0].texto


def test_the_total_tells_another_capital() -> None:
    """1.100.000 × 12 % × 181 ÷ 365 = 65.457,5."""
    found = comparar(caso(cuenta()), pesos(65_458, total=desde_pesos(1_165_458)))

    assert claves(found)[0] == ("capital0=110000000",)


def test_the_days_that_they_say_are_believed() -> None:
    """1.000.000 × 12 % × 120 ÷ 365 = 39.452,05: two months less."""
    found = comparar(caso(cuenta()), pesos(39_452, dias=120))

    assert ("corte=-61",) in claves(found)


def test_a_rate_that_they_say_is_believed() -> None:
    """6 % is half: 29.753,4."""
    found = comparar(caso(cuenta()), pesos(29_753, tasa=Fraction(6)))

    assert ("tasa:ley68=6.00",) in claves(found)


def test_two_causes_at_once_are_named() -> None:
    """On 360 days and with the first one: 1.000.000 × 12 % × 182 ÷ 360 = 60.666,7."""
    found = comparar(caso(cuenta(capital=MILLON * 37)), pesos(2_244_667))

    best = {frozenset(keys) for keys in claves(found)}
    two = {"opcion:ley68.base=ACT/360", "opcion:ley68.incluye_inicio=true"}
    assert frozenset(two) in best


def test_what_nothing_explains_says_how_much_is_left() -> None:
    """5.000.000 × (21 × 25,02 + 31 × 24,36 + 15 × 25,23) ÷ 36.500 = 227.264,4."""
    five = multa(capital=desde_pesos(5_000_000))
    near = comparar(caso(five), pesos(227_286))
    far = comparar(caso(five), pesos(987_654))

    assert near.explicaciones == ()
    assert near.cercana is not None
    assert near.cercana.supuestos[0].clave == "tabla=usura"
    assert near.cercana.resto == desde_pesos(22)
    assert "quedan por explicar $ 22 más en los intereses" in near.texto
    assert far.explicaciones == ()
    assert far.cercana is None
    assert "Ningún cambio conocido, ni dos a la vez" in far.texto


def test_rows_tell_which_month_differs_and_in_what() -> None:
    """Enero con 24,36 % y 30 días sobre 1.500.000."""
    rows = (
        FilaAjena(date(2025, 12, 11), date(2025, 12, 31), desde_pesos(20_110)),
        FilaAjena(
            date(2026, 1, 1), date(2026, 1, 31), desde_pesos(30_033),
            dias=30, tasa=Fraction(2436, 100), base=desde_pesos(1_500_000),
        ),
        FilaAjena(date(2026, 3, 1), date(2026, 3, 31), desde_pesos(5)),
    )  # fmt: skip

    found = comparar(caso(multa()), pesos(64_639, filas=rows)).filas

    assert [row.interes for row in found] == [2_011_000, 2_883_500, 0]
    assert [row.diferencia for row in found] == [0, 119_800, 500]
    assert found[0].causas == ()
    assert found[1].causas == (
        "cuenta 30 días y son 31",
        "usa 24,36 % y la tasa es 22,36 %",
        "liquida sobre $ 1.500.000 y la base es $ 1.518.400",
    )
    assert found[2].causas == ("aquí esos días no causan interés",)


def test_several_obligations_are_told_apart() -> None:
    two = caso(cuenta(), multa())
    other = de(caso(cuenta(exigible=date(2025, 1, 25)), multa()))

    found = comparar(two, CifraAjena(interes=other.interes))

    keys = claves(found)
    assert ("exigible0=+10",) in keys
    texts = [e.texto for e in found.explicaciones if "obligación 1" in e.texto]
    assert texts


def test_a_missing_rate_stops_it() -> None:
    with pytest.raises(MissingParameterError):
        comparar(caso(multa(corte=date(2026, 12, 31))), pesos(1))


# Whatever one thing is changed, it is named.

DIAS = st.dates(date(2019, 1, 1), date(2024, 12, 31))
CAPITALES = st.integers(3_000_000, 300_000_000).map(desde_pesos)


@st.composite
def casos(draw: st.DrawFn, regimen: Regimen | None = None) -> Caso:
    """Draw a case of one obligation with a payment, suspension or neither."""
    exigible = draw(DIAS)
    corte = exigible + timedelta(draw(st.integers(70, 400)))
    capital = draw(CAPITALES)
    abonos: tuple[Abono, ...] = ()
    if draw(st.booleans()):
        day = exigible + timedelta(draw(st.integers(12, 40)))
        abonos = (Abono(day, draw(st.integers(2, 9)) * capital // 2_000 * 100),)
    one = Cuenta(
        capital=capital,
        regimen=regimen or draw(st.sampled_from((Regimen.LEY68, Regimen.ET635))),
        exigible=exigible,
        corte=corte,
        abonos=abonos,
    )
    if draw(st.booleans()):
        pause = Suspension(corte - timedelta(9), corte - timedelta(3), "acto")
        one = replace(one, suspensiones=(pause,))
    return caso(one)


def nombra(base: Caso, otro: Caso, clave: str) -> None:
    """Check that a case changed on purpose is explained by that change."""
    ours, other = de(base), de(otro)
    assume(ours != other)

    found = comparar(base, CifraAjena(interes=other.interes, total=other.total))

    assert (clave,) in claves(found)
    assert all(e.exacta for e in found.explicaciones)


@settings(max_examples=12, deadline=None)
@given(casos(), st.sampled_from((-31, -7, -1, 1, 2, 15, 31)))
def test_another_cut_is_named(base: Caso, dias: int) -> None:
    one = base.cuentas[0]
    moved = base.con_cuenta(0, corte=one.corte + timedelta(dias))

    nombra(base, moved, f"corte={dias:+d}")


@settings(max_examples=12, deadline=None)
@given(casos(), st.sampled_from((-31, -1, 1, 3, 11)))
def test_another_first_day_is_named(base: Caso, dias: int) -> None:
    one = base.cuentas[0]
    moved = base.con_cuenta(0, exigible=one.exigible + timedelta(dias))

    nombra(base, moved, f"exigible0={dias:+d}")


@settings(max_examples=15, deadline=None)
@given(
    casos(),
    st.sampled_from(
        (
            ("ley68.base", "ACT/360"),
            ("ley68.base", "30/360"),
            ("ley68.base", "ACT/366-in-leap"),
            ("ley68.incluye_inicio", "true"),
            ("et635.rate", "AT_PAYMENT"),
            ("et635.divisor", "ALWAYS_366"),
            ("imputacion", "CC_1653"),
        )
    ),
)
def test_another_reading_is_named(base: Caso, lectura: tuple[str, str]) -> None:
    clave, valor = lectura

    nombra(base, base.con_opcion(clave, valor), f"opcion:{clave}={valor}")


@settings(max_examples=10, deadline=None)
@given(casos())
def test_a_payment_left_out_or_a_suspension_forgotten_is_named(base: Caso) -> None:
    one = base.cuentas[0]
    assume(one.abonos or one.suspensiones)
    if one.abonos:
        without = base.con_cuenta(0, abonos=())
        nombra(base, without, f"abono:{one.abonos[0].fecha}=0")
    if one.suspensiones:
        nombra(base, base.con_cuenta(0, suspensiones=()), "suspensiones=0")


@settings(max_examples=8, deadline=None)
@given(casos(), st.sampled_from((Regimen.LEY68, Regimen.ET635, Regimen.CCO884)))
def test_another_regime_is_named(base: Caso, otro: Regimen) -> None:
    ours = base.cuentas[0].regimen
    assume(otro is not ours)

    changed = base.con_cuenta(0, regimen=otro)

    nombra(base, changed, f"regimen:{ours}={otro}")


@settings(max_examples=12, deadline=None)
@given(casos(Regimen.ET635), st.data())
def test_another_rate_in_one_month_is_named(base: Caso, data: st.DataObject) -> None:
    """Also a rate that nobody certified, if it has two decimals."""
    neighbours = [s for s in de_un_mes(base) if s.clave.startswith("tasa:mora:")]
    change = data.draw(st.sampled_from(neighbours))
    nombra(base, change.cambia(base), change.clave)

    table = base.referencia.tasas
    one = base.cuentas[0]
    inside = table.entre(one.exigible + timedelta(1), one.corte)
    tramo = data.draw(st.sampled_from(inside))
    rate = tramo.mora + Fraction(data.draw(st.integers(37, 600)), 100)
    tramos = tuple(
        replace(t, mora=rate) if t.desde == tramo.desde else t for t in table
    )
    referencia = replace(base.referencia, tasas=type(table)(tramos))
    shown = f"{rate.numerator * 100 // rate.denominator}"

    nombra(
        base,
        replace(base, referencia=referencia),
        f"tasa:mora:{tramo.desde}={shown[:-2]}.{shown[-2:]}",
    )


@given(casos())
@settings(max_examples=20, deadline=None)
def test_the_quick_reckoning_equals_the_whole_one(base: Caso) -> None:
    assert Calculo().cifras(base) == de(base)


def test_the_search_tells_how_far_it_is_and_can_be_stopped() -> None:
    heard: list[tuple[int, int]] = []

    def stop(tried: int, total: int) -> None:
        heard.append((tried, total))
        if tried == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        comparar(caso(cuenta()), pesos(123), avisar=stop)

    assert [tried for tried, _ in heard] == [0, 1, 2, 3]
    assert all(tried < total for tried, total in heard)
