"""The Jinja in which templates run: texts, conditions and loops, nothing else.

A template is edited by people and may come from outside, so it can call nothing,
compute nothing and reach nothing but the strings of its context (SECURITY T2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from typing_extensions import override

from cobro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template
    from jinja2.runtime import Context


class TemplateProblemError(UserError):
    """A template that cannot be read or asks for what it may not have."""

    codigo = "template_problem"


class Entorno(ImmutableSandboxedEnvironment):
    """Strict about unknown names; without filters, tests, globals or calls."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, *, autoescape: bool = True) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=autoescape)
        self.filters.clear()
        self.tests.clear()
        self.globals.clear()

    @override
    def is_safe_callable(self, obj: Any) -> bool:
        return False

    @override
    def call_binop(
        self, context: Context, operator: str, left: Any, right: Any
    ) -> NoReturn:
        msg = f"arithmetic ({operator})"
        raise SecurityError(msg)

    @override
    def call_unop(self, context: Context, operator: str, arg: Any) -> NoReturn:
        msg = f"arithmetic ({operator})"
        raise SecurityError(msg)


def compile_text(entorno: Entorno, source: str, plantilla: str) -> Template:
    """Compile a text.

    Raises:
        TemplateProblemError: it is not written as a template must be.
    """
    try:
        return entorno.from_string(source)
    except TemplateError as error:
        raise _problem(error, plantilla) from error


def render_text(
    template: Template, values: Mapping[str, object], plantilla: str
) -> str:
    """Fill a compiled text.

    Raises:
        TemplateProblemError: it asks for an unknown field or does what it may not.
    """
    try:
        return template.render(values)
    except (TemplateError, TypeError, AttributeError) as error:
        raise _problem(error, plantilla) from error


def _problem(error: Exception, plantilla: str) -> TemplateProblemError:
    detalle = {"plantilla": plantilla, "causa": str(error)}
    inicio = f"La plantilla «{plantilla}» no se puede usar: "
    if isinstance(error, UndefinedError):
        que = f"pide un dato que este documento no tiene ({_name(error)})."
    elif isinstance(error, SecurityError):
        que = "contiene instrucciones que no están permitidas en una plantilla."
    elif isinstance(error, TemplateAssertionError):
        que = f"usa una función que las plantillas no admiten ({error.message})."
    elif isinstance(error, TemplateSyntaxError):
        que = f"una de sus marcas está mal escrita o sin cerrar ({error.message})."
    else:
        que = "una de sus marcas no corresponde a los datos de este documento."
    fin = " No se generó ningún documento; corrija la plantilla e intente de nuevo."
    return TemplateProblemError(inicio + que + fin, detalle)


def _name(error: UndefinedError) -> str:
    """Pick the name out of Jinja's message: `'x' is undefined`."""
    parts = str(error).split("'")
    return f"«{parts[-2]}»" if len(parts) > 2 else str(error)
