"""Reads what a person typed for a document, and fills its context with it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints

from cobro_desktop.documents.campos import cifra_de
from cobro_desktop.documents.contextos.comun import Emitido
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.exchange.cell_dates import leer_fecha
from cobro_desktop.exchange.cell_money import leer_dinero
from cobro_desktop.exchange.cells import CeldaInvalidaError
from cobro_desktop.formats import fecha_larga, pesos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cobro_desktop.domain.dinero import Centavos

T = TypeVar("T", bound=Emitido)

FIXED: Final = frozenset(
    {
        "emisor",
        "firma",
        "expediente",
        "fecha",
        "fecha_iso",
        "numero",
        "borrador",
        "codigo_verificacion",
    }
)
"""Fields that nobody types."""

SUMAS: Final = frozenset(
    {
        "aplicado",
        "avaluo_total",
        "base_total",
        "capital",
        "costas",
        "entregado",
        "intereses",
        "limite",
        "precio",
        "total",
        "valor_recaudado",
    }
)
"""Fields that hold an amount in pesos."""

_LIMITE: Final = "fecha_limite"
ISO: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def rellenar(kind: type[T], known: Mapping[str, Any], datos: Mapping[str, str]) -> T:
    """Build a context of what is known and what was typed over it.

    Raises:
        InvalidDataError: a datum that the document does not have or that nobody types,
            an amount that is none, or a day that is none or is over.
    """
    typed = _leidos(kind, {k: v for k, v in datos.items() if v.strip()})
    _check_limite(typed, known.get("fecha_iso", ""))
    merged = {**known, **typed}
    hints = get_type_hints(kind)
    values = {
        field.name: _as(field.name, hints[field.name], merged.get(field.name, ""))
        for field in fields(kind)
        if merged.get(field.name) not in {None, "", ()} or _mandatory(field)
    }
    return kind(**values)


def escritos(kind: type) -> Iterator[tuple[str, str, bool]]:
    """Return the name, label and whether it takes several of each datum to type.

    Words are not typed: they come from their figure.
    """
    hints = get_type_hints(kind, include_extras=True)
    plain = get_type_hints(kind)
    for field in fields(kind):
        name = field.name
        if name in FIXED or plain[name] not in {str, tuple[str, ...]}:
            continue
        if cifra_de(name, plain) is None:
            label = getattr(hints[name], "__metadata__", (name,))[0]
            yield name, label, plain[name] == tuple[str, ...]


def _leidos(kind: type, typed: Mapping[str, str]) -> dict[str, Any]:
    """Put in order what was typed: amounts with their words, days as they print."""
    names = get_type_hints(kind)
    labels = {name: label for name, label, _ in escritos(kind)}
    words = {cifra_de(name, names): name for name in names}
    read: dict[str, Any] = {}
    for name, text in typed.items():
        if name not in labels and (name in FIXED or names.get(name) is not bool):
            raise _ajeno(name, names, labels)
        if name in SUMAS:
            amount = _suma(labels[name], text)
            read[name] = pesos(amount)
            if name in words:
                read[words[name]] = pesos_mcte(amount)
        elif labels.get(name, "").startswith("Fecha") and names[name] is str:
            read[name] = _dia(labels[name], text)
        else:
            read[name] = text
    return read


def _check_limite(typed: Mapping[str, Any], fecha_iso: str) -> None:
    """Refuse a limit that was over before the document.

    Raises:
        InvalidDataError: it was.
    """
    limit = typed.get(_LIMITE)
    if not limit or not fecha_iso:
        return
    day, written = leer_fecha(limit), dt.date.fromisoformat(fecha_iso)
    if day is not None and day < written:
        message = (
            f"La fecha límite, {limit}, es anterior a la del documento, "
            f"{fecha_larga(written)}."
        )
        raise InvalidDataError(message)


def _suma(label: str, text: str) -> Centavos:
    """Read an amount in pesos.

    Raises:
        InvalidDataError: it is none, or it is below zero.
    """
    try:
        amount = leer_dinero(text)
    except CeldaInvalidaError:
        amount = None
    if amount is None or amount < 0:
        message = (
            f"«{label}» es una suma en pesos y dice «{text}». Escriba solo la cifra, "
            "como 1423500; las letras salen de ella."
        )
        raise InvalidDataError(message)
    return amount


def _dia(label: str, text: str) -> str:
    """Write a day as documents do; it may come as 2026-10-30 or 30/10/2026.

    Raises:
        InvalidDataError: it is no day.
    """
    try:
        day = leer_fecha(text)
    except CeldaInvalidaError:
        day = None
    if day is None:
        message = (
            f"«{label}» es una fecha y dice «{text}». Escríbala como 2026-10-30 o "
            "30/10/2026."
        )
        raise InvalidDataError(message)
    return fecha_larga(day)


def _ajeno(
    name: str, names: Mapping[str, Any], labels: Mapping[str, str]
) -> InvalidDataError:
    """Say why a datum cannot be typed."""
    if figure := cifra_de(name, names):
        message = f"«{name}» sale de la cifra: escriba «{figure}» y nada más."
    elif name in names:
        message = f"«{name}» no se escribe en el documento: lo pone el expediente."
    else:
        message = f"El documento no tiene el dato «{name}»."
    listed = ", ".join(sorted(labels)) or "ninguno"
    return InvalidDataError(f"{message} Los que se pueden escribir son: {listed}.")


def _as(name: str, hint: Any, value: Any) -> Any:
    """Turn a typed text into the kind of its field: a list has an item per line.

    A date written as AAAA-MM-DD prints as documents write it.
    """
    if isinstance(value, str) and "tuple" in str(hint):
        return tuple(line.strip() for line in re.split(r"[\n;]", value) if line.strip())
    if isinstance(value, str) and "bool" in str(hint):
        return value.strip().lower() in {"si", "sí", "true", "1"}
    if isinstance(value, str) and ISO.fullmatch(value) and name != "fecha_iso":
        return fecha_larga(dt.date.fromisoformat(value))
    return value


def _mandatory(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
