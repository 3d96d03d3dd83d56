"""Prints the table of PERFORMANCE: each work against its peer, in the same run.

`python tests/bench/run.py [P1 P4 …] [--json F]`. Every measure is a module of this
folder with a function of its name; it takes peer and ours in turns and returns medians,
in seconds. Never part of the tests: the machines are noisy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, TypeAlias

ROOT = Path(__file__).parents[2]

Par: TypeAlias = "tuple[float, float]"
"""Seconds of the peer and of ours."""


class Meta(NamedTuple):
    """What is asked of a measure: so many times the peer, or so many seconds."""

    veces: float | None = None
    segundos: float | None = None

    def cumple(self, par: Par) -> bool:
        peer_s, ours_s = par
        fits = self.segundos is None or ours_s <= self.segundos
        return fits and (self.veces is None or ours_s <= self.veces * peer_s)

    def __str__(self) -> str:
        asked = [f"≤ {self.veces:g}×"] if self.veces is not None else []
        asked += [f"≤ {_segundos(self.segundos)}"] if self.segundos is not None else []
        return " y ".join(asked)


class Medida(NamedTuple):
    """A row of the table, or several when its function names its parts."""

    id: str
    trabajo: str
    rival: str
    modulo: str
    meta: Meta
    partes: dict[str, Meta] = {}  # noqa: RUF012 -- never changed
    """Goals of the parts that have another than `meta`."""

    @property
    def funcion(self) -> Callable[[], Par | dict[str, Par]]:
        found: Callable[[], Par | dict[str, Par]]
        found = getattr(import_module(f"tests.bench.{self.modulo}"), self.id.lower())
        return found


class Fila(NamedTuple):
    """A measure taken."""

    id: str
    trabajo: str
    rival: str
    par: Par
    meta: Meta

    @property
    def veces(self) -> float:
        return self.par[1] / self.par[0]

    def en_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "peer_s": round(self.par[0], 6),
            "ours_s": round(self.par[1], 6),
            "ratio": round(self.veces, 4),
            "goal": self.meta.veces or self.meta.segundos,
            "ok": self.meta.cumple(self.par),
        }


VENTANA = "una ventana vacía con SQLite"
SALTOS = {
    f"salto a la mitad de {which}": Meta(None, 0.03) for which in ("esos", "todos")
}
MEDIDAS = (
    Medida("P1", "Leer 200.000 × 20 celdas", "openpyxl", "reader", Meta(0.15)),
    Medida("P2", "Importar 200.000 filas", "executemany", "importacion", Meta(6, 20)),
    Medida("P3", "Escribir 200.000 × 20 celdas", "XlsxWriter", "libro", Meta(0.25)),
    Medida("P4", "Llenar un auto de dos páginas", "docxtpl", "documentos", Meta(0.05)),
    Medida("P5", "Un oficio en PDF", "reportlab", "documentos", Meta(0.70)),
    Medida("P6", "Intereses de 200.000 × 58 meses", "Decimal", "interest", Meta(0.02)),
    Medida("P7", "", "OFFSET, LIKE, índices", "lista", Meta(None, 0.1), SALTOS),
    Medida(
        "P8", "Del inicio a la ventana", "", "inicio", Meta(0.35), {VENTANA: Meta(1.6)}
    ),
    Medida("P9", "100.000 casos a PostgreSQL", "SQLAlchemy", "servidor", Meta(0.6)),
)


def main(arguments: list[str]) -> int:
    """Measure what is asked, printing each row as it comes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    known = [medida.id for medida in MEDIDAS]
    parser.add_argument("medidas", nargs="*", metavar="P1", help=", ".join(known))
    parser.add_argument("--json", type=Path, metavar="F")
    options = parser.parse_args(arguments)
    asked = [name.upper() for name in options.medidas] or known
    if unknown := set(asked) - set(known):
        parser.error(f"no hay {', '.join(sorted(unknown))}; hay {', '.join(known)}")
    print("| # | Trabajo | Rival | Rival (s) | Nosotros (s) | Veces | Meta | |")
    print("|---|---|---|---|---|---|---|---|")
    rows = []
    for medida in MEDIDAS:
        for row in medir(medida) if medida.id in asked else ():
            print(_markdown(row), flush=True)
            rows.append(row)
    if options.json:
        text = json.dumps([row.en_json() for row in rows], ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


def medir(medida: Medida) -> Iterator[Fila]:
    """Take a measure; those whose module is not there yet are left out."""
    if find_spec(f"tests.bench.{medida.modulo}") is None:
        print(f"{medida.id}: todavía no se mide.", file=sys.stderr)
        return
    found = medida.funcion()
    if isinstance(found, tuple):
        yield Fila(medida.id, medida.trabajo, medida.rival, found, medida.meta)
        return
    for place, (part, par) in enumerate(found.items()):
        name = f"{medida.id}{chr(ord('a') + place)}" if place else medida.id
        what = (medida.trabajo, part) if not medida.rival else (part, medida.rival)
        yield Fila(name, *what, par, medida.partes.get(part, medida.meta))


def _markdown(row: Fila) -> str:
    peer, ours = (_segundos(seconds) for seconds in row.par)
    mark = "sí" if row.meta.cumple(row.par) else "no"
    cells = (row.id, row.trabajo, row.rival, peer, ours, f"{row.veces:.3g}×")
    return f"| {' | '.join((*cells, str(row.meta), mark))} |"


def _segundos(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms"
    return f"{seconds:.3g} s"


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "ui")]
    sys.exit(main(sys.argv[1:]))
