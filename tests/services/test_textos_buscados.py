"""Documents found by their words, in both databases."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from sqlalchemy import select, text

from cobro_desktop.domain.errors import InvalidDataError, UserError
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.consultas import Pedido, listar
from cobro_desktop.services.electronico.cierre import CerrarIndice, cerrar_indice
from cobro_desktop.services.electronico.orden import (
    DescribirPieza,
    OrdenarPiezas,
    contar_piezas,
    describir_pieza,
    ordenar_piezas,
)
from cobro_desktop.services.electronico.paquete import CrearPaquete, crear_paquete
from cobro_desktop.services.electronico.textos import buscar_textos, reindexar
from cobro_desktop.services.trabajo.alcance import mirar_como
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.exchange.test_adjuntos import correo
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de
from tests.services.oficinas_rnec import abrir_registraduria
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


def casos(oficina: Workspace, consulta: str) -> set[int]:
    found = listar(oficina, HOY, Pedido(consulta, "numero", 100))
    return {fila.id for fila in found.filas}


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
    for asked, titles in (
        ("texto:fianza texto:banc", {"R-100"}),
        ('texto:"fianza bancaria"', set()),  # in two documents, not in one
        ("texto:inexistente", set()),
        ("-texto:fianza", {"R-200", "R-300"}),
        ("texto:vacío", {"R-200", "R-300"}),
    ):
        ids = {expediente_de(oficina, title).id for title in titles}
        assert casos(oficina, asked) == ids, asked
    [found] = buscar_textos(oficina, "hipoteca")
    assert found.extracto == "La FIANZA & la «hipotéca» <cedida>"
    with pytest.raises(InvalidDataError, match="al menos una palabra"):
        buscar_textos(oficina, ' "* ')
    for hostile in ('fianza" OR "x', "fianza:*", "a & !b", "NEAR(fianza)"):
        buscar_textos(oficina, hostile)


def test_the_words_of_an_office_are_not_found_from_another(
    any_base: Base, tmp_path: Path
) -> None:
    oficina = abrir_registraduria(any_base, tmp_path)
    mirar_como(oficina, "adm")
    with oficina.base.read() as session:
        [case] = session.scalars(
            select(ExpedienteRow.id).where(ExpedienteRow.deudor == "WILSON PERDOMO")
        ).all()
    path = tmp_path / "poder.txt"
    path.write_bytes(b"una fianza de Perdomo")
    huila, tolima = en_nombre_de("pro.huila"), en_nombre_de("pro.tolima")
    piece = anexar(AnexarArchivo(case, path), oficina, huila).datos["documento"]
    assert isinstance(piece, int)

    for login, seen in (("pro.tolima", 0), ("pro.central", 0), ("pro.huila", 1)):
        mirar_como(oficina, login)
        assert len(buscar_textos(oficina, "fianza")) == seen
        assert len(casos(oficina, "texto:fianza")) == seen
    mirar_como(oficina, "pro.tolima")
    for refused in (
        partial(cerrar_indice, CerrarIndice(case)),
        partial(ordenar_piezas, OrdenarPiezas(case, (piece,))),
        partial(describir_pieza, DescribirPieza(piece, paginas=2)),
        partial(contar_piezas, case),
        partial(crear_paquete, CrearPaquete((case,), tmp_path / "p.zip")),
    ):
        with pytest.raises(UserError, match="oficina"):
            refused(oficina, tolima)
    with oficina.base.write.begin() as session:
        session.execute(text("DELETE FROM texto_documento"))
    # Reading again is for everyone, whoever asks for it.
    assert reindexar(oficina, tolima).datos["leidos"] == 1


def test_what_was_not_read_is_read_again(any_base: Base, tmp_path: Path) -> None:
    oficina = abrir_oficina(any_base, tmp_path)
    poner(oficina, tmp_path, "nota.txt", b"una fianza")
    with oficina.base.write.begin() as session:
        session.execute(text("DELETE FROM texto_documento"))
    assert nombres(oficina, "fianza") == set()

    assert reindexar(oficina, en_nombre_de("adm")).datos["leidos"] == 1

    assert nombres(oficina, "fianza") == {"nota"}
    assert reindexar(oficina, en_nombre_de("adm")).datos["leidos"] == 0
