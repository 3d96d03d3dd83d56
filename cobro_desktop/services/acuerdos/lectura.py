"""The agreements of a case as the window and the command line show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.seguimiento_acuerdo import EstadoCuota, FaseAcuerdo
from cobro_desktop.services.acuerdos.registro import reglas_de
from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido, seguidos
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.acuerdo import ReglasAcuerdo, Reparo
    from cobro_desktop.domain.plan_pagos import Cuota
    from cobro_desktop.domain.seguimiento_acuerdo import CuotaSeguida
    from cobro_desktop.services.acuerdos.plan import PlanCaso
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries import acuerdos as consultas

_FASES = {
    FaseAcuerdo.SOLICITADO: "Solicitado",
    FaseAcuerdo.AL_DIA: "Al día",
    FaseAcuerdo.EN_MORA: "En mora",
    FaseAcuerdo.INEFICAZ: "Sin efecto",
    FaseAcuerdo.CUMPLIDO: "Pagado: falta cerrarlo",
}
_ESTADOS = {
    EstadoAcuerdo.CUMPLIDO: "Cumplido",
    EstadoAcuerdo.INCUMPLIDO: "Incumplido",
    EstadoAcuerdo.NEGADO: "Negado",
    EstadoAcuerdo.ANULADO: "Anulado",
}
ESTADOS_DE_CUOTA = {
    EstadoCuota.PENDIENTE: "Pendiente",
    EstadoCuota.PARCIAL: "Abonada en parte",
    EstadoCuota.VENCIDA: "Vencida",
    EstadoCuota.PAGADA: "Pagada",
    EstadoCuota.PAGADA_TARDE: "Pagada tarde",
}


@dataclass(frozen=True, slots=True)
class AcuerdosDelCaso:
    """Every agreement of a case on a day, and what its institution rules."""

    expediente_id: int
    numero: str
    deudor: str
    hoy: dt.date
    reglas: ReglasAcuerdo
    acuerdos: tuple[AcuerdoSeguido, ...]
    """The latest first."""

    @property
    def ultimo(self) -> AcuerdoSeguido | None:
        """The one that matters now."""
        return self.acuerdos[0] if self.acuerdos else None


def ver_acuerdos(
    workspace: Workspace, expediente_id: int, hoy: dt.date
) -> AcuerdosDelCaso:
    """Read the agreements of a case as they stand on a day.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.base.read() as session:
        expediente = session.get(ExpedienteRow, expediente_id)
        if expediente is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        reglas = reglas_de(session, sigla_de(session, expediente))
        found = seguidos(session, expediente_id, hoy, reglas)
        names = (expediente.numero, expediente.deudor)
    return AcuerdosDelCaso(expediente_id, *names, hoy, reglas, tuple(found))


def estado_en_palabras(seguido: AcuerdoSeguido) -> str:
    """Say how an agreement stands: `En mora`, `Cumplido`."""
    if seguido.estado in _ESTADOS:
        return _ESTADOS[seguido.estado]
    return _FASES[seguido.situacion.fase]


def acuerdo_en_json(seguido: AcuerdoSeguido, hoy: dt.date) -> dict[str, object]:
    """Return an agreement as JSON values, amounts in pesos."""
    acuerdo, stands = seguido.acuerdo, seguido.situacion
    day = min(hoy, acuerdo.cerrado) if acuerdo.cerrado else hoy
    owed = acuerdo.capital + acuerdo.intereses + acuerdo.costas
    return {
        "acuerdo": acuerdo.id,
        "estado": acuerdo.estado,
        "fase": str(stands.fase),
        "en_mora": stands.en_mora,
        "consecutivas": stands.consecutivas,
        "permite_declarar": stands.permite_declarar,
        "solicitado": acuerdo.solicitado.isoformat(),
        "firma": _iso(acuerdo.firma),
        "primera": _iso(acuerdo.primera),
        "metodo": acuerdo.metodo,
        "garantia": acuerdo.garantia,
        "deuda": {
            "capital": en_pesos(acuerdo.capital),
            "intereses": en_pesos(acuerdo.intereses),
            "costas": en_pesos(acuerdo.costas),
            "total": en_pesos(owed),
        },
        "cuotas": [
            cuota_en_json(row) | _pagado_en_json(paid, day)
            for row, paid in zip(acuerdo.filas, seguido.cuotas, strict=True)
        ],
        "total": en_pesos(sum(row.total for row in acuerdo.filas)),
        "pagado": en_pesos(seguido.pagado),
        "incumplido_desde": _iso(acuerdo.incumplido_desde or stands.incumplido_desde),
        "cerrado": _iso(acuerdo.cerrado),
        "motivo": acuerdo.motivo,
    }


def plan_en_json(planeado: PlanCaso) -> dict[str, object]:
    """Return a plan that nobody signed yet as JSON values, amounts in pesos."""
    debt, plan = planeado.deuda, planeado.plan
    return {
        "deuda": {
            "capital": en_pesos(debt.capital),
            "intereses": en_pesos(debt.intereses),
            "costas": en_pesos(debt.costas),
            "total": en_pesos(debt.total),
        },
        "metodo": str(plan.metodo),
        "meses": planeado.condiciones.meses,
        "cuotas": [cuota_en_json(c) for c in planeado.cuotas],
        "cuota_fija": None if plan.cuota_fija is None else en_pesos(plan.cuota_fija),
        "total": en_pesos(planeado.total),
        "advertencias": list(plan.advertencias),
    }


def cuota_en_json(cuota: Cuota | consultas.Cuota) -> dict[str, object]:
    """Return an instalment as JSON values, amounts in pesos."""
    return {
        "numero": cuota.numero,
        "vence": cuota.vence.isoformat(),
        "nominal": cuota.nominal.isoformat(),
        "capital": en_pesos(cuota.capital),
        "interes_causado": en_pesos(cuota.interes_causado),
        "interes_plazo": en_pesos(cuota.interes_plazo),
        "costas": en_pesos(cuota.costas),
        "total": en_pesos(cuota.total),
    }


def reparo_en_json(reparo: Reparo) -> dict[str, object]:
    """Return an objection as JSON values."""
    return {
        "texto": reparo.texto,
        "norma": reparo.norma,
        "impide": reparo.impide,
        "absoluto": reparo.absoluto,
    }


def _pagado_en_json(cuota: CuotaSeguida, day: dt.date) -> dict[str, object]:
    return {
        "abonado": en_pesos(cuota.abonado),
        "pagada": _iso(cuota.pagada),
        "estado": str(cuota.estado(day)),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
