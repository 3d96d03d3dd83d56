"""An institution's procedure as data: activities, evidence, fields, outcomes.

The shape of the institution's own table (DECISIONS 15); `resources/procedimientos`
holds the files and `services.procedimientos` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.requisitos import (
    Campo,
    Condicion,
    Evidencia,
    ReglaInvocada,
    Respuestas,
    TipoCampo,
    TipoEvidencia,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = [
    "Actividad",
    "Ambito",
    "Campo",
    "Condicion",
    "Desde",
    "Etapa",
    "Evidencia",
    "Fin",
    "Plazo",
    "Procedimiento",
    "Propuesta",
    "Reentrada",
    "ReglaInvocada",
    "Respuestas",
    "Rol",
    "Salida",
    "SalidaComun",
    "TipoCampo",
    "TipoEvidencia",
    "Unidad",
]


class Etapa(StrEnum):
    """The stage of collection that an activity belongs to (DECISIONS 9)."""

    RECEPCION = "recepcion"
    PERSUASIVO = "persuasivo"
    COACTIVO = "coactivo"
    TERMINACION = "terminacion"


ETAPAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Etapa.RECEPCION: "Recepción",
        Etapa.PERSUASIVO: "Cobro persuasivo",
        Etapa.COACTIVO: "Cobro coactivo",
        Etapa.TERMINACION: "Terminación",
    }
)
"""The stages as a person reads them."""


class Rol(StrEnum):
    """Who may do, review or sign (PROCEDURES, roles)."""

    AUX = "AUX"
    PRO = "PRO"
    COO = "COO"
    JEF = "JEF"
    REP = "REP"
    SUB = "SUB"
    FIN = "FIN"
    TES = "TES"
    COM = "COM"
    ADM = "ADM"


class Ambito(StrEnum):
    """Whether an activity works on one case or on the portfolio (DECISIONS 20)."""

    EXPEDIENTE = "expediente"
    CARTERA = "cartera"


class Fin(StrEnum):
    """The ends of a case; each is an `estado` of the expediente (DECISIONS 9)."""

    ARCHIVADO = "ARCHIVADO"
    DEVUELTO = "DEVUELTO"
    REMITIDO_SDH = "REMITIDO_SDH"
    REPORTADO_BDME = "REPORTADO_BDME"
    SESION = "SESION"
    """End of a portfolio run; no case has it."""


class Unidad(StrEnum):
    """How the time of an activity counts."""

    HABILES = "habiles"
    CALENDARIO = "calendario"
    MESES = "meses"
    ANIOS = "anios"
    INMEDIATO = "inmediato"


class Desde(StrEnum):
    """The date from which the time of an activity counts."""

    ENTRADA = "entrada"
    EXIGIBILIDAD = "exigibilidad"
    EJECUTORIA = "ejecutoria"
    NOTIFICACION = "notificacion"
    RECEPCION = "recepcion"


class Propuesta(StrEnum):
    """When an outcome is proposed before anybody chooses (F48)."""

    NADA = ""
    COMPLETOS = "completos"
    """Every requirement that was judged is met, or does not apply."""
    INCOMPLETOS = "incompletos"
    """One at least is not met."""


@dataclass(frozen=True, slots=True)
class Salida:
    """An outcome; exactly one of `siguiente`, `permanece`, `regresa`, `fin` is set."""

    resultado: str
    etiqueta: str
    siguiente: str | None = None
    permanece: bool = False
    regresa: bool = False
    """Goes to the activity that sent the case here (DECISIONS 19)."""
    fin: Fin | None = None
    reglas: tuple[ReglaInvocada, ...] = ()
    suspende: bool = False
    """Suspends the activity that is left, to come back with `regresa` (rule 4)."""
    ayuda: str = ""
    """When to choose it, if its label does not say enough."""
    propone: Propuesta = Propuesta.NADA
    """What the checklists of the activity must say for it to be proposed."""
    evidencia: tuple[Evidencia, ...] = ()
    """Asked by a common outcome, besides the evidence of the activity."""


_UNIDADES = {
    Unidad.HABILES: ("día hábil", "días hábiles"),
    Unidad.CALENDARIO: ("día calendario", "días calendario"),
    Unidad.MESES: ("mes", "meses"),
    Unidad.ANIOS: ("año", "años"),
}
_DESDE = {
    Desde.ENTRADA: "",
    Desde.EXIGIBILIDAD: " desde la exigibilidad",
    Desde.EJECUTORIA: " desde la ejecutoria",
    Desde.NOTIFICACION: " desde la notificación",
    Desde.RECEPCION: " desde la recepción",
}


@dataclass(frozen=True, slots=True)
class Plazo:
    """The time an activity may take."""

    cantidad: int
    unidad: Unidad
    desde: Desde = Desde.ENTRADA
    opcion: str = ""
    """Key of the switch (DECISIONS 42) that may change the unit or the amount."""

    @property
    def texto(self) -> str:
        """The time in words: `45 días hábiles desde la exigibilidad`."""
        if self.unidad is Unidad.INMEDIATO:
            return "de inmediato"
        uno, varios = _UNIDADES[self.unidad]
        tiempo = f"{self.cantidad} {uno if self.cantidad == 1 else varios}"
        return tiempo + _DESDE[self.desde]


@dataclass(frozen=True, slots=True)
class Actividad:
    """A numbered activity of the institution's table."""

    id: str
    etapa: Etapa
    nombre: str
    responsable: str
    rol: tuple[Rol, ...]
    descripcion: str = ""
    """What is done and why, in our own words, a few lines."""
    norma: str = ""
    revisa: tuple[Rol, ...] = ()
    firma: tuple[Rol, ...] = ()
    envia: str = ""
    """The office that sends what is signed, where the table names one."""
    control: bool = False
    punto_control: str = ""
    """What the table's column of control points says, in short."""
    registro: str = ""
    """What the institution's table asks as record, in short."""
    plazo: Plazo | None = None
    documentos: tuple[str, ...] = ()
    reglas: tuple[ReglaInvocada, ...] = ()
    fuera_de_turno: bool = False
    fuera_de_turno_desde: tuple[str, ...] = ()
    """Activities that open it out of turn once the case is in or past one."""
    ambito: Ambito = Ambito.EXPEDIENTE
    evidencia: tuple[Evidencia, ...] = ()
    campos: tuple[Campo, ...] = ()
    salidas: tuple[Salida, ...] = ()


@dataclass(frozen=True, slots=True)
class SalidaComun:
    """An outcome that any activity of the case graph offers (DECISIONS 17)."""

    resultado: str
    etiqueta: str
    siguiente: str
    reglas: tuple[ReglaInvocada, ...] = ()
    etapas: tuple[Etapa, ...] = ()
    """The stages from which it may be taken; empty means any."""
    evidencia: tuple[Evidencia, ...] = ()


@dataclass(frozen=True, slots=True)
class Reentrada:
    """A door back from an end of the case (PROCEDURES, rule 6)."""

    fin: Fin
    resultado: str
    etiqueta: str
    siguiente: str


@dataclass(frozen=True, slots=True)
class Procedimiento:
    """A version of an institution's procedure."""

    codigo: str
    sigla: str
    nombre: str
    version: int
    alias: tuple[str, ...]
    inicio: str
    inicio_cartera: tuple[str, ...]
    actividades: Mapping[str, Actividad]
    """In the order of the institution's table."""
    salidas_comunes: tuple[SalidaComun, ...] = ()
    reentradas: tuple[Reentrada, ...] = ()
    vigente_desde: date | None = None

    def salidas(self, actividad_id: str) -> tuple[Salida, ...]:
        """Return an activity's own outcomes, then the common ones that apply."""
        actividad = self.actividades[actividad_id]
        own = {s.resultado for s in actividad.salidas}
        comunes = (
            Salida(
                c.resultado,
                c.etiqueta,
                siguiente=c.siguiente,
                reglas=c.reglas,
                evidencia=c.evidencia,
            )
            for c in self.salidas_comunes
            if actividad.ambito is Ambito.EXPEDIENTE
            and c.siguiente != actividad_id
            and c.resultado not in own
            and (not c.etapas or actividad.etapa in c.etapas)
        )
        return (*actividad.salidas, *comunes)

    def salida(self, actividad_id: str, resultado: str) -> Salida | None:
        """Return the outcome that the activity offers by that name, if it does.

        An activity that only an older version had offers none.
        """
        if actividad_id not in self.actividades:
            return None
        salidas = self.salidas(actividad_id)
        return next((s for s in salidas if s.resultado == resultado), None)

    def evidencias(self, actividad_id: str) -> tuple[Evidencia, ...]:
        """Return what may be filed in an activity, common outcomes included."""
        comunes = (e for s in self.salidas(actividad_id) for e in s.evidencia)
        unicas = {
            e.id: e for e in (*self.actividades[actividad_id].evidencia, *comunes)
        }
        return tuple(unicas.values())
