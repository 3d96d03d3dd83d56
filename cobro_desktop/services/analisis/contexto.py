"""Everything that an analysis of a case looks at, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.cartera import Respuesta
from cobro_desktop.domain.errors import MissingParameterError, NotFoundError
from cobro_desktop.domain.hechos_marcables import CLASE, ActoDicho, conocer
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.calculadoras.calculo import Marco
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.hechos import MANDAMIENTO
from cobro_desktop.services.liquidaciones import VIGENTE, liquidar_caso_en
from cobro_desktop.storage.queries import analisis, detalle, dinero
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.cartera import Respuesta as Contesta
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.hechos_marcables import HechoConocido
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.conceptos import Concepto
    from cobro_desktop.services.workspace import Workspace

GESTIONES = frozenset(
    {
        "oficio-persuasivo",
        "constancia-llamada",
        "acta-visita",
        "registro-campana",
        MANDAMIENTO,
    }
)
"""Documents that prove that somebody tried to collect."""
_REMITIDO = str(Fin.REMITIDO_SDH)
_QUE_DICEN = (str(TipoActuacion.CIERRE_ACTIVIDAD), str(TipoActuacion.NOTA))
"""Acts that tell facts of their case."""


@dataclass(frozen=True, slots=True)
class CasoAnalizado:
    """A case as the parts of the analysis see it."""

    marco: Marco
    expediente: detalle.ExpedienteDetalle
    deudores: Sequence[detalle.Deudor]
    titulos: Sequence[dinero.Titulo]
    obligaciones: Sequence[dinero.Obligacion]
    """Those that are owed."""
    conceptos: Mapping[str, Concepto]
    hechos: Mapping[str, HechoConocido]
    constancias: analisis.Constancias
    remite: bool
    """Whether its procedure sends the coactive stage to another entity."""
    antes: int
    """Open cases of the institution with an earlier safe date."""
    debe: Conceptos | None
    """What is owed today; None if it cannot be reckoned."""
    sin_liquidar: str
    """Why it cannot be reckoned."""

    @property
    def capital(self) -> Centavos:
        """Capital that is owed."""
        return sum(o.saldo_capital for o in self.obligaciones)

    @property
    def exigible(self) -> dt.date | None:
        """Since when the most recent obligation is owed."""
        return max((o.exigible for o in self.obligaciones), default=None)

    def respuesta(self, clave: str) -> Contesta:
        """Return what is known of a fact."""
        return self.hechos[clave].respuesta


def leer_caso(
    session: Session, workspace: Workspace, expediente_id: int, hoy: dt.date
) -> CasoAnalizado:
    """Read what an analysis needs.

    Raises:
        NotFoundError: there is no such case.
    """
    found = detalle.expediente(session, expediente_id)
    if found is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    remite = remite_a_hacienda(workspace.procedimiento(session, found.procedimiento_id))
    constancias = analisis.constancias(session, expediente_id, MANDAMIENTO)
    registros = _registros(found.estado, constancias, remite=remite)
    dichos = _dichos(analisis.actos(session, expediente_id, _QUE_DICEN))
    obligaciones = [
        o for o in dinero.obligaciones(session, expediente_id) if o.estado == VIGENTE
    ]
    debe: Conceptos | None = Conceptos(0, 0, 0)
    why = ""
    if obligaciones:
        debe, why = _owed(session, workspace, expediente_id, hoy)
    segura = found.fecha_segura
    return CasoAnalizado(
        marco=_marco(workspace, found.entidad, hoy),
        expediente=found,
        deudores=detalle.deudores(session, expediente_id),
        titulos=dinero.titulos(session, expediente_id),
        obligaciones=obligaciones,
        conceptos={c.id: c for c in load_conceptos(found.entidad, workspace.recursos)},
        hechos=conocer(dichos, registros),
        constancias=constancias,
        remite=remite,
        antes=analisis.con_fecha_anterior(session, found.entidad_id, segura)
        if segura
        else 0,
        debe=debe,
        sin_liquidar=why,
    )


class CasoDeLista(NamedTuple):
    """What the facts of a case depend on, beside its records."""

    id: int
    estado: str
    remite: bool
    """Whether its procedure sends the coactive stage to another entity."""


def hechos_de_casos(
    session: Session, casos: Sequence[CasoDeLista]
) -> Mapping[int, Mapping[str, HechoConocido]]:
    """Return the known facts of many cases, read a few thousand at a time."""
    found: dict[int, Mapping[str, HechoConocido]] = {}
    for chunk in trozos(casos):
        ids = [caso.id for caso in chunk]
        records = analisis.constancias_de(session, ids, MANDAMIENTO)
        acts = analisis.actos_de(session, ids, _QUE_DICEN)
        for caso in chunk:
            known = _registros(caso.estado, records[caso.id], remite=caso.remite)
            found[caso.id] = conocer(_dichos(acts[caso.id]), known)
    return found


def remite_a_hacienda(procedimiento: Procedimiento) -> bool:
    """Tell whether a procedure sends the coactive stage to another entity."""
    return any(
        salida.fin is Fin.REMITIDO_SDH
        for actividad in procedimiento.actividades.values()
        for salida in actividad.salidas
    )


def _marco(workspace: Workspace, sigla: str, hoy: dt.date) -> Marco:
    opciones, calendario = workspace.opciones(sigla), workspace.calendario(sigla)
    return Marco(opciones, workspace.referencia, calendario, hoy)


def _dichos(acts: Iterable[analisis.ActoGuardado]) -> list[ActoDicho]:
    said = []
    for act in acts:
        answers, note = act.datos.get("respuestas"), act.datos.get("clase") == CLASE
        said.append(
            ActoDicho(
                act.actividad,
                act.resultado,
                act.fecha,
                act.usuario,
                answers if isinstance(answers, dict) else {},
                str(act.datos.get("hecho", "")) if note else "",
                str(act.datos.get("valor", "")) if note else "",
                str(act.datos.get("motivo", "")) if note else "",
            )
        )
    return said


def _registros(
    estado: str, constancias: analisis.Constancias, *, remite: bool
) -> dict[str, tuple[Respuesta, str]]:
    """Tell the facts that the records of the case settle by themselves."""
    si, no = Respuesta.SI, Respuesta.NO
    sent = estado == _REMITIDO
    facts: dict[str, tuple[Respuesta, str]] = {}
    if sent:
        facts["remitido_sdh"] = (si, "El expediente está remitido a Hacienda")
    elif remite:
        facts["remitido_sdh"] = (no, "El expediente no se ha remitido")
    else:
        facts["remitido_sdh"] = (no, "La entidad adelanta su propio cobro coactivo")
    if "vigente" in constancias.acuerdos:
        facts["sin_acuerdo"] = (no, "Tiene un acuerdo vigente")
    elif not sent:  # Hacienda may have granted one since
        facts["sin_acuerdo"] = (si, "No hay un acuerdo vigente en el expediente")
    if constancias.bienes:
        facts["sin_bienes"] = (no, "Hay bienes anotados en el expediente")
    backed = bool(constancias.medidas) or constancias.garantia
    facts["con_respaldo"] = (
        (si, "Hay una medida vigente o una garantía en el expediente")
        if backed
        else (no, "No hay medidas vigentes ni garantías en el expediente")
    )
    if constancias.documentos & GESTIONES:
        facts["gestion_de_cobro"] = (si, "Hay un documento de cobro firmado")
    if constancias.notificado_en_persona:
        facts["no_localizado"] = (no, "Se le notificó en persona el mandamiento")
    return facts


def _owed(
    session: Session, workspace: Workspace, expediente_id: int, hoy: dt.date
) -> tuple[Conceptos | None, str]:
    try:
        caso = liquidar_caso_en(session, workspace, expediente_id, hoy)
    except MissingParameterError as error:
        return None, error.mensaje
    return caso.saldo, ""
