"""The subcommands that exist, and the module that holds each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

MODULES: dict[str, tuple[str, ...]] = {
    "demo": ("demo",),
    "importar": ("importar", "deshacer-lote"),
    "perfiles": ("perfiles",),
    "rnmc": ("rnmc",),
    "pagos": ("pagos",),
    "exportar": ("exportar",),
    "consultas": ("lista", "expediente"),
    "expedientes": ("avanzar", "anexar", "notificar", "pago", "anular-pago", "asignar"),
    "reapertura": ("reabrir",),
    "acuerdo": ("acuerdo",),
    "hechos": (
        "suspender",
        "reanudar",
        "corregir-fecha",
        "anular-notificacion",
        "evento-prescripcion",
        "gasto",
        "anular-gasto",
        "recontar-terminos",
    ),
    "documentos": ("documento", "entidad"),
    "ciclo_documentos": (
        "documentos",
        "enviar-a-revision",
        "rehacer-documento",
        "revisar",
        "aprobar",
        "firmar",
        "radicar",
        "comunicar",
        "anular-documento",
    ),
    "lotes_documentos": (
        "lote-documentos",
        "lotes-documentos",
        "verificar-documento",
        "paquete-documento",
        "documento-pdf",
    ),
    "edicion": ("documento-editar", "copias-trabajo", "comparar-versiones"),
    "clausulas": ("clausulas",),
    "plantillas": ("plantillas",),
    "gestiones": ("gestion", "campana", "estado-cuenta", "informe-gestion"),
    "electronico": ("electronico",),
    "paquete": ("paquete",),
    "buscar": ("buscar", "reindexar"),
    "incidentes": ("incidente",),
    "bienes": ("bien", "medida", "deposito"),
    "repartir": ("repartir",),
    "oficinas": ("oficinas",),
    "priorizar": ("priorizar", "por-que-antes"),
    "bandejas": ("por-estudiar", "sin-movimiento", "devoluciones", "situacion"),
    "deudores": ("deudor", "deudores-repetidos", "acumular"),
    "direcciones": ("direccion",),
    "vincular": ("vincular", "desvincular"),
    "procedimientos": ("procedimientos",),
    "paquete_entidad": ("paquete-entidad",),
    "migrar": ("migrar-casos", "acta-migracion"),
    "hoja_ruta": ("hoja-ruta", "faltantes", "mapa"),
    "liquidar": ("liquidar",),
    "liquidaciones": ("liquidacion", "verificar-liquidacion"),
    "comparar": ("comparar",),
    "plazos": ("termino", "prescripcion"),
    "agenda": ("agenda", "explicar-termino", "libro-terminos"),
    "radar": ("radar", "simular-prescripcion"),
    "bdme": ("bdme",),
    "conciliar": ("conciliar",),
    "cierre": ("cierre",),
    "cartera": ("clasificar", "remisible", "multa"),
    "corridas": ("cartera",),
    "calendario_oficina": ("calendario-oficina",),
    "plan_pagos": ("plan-pagos",),
    "embargo": ("limite-embargo", "inembargable"),
    "identidad": ("nit", "letras"),
    "analisis": ("analizar", "marcar-hecho"),
    "parametros": ("parametros",),
    "mantenimiento": ("verificar",),
    "base_entera": ("exportar-base", "importar-base"),
}
"""Modules of `cobro_desktop.cli`, each with `register(app)`, and their commands."""

COMMANDS = tuple(name for names in MODULES.values() for name in names)


def register_for(
    app: typer.Typer, arguments: Sequence[str], *, asks_help: bool
) -> None:
    """Add the family of the command that is asked; for the general help, every one.

    Nothing else is imported: a calculator does not wait for what the base needs,
    and the window, which has no command, waits for none (P8).
    """
    wanted = [m for m, names in MODULES.items() if not set(names).isdisjoint(arguments)]
    for name in wanted or (MODULES if asks_help else ()):
        import_module(f"cobro_desktop.cli.{name}").register(app)
    for family in app.registered_groups:
        family.no_args_is_help = True  # who names only the family sees its commands
