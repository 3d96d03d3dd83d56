"""What an activity asks to be on file, thing by thing."""

from __future__ import annotations

import datetime as dt

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.exigencias import Cierre, Clase, Exigencia, exigencias
from cobro_desktop.domain.hechos import Hechos, Pieza
from cobro_desktop.domain.procedimiento import (
    Campo,
    Condicion,
    Evidencia,
    Procedimiento,
    SalidaComun,
    TipoCampo,
    TipoEvidencia,
)
from tests.domain.procedimiento_de_prueba import (
    a,
    actividad,
    archivo,
    documento,
    procedimiento,
    termina,
)

HOY = dt.date(2026, 9, 30)


def un_tramite() -> Procedimiento:
    """A letter or a call, a warning, an answer, and a proof only if there was one."""
    return procedimiento(
        actividad(
            "1",
            a("sigue", "2"),
            campos=(
                Campo("medio", "Medio usado", TipoCampo.TEXTO, obligatorio=True),
                Campo("nota", "Nota", TipoCampo.TEXTO),
            ),
            evidencia=(
                documento("oficio", alternativa="gestion"),
                archivo("llamada", alternativa="gestion"),
                archivo("acta", aviso=True),
                archivo("guia", si=Condicion("medio", ("correo",))),
                Evidencia("dicho", "El medio", TipoEvidencia.CAMPO, "medio"),
            ),
        ),
        actividad("2", termina("archivado")),
        comunes=(SalidaComun("pago", "Pago", "2", evidencia=(archivo("recibo"),)),),
    )


def test_alternatives_are_one_thing_and_tell_which_is_there() -> None:
    hechos = Hechos(HOY, piezas=(Pieza("", evidencia="llamada"),))

    asked = exigencias(un_tramite(), Cierre("1", "sigue"), hechos)

    group = next(x for x in asked if "oficio" in x.ids)
    assert group == Exigencia(
        Clase.EVIDENCIA,
        ("oficio", "llamada"),
        "El oficio / El archivo llamada",
        ("llamada",),
    )
    assert group.cumple


def test_what_is_asked_depends_on_the_answers_and_the_outcome() -> None:
    by_mail = Cierre("1", "sigue", {"medio": "correo"})

    asked = [x.ids for x in exigencias(un_tramite(), by_mail, Hechos(HOY))]
    common = [x.ids for x in exigencias(un_tramite(), Cierre("1", "pago"), Hechos(HOY))]

    # The mandatory answer stands for the evidence that it also is.
    assert asked == [("medio",), ("oficio", "llamada"), ("acta",), ("guia",)]
    assert common == [("recibo",)]


def test_a_draft_is_not_yet_what_is_asked() -> None:
    draft = Hechos(HOY, piezas=(Pieza("oficio", EstadoDocumento.BORRADOR),))
    signed = Hechos(HOY, piezas=(Pieza("oficio", EstadoDocumento.FIRMADO),))
    closing = Cierre("1", "sigue", {"medio": "calle"})

    assert [x.cumple for x in exigencias(un_tramite(), closing, draft)] == [
        True, False, False,
    ]  # fmt: skip
    assert [x.cumple for x in exigencias(un_tramite(), closing, signed)] == [
        True, True, False,
    ]  # fmt: skip
