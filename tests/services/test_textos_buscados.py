"""Documents found by their words, in both databases."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from sqlalchemy import text

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.electronico.textos import buscar_textos, reindexar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.exchange.test_adjuntos import correo
from tests.services.oficina import abrir_oficina, en_nombre_de
from tests.services.test_electronico import pdf, poner


def word(text: str) -> bytes:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


def book(text: str) -> bytes:
    buffer = io.BytesIO()
    workbook = Workbook()
    workbook.create_sheet("Hoja", 0).cell(1, 1, text)
    workbook.save(buffer)
    return buffer.getvalue()


def nombres(oficina: Workspace, palabras: str) -> set[str]:
    return {one.nombre for one in buscar_textos(oficina, palabras)}


def test_every_kind_of_document_is_found_without_accents(
    any_base: Base, tmp_path: Path
) -> None:
    oficina = abrir_oficina(any_base, tmp_path)
    poner(oficina, tmp_path, "carta.docx", word("La FIANZA & la hipotéca <cedida>"))
    poner(oficina, tmp_path, "tabla.xlsx", book("Ñáñez debe una fianza"))
    poner(oficina, tmp_path, "hoja.pdf", pdf(2))
    poner(oficina, tmp_path, "nota.txt", "Garantía bancaria".encode("cp1252"))
    poner(oficina, tmp_path, "m.eml", correo().as_bytes())
    poner(oficina, tmp_path, "foto.png", b"\x89PNG\r\n\x1a\n")

    assert nombres(oficina, "fianza") == {"carta", "tabla"}
    assert nombres(oficina, "HIPOTECA fianza") == {"carta"}
    assert nombres(oficina, "nanez debe") == {"tabla"}
    assert nombres(oficina, "página") == {"hoja"}
    assert nombres(oficina, "garantia banc") == {"nota"}
    assert nombres(oficina, "adjunto poder") == {"Correo: Poder & pruebas"}
    assert nombres(oficina, "inexistente") == set()
    [found] = buscar_textos(oficina, "hipoteca")
    assert found.extracto == "La FIANZA & la «hipotéca» <cedida>"
    with pytest.raises(InvalidDataError, match="al menos una palabra"):
        buscar_textos(oficina, ' "* ')
    for hostile in ('fianza" OR "x', "fianza:*", "a & !b", "NEAR(fianza)"):
        buscar_textos(oficina, hostile)


def test_what_was_not_read_is_read_again(any_base: Base, tmp_path: Path) -> None:
    oficina = abrir_oficina(any_base, tmp_path)
    poner(oficina, tmp_path, "nota.txt", b"una fianza")
    with oficina.base.write.begin() as session:
        session.execute(text("DELETE FROM texto_documento"))
    assert nombres(oficina, "fianza") == set()

    assert reindexar(oficina, en_nombre_de("adm")).datos["leidos"] == 1

    assert nombres(oficina, "fianza") == {"nota"}
    assert reindexar(oficina, en_nombre_de("adm")).datos["leidos"] == 0
