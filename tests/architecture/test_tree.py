"""Size, shape and cleanliness of what is committed (STYLE 3.4, DESIGN)."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("cobro_desktop/**/*.py"), *ROOT.glob("ui/**/*.py")])
MAX_MODULE = 400
MAX_FUNCTION = 50
TOP_LEVEL = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "cobro_desktop",
    "installer",
    "pyproject.toml",
    "requirements.lock",
    "resources",
    "templates",
    "tests",
    "ui",
}


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count what a function does: neither its signature nor its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def tracked() -> list[str]:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.decode().rstrip("\0").split("\0")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_fits_in_the_mind(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)

    assert len(text.splitlines()) <= MAX_MODULE
    long = [
        f"{node.name}: {lines} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := code_lines(node)) > MAX_FUNCTION
        and "migrations" not in path.parts
    ]
    assert long == []
    assert ast.get_docstring(tree), "a module says what it is for"


def test_the_top_level_holds_only_what_the_card_names() -> None:
    names = {name.split("/")[0] for name in tracked()}

    assert {n for n in names if not n.startswith(".")} <= TOP_LEVEL


def test_no_tracked_file_names_a_registry_host() -> None:
    hosts = re.compile(  # written apart, so that this file does not name them
        rb"pypi[.]org|python[h]osted|registry[.]npmj[s]|deb[.]debian[.]org"
    )  # fmt: skip
    named = [n for n in tracked() if hosts.search((ROOT / n).read_bytes())]

    assert named == []


def test_nothing_unfinished_is_shipped() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if marks.search(line)
    ]

    assert found == []


def test_only_the_context_reads_the_clock() -> None:
    """`hoy` is an argument; the real instant is for the audit (DECISIONS 22)."""
    clock = re.compile(r"date\.today\(|datetime\.now\(|time\.time\(")
    allowed = {"cobro_desktop/cli/app.py", "cobro_desktop/services/transaction.py"}
    found = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if clock.search(path.read_text("utf-8"))
    }

    assert found <= allowed


def test_the_changelog_speaks_of_this_version() -> None:
    from cobro_desktop import __version__

    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## {__version__}" in changelog
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
