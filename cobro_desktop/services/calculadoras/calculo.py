"""What every calculator takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.traza import Verificacion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.domain.traza import Parametro, Traza

SIN_COMPROBAR = {
    Verificacion.VISTO: "",
    Verificacion.MEMORIA: "sin comprobar en su fuente",
    Verificacion.CALCULADO: "calculado",
    Verificacion.PROYECTADO: "proyectado, nadie lo ha certificado",
}
"""What is said of a value by how far it was checked."""


@dataclass(frozen=True, slots=True)
class Marco:
    """The law that a calculation uses, as an entity reads it, and the day."""

    opciones: Opciones
    referencia: Referencia
    calendario: Calendario
    hoy: date


class Tabla(NamedTuple):
    """Rows that a result shows besides its sentences."""

    titulos: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]
    cifras: frozenset[int] = frozenset()
    """Columns of figures, aligned to the right."""


@dataclass(frozen=True, slots=True)
class Calculo:
    """An answer with all that it rests on."""

    titular: str
    """The answer in few words: `$ 2.400.000`."""
    frases: tuple[str, ...]
    """The answer as a person reads it."""
    datos: Mapping[str, object]
    """The answer as a program reads it: the JSON of the command line."""
    traza: Traza = ()
    lecturas: tuple[str, ...] = ()
    """The readings of the law that it depended on, in sentences."""
    advertencias: tuple[str, ...] = ()
    tabla: Tabla | None = field(default=None)

    @property
    def lineas(self) -> Iterator[str]:
        """Yield the sentences, the warnings last."""
        yield from self.frases
        yield from (f"Atención: {note}" for note in self.advertencias)


def lecturas_de(opciones: Opciones, claves: Iterable[str]) -> tuple[str, ...]:
    """Say in sentences which readings of the law are in force."""
    found = (opciones.opcion(clave) for clave in sorted(claves))
    return tuple(
        f"{o.etiqueta}: {o.etiqueta_de(opciones[o.clave])} ({o.norma})" for o in found
    )


def traza_en_json(traza: Traza) -> list[dict[str, object]]:
    """Return a trace as JSON."""
    return [
        {
            "regla": paso.regla,
            "norma": paso.norma,
            "detalle": paso.detalle,
            "parametros": [
                {
                    "nombre": p.nombre,
                    "valor": p.valor,
                    "fuente": p.fuente,
                    "verificado": p.verificacion.value,
                }
                for p in paso.parametros
            ],
        }
        for paso in traza
    ]


def en_texto(calculo: Calculo, nombre: str, hoy: date) -> str:
    """Write a result to be pasted into a document, with where it comes from."""
    from cobro_desktop.formats import fecha_larga

    lines = [nombre, *calculo.lineas]
    if calculo.tabla is not None:
        lines.append("\t".join(calculo.tabla.titulos))
        lines += ["\t".join(fila) for fila in calculo.tabla.filas]
    normas = dict.fromkeys(p.norma for p in calculo.traza if p.norma)
    if normas:
        lines.append(f"Norma: {'; '.join(normas)}.")
    used = {p: None for paso in calculo.traza for p in paso.parametros}
    lines += [f"Valor usado: {parametro_en_texto(p)}." for p in used]
    lines += [f"Lectura: {texto}." for texto in calculo.lecturas]
    lines.append(f"Calculado el {fecha_larga(hoy)}.")
    return "\n".join(lines)


def parametro_en_texto(parametro: Parametro) -> str:
    """Write a value that was used: its name, source, and whether it was checked."""
    doubt = SIN_COMPROBAR[parametro.verificacion]
    about = "; ".join(part for part in (parametro.fuente, doubt) if part)
    return f"{parametro.nombre}, {parametro.valor}" + (f" ({about})" if about else "")
