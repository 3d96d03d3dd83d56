"""The subcommands that exist; one module per family."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

MODULES: tuple[str, ...] = (
    "importar",
    "expedientes",
    "documentos",
    "liquidar",
    "procedimientos",
    "plazos",
    "cartera",
    "plan_pagos",
    "embargo",
    "identidad",
)
"""Names under `cobro_desktop.cli`; each has `register(app)`."""


def register_all(app: typer.Typer) -> None:
    """Add every family of subcommands to the root."""
    for name in MODULES:
        import_module(f"cobro_desktop.cli.{name}").register(app)
