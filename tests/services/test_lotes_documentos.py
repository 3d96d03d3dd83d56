"""Many documents at once: each case on its own, one PDF, and what failed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cobro_desktop.documents import libreoffice
from cobro_desktop.documents.union import unir
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.comprobacion import (
    comprobar_archivo,
    comprobar_codigo,
)
from cobro_desktop.services.documentos.emision import exportar_documento
from cobro_desktop.services.documentos.lotes import (
    AbrirLote,
    abrir_lote,
    resultados,
    seguir_lote,
    ver_lote,
)
from cobro_desktop.services.documentos.versiones import texto_de_contenido
from cobro_desktop.services.progress import CancelledByUserError, SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_clausulas import DATOS

TODO = DATOS | {
    "medio_pago": "Consigne en la cuenta 000-111222-33 del Banco Ejemplo.",
    "oficina_facilidades": "la Oficina Asesora Jurídica",
}
DATO = {"fecha_limite": "15 de octubre de 2026"}
CASOS = ("R-100", "R-200")


class Interrumpido:
    """Progress of a person who stops after the first."""

    def report(self, done: int, total: int, detail: str) -> None:
        del total, detail
        if done:
            raise CancelledByUserError


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    fijar_datos(FijarDatos("SVSP", TODO), workspace, en_nombre_de("coo"))
    return workspace


def abrir(
    workspace: Workspace,
    folder: Path,
    titulos: tuple[str, ...] = CASOS,
    **cambios: Any,
) -> int:
    cases = [expediente_de(workspace, titulo).id for titulo in titulos]
    fields: dict[str, Any] = {
        "tipo": "oficio-persuasivo",
        "expedientes": cases,
        "carpeta": folder,
        "datos": DATO,
    }
    command = AbrirLote(**{**fields, **cambios})
    changes = abrir_lote(command, workspace, en_nombre_de("pro"))
    return int(str(changes.datos["lote"]))


def seguir(workspace: Workspace, lote: int, login: str = "pro") -> dict[str, object]:
    progress = SilentProgress()
    return seguir_lote(lote, workspace, en_nombre_de(login), progress).datos


def test_each_case_has_its_file_and_the_printer_one_pdf(
    oficina: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "lote"
    lote = abrir(oficina, folder)

    done = seguir(oficina, lote)

    assert (done["hechos"], done["fallos"], done["estado"]) == (2, 0, "terminado")
    made = [r.archivo for r in resultados(oficina, lote)]
    assert all((folder / name).is_file() for name in made)
    with pikepdf.open(str(done["archivo"])) as joined:
        pages = len(joined.pages)
    alone = sum(len(pikepdf.open(folder / name).pages) for name in made)
    assert pages == alone
    assert (folder / "informe-del-lote.csv").is_file()


def test_one_that_fails_stops_no_other_and_can_be_done_later(
    oficina: Workspace, tmp_path: Path
) -> None:
    lote = abrir(oficina, tmp_path / "lote", datos={})
    first = seguir(oficina, lote)
    assert (first["hechos"], first["fallos"], first["estado"]) == (0, 2, "abierto")
    assert all("Fecha límite" in r.motivo for r in resultados(oficina, lote))

    with oficina.base.write.begin() as session:
        from cobro_desktop.storage.rows import LoteDocumentoRow

        row = session.get_one(LoteDocumentoRow, lote)
        row.datos = {"campos": DATO, "emitir": False}
    again = seguir(oficina, lote)

    assert (again["hechos"], again["fallos"]) == (2, 0)


def test_a_batch_that_was_stopped_goes_on_without_repeating(
    oficina: Workspace, tmp_path: Path
) -> None:
    lote = abrir(oficina, tmp_path / "lote")

    stopped = seguir_lote(lote, oficina, en_nombre_de("pro"), Interrumpido())
    seen = ver_lote(oficina, lote)
    assert (seen.hechos, seen.pendientes, seen.estado) == (1, 1, "abierto")
    assert "Puede seguirlo después" in stopped.resumen
    seguir(oficina, lote)

    with oficina.base.read() as session:
        assert session.query(DocumentoRow).count() == 2
    assert ver_lote(oficina, lote).estado == "terminado"


def test_a_word_kind_is_joined_only_where_libreoffice_is(
    oficina: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "ejecutable", lambda: None)
    lote = abrir(
        oficina,
        tmp_path / "lote",
        tipo="auto-avoca",
        datos={"memorando_recibo": "el memorando 12 de 2026"},
    )

    done = seguir(oficina, lote)

    assert done["hechos"] == 2
    assert done["archivo"] == ""
    assert "hace falta LibreOffice" in str(done["nota"])


def test_a_batch_of_nothing_is_refused(oficina: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match="Ningún expediente"):
        abrir(oficina, tmp_path, ())
    with pytest.raises(NotFoundError, match="No existe el lote"):
        ver_lote(oficina, 99)


def test_a_printed_code_and_a_file_are_checked_without_a_server(
    oficina: Workspace, tmp_path: Path
) -> None:
    lote = abrir(oficina, tmp_path / "lote", ("R-100",), emitir=True)
    seguir(oficina, lote, "jef")
    (made,) = resultados(oficina, lote)
    assert made.documento_id is not None, made.motivo
    with oficina.base.read() as session:
        code = session.get_one(DocumentoRow, made.documento_id).contexto["codigo"]
    path = tmp_path / "leer.pdf"
    exportar_documento(made.documento_id, path, oficina)

    by_code = comprobar_codigo(code.lower(), oficina)
    qr = f"SVSP/OFICIO-PERSUASIVO/000001 DE 2026/2026-09-30/{code.replace('-', '')}"
    by_qr = comprobar_codigo(qr, oficina)
    lying = comprobar_codigo(qr.replace("000001", "000009"), oficina)
    by_file = comprobar_archivo(path.read_bytes(), oficina)

    assert by_code.documento_id == made.documento_id
    assert by_code.contenido_coincide
    assert by_code.archivo_coincide is None
    assert by_qr.advertencias == ()
    assert lying.advertencias == ("El QR dice otra cosa en el número: 000009 DE 2026.",)
    assert by_file.archivo_coincide
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.docinfo["/Title"] = "Otro"
        document.save(path)
    changed = comprobar_archivo(path.read_bytes(), oficina)
    assert changed.documento_id == made.documento_id
    assert changed.archivo_coincide is False
    assert "cambió algo" in changed.advertencias[0]


@pytest.mark.parametrize("text", ["hola", "1234", "", "SVSP/X/Y"])
def test_what_is_no_code_is_said(oficina: Workspace, text: str) -> None:
    with pytest.raises(InvalidDataError, match="no es un código"):
        comprobar_codigo(text, oficina)


def test_what_is_of_nobody_is_not_authentic(oficina: Workspace) -> None:
    with pytest.raises(NotFoundError, match="No se puede dar por auténtico"):
        comprobar_codigo("1A2B-3C4D-5E6F-7081", oficina)
    with pytest.raises(NotFoundError, match="No se puede dar por auténtico"):
        comprobar_archivo(b"otra cosa", oficina)


@pytest.mark.parametrize("body", ["", "<a>" * 300, "<a>" + " " * 70_000_000])
def test_a_file_that_is_damaged_or_a_bomb_is_of_nobody(
    oficina: Workspace, body: str
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", body)
    whole = target.getvalue()

    for content in (whole, whole[: len(whole) // 2], b"%PDF-1.7\n"):
        with pytest.raises(NotFoundError, match="no es de esta base"):
            comprobar_archivo(content, oficina)
        with pytest.raises(InvalidDataError):
            texto_de_contenido(content)


def test_each_document_can_begin_on_the_front_of_a_sheet() -> None:
    output = io.BytesIO()
    with pikepdf.new() as one:
        one.add_blank_page()
        one.save(output)

    joined = unir([output.getvalue()] * 2, doble_cara=True)

    with pikepdf.open(io.BytesIO(joined)) as document:
        assert len(document.pages) == 4
