from __future__ import annotations

import pytest

from cobro_desktop.domain.catalogo_documentos import CATALOGO, tipo_documento
from cobro_desktop.domain.documentos import (
    ESTADOS,
    Efecto,
    EstadoDocumento,
    Formato,
    Naturaleza,
    estado_documento,
)
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.procedimiento import Rol

CODIGOS = {
    "auto-avoca": "FOR-GJU-130-045",
    "auto-medidas": "FOR-GJU-130-041",
    "auto-archivo": "FOR-GJU-130-022",
    "acuerdo-pago": "FOR-GJU-130-015",
    "oficio-levantamiento": "FOR-GJU-130-017",
    "constancia-llamada": "FOR-GJU-130-034",
    "diligencia-notificacion": "FOR-GJU-130-018",
    "lista-chequeo-actuaciones": "FOR-GJU-130-039",
    "ficha-saneamiento": "FOR-GJU-130-037",
    "memorando-devolucion": "FOR-GDO-330-010",
    "memorando-bdme": "FOR-GDO-330-010",
    "memorando": "FOR-GDO-330-010",
}


def test_the_forms_of_svsp_have_their_codes() -> None:
    found = {t.id: t.codigo_en("SVSP") for t in CATALOGO.values()}

    assert {i: c for i, c in found.items() if c} == CODIGOS


def test_the_archive_has_the_name_of_each_institution() -> None:
    archivo = tipo_documento("auto-archivo")

    assert [archivo.nombre_en(s) for s in ("SVSP", "SDSCJ", "IDPYBA")] == [
        "Auto de terminación y archivo",
        "Constancia de archivo",
        "Resolución de terminación y archivo",
    ]


def test_the_act_of_depuracion_is_signed_by_the_representative() -> None:
    acto = tipo_documento("acto-depuracion")

    assert acto.firma == (Rol.REP,)
    assert acto.efectos == (Efecto.TERMINA_OBLIGACION,)


def test_what_may_be_challenged_is_a_short_list() -> None:
    definitivos = {
        t.id for t in CATALOGO.values() if t.naturaleza is Naturaleza.DEFINITIVO
    }

    assert definitivos == {
        "resolucion-excepciones",
        "resolucion-recurso",
        "orden-ejecucion",
        "auto-objecion-liquidacion",
        "auto-incumplimiento",
        "auto-archivo",
        "acto-depuracion",
    }


def test_the_mandamiento_itself_does_not_interrupt_prescription() -> None:
    interrumpen = {
        t.id for t in CATALOGO.values() if Efecto.INTERRUMPE_PRESCRIPCION in t.efectos
    }

    assert interrumpen == {
        "diligencia-notificacion",
        "aviso-notificacion",
        "acuerdo-pago",
    }


def test_autos_are_word_and_oficios_are_pdf() -> None:
    for tipo in CATALOGO.values():
        if tipo.id.startswith("auto-"):
            assert tipo.formato is Formato.DOCX, tipo.id
        if tipo.id.startswith("oficio-"):
            assert tipo.formato is Formato.PDF, tipo.id


def test_the_life_of_a_document_has_an_order() -> None:
    assert ESTADOS == (
        "borrador",
        "en_revision",
        "aprobado",
        "firmado",
        "radicado",
        "comunicado",
        "notificado",
    )
    assert estado_documento("firmado") > estado_documento("aprobado")
    assert EstadoDocumento.ANULADO < EstadoDocumento.BORRADOR


def test_unknown_names_are_refused() -> None:
    with pytest.raises(NotFoundError, match="«carta»"):
        tipo_documento("carta")
    with pytest.raises(NotFoundError, match="«archivado»"):
        estado_documento("archivado")
