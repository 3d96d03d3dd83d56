"""Fills the clauses that a document prints, over its own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.documents.clausulas import ClausulaError
from cobro_desktop.documents.entorno import (
    Entorno,
    TemplateProblemError,
    compile_text,
    render_text,
)
from cobro_desktop.documents.marcas import Marcas, leer_marcas

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from jinja2 import Template

    from cobro_desktop.documents.clausulas import Biblioteca, Clausula

NEGRILLA = "**"
"""How the library marks bold, as the texts of the oficios do."""


class Redaccion:
    """Compiles clauses, each once for every way of marking its bold."""

    def __init__(self) -> None:
        # Plain text: the Word template escapes it when it prints it.
        self._entorno = Entorno(autoescape=False)
        self._compiled: dict[tuple[str, str], Template] = {}
        self._marcas: dict[str, Marcas] = {}

    def llenar(
        self, clausula: Clausula, values: Mapping[str, object], negrilla: str
    ) -> str:
        """Return a clause with the data of a document.

        Raises:
            ClausulaError: it is badly written, or asks for a datum that the document
                does not have.
        """
        name = f"cláusula {clausula.id}"
        try:
            return render_text(self._template(clausula, negrilla), values, name)
        except TemplateProblemError as error:
            raise _problema(clausula, error) from error

    def marcas(self, clausula: Clausula) -> Marcas:
        """Tell what a clause asks of the document that prints it.

        Raises:
            ClausulaError: it is badly written.
        """
        if clausula.texto not in self._marcas:
            self._template(clausula, "")
            self._marcas[clausula.texto] = leer_marcas(self._entorno, clausula.texto)
        return self._marcas[clausula.texto]

    def _template(self, clausula: Clausula, negrilla: str) -> Template:
        key = (clausula.texto, negrilla)
        if key not in self._compiled:
            text = clausula.texto.replace(NEGRILLA, negrilla)
            name = f"cláusula {clausula.id}"
            try:
                self._compiled[key] = compile_text(self._entorno, text, name)
            except TemplateProblemError as error:
                raise _problema(clausula, error) from error
        return self._compiled[key]


class ClausulasVistas:
    """What a template sees as `clausulas`: each is filled when it is printed."""

    __slots__ = (
        "_biblioteca",
        "_fecha",
        "_negrilla",
        "_redaccion",
        "_sigla",
        "_values",
    )

    def __init__(
        self,
        biblioteca: Biblioteca,
        redaccion: Redaccion,
        values: Mapping[str, object],
        *,
        sigla: str,
        fecha: dt.date,
        negrilla: str = "",
    ) -> None:
        self._biblioteca = biblioteca
        self._redaccion = redaccion
        self._values = values
        self._sigla = sigla
        self._fecha = fecha
        self._negrilla = negrilla

    def __getitem__(self, clave: str) -> str:
        """Return a clause as this document prints it.

        Raises:
            ClausulaError: no wording of it is in force, or it cannot be filled.
        """
        found = self._biblioteca.exigir(clave, self._sigla, self._fecha)
        return self._redaccion.llenar(found, self._values, self._negrilla)


def _problema(clausula: Clausula, error: TemplateProblemError) -> ClausulaError:
    message = (
        f"La cláusula «{clausula.nombre}» ({clausula.id}) no sirve para este "
        f"documento. {error.mensaje}"
    )
    return ClausulaError(message, {**(error.detalle or {}), "clausula": clausula.id})
