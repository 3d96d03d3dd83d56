"""With which words of the command line is given what an activity lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def pistas(detalle: Mapping[str, object], anexar: str) -> Iterator[str]:
    """Tell the options and the ids; `anexar` is the command that takes the papers."""
    lacks = cast("Sequence[Mapping[str, Any]]", detalle["faltan"])
    answers = [" o ".join(f"{n}=…" for n in one["responde"]) for one in lacks]
    if told := "; ".join(filter(None, answers)):
        yield f"Se responde con --campo: {told}."
    papers = (
        one["ids"] for one in lacks if one["clase"] == "evidencia" and _en_papel(one)
    )
    if told := "; ".join(" o ".join(ids) for ids in papers):
        yield (
            f"Se anexa con «{anexar} ARCHIVO --evidencia ID», o se escribe con "
            f"«documento» si es del programa: {told}."
        )


def _en_papel(one: Mapping[str, Any]) -> bool:
    """Tell whether a paper gives it, besides an answer or alone."""
    return len(one["responde"]) < len(one["ids"])
