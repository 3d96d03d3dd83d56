"""What the documents of measures and deposits know of their case (RULES 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.documents.contextos.medidas import DepositoImpreso, MedidaImpresa
from cobro_desktop.domain.embargo import (
    Cuenta,
    Persona,
    ReglaInembargable,
    ReglaLimite,
    limite_inembargable,
)
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.bienes.depositos import CONSTITUIDO
from cobro_desktop.services.bienes.medidas import (
    COMUNICADA,
    DECRETADA,
    LEVANTADA,
    LIMITE,
    NO_ACATADA,
    REGISTRADA,
    TIPOS,
)
from cobro_desktop.services.documentos.anteriores import (
    acto,
    anterior,
    anteriores,
    nombrar,
)
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.documentos.elecciones import DESTINATARIO, Eleccion
from cobro_desktop.services.hechos import MANDAMIENTO, hechos_de
from cobro_desktop.services.liquidaciones import liquidar_caso_en
from cobro_desktop.storage.rows import (
    BienRow,
    DepositoRow,
    DeudorRow,
    MedidaRow,
    PersonaRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.documentos.lectura import Lectura

INEMBARGABLE: Final = "inembargable.regla"
ORDENES: Final = ("resolucion-recurso", "resolucion-excepciones", "orden-ejecucion")
_NORMAS: Final = {
    ReglaLimite.ET_A: "el artículo 838 del Estatuto Tributario",
    ReglaLimite.ET_B: "el artículo 838 del Estatuto Tributario",
    ReglaLimite.CGP: "el numeral 10 del artículo 593 del Código General del Proceso",
}
_DINERO: Final = frozenset({"embargo_cuentas", "embargo_salario", "embargo_creditos"})
_VEHICULO: Final = "vehiculo"
_RASGOS: Final = {
    "embargo_cuentas": "es_banco",
    "embargo_salario": "es_pagador",
    "embargo_creditos": "es_credito",
    "embargo_remanentes": "es_remanente",
    "embargo_bien": "es_registro",
}
"""Kind of measure, and what its addressee is in the oficio."""

_OFICINAS: Final = {
    "": "Oficina que cumple la medida",
    "es_banco": "Área de embargos",
    "es_registro": "Oficina de registro",
    "es_transito": "Organismo de tránsito",
    "es_pagador": "Pagador o área de nómina",
    "es_credito": "Área de pagos",
    "es_remanente": "Autoridad que adelanta el proceso",
}
"""Who reads the oficio, inside the addressee."""


class MedidaLeida(NamedTuple):
    """A measure with its goods and its debtor."""

    row: MedidaRow
    bien: BienRow | None
    persona: PersonaRow

    @property
    def rasgo(self) -> str:
        """What the addressee is: a bank, a registry or a payer."""
        if self.bien is not None and self.bien.clase == _VEHICULO:
            return "es_transito"
        return _RASGOS.get(self.row.tipo, "")


def datos_del_auto(lectura: Lectura) -> dict[str, Any]:
    """Return the measures to decree; those not yet communicated come first."""
    rows = medidas_leidas(lectura, (DECRETADA,)) or medidas_leidas(
        lectura, (COMUNICADA, REGISTRADA)
    )
    kinds = {m.row.tipo for m in rows}
    facts = hechos_de(
        lectura.session, lectura.workspace, lectura.caso.expediente, lectura.fecha
    )
    return {
        "medidas": tuple(imprimir(m) for m in rows),
        **_limite(lectura, rows),
        "acto_mandamiento": acto(lectura, MANDAMIENTO),
        "es_previa": not facts.deudores <= facts.notificado(MANDAMIENTO),
        "hay_dinero": bool(kinds & _DINERO),
        "hay_cuentas": "embargo_cuentas" in kinds,
        "hay_salario": "embargo_salario" in kinds,
        "hay_registro": "embargo_bien" in kinds,
        "inembargable": _inembargable(lectura, rows),
    }


def datos_del_oficio(lectura: Lectura) -> dict[str, Any]:
    """Return the measures of the chosen addressee, to be carried out."""
    rows = _del_destinatario(lectura, (DECRETADA, COMUNICADA, NO_ACATADA, REGISTRADA))
    known = _dirigido(lectura, rows) | {
        "acto_medidas": acto(lectura, "auto-medidas"),
        **_limite(lectura, rows),
        "retiene": any(m.row.tipo in _DINERO for m in rows),
        "inembargable": _inembargable(lectura, rows),
    }
    return known | {m.rasgo: True for m in rows if m.rasgo}


def datos_del_levantamiento(lectura: Lectura) -> dict[str, Any]:
    """Return the measures to lift; the act that ends the case lifts them all."""
    states = (DECRETADA, COMUNICADA, NO_ACATADA, REGISTRADA, LEVANTADA)
    found = _del_destinatario(lectura, states)
    alive = [m for m in found if m.row.estado != LEVANTADA]
    ending = anterior(
        lectura, "auto-archivo", "resolucion-excepciones", "resolucion-recurso"
    )
    archived = ending is not None and ending.tipo == "auto-archivo"
    rows = alive or found
    known = _dirigido(lectura, rows) | {
        "acto_levanta": nombrar(ending) if ending else "",
        "acto_medidas": acto(lectura, "auto-medidas"),
        "oficio_embargo": _oficio_de(lectura),
        "retiene": any(m.row.tipo in _DINERO for m in rows),
    }
    if archived:
        known["motivo"] = "haber terminado el procedimiento de cobro"
    reasons = [m.row.observacion for m in rows if m.row.estado == LEVANTADA]
    if any(reasons):
        known["motivo"] = reasons[0][:1].lower() + reasons[0][1:].rstrip(".")
    return known


def datos_de_la_verificacion(lectura: Lectura) -> dict[str, Any]:
    """Return the measures that were told and whose state is asked."""
    rows = _del_destinatario(lectura, (COMUNICADA, NO_ACATADA, REGISTRADA))
    return _dirigido(lectura, rows) | {
        "oficio_embargo": _oficio_de(lectura),
        "retiene": any(m.row.tipo in _DINERO for m in rows),
    }


def datos_del_deposito(lectura: Lectura) -> dict[str, Any]:
    """Return each deposit and how much of it is applied: up to what is owed.

    They are applied in the order they were made; what passes the debt is given back.
    """
    rows = _depositos(lectura)
    debt = liquidar_caso_en(
        lectura.session, lectura.workspace, lectura.caso.expediente.id, lectura.fecha
    ).saldo
    left, printed, split = debt.total, [], []
    applied = given = 0
    for row in rows:
        taken = min(row.valor, left)
        rest = row.valor - taken
        left, applied, given = left - taken, applied + taken, given + rest
        printed.append(_deposito(row, taken, rest))
        if taken and rest:
            split.append(
                f"El depósito n.º {row.numero}, de {pesos(row.valor)}, en dos: uno de "
                f"{pesos(taken)} y otro de {pesos(rest)}."
            )
    return {
        "depositos": tuple(printed),
        "acto_orden": acto(lectura, *ORDENES),
        "acto_liquidacion": acto(lectura, "auto-objecion-liquidacion"),
        "aplicado": pesos(applied) if applied else "",
        "aplicado_letras": _letras(applied),
        "entregado": pesos(given) if given else "",
        "entregado_letras": _letras(given),
        "fracciona": tuple(split),
        "saldo": pesos(left) if left else "",
    }


def medidas_leidas(lectura: Lectura, estados: Sequence[str]) -> list[MedidaLeida]:
    """Return the measures of a case in some states, the oldest first."""
    query = (
        select(MedidaRow, BienRow, PersonaRow)
        .outerjoin(BienRow, BienRow.id == MedidaRow.bien_id)
        .outerjoin(DeudorRow, DeudorRow.id == MedidaRow.deudor_id)
        .outerjoin(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(
            MedidaRow.expediente_id == lectura.caso.expediente.id,
            MedidaRow.estado.in_(estados),
            MedidaRow.decretada <= lectura.fecha,
        )
        .order_by(MedidaRow.id)
    )
    principal = lectura.caso.principal
    return [
        MedidaLeida(row, bien, persona or principal)
        for row, bien, persona in lectura.session.execute(query)
    ]


def imprimir(medida: MedidaLeida) -> MedidaImpresa:
    """Write a measure as a row of a table."""
    row, bien = medida.row, medida.bien
    what = "Las que tenga a su nombre"
    if bien is not None:
        number = f", {bien.identificacion}" if bien.identificacion else ""
        what = f"{bien.descripcion}{number}"
    elif row.tipo != "embargo_cuentas":
        what = "Lo que corresponda al deudor"
    return MedidaImpresa(
        medida=TIPOS[row.tipo],
        bien=what,
        deudor=f"{medida.persona.nombre}, {identificacion(medida.persona)}",
        destinatario=row.destinatario,
        limite=pesos(row.limite),
        fecha=fecha_larga(row.decretada),
    )


def _limite(lectura: Lectura, rows: Sequence[MedidaLeida]) -> dict[str, str]:
    """Say how much may be taken in all: the highest limit, for it is one debt."""
    regla = ReglaLimite(lectura.workspace.opciones(lectura.caso.perfil.sigla)[LIMITE])
    most = max((m.row.limite for m in rows), default=0)
    return {
        "limite": pesos(most) if most else "",
        "limite_letras": _letras(most),
        "norma_limite": _NORMAS[regla],
    }


def _inembargable(lectura: Lectura, rows: Sequence[MedidaLeida]) -> str:
    """Say what of a savings account is out of reach (ET 837-1); persons only."""
    if not any(
        m.row.tipo == "embargo_cuentas" and m.persona.tipo_documento != "NIT"
        for m in rows
    ):
        return ""
    opciones = lectura.workspace.opciones(lectura.caso.perfil.sigla)
    regla = ReglaInembargable(opciones[INEMBARGABLE])
    referencia = lectura.workspace.referencia
    uvt = regla is ReglaInembargable.UVT_510
    try:
        unit = (referencia.uvt if uvt else referencia.smlmv).de(lectura.fecha.year)
    except MissingParameterError:
        return ""
    found = limite_inembargable(Persona.NATURAL, Cuenta.AHORROS, unit.valor, regla)
    times, name = ("510", "UVT") if uvt else ("25", "salarios mínimos mensuales")
    return f"{pesos(found)} ({times} {name})" if found else ""


def _del_destinatario(lectura: Lectura, estados: Sequence[str]) -> list[MedidaLeida]:
    chosen = lectura.datos.get(DESTINATARIO, "")
    rows = medidas_leidas(lectura, estados)
    return [m for m in rows if m.row.destinatario == chosen]


def _dirigido(lectura: Lectura, rows: Sequence[MedidaLeida]) -> dict[str, Any]:
    chosen = lectura.datos.get(DESTINATARIO, "") if rows else ""
    return {
        DESTINATARIO: chosen,
        "cargo_destinatario": _OFICINAS[rows[0].rasgo] if rows else "",
        "direccion": "",
        "ciudad_destino": "",
        "correo": "",
        "tratamiento": "Señores",
        "medidas": tuple(imprimir(m) for m in rows),
    }


def _oficio_de(lectura: Lectura) -> str:
    """Name the last oficio of embargo that went to the chosen addressee."""
    chosen = lectura.datos.get(DESTINATARIO, "")
    for row in anteriores(lectura, "oficio-embargo"):
        printed = row.contexto.get("impreso", {}) if row.contexto else {}
        if printed.get(DESTINATARIO) == chosen:
            return nombrar(row)
    return ""


def _depositos(lectura: Lectura) -> Sequence[DepositoRow]:
    return lectura.session.scalars(
        select(DepositoRow)
        .where(
            DepositoRow.expediente_id == lectura.caso.expediente.id,
            DepositoRow.estado == CONSTITUIDO,
            DepositoRow.fecha <= lectura.fecha,
        )
        .order_by(DepositoRow.fecha, DepositoRow.id)
    ).all()


def _deposito(row: DepositoRow, taken: int, rest: int) -> DepositoImpreso:
    return DepositoImpreso(
        numero=row.numero,
        fecha=fecha_larga(row.fecha),
        valor=pesos(row.valor),
        aplica=pesos(taken),
        devuelve=pesos(rest),
    )


def _letras(centavos: int) -> str:
    return pesos_mcte(centavos) if centavos else ""


@dataclass(frozen=True, slots=True)
class _Destinatarios:
    """Lets a person choose among who carries out measures in some states."""

    estados: tuple[str, ...]

    def __call__(self, lectura: Lectura) -> Mapping[str, Eleccion]:
        """Return the addressees of the case, in the order of their measures."""
        rows = medidas_leidas(lectura, self.estados)
        names = tuple(dict.fromkeys(m.row.destinatario for m in rows))
        return {DESTINATARIO: Eleccion(names)}


PROPIOS = {
    "auto-medidas": datos_del_auto,
    "oficio-embargo": datos_del_oficio,
    "oficio-levantamiento": datos_del_levantamiento,
    "oficio-verificacion-medidas": datos_de_la_verificacion,
    "auto-deposito": datos_del_deposito,
}
"""What the kinds of this family know besides what every one does."""

ELECCIONES = {
    "oficio-embargo": _Destinatarios((DECRETADA, COMUNICADA, NO_ACATADA, REGISTRADA)),
    "oficio-levantamiento": _Destinatarios(
        (DECRETADA, COMUNICADA, NO_ACATADA, REGISTRADA, LEVANTADA)
    ),
    "oficio-verificacion-medidas": _Destinatarios((COMUNICADA, NO_ACATADA, REGISTRADA)),
}
"""What a person chooses in them."""
