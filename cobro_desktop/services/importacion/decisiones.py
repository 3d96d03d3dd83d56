"""What a person decided on the differences of a file (EXCHANGE, step 4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TODOS = "*"
"""Every field."""
DATOS = frozenset(
    {
        "fecha_comparendo",
        "articulo",
        "multa_tipo",
        "multa_smlmv",
        "localidad",
        "departamento",
        "eleccion",
    }
)
"""What a title's row says besides, and the title keeps as it was told."""
CAMPOS = DATOS | frozenset(
    {
        "capital",
        "abonos",
        "nombre",
        "notificado",
        "ejecutoria",
        "direccion",
        "correo",
        "telefono",
        "municipio",
        "observaciones",
    }
)
"""Fields that a file may change; the others belong to the legal side."""


@dataclass(frozen=True, slots=True)
class Decisiones:
    """Differences accepted or refused: one by one, or all of a field.

    The nearest word wins: that of the row, that of the field, that of all fields.
    Without any, a plain change is accepted and a conflict is not.
    """

    campos: Mapping[str, bool] = field(default_factory=dict)
    """Field, or `*`, → accepted."""
    filas: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    """(field, row of the sheet) → accepted."""

    def de(self, campo: str, fila: int, *, conflicto: bool) -> bool | None:
        """Return what was decided on a difference; None if nothing was.

        Accepting all fields accepts no conflict: each is chosen by its name.
        """
        for told in (
            self.filas.get((campo, fila)),
            self.filas.get((TODOS, fila)),
            self.campos.get(campo),
        ):
            if told is not None:
                return told
        every = self.campos.get(TODOS)
        return None if every and conflicto else every


def campos_de(formato: str) -> frozenset[str]:
    """Return the names by which the differences of a kind of file are told."""
    if formato in {"titulos", "cartera"}:
        return CAMPOS
    return frozenset()


def leer_decisiones(
    aceptar: Iterable[str], rechazar: Iterable[str], conocidos: Iterable[str]
) -> Decisiones:
    """Read `campo`, `campo=fila` or `campo=fila,fila`, as the command line gives them.

    Raises:
        InvalidDataError: no such field, or what follows `=` is not a row.
    """
    fields = {*conocidos, TODOS, "todo"}
    campos: dict[str, bool] = {}
    filas: dict[tuple[str, int], bool] = {}
    for words, accepted in ((aceptar, True), (rechazar, False)):
        for word in words:
            name, _, rows = word.partition("=")
            if name not in fields:
                message = (
                    f"No hay un dato «{name}» que aceptar o rechazar en este "
                    f"archivo. Los que hay son: {', '.join(sorted(fields - {TODOS}))}."
                )
                raise InvalidDataError(message, {"campo": name})
            name = TODOS if name == "todo" else name
            if not rows:
                campos[name] = accepted
                continue
            for row in rows.split(","):
                if not row.strip().isdecimal():
                    message = (
                        f"«{row}» no es una fila de la hoja. Escriba {name}=15, o "
                        f"solo {name} para todas."
                    )
                    raise InvalidDataError(message, {"fila": row})
                filas[name, int(row)] = accepted
    return Decisiones(campos, filas)
