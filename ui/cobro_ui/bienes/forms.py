"""What each act on goods asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.procedimiento import Campo, TipoCampo
from cobro_ui.bienes.ports import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

CLASES = (
    ("cuenta", "Cuenta bancaria"),
    ("inmueble", "Inmueble"),
    ("vehiculo", "Vehículo"),
    ("salario", "Salario"),
    ("establecimiento", "Establecimiento de comercio"),
    ("remanente", "Remanente de otro proceso"),
    ("credito", "Crédito o contrato"),
    ("otro", "Otro bien"),
)
TIPOS = (
    ("embargo_cuentas", "Embargo de cuentas y depósitos"),
    ("embargo_bien", "Embargo de un bien sujeto a registro"),
    ("embargo_salario", "Embargo de salario"),
    ("embargo_creditos", "Embargo de créditos o contratos"),
    ("embargo_remanentes", "Embargo de remanentes"),
    ("secuestro", "Secuestro"),
)
ESTADOS_MEDIDA = (
    ("comunicada", "Se comunicó"),
    ("registrada", "Quedó practicada o inscrita"),
    ("no_acatada", "No se acató"),
    ("levantada", "Se levantó"),
)
RESPUESTAS = (
    ("sin_bienes", "Informó que no hay bienes"),
    ("con_bienes", "Informó bienes"),
    ("silencio", "No respondió en el término"),
)
DESTINOS = (
    ("aplicado", "Se aplica a la deuda"),
    ("devuelto", "Se devuelve"),
)


class GoodsForm(NamedTuple):
    """A dialog: its title, its button and its questions."""

    title: str
    button: str
    campos: Sequence[Campo]


def form_of(
    act: Act,
    deudores: Sequence[tuple[str, str]] = (),
    bienes: Sequence[tuple[str, str]] = (),
    destinatarios: Sequence[tuple[str, str]] = (),
) -> GoodsForm:
    """Return what an act asks in a case with these debtors and assets."""
    form = _FORMS[act]
    if act is Act.OFICIOS:
        whom = _campo(
            "destinatarios", "A quién se pregunta", TipoCampo.LISTA, obligatorio=True
        )
        form = form._replace(
            campos=(replace(whom, opciones=tuple(destinatarios)), *form.campos)
        )
    if act is Act.MEDIDA and bienes:
        kind, *rest = form.campos
        form = form._replace(
            campos=(kind, _opcion("bien", "Sobre qué bien", bienes), *rest)
        )
    if act in _OF_SOMEBODY and len(deudores) > 1:
        form = form._replace(
            campos=(*form.campos, _opcion("deudor", "De quién", deudores))
        )
    return form


def _campo(
    nombre: str,
    etiqueta: str,
    tipo: TipoCampo,
    *,
    obligatorio: bool = False,
    ayuda: str = "",
) -> Campo:
    return Campo(nombre, etiqueta, tipo, obligatorio, ayuda=ayuda)


def _opcion(
    nombre: str,
    etiqueta: str,
    opciones: Sequence[tuple[str, str]],
    *,
    obligatorio: bool = False,
) -> Campo:
    return Campo(
        nombre, etiqueta, TipoCampo.OPCION, obligatorio, opciones=tuple(opciones)
    )


_DIA = _campo("fecha", "Fecha", TipoCampo.FECHA, obligatorio=True)
_OF_SOMEBODY = frozenset({Act.CONSULTAR, Act.BIEN, Act.MEDIDA})
_FORMS = {
    Act.OFICIOS: GoodsForm(
        "Proyectar los oficios de investigación",
        "&Proyectar los oficios",
        (
            _campo(
                "limite",
                "Último día para responder",
                TipoCampo.FECHA,
                obligatorio=True,
                ayuda="Queda un borrador por destinatario, en Documentos.",
            ),
        ),
    ),
    Act.CONSULTAR: GoodsForm(
        "Anotar solicitudes de información",
        "&Anotar las solicitudes",
        (
            _campo(
                "destinatarios",
                "A quién se le preguntó, uno por línea",
                TipoCampo.PARRAFO,
                obligatorio=True,
                ayuda="Bancos, registro, tránsito, cámara de comercio, EPS…",
            ),
            _DIA,
            _campo(
                "dias",
                "Días hábiles para responder, si el oficio los fijó",
                TipoCampo.ENTERO,
            ),
        ),
    ),
    Act.RESPONDER: GoodsForm(
        "Anotar una respuesta",
        "&Anotar la respuesta",
        (
            _opcion("resultado", "Qué pasó", RESPUESTAS, obligatorio=True),
            _DIA,
            _campo("texto", "Qué dijo", TipoCampo.PARRAFO),
        ),
    ),
    Act.BIEN: GoodsForm(
        "Anotar un bien hallado",
        "&Anotar el bien",
        (
            _opcion("clase", "Clase", CLASES, obligatorio=True),
            _campo(
                "descripcion",
                "Descripción, como se leerá en la medida",
                TipoCampo.TEXTO,
                obligatorio=True,
            ),
            _campo("identificacion", "Matrícula, placa o cuenta", TipoCampo.TEXTO),
            _campo("entidad", "Quién lo registra o lo tiene", TipoCampo.TEXTO),
            _campo("valor", "Valor", TipoCampo.DINERO),
            _campo("fuente", "Quién lo informó", TipoCampo.TEXTO),
            _DIA,
        ),
    ),
    Act.MEDIDA: GoodsForm(
        "Decretar una medida",
        "&Decretar la medida",
        (
            _opcion("tipo", "Medida", TIPOS, obligatorio=True),
            _campo(
                "destinatario",
                "A quién se le ordena",
                TipoCampo.TEXTO,
                obligatorio=True,
            ),
            _campo(
                "limite",
                "Límite",
                TipoCampo.DINERO,
                ayuda="Vacío: lo que la ley deja embargar a esa fecha (ET 838).",
            ),
            _DIA,
            _campo(
                "forzar",
                "Motivo, solo si pasa del límite",
                TipoCampo.TEXTO,
            ),
        ),
    ),
    Act.ACTUALIZAR: GoodsForm(
        "Anotar qué pasó con la medida",
        "&Anotar",
        (
            _opcion("estado", "Qué pasó", ESTADOS_MEDIDA, obligatorio=True),
            _DIA,
            _campo(
                "texto",
                "Qué respondieron, o por qué se levanta",
                TipoCampo.PARRAFO,
            ),
        ),
    ),
    Act.DEPOSITO: GoodsForm(
        "Anotar un título de depósito",
        "&Anotar el título",
        (
            _campo("numero", "Número", TipoCampo.TEXTO, obligatorio=True),
            _campo("valor", "Valor", TipoCampo.DINERO, obligatorio=True),
            _DIA,
        ),
    ),
    Act.DISPONER: GoodsForm(
        "Disponer de un título de depósito",
        "&Registrar",
        (
            _opcion("destino", "Qué se hace", DESTINOS, obligatorio=True),
            _DIA,
            _campo(
                "motivo",
                "Motivo",
                TipoCampo.PARRAFO,
                ayuda=(
                    "Por qué se devuelve y a quién, o por qué se aplica antes de "
                    "que la orden esté en firme."
                ),
            ),
        ),
    ),
    Act.FRACCIONAR: GoodsForm(
        "Fraccionar un título de depósito",
        "&Fraccionar",
        (
            _campo("primera", "Primera parte", TipoCampo.DINERO, obligatorio=True),
            _campo("segunda", "Segunda parte", TipoCampo.DINERO, obligatorio=True),
            _DIA,
        ),
    ),
}
