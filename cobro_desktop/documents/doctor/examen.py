"""The whole examination of a Word template (B16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.campos_plantilla import campos_de
from cobro_desktop.documents.doctor import lugares, marcas, uso
from cobro_desktop.documents.doctor.ensayo import Ensayo, ensayar
from cobro_desktop.documents.doctor.hallazgos import Hallazgo, Peso, aviso
from cobro_desktop.documents.doctor.paquete import abrir
from cobro_desktop.documents.entorno import Entorno
from cobro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.generar import Generador

_MINIMOS: Final = {
    "numero": "el número del documento",
    "fecha": "la fecha",
    "expediente": "el número del expediente",
    "deudor": "el nombre del deudor",
    "firmante_nombre": "el nombre de quien firma",
    "codigo_verificacion": "el código de verificación",
}
"""What every act states (RULES 14), and how a person calls it."""


@dataclass(frozen=True)
class Pedido:
    """A template that is about to be examined."""

    contenido: bytes
    nombre: str
    tipo: str
    sigla: str
    emisor: Emisor
    generador: Generador
    """A renderer in which the template stands as its institution's own."""


@dataclass(frozen=True)
class Examen:
    """What the doctor found."""

    hallazgos: tuple[Hallazgo, ...]
    ensayos: tuple[Ensayo, ...]
    """Empty where an error does not let it be filled."""

    @property
    def sirve(self) -> bool:
        """Tell whether it can be used."""
        return not any(h.peso is Peso.ERROR for h in self.hallazgos) and all(
            ensayo.contenido for ensayo in self.ensayos
        )


def examinar(pedido: Pedido) -> Examen:
    """Examine a template: package, marks, fields, and the worst cases filled.

    Raises:
        UnreadableFileError: it is no Word document.
        PlantillaPeligrosaError: it brings what a template may not.
        NotFoundError: the program does not write that kind.
    """
    parts = abrir(pedido.contenido, pedido.nombre)
    clausulas = pedido.generador.biblioteca(pedido.sigla).claves()
    found = list(_de_texto(parts, pedido.tipo, clausulas))
    if any(h.peso is Peso.ERROR for h in found):
        return Examen(tuple(found), ())
    try:
        trials = ensayar(pedido.generador, pedido.tipo, pedido.sigla, pedido.emisor)
    except UserError as failed:
        return Examen((*found, Hallazgo(Peso.ERROR, failed.mensaje)), ())
    found += [
        aviso(f"{problem[0].lower()}{problem[1:]}", f"el ensayo «{trial.nombre}»")
        for trial in trials
        for problem in trial.problemas
    ]
    return Examen(tuple(found), trials)


def _de_texto(
    parts: dict[str, bytes], tipo: str, clausulas: Collection[str]
) -> Iterator[Hallazgo]:
    faults: list[Hallazgo] = []
    read = [
        marca
        for parrafo in lugares.parrafos(parts)
        for marca in marcas.leer(parrafo, faults)
    ]
    yield from faults
    revisor = uso.Revisor(campos_de(tipo), clausulas)
    for group in uso.por_parte(read).values():
        if not faults:
            yield from marcas.emparejar(group)
        yield from revisor.revisar(group)
    if not read:
        yield aviso("La plantilla no tiene ningún campo: todos saldrían iguales.")
        return
    mentioned = uso.impresos(read, Entorno())
    known = {campo.nombre for campo in campos_de(tipo)}
    missing = [
        name
        for field, name in _MINIMOS.items()
        if field in known and field not in mentioned and f"{field}es" not in mentioned
    ]
    if missing:
        yield aviso(f"La plantilla no imprime {', '.join(missing)}.")
