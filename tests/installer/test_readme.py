"""The README is the first page that a person reads: what it says to type works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.registry import COMMANDS
from cobro_desktop.cli.state import State

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
REFUSES = {"avanzar": 3}
"""What the page itself says that is refused."""


def commands() -> list[list[str]]:
    """What follows `installer/run.sh` in the page, the demonstration first."""
    typed = re.findall(r"`installer/run\.sh ([^`]+)`", README)
    found = [shlex.split(text) for text in typed if "CARPETA" not in text]
    return sorted(found, key=lambda arguments: arguments[0] != "demo")


def no_window(_: State) -> int:
    pytest.fail("an example opened the window")


def test_every_example_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for folder in ("resources", "templates", "tests"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "personal"))

    examples = commands()
    wrong = {}
    for arguments in examples:
        code = run(arguments, no_window)
        said = capfd.readouterr()
        expected = next((REFUSES[word] for word in arguments if word in REFUSES), 0)
        if code != expected or not said.out + said.err:
            wrong[shlex.join(arguments)] = said.err

    assert len(examples) >= 20
    assert wrong == {}
    assert {"rechazos.xlsx", "oficio.pdf", "cartera.xlsx"} <= {
        path.name for path in tmp_path.iterdir()
    }


def test_every_command_is_named() -> None:
    named = " ".join(re.findall(r"`([^`\n]+)`", README)).split()

    assert set(COMMANDS) - set(named) == set()


def test_the_two_commands_come_first() -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)

    assert blocks[:2] == ["installer/run.sh", "installer/test.sh"]


@pytest.mark.parametrize("folder", ["cobro_desktop", "resources"])
def test_the_tree_names_what_exists(folder: str) -> None:
    tree = re.search(rf"^{folder}/ .*\n((?:  \S.*\n)*)", README, re.MULTILINE)
    assert tree

    named: list[str] = []
    for line in tree[1].splitlines():
        words = re.split(r"  +", line.strip())[0].split()
        named += [word.rstrip("/") for word in words]
    assert [name for name in named if not (ROOT / folder / name).exists()] == []


def test_the_pictures_are_files_of_the_help() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)

    assert len(pictures) == 3
    assert all(name.startswith("resources/ayuda/capturas/") for name in pictures)
