"""Each debtor of each act on a day: what was tried, what comes next (B18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.notificacion import CITACION, Medio, Resultado
from cobro_desktop.domain.orden_notificacion import (
    Intento,
    Propuesta,
    Seguimiento,
    Siguiente,
)
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.services.hechos import A_NOTIFICAR
from cobro_desktop.services.notificacion.conteo import MANDAMIENTO
from cobro_desktop.services.notificacion.reglas import load_notificaciones
from cobro_desktop.storage.queries.notificaciones import Envio, envios
from cobro_desktop.storage.rows import (
    DeudorRow,
    DocumentoRow,
    ExpedienteRow,
    PersonaRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.notificacion import ReglasNotificacion
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class EstadoDeudor:
    """Where the notification of an act to one debtor stands."""

    documento: str
    nombre: str
    """Of the document, as the institution calls it."""
    deudor: str
    numero: str
    """Document number of the debtor."""
    propuesta: Propuesta
    faltan: tuple[str, ...]
    """What the notification in force was recorded without."""
    envios: tuple[Envio, ...]
    """Oldest first, the citations included."""

    @property
    def notificado(self) -> bool:
        """Whether the act took effect for this debtor."""
        return self.propuesta.clase is Siguiente.NADA


@dataclass(frozen=True, slots=True)
class Lectura:
    """What the notifications of a case are read from."""

    envios: Sequence[Envio]
    archivo: frozenset[str]
    """Kinds of document on file."""
    reglas: ReglasNotificacion
    calendario: Calendario
    hoy: dt.date

    def de(self, documento: str, deudor_id: int) -> Seguimiento:
        """Follow an act to a debtor."""
        mine = tuple(self._de(documento, deudor_id))
        return Seguimiento(
            self.reglas.de(documento),
            [self._intento(one) for one in mine],
            self.hoy,
            self.calendario,
            citacion_en_archivo=CITACION in self.archivo,
        )

    def estado(
        self, documento: tuple[str, str], deudor: tuple[int, str, str]
    ) -> EstadoDeudor:
        """Say where an act (kind, name) stands for a debtor (id, name, number)."""
        kind, name = documento
        mine = tuple(self._de(kind, deudor[0]))
        valid = [e for e in mine if e.que == kind and e.efectiva and e.valida]
        lacks = tuple(valid[-1].datos.get("pendientes", ())) if valid else ()
        return EstadoDeudor(
            kind,
            name,
            deudor[1],
            deudor[2],
            self.de(kind, deudor[0]).siguiente(),
            lacks,
            mine,
        )

    def pendiente(self, documento: str, deudor_id: int, medio: str) -> Envio | None:
        """Return the last attempt by a means whose result is not known."""
        waiting = [
            e
            for e in self.envios
            if (e.que, e.deudor_id, e.medio) == (documento, deudor_id, medio)
            and e.resultado == Resultado.PENDIENTE
        ]
        return waiting[-1] if waiting else None

    def autorizacion(self, deudor_id: int) -> str:
        """Return the acceptance of the electronic means that is on record."""
        told = (
            str(e.datos.get("autorizacion", ""))
            for e in self.envios
            if e.deudor_id == deudor_id
        )
        return next(filter(None, told), "")

    def _de(self, documento: str, deudor_id: int) -> Iterator[Envio]:
        for one in self.envios:
            cites = one.que == CITACION and (
                one.datos.get("cita", MANDAMIENTO) == documento
            )
            if one.deudor_id == deudor_id and (one.que == documento or cites):
                yield one

    def _intento(self, envio: Envio) -> Intento:
        return Intento(
            Medio(envio.medio),
            Resultado(envio.resultado) if envio.valida else Resultado.FALLIDA,
            envio.enviada,
            envio.efectiva if envio.valida else None,
            self.reglas.causa(envio.causa) if envio.causa else None,
            envio.guia,
            citacion=envio.que == CITACION,
        )


def leer(
    session: Session, workspace: Workspace, expediente: ExpedienteRow, hoy: dt.date
) -> Lectura:
    """Read the notifications of a case."""
    kinds = session.scalars(
        select(DocumentoRow.tipo).where(
            DocumentoRow.expediente_id == expediente.id,
            DocumentoRow.estado != "anulado",
        )
    )
    return Lectura(
        envios(session, expediente.id),
        frozenset(kinds),
        load_notificaciones(sigla_de(session, expediente)),
        calendario_de(session, workspace, expediente, hoy),
        hoy,
    )


def notificaciones_de(
    workspace: Workspace, expediente_id: int, hoy: dt.date
) -> list[EstadoDeudor]:
    """Return each act that is being notified, debtor by debtor.

    The mandamiento is there from the day that it is on file.

    Raises:
        NotFoundError: no such case.
        MissingParameterError: holidays that are not known.
    """
    with workspace.base.read() as session:
        case = session.get(ExpedienteRow, expediente_id)
        if case is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        found = leer(session, workspace, case, hoy)
        sigla = sigla_de(session, case)
        people = deudores(session, expediente_id)
    named = {n for n, _, _, _ in people}
    acts = dict.fromkeys(e.que for e in found.envios if e.que != CITACION)
    cited = (
        e.datos.get("cita", MANDAMIENTO) for e in found.envios if e.que == CITACION
    )
    acts |= dict.fromkeys(str(one) for one in cited)
    if MANDAMIENTO in found.archivo:
        acts.setdefault(MANDAMIENTO)
    tried = {(e.que, e.deudor_id) for e in found.envios}
    assert named >= {d for _, d in tried}, "attempts are of debtors of the case"
    return [
        found.estado((act, nombre_de(act, sigla)), (id_, name, number))
        for act in acts
        for id_, name, number, rol in people
        if rol in A_NOTIFICAR or (act, id_) in tried
    ]


def deudores(session: Session, expediente_id: int) -> list[tuple[int, str, str, str]]:
    """Return id, name, document number and role of the debtors of a case."""
    query = (
        select(DeudorRow.id, PersonaRow.nombre, PersonaRow.numero, DeudorRow.rol)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(DeudorRow.expediente_id == expediente_id)
        .order_by(DeudorRow.id)
    )
    return [(i, name, number, rol) for i, name, number, rol in session.execute(query)]


def nombre_de(documento: str, sigla: str) -> str:
    """Name a document as its institution does; another's keeps its own word."""
    tipo = CATALOGO.get(documento)
    return tipo.nombre_en(sigla) if tipo else documento
