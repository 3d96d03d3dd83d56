"""The whole base out and in from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.progress import ConsoleProgress
from tests.cli.test_ciclo_documentos import Ask, ask, no_window

__all__ = ["ask"]


def test_ctrl_c_is_answered_in_a_sentence(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ConsoleProgress, "report", interrupted)

    code, told = ask(f"exportar-base {tmp_path / 'base.zip'}", "adm")

    assert (code, told["error"]["mensaje"]) == (130, "Se interrumpió.")
    assert not list(tmp_path.glob("*.zip"))


def test_a_base_moves_to_another_folder(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "base.zip"

    def there(line: str) -> tuple[int, str, str]:
        code = run(["--datos", str(tmp_path / "otra"), *line.split()], no_window)
        return code, *capsys.readouterr()

    assert ask(f"exportar-base {file}", "pro")[0] == 3
    assert not file.exists()
    assert ask(f"exportar-base {tmp_path / 'no' / 'base.zip'}", "adm")[0] == 3
    assert "es una carpeta" in str(ask(f"exportar-base {tmp_path}", "adm"))
    code, taken = ask(f"exportar-base {file}", "adm")
    assert (code, taken["tablas"]["expediente"]) == (0, 3)
    assert ask(f"importar-base {file}", "adm")[0] == 3

    assert there(f"importar-base {tmp_path / 'nada.zip'}")[0] == 3
    code, out, _ = there(f"importar-base {file} --simular")
    assert (code, "está completo" in out) == (0, True)
    code, out, _ = there(f"--json importar-base {file}")
    assert (code, json.loads(out)["huella"]) == (0, taken["huella"])
    assert there("verificar")[0] == 0
    code, _, problem = there(f"importar-base {file}")
    assert (code, "ya tiene datos" in problem) == (3, True)
