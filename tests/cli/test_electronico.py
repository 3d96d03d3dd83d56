"""The electronic file, packages and the search from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_ciclo_documentos import CASE, Ask, ask
from tests.services.test_electronico import pdf

__all__ = ["ask"]


def test_a_case_is_arranged_closed_packed_and_searched(
    ask: Ask,
    tmp_path: Path,
) -> None:
    ids = []
    for name, pages in (("a.pdf", 3), ("b.pdf", 1)):
        (tmp_path / name).write_bytes(pdf(pages))
        code, made = ask(f"anexar {CASE} {tmp_path / name}")
        assert code == 0
        ids.append(made["documento"])
    one, two = ids

    assert ask(f"electronico ordenar {CASE} {two} {one}")[0] == 0
    assert ask(f"electronico pieza {one} --nombre 'Poder' --paginas 5")[0] == 0
    _, seen = ask(f"electronico ver {CASE}")
    assert [(p["nombre"], p["folios"]) for p in seen["piezas"]] == [
        ("b", [1, 1]),
        ("Poder", [2, 6]),
    ]
    code, closed = ask(f"electronico cerrar {CASE}")
    assert (code, closed["folios"]) == (0, 6)
    assert ask(f"electronico cerrar {CASE}")[0] == 3
    for name in ("indice.xml", "indice.pdf", "indice.xlsx"):
        assert ask(f"electronico indice {CASE} --salida {tmp_path / name}")[0] == 0
    sheet = tmp_path / "hoja.pdf"
    assert ask(f"electronico hoja-control {CASE} --salida {sheet}")[0] == 0
    package = tmp_path / "p.zip"
    assert ask(f"paquete crear {CASE} --salida {package}")[0] == 0
    code, looked = ask(f"paquete ver {package}")
    assert [e["estado"] for e in looked["expedientes"]] == ["igual"]
    code, found = ask("buscar pagina")
    assert {d["documento_id"] for d in found["documentos"]} == {one, two}
    assert ask("reindexar")[1]["leidos"] == 0
    code, checked = ask("verificar")
    assert (code, checked["hallazgos"]) == (0, [])


def test_a_compressed_folder_is_refused_in_plain_words(
    ask: Ask,
    tmp_path: Path,
) -> None:
    (tmp_path / "todo.zip").write_bytes(b"PK\x05\x06" + bytes(18))

    code, told = ask(f"anexar {CASE} {tmp_path / 'todo.zip'}")

    assert code == 3
    assert "es una carpeta comprimida" in str(told)
