"""How an agreement and its instalments read: icon, word and tone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo, Garantia
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.domain.seguimiento_acuerdo import EstadoCuota, FaseAcuerdo
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido

METODOS = {
    Metodo.CAPITAL_CONSTANTE: "A · Capital constante",
    Metodo.CUOTA_FIJA: "B · Cuota fija",
}
GARANTIAS = {
    Garantia.NINGUNA: "Sin garantía",
    Garantia.PERSONAL: "Personal",
    Garantia.REAL: "Real, bancaria o bienes embargados",
}
_FASES = {
    FaseAcuerdo.SOLICITADO: Mark("Solicitado", Icon.SOON, Tone.ACCENT),
    FaseAcuerdo.AL_DIA: Mark("Al día", Icon.OK, Tone.OK),
    FaseAcuerdo.EN_MORA: Mark("En mora", Icon.OVERDUE, Tone.DANGER),
    FaseAcuerdo.INEFICAZ: Mark("Sin efecto", Icon.PRESCRIBED, Tone.DANGER),
    FaseAcuerdo.CUMPLIDO: Mark("Pagado, por cerrar", Icon.CHECK, Tone.OK),
}
_ESTADOS = {
    EstadoAcuerdo.CUMPLIDO: Mark("Cumplido", Icon.OK, Tone.OK),
    EstadoAcuerdo.INCUMPLIDO: Mark("Incumplido", Icon.PRESCRIBED, Tone.DANGER),
    EstadoAcuerdo.NEGADO: Mark("Negado", Icon.CANCEL, Tone.NEUTRAL),
    EstadoAcuerdo.ANULADO: Mark("Anulado", Icon.CANCEL, Tone.NEUTRAL),
}
_CUOTAS = {
    EstadoCuota.PENDIENTE: Mark("Pendiente", Icon.PENDING, Tone.MUTED),
    EstadoCuota.PARCIAL: Mark("Abonada en parte", Icon.THIS, Tone.ACCENT),
    EstadoCuota.VENCIDA: Mark("Vencida", Icon.OVERDUE, Tone.DANGER),
    EstadoCuota.PAGADA: Mark("Pagada", Icon.OK, Tone.OK),
    EstadoCuota.PAGADA_TARDE: Mark("Pagada tarde", Icon.CHECK, Tone.WARN),
}
SALDADA = Mark("Sin saldo", Icon.OK, Tone.OK)
"""Of an instalment that is not asked for any more: the debt is paid."""


def agreement_mark(followed: AcuerdoSeguido) -> Mark:
    """Return how an agreement stands."""
    if followed.estado in _ESTADOS:
        return _ESTADOS[followed.estado]
    return _FASES[followed.situacion.fase]


def instalment_mark(estado: EstadoCuota, *, saldada: bool) -> Mark:
    """Return how an instalment stands."""
    if saldada and estado is not EstadoCuota.PAGADA:
        return SALDADA
    return _CUOTAS[estado]
