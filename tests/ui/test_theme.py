"""The look: contrast, no stray colours, icons, sizes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cobro_desktop.assets import assets
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import CONTRAST, DARK, LIGHT, Palette, Scheme, Tone
from cobro_ui.theme.theme import Appearance, Theme

UI = Path(__file__).parents[2] / "ui" / "cobro_ui"
PALETTES = {"claro": LIGHT, "oscuro": DARK, "contraste": CONTRAST}
READ = [
    *((text, ground) for text in ("text", "muted") for ground in ("window", "surface")),
    ("text", "raised"),
    ("accent", "surface"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_selection", "selection"),
    *((tone, "surface") for tone in ("ok", "warn", "danger", "risk", "neutral")),
    *((t, f"{t}_soft") for t in ("ok", "warn", "danger", "risk", "neutral", "accent")),
]


def luminance(color: str) -> float:
    channels = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("text", "ground"), READ)
def test_words_stand_out_from_their_ground(name: str, text: str, ground: str) -> None:
    palette: Palette = PALETTES[name]

    least = 7 if palette is CONTRAST else 4.5
    assert contrast(palette.color(text), palette.color(ground)) >= least


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("role", ["border", "focus"])
def test_edges_of_fields_can_be_seen(name: str, role: str) -> None:
    palette = PALETTES[name]

    assert contrast(palette.color(role), palette.surface) >= 3


def test_no_colour_stands_outside_the_theme() -> None:
    literal = re.compile(
        r"#[0-9a-fA-F]{3,8}\b(?![0-9-])|rgba?\(|QColor\(\s*\d|GlobalColor\.(?!transparent)"
    )
    files = [f for f in UI.rglob("*.py") if f.name != "roles.py"]
    files.append(assets("resources") / "style.qss")

    found = [f.name for f in files if literal.search(f.read_text("utf-8"))]

    assert found == []


@pytest.mark.parametrize("icon", Icon)
def test_every_icon_is_drawn(icon: Icon, theme: Theme) -> None:
    assert not theme.pixmap(icon, Tone.TEXT, 16).isNull()


def test_no_icon_file_is_left_over() -> None:
    files = {f.stem for f in (assets("resources") / "icons").glob("*.svg")}

    assert files == {str(icon) for icon in Icon}


def test_icons_carry_their_licence() -> None:
    text = (assets("resources") / "icons" / "LICENSE").read_text("utf-8")

    assert "ISC License" in text


def test_letters_and_rows_grow_together(theme: Theme, qapp: QApplication) -> None:
    before = qapp.font().pointSizeF()
    assert theme.row_height == 28

    theme.apply(Appearance(Scheme.LIGHT, 150))

    assert qapp.font().pointSizeF() == pytest.approx(before * 1.5)
    assert theme.row_height == 42


@pytest.mark.parametrize(
    ("percent", "step", "expected"), [(100, 10, 110), (170, 10, 175), (95, -10, 90)]
)
def test_the_size_stays_inside_its_limits(
    percent: int, step: int, expected: int
) -> None:
    assert Appearance(percent=percent).zoomed(step).percent == expected


def test_the_system_scheme_is_followed(theme: Theme, qapp: QApplication) -> None:
    theme.apply(Appearance(Scheme.SYSTEM))
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark

    assert theme.palette is (DARK if dark else LIGHT)


def test_a_chosen_scheme_wins_over_the_system(theme: Theme) -> None:
    theme.apply(Appearance(Scheme.CONTRAST))

    assert theme.palette is CONTRAST
    assert theme.dark
