"""The roles that a colour can play; the only place with colour literals."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Scheme(StrEnum):
    """What the person chose in *Ver › Apariencia*."""

    SYSTEM = "sistema"
    LIGHT = "claro"
    DARK = "oscuro"
    CONTRAST = "contraste"


class Density(StrEnum):
    """How tall the rows of the lists are, in *Ver › Altura de las filas*."""

    COMPACT = "compacta"
    NORMAL = "normal"
    WIDE = "amplia"


class Tone(StrEnum):
    """What a mark means; each has a text colour and a background (`…_soft`)."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"
    RISK = "risk"
    NEUTRAL = "neutral"
    ON_ACCENT = "on_accent"


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour per role, as `#rrggbb`."""

    window: str
    """Behind the panels."""
    surface: str
    """Lists, cards and fields."""
    raised: str
    """Headers of tables, zebra rows, hovered things."""
    line: str
    """Hairlines that separate."""
    border: str
    """Edges of what can be touched (3:1 against the surface)."""
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    on_selection: str
    focus: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    risk: str
    risk_soft: str
    neutral: str
    neutral_soft: str
    accent_soft: str

    def color(self, role: str) -> str:
        """Return the colour of a role or tone by its name."""
        return str(getattr(self, role))

    def as_dict(self) -> dict[str, str]:
        """Return every role with its colour, for the style sheet."""
        return {f.name: self.color(f.name) for f in fields(self)}


LIGHT = Palette(
    window="#f3f4f6",
    surface="#ffffff",
    raised="#f7f8fa",
    line="#e2e5ea",
    border="#8a93a0",
    text="#1b2430",
    muted="#596473",
    accent="#0f5f8f",
    accent_hover="#0b4d75",
    on_accent="#ffffff",
    selection="#d6e8f4",
    on_selection="#10202e",
    focus="#0f5f8f",
    ok="#1d6b43",
    ok_soft="#e2f2e9",
    warn="#845400",
    warn_soft="#fcf0d6",
    danger="#b1251b",
    danger_soft="#fce6e3",
    risk="#8c3a00",
    risk_soft="#fde9dc",
    neutral="#4b5563",
    neutral_soft="#e9ecf0",
    accent_soft="#e3f0f8",
)

DARK = Palette(
    window="#171b21",
    surface="#1f252d",
    raised="#272e38",
    line="#343c48",
    border="#76818f",
    text="#e7ebf0",
    muted="#a6b0bd",
    accent="#63b3e0",
    accent_hover="#84c5ea",
    on_accent="#08202f",
    selection="#25475e",
    on_selection="#f3f8fb",
    focus="#84c5ea",
    ok="#7fd3a4",
    ok_soft="#1d3a2c",
    warn="#eec06a",
    warn_soft="#40331a",
    danger="#ff9d92",
    danger_soft="#4a2522",
    risk="#ffb184",
    risk_soft="#4a2e1d",
    neutral="#bcc5d0",
    neutral_soft="#343c48",
    accent_soft="#1f3a4c",
)

CONTRAST = Palette(
    window="#000000",
    surface="#000000",
    raised="#141414",
    line="#8c8c8c",
    border="#ffffff",
    text="#ffffff",
    muted="#e0e0e0",
    accent="#ffd700",
    accent_hover="#ffe866",
    on_accent="#000000",
    selection="#ffd700",
    on_selection="#000000",
    focus="#00e5ff",
    ok="#6bff9e",
    ok_soft="#00220f",
    warn="#ffd700",
    warn_soft="#2b2400",
    danger="#ff9c94",
    danger_soft="#330300",
    risk="#ffb27a",
    risk_soft="#301500",
    neutral="#ffffff",
    neutral_soft="#262626",
    accent_soft="#2b2400",
)
