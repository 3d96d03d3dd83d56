"""What a command moves in a case, told by comparing the case before and after it.

`realizar` runs a command and `ensayar` only tries it, so that what is told before
saving is what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from sqlalchemy import select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import SUSPENDIDO
from cobro_desktop.services.liquidaciones import VIGENTE, liquidar_en
from cobro_desktop.services.prescripciones import Fechas
from cobro_desktop.services.reparto_pago import sumar
from cobro_desktop.services.terminos import ABIERTO, de_caso
from cobro_desktop.services.transaction import Transaction, rehearsal, transaction
from cobro_desktop.storage.rows import ObligacionRow, TituloRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.imputacion import Conceptos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.terminos import Recontado
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow


SIN_EFECTOS: Final = "No cambia ningún término, fecha ni valor."


class CambioTermino(NamedTuple):
    """An open term that changed its last day, or was annulled."""

    termino_id: int
    nombre: str
    antes: dt.date
    despues: dt.date | None
    """None: it was annulled."""


class CambioTitulo(NamedTuple):
    """A title whose prescription dates moved."""

    titulo_id: int
    numero: str
    antes: Fechas
    despues: Fechas


@dataclass(frozen=True, slots=True)
class Foto:
    """A case at one moment, as far as dates and money go."""

    estado: str
    terminos: Mapping[int, tuple[str, dt.date]]
    """The open ones: name and last day."""
    titulos: Mapping[int, tuple[str, Fechas]]
    debe: Conceptos | None
    """What its open obligations owe today; None where a rate is missing."""


@dataclass(frozen=True, slots=True)
class Efectos:
    """What a command changed, or would change."""

    terminos: tuple[CambioTermino, ...] = ()
    cumplidos: tuple[Recontado, ...] = ()
    """Done terms that would have ended on another day; they stay as they are."""
    titulos: tuple[CambioTitulo, ...] = ()
    estado: str = ""
    """The new state of the case; empty when it is the same."""
    debe: tuple[Conceptos, Conceptos] | None = None
    """What the case owes today, before and after, when it is not the same."""
    notas: tuple[str, ...] = ()

    def frases(self) -> list[str]:
        """Say each thing in a sentence; at least one."""
        told = [
            *(_del_estado(self.estado) if self.estado else ()),
            *(_del_termino(t) for t in self.terminos),
            *(_del_cumplido(t) for t in self.cumplidos),
            *(frase for t in self.titulos for frase in _del_titulo(t)),
            *(_del_dinero(*self.debe) if self.debe else ()),
            *self.notas,
        ]
        return told or [SIN_EFECTOS]

    def datos(self) -> dict[str, object]:
        """Return the same as JSON values; amounts in pesos."""
        return {
            "terminos": [
                {
                    "id": t.termino_id,
                    "nombre": t.nombre,
                    "antes": t.antes.isoformat(),
                    "despues": t.despues.isoformat() if t.despues else None,
                }
                for t in self.terminos
            ],
            "terminos_cumplidos": [
                {
                    "id": t.termino_id,
                    "nombre": t.nombre,
                    "antes": t.antes.isoformat(),
                    "despues": t.despues.isoformat(),
                }
                for t in self.cumplidos
            ],
            "prescripcion": [
                {
                    "titulo": t.numero,
                    "antes": _fechas_json(t.antes),
                    "despues": _fechas_json(t.despues),
                }
                for t in self.titulos
            ],
            "estado": self.estado or None,
            "deuda": [_deuda_json(c) for c in self.debe] if self.debe else None,
            "efectos": self.frases(),
        }


@dataclass(frozen=True, slots=True)
class Hecho:
    """What a command did."""

    expediente_id: int
    numero: str
    texto: str
    """In one sentence; the act says the same."""
    efectos: Efectos
    datos: Mapping[str, object] = field(default_factory=dict)
    """What else a script wants to know, like the id of the act."""


Accion: TypeAlias = Callable[[Transaction], Hecho]


def realizar(
    workspace: Workspace, contexto: Contexto, orden: str, accion: Accion
) -> Changes:
    """Run a command that tells its effects; `orden` names it in the audit log."""
    with transaction(workspace, contexto, orden) as tx:
        hecho = accion(tx)
        told = " ".join(hecho.efectos.frases())
        tx.tell(f"{hecho.numero}: {hecho.texto}", despues=told)
    return Changes(
        frozenset({hecho.expediente_id}),
        lista=bool(hecho.efectos.estado),
        resumen=hecho.texto,
        datos={**hecho.datos, **hecho.efectos.datos()},
    )


def ensayar(workspace: Workspace, contexto: Contexto, accion: Accion) -> Efectos:
    """Tell what a command would change; nothing is written."""
    with rehearsal(workspace, contexto) as tx:
        return accion(tx).efectos


def otros_efectos(changes: Changes) -> list[str]:
    """Return what a command moved besides what its summary says."""
    told = changes.datos.get("efectos")
    texts = [str(text) for text in told] if isinstance(told, list) else []
    return [text for text in texts if text != SIN_EFECTOS]


def fotografiar(tx: Transaction, expediente: ExpedienteRow) -> Foto:
    """Keep how a case stands now, to compare it later."""
    tx.session.flush()
    titulos = tx.session.execute(
        select(
            TituloRow.id,
            TituloRow.numero,
            TituloRow.fecha_legal,
            TituloRow.fecha_segura,
            TituloRow.entra_en_riesgo,
        )
        .where(TituloRow.expediente_id == expediente.id)
        .order_by(TituloRow.id)
    )
    return Foto(
        expediente.estado,
        {
            row.id: (row.nombre, row.vence)
            for row in de_caso(tx.session, expediente.id, ABIERTO)
        },
        {id_: (numero, Fechas(*dates)) for id_, numero, *dates in titulos},
        _debe(tx, expediente),
    )


def comparar(
    antes: Foto,
    despues: Foto,
    *,
    cumplidos: Sequence[Recontado] = (),
    notas: Sequence[str] = (),
) -> Efectos:
    """Tell what is not as it was."""
    terminos = []
    for id_, (nombre, vence) in antes.terminos.items():
        later = despues.terminos.get(id_)
        if later is None or later[1] != vence:
            end = later[1] if later else None
            terminos.append(CambioTermino(id_, nombre, vence, end))
    titulos = (
        CambioTitulo(id_, numero, fechas, despues.titulos[id_][1])
        for id_, (numero, fechas) in antes.titulos.items()
        if despues.titulos[id_][1] != fechas
    )
    known = antes.debe is not None and despues.debe is not None
    return Efectos(
        terminos=tuple(terminos),
        cumplidos=tuple(cumplidos),
        titulos=tuple(titulos),
        estado=despues.estado if despues.estado != antes.estado else "",
        debe=(antes.debe, despues.debe)
        if known and antes.debe != despues.debe  # type: ignore[arg-type]  # both known
        else None,
        notas=tuple(notas),
    )


def _debe(tx: Transaction, expediente: ExpedienteRow) -> Conceptos | None:
    hoy = tx.contexto.hoy
    rows = tx.session.scalars(
        select(ObligacionRow).where(
            ObligacionRow.expediente_id == expediente.id,
            ObligacionRow.estado == VIGENTE,
        )
    ).all()
    try:
        return sumar(
            liquidar_en(tx.session, tx.workspace, row, hoy).saldo for row in rows
        )
    except MissingParameterError:
        return None


def _del_estado(estado: str) -> Sequence[str]:
    if estado == SUSPENDIDO:
        return ["El expediente queda suspendido."]
    return ["El expediente deja de estar suspendido y sigue su trámite."]


def _del_termino(cambio: CambioTermino) -> str:
    before = fecha_larga(cambio.antes)
    if cambio.despues is None:
        return f"El término «{cambio.nombre}», que vencía el {before}, queda anulado."
    return (
        f"El término «{cambio.nombre}» vencía el {before} y pasa a vencer el "
        f"{fecha_larga(cambio.despues)}."
    )


def _del_cumplido(cambio: Recontado) -> str:
    return (
        f"El término «{cambio.nombre}» ya se cumplió y no se toca: vencía el "
        f"{fecha_larga(cambio.antes)}, y así contado habría vencido el "
        f"{fecha_larga(cambio.despues)}. Revise si importa."
    )


def _del_titulo(cambio: CambioTitulo) -> Sequence[str]:
    name = f"título n.º {cambio.numero}"
    before, after = cambio.antes, cambio.despues
    told = []
    if before.legal != after.legal:
        told.append(
            f"La acción de cobro del {name} prescribía el {_dia(before.legal)} y pasa "
            f"a prescribir el {_dia(after.legal)}."
        )
    if before.segura != after.segura:
        told.append(
            f"La fecha segura del {name} pasa del {_dia(before.segura)} al "
            f"{_dia(after.segura)}."
        )
    if before.riesgo != after.riesgo:
        told.append(
            f"El {name} entra en riesgo de prescripción el {_dia(after.riesgo)}, ya no "
            f"el {_dia(before.riesgo)}."
        )
    return told


def _del_dinero(antes: Conceptos, despues: Conceptos) -> Sequence[str]:
    pairs = (
        ("el saldo de capital", antes.capital, despues.capital),
        ("los intereses", antes.intereses, despues.intereses),
        ("las costas", antes.costas, despues.costas),
    )
    return [
        f"A hoy, {name}: {pesos(before)} antes, {pesos(after)} ahora."
        for name, before, after in pairs
        if before != after
    ]


def _dia(day: dt.date | None) -> str:
    return fecha_larga(day) if day else "(sin fecha)"


def _fechas_json(fechas: Fechas) -> dict[str, str | None]:
    names = ("fecha_legal", "fecha_segura", "entra_en_riesgo")
    return {
        name: day.isoformat() if day else None
        for name, day in zip(names, fechas, strict=True)
    }


def _deuda_json(conceptos: Conceptos) -> dict[str, object]:
    return {
        "capital": en_pesos(conceptos.capital),
        "intereses": en_pesos(conceptos.intereses),
        "costas": en_pesos(conceptos.costas),
    }
