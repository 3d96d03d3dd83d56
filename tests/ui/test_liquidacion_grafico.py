"""The drawing of a debt: its scales, its names and its arrows."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from cobro_ui.theme.roles import Scheme
from cobro_ui.theme.theme import Appearance, Theme
from cobro_ui.widgets.chart_scale import DayScale, MoneyScale, brief, spread
from cobro_ui.widgets.stacked_chart import StackedChart
from cobro_ui.widgets.stacked_drawing import (
    ChartData,
    Layer,
    Moment,
    Note,
)

LAYERS = (
    Layer("Capital", "accent", Qt.BrushStyle.NoBrush),
    Layer("Intereses", "warn", Qt.BrushStyle.BDiagPattern),
    Layer("Costas", "neutral", Qt.BrushStyle.DiagCrossPattern),
)
MOMENTS = (
    Moment(date(2025, 2, 28), (142_350_000, 0, 0)),
    Moment(date(2025, 8, 31), (142_350_000, 8_611_200, 0)),
)
DATA = ChartData(LAYERS, MOMENTS, [Note(date(2025, 5, 1), "Abono $ 1")], MOMENTS)


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> StackedChart:
    chart = StackedChart("Cómo creció la deuda", theme)
    qtbot.addWidget(chart)
    chart.resize(600, 240)
    chart.show_data(DATA, "De 1.423.500 a 1.509.612.")
    return chart


def painted(chart: StackedChart) -> QImage:
    return chart.grab().toImage()


@pytest.mark.parametrize(
    ("amount", "ticks"),
    [
        pytest.param(150_961_200, [0, 50, 100, 150, 200], id="a fine, in 10.000"),
        pytest.param(8_057_563_800, [0, 2500, 5000, 7500, 10000], id="eighty millions"),
    ],
)
def test_the_axis_has_round_amounts(amount: int, ticks: list[int]) -> None:
    scale = MoneyScale.up_to(amount)

    assert [tick // 1_000_000 for tick in scale.ticks] == ticks
    assert scale.top >= amount


@pytest.mark.parametrize("amount", [0, 1, 99, 100, 12_345, 10**17])
def test_any_amount_fits_and_few_are_named(amount: int) -> None:
    scale = MoneyScale.up_to(amount)

    assert scale.top >= max(amount, 1)
    assert 2 <= len(scale.ticks) <= 6


@pytest.mark.parametrize(
    ("centavos", "text"),
    [
        (0, "$ 0"),
        (50_000_000, "$ 500 mil"),
        (100_000_000, "$ 1 millón"),
        (150_000_000, "$ 1,5 millones"),
        (123_400_000_000, "$ 1.234 millones"),
        (950_000, "$ 9.500"),
    ],
)
def test_round_amounts_are_written_short(centavos: int, text: str) -> None:
    assert brief(centavos) == text


def test_names_make_room_and_stay_inside() -> None:
    places = spread([200, 198, 20], step=16, limits=(10, 190))

    assert places == [190, 174, 20]
    crowded = spread([12, 11, 10], step=16, limits=(10, 190))
    assert crowded == [42, 26, 10]


def test_years_are_named_between_the_ends_only_where_they_fit() -> None:
    scale = DayScale(date(2006, 9, 15), date(2026, 9, 30), left=0, width=400)

    labels = scale.labels(lambda text: 7 * len(text), 10)

    texts = [label.text for label in labels]
    assert (texts[0], texts[-1]) == ("15 sep 2006", "30 sep 2026")
    assert "2016" in texts or "2015" in texts
    edges = [(label.left, label.left + 7 * len(label.text)) for label in labels]
    assert all(a[1] <= b[0] for a, b in pairwise(edges))
    assert scale.day(scale.x(date(2016, 2, 29))) == date(2016, 2, 29)


def test_it_tells_in_words_what_it_draws(chart: StackedChart) -> None:
    assert chart.accessibleName() == "Cómo creció la deuda"
    assert chart.accessibleDescription() == "De 1.423.500 a 1.509.612."
    # No costs: neither drawn nor named.
    assert [layer.name for layer in chart.data.layers] == ["Capital", "Intereses"]


def test_the_arrows_go_through_its_moments(qtbot: QtBot, chart: StackedChart) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)

    assert chart.accessibleDescription() == (
        "31 ago 2025: capital $ 1.423.500, intereses $ 86.112, total $ 1.509.612"
    )
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.accessibleDescription().startswith("28 feb 2025: ")
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.accessibleDescription() == "De 1.423.500 a 1.509.612."


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
def test_layers_are_told_apart_without_colour(
    qtbot: QtBot, theme: Theme, scheme: Scheme
) -> None:
    """The second layer is hatched: along a row of it, dark and light alternate."""
    theme.apply(Appearance(scheme))
    chart = StackedChart("Prueba", theme)
    qtbot.addWidget(chart)
    chart.resize(600, 240)
    half = (100_000_000, 100_000_000)
    flat = [Moment(date(2025, 1, 1), half), Moment(date(2025, 12, 31), half)]
    chart.show_data(ChartData(LAYERS[:2], flat), "")

    image = painted(chart)

    def greys(share: float) -> int:
        row = [image.pixelColor(x, round(240 * share)) for x in range(200, 300)]
        return len({QColor(color).lightness() // 32 for color in row})

    assert greys(0.75) == 1
    assert greys(0.3) > 1
    theme.apply(Appearance(Scheme.LIGHT))


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param((), id="none"),
        pytest.param(MOMENTS[:1], id="one"),
        pytest.param(
            [Moment(date(2025, 1, day), (0, 0, 0)) for day in (1, 9)], id="all zero"
        ),
    ],
)
def test_with_nothing_to_draw_it_stays_empty(
    qtbot: QtBot, theme: Theme, moments: tuple[Moment, ...]
) -> None:
    chart = StackedChart("Prueba", theme)
    qtbot.addWidget(chart)
    chart.show_data(ChartData(LAYERS, moments), "")
    chart.resize(300, 200)

    image = painted(chart)
    colors = {image.pixelColor(x, 100).name() for x in range(0, 300, 7)}
    assert len(colors) == 1
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.mouseMove(chart, QPoint(150, 100))
