"""The root command: global options, subcommands, exit codes (DESIGN, DECISIONS 27)."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import report_problem
from cobro_desktop.cli.registry import COMMANDS, register_for
from cobro_desktop.cli.spanish import translate_help, usage_message
from cobro_desktop.cli.state import State
from cobro_desktop.cli.values import fecha
from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import COLOMBIA

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USAGE = 2
INTERRUPTED = 130
"""What `typer` answers to Ctrl+C, without a word."""
PROGRAM = "cobro-desktop"
HELP = frozenset({"--ayuda", "--help"})


def run(arguments: Sequence[str], open_window: Callable[[State], int]) -> int:
    """Run one command line and return its exit code.

    0 done, 2 usage, 3 a known problem, 130 stopped with Ctrl+C; a bug leaves with its
    traceback and 1.
    """
    if strange := next(filter(_not_text, arguments), None):
        return report_problem(_undecodable(strange), as_json="--json" in arguments)
    app = _build(open_window, arguments)
    asks_help = not HELP.isdisjoint(arguments)
    page = io.StringIO() if asks_help else sys.stdout
    try:
        with contextlib.redirect_stdout(page):
            result = app(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except UserError as error:
        return report_problem(error, as_json="--json" in arguments)
    except typer.Abort:
        return report_problem(UserError("Se interrumpió."), as_json=False)
    except typer.TyperException as error:
        typer.echo(usage_message(error, COMMANDS if _at_root(error) else ()), err=True)
        return USAGE
    if result == INTERRUPTED:
        report_problem(UserError("Se interrumpió."), as_json="--json" in arguments)
    if asks_help and isinstance(page, io.StringIO):
        sys.stdout.write(translate_help(page.getvalue()))
    return result if isinstance(result, int) else 0


def _at_root(error: typer.TyperException) -> bool:
    """Tell whether what was mistyped is a command of the program, not of a family."""
    context = getattr(error, "ctx", None)
    return context is None or context.parent is None


def _not_text(argument: str) -> bool:
    """Tell whether an argument has bytes that are no text where the program runs."""
    return any("\ud800" <= letter <= "\udfff" for letter in argument)


def _undecodable(argument: str) -> UserError:
    shown = argument.encode("utf-8", "replace").decode("utf-8")
    return UserError(
        f"«{shown}» tiene letras que este equipo no puede leer. Si es el nombre de un "
        "archivo, cámbielo por uno con letras corrientes."
    )


def _build(
    open_window: Callable[[State], int], arguments: Sequence[str]
) -> typer.Typer:
    app = _root()

    @app.callback(invoke_without_command=True)
    def root(
        ctx: typer.Context,
        datos: Annotated[
            Path | None,
            typer.Option(help="Carpeta de datos; si falta, la del sistema."),
        ] = None,
        base: Annotated[
            str | None,
            typer.Option(help="URL de una base de equipo: postgresql+psycopg://…"),
        ] = None,
        hoy: Annotated[
            dt.date | None,
            typer.Option(
                parser=fecha,
                metavar="AAAA-MM-DD",
                help="El día que cuenta para términos e intereses.",
            ),
        ] = None,
        usuario: Annotated[
            str | None, typer.Option(help="Quién actúa; debe existir en la base.")
        ] = None,
        json: Annotated[
            bool, typer.Option("--json", help="Responde un solo objeto JSON.")
        ] = False,
    ) -> int | None:
        ctx.obj = State(
            datos=datos or _default_folder(),
            base=base,
            hoy=hoy or dt.datetime.now(COLOMBIA).date(),
            usuario=usuario,
            json=json,
            datos_dados=datos is not None,
            hoy_dado=hoy is not None,
        )
        if ctx.invoked_subcommand is None:
            return open_window(ctx.obj)
        ctx.call_on_close(ctx.obj.close)
        return None

    asks_help = not HELP.isdisjoint(arguments)
    register_for(app, arguments, asks_help=asks_help)
    return app


def _root() -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": sorted(HELP)},
        help="Cobro persuasivo y coactivo. Sin subcomando abre la ventana.",
    )


def _default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("cobro-desktop", appauthor=False)
