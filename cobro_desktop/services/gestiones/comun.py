"""The words of the contacts with a debtor, and when one counts as gestión."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.procedimiento import Etapa, Rol

if TYPE_CHECKING:
    from cobro_desktop.storage.rows import ExpedienteRow

LLAMADA: Final = "llamada"
VISITA: Final = "visita"
MEDIOS: Final = {
    LLAMADA: "llamada",
    VISITA: "visita",
    "correo": "correo electrónico",
    "sms": "mensaje de texto",
    "carta": "carta",
    "presencial": "atención en la oficina",
}
"""Means of a contact, as a sentence names them."""
SIN_HORARIO: Final = frozenset({"carta", "presencial"})
"""Means that wait for the debtor: they are not bound to hours of contact."""
RESULTADOS: Final = {
    "informado": "Se informó al deudor",
    "promesa": "Prometió pagar",
    "recado": "Se dejó recado sin detalles",
    "no_contesta": "Nadie contestó",
    "equivocado": "El número o la dirección no es del deudor",
    "entregado": "Entregado",
    "no_entregado": "No se entregó",
}
"""How a contact ended."""
SIN_CONTACTO: Final = frozenset({"no_contesta", "equivocado", "no_entregado"})
"""Ends in which nobody was reached."""
INFORMADO: Final = (
    "La obligación, su valor y cómo se paga.",
    "Que puede pedir una facilidad o acuerdo de pago.",
    "Lo que ocurre si el cobro pasa a la etapa coactiva.",
)
"""What the debtor is told of."""
QUIENES: Final = (Rol.PRO, Rol.COO, Rol.AUX, Rol.JEF)


def admitido(expediente: ExpedienteRow) -> bool:
    """Tell whether the title was admitted: its reception is over (PROCEDURES 1)."""
    return expediente.etapa != Etapa.RECEPCION
