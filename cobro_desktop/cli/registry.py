"""The subcommands that exist, and the module that holds each."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

MODULES: dict[str, tuple[str, ...]] = {
    "demo": ("demo",),
    "importar": ("importar", "deshacer-lote"),
    "exportar": ("exportar",),
    "consultas": ("lista", "expediente"),
    "expedientes": ("avanzar", "anexar", "notificar", "pago", "asignar"),
    "documentos": ("documento", "entidad"),
    "procedimientos": ("procedimientos",),
    "liquidar": ("liquidar",),
    "liquidaciones": ("liquidacion", "verificar-liquidacion"),
    "comparar": ("comparar",),
    "plazos": ("termino", "prescripcion"),
    "cartera": ("clasificar", "remisible", "multa"),
    "plan_pagos": ("plan-pagos",),
    "embargo": ("limite-embargo", "inembargable"),
    "identidad": ("nit", "letras"),
    "parametros": ("parametros",),
    "mantenimiento": ("verificar",),
}
"""Modules of `cobro_desktop.cli`, each with `register(app)`, and their commands."""


def register_for(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Add the family of the command that is asked, else every one.

    Only one family is imported for a known command, so that a calculator does not
    wait for what the base needs.
    """
    wanted = [m for m, names in MODULES.items() if not set(names).isdisjoint(arguments)]
    for name in wanted or MODULES:
        module = f"cobro_desktop.cli.{name}"
        if find_spec(module):
            import_module(module).register(app)
