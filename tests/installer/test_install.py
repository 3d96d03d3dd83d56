"""The two commands of a fresh machine, as far as one machine can tell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
INSTALLER = ROOT / "installer"
SCRIPTS = [*sorted(INSTALLER.glob("*.sh")), ROOT / ".ci" / "run"]
LOCKS = [ROOT / "requirements.lock", INSTALLER / "test.lock"]
PIN = re.compile(
    r"^(?P<pin>[\w.\[\]-]+==[^\\]+)\\\n(?P<hashes>(?: +--hash=.*\n)+)", re.MULTILINE
)
bash = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"), reason="needs bash"
)
script = pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
lock = pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)


def pins(path: Path) -> dict[str, Requirement]:
    """What a lock pins for the Python that runs, by normalised name."""
    found = [Requirement(m["pin"]) for m in PIN.finditer(path.read_text("utf-8"))]
    return {
        canonicalize_name(r.name): r
        for r in found
        if r.marker is None or r.marker.evaluate()
    }


def wanted(path: Path) -> list[Requirement]:
    """What pyproject asks the lock to hold."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    pyproject = tomllib.loads(text)
    project, groups = pyproject["project"], pyproject["dependency-groups"]
    extra = (
        project["optional-dependencies"]["postgresql"]
        if path.name == "requirements.lock"
        else [name for group in groups.values() for name in group]
    )
    return [Requirement(text) for text in [*project["dependencies"], *extra]]


@bash
@script
def test_a_script_parses(path: Path) -> None:
    checked = subprocess.run(["bash", "-n", path], capture_output=True, check=False)

    assert checked.stderr == b""


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="no shellcheck here")
@script
def test_shellcheck_finds_nothing(path: Path) -> None:
    command = ["shellcheck", "-x", "-P", "SCRIPTDIR", str(path)]
    checked = subprocess.run(command, capture_output=True, check=False)

    assert checked.stdout.decode() == ""


@pytest.mark.parametrize("name", ["installer/run.sh", "installer/test.sh", ".ci/run"])
@bash
def test_a_command_is_executable(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def test_windows_powershell_reads_the_accents() -> None:
    """Version 5.1 takes a script without the mark for the system's old code page."""
    assert (INSTALLER / "run.ps1").read_bytes().startswith(b"\xef\xbb\xbf")


def test_ci_runs_the_tests_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [n for n in lines if n and not n.startswith(("#", "set "))]

    assert len(commands) == 1
    assert commands[0].startswith("exec ")
    assert "installer/test.sh" in commands[0]


@lock
def test_every_component_has_its_hashes(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
    held = [m["hashes"] for m in PIN.finditer(text)]

    assert len(named) == len(held) > 20
    assert all("--hash=sha256:" in hashes for hashes in held)


@lock
def test_a_lock_names_no_address(path: Path) -> None:
    assert "://" not in path.read_text("utf-8")


@lock
def test_a_lock_satisfies_what_the_project_asks(path: Path) -> None:
    held = pins(path)
    missing = [
        str(asked)
        for asked in wanted(path)
        if (pin := held.get(canonicalize_name(asked.name))) is None
        or not asked.specifier.contains(next(iter(pin.specifier)).version)
    ]

    assert missing == []


def test_the_tests_run_what_people_run() -> None:
    """One version of each component in the two locks."""
    program, tests = (pins(path) for path in LOCKS)

    assert {n: str(r.specifier) for n, r in program.items()} == {
        n: str(r.specifier) for n, r in tests.items() if n in program
    }


def test_the_lock_serves_windows_too() -> None:
    markers = re.findall(r"==\S+ ; (.*?) \\", LOCKS[0].read_text("utf-8"))
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}

    assert any(Marker(text).evaluate(dict(windows)) for text in markers)


def test_the_wheel_carries_the_law_and_the_templates(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    build = "from hatchling.build import build_wheel as b; import sys; b(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", build, tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()

    top = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert top == {"cobro_desktop", "cobro_ui"}
    data = "cobro_desktop/_data"
    assert sum(n.startswith(f"{data}/resources/procedimientos/") for n in names) >= 5
    assert any(n.startswith(f"{data}/templates/autos/") for n in names)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The program in a folder as people name them, without an environment."""
    folder = tmp_path / "Año 2026 (señor $x)" / "cobro"
    for name in ("installer", "cobro_desktop", "resources", "templates", "ui"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    shutil.copy(ROOT / "requirements.lock", folder)
    return folder


def run(checkout: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run run.sh as a person without a home of their own and without a screen."""
    home = checkout.parent / "casa"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        ["bash", checkout / "installer" / "run.sh", *arguments],
        cwd=home,
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), **environment},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def prepare(checkout: Path) -> None:
    """Make the environment that run.sh would, with the components of this one."""
    environment = checkout / ".venv"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", environment], check=True
    )
    version = "python{}.{}".format(*sys.version_info[:2])
    site = environment / "lib" / version / "site-packages"
    (site / "components.pth").write_text(sysconfig.get_path("purelib"))
    seal = (
        '. "$1/installer/comun.sh"; enlazar; '
        'huella "$1/requirements.lock" >"$(sello "$1/requirements.lock")"'
    )
    subprocess.run(["bash", "-c", seal, "-", checkout], check=True)


@bash
def test_a_prepared_program_starts_without_installing_again(checkout: Path) -> None:
    prepare(checkout)

    assert run(checkout, "letras", "1423500") == (
        0,
        "un millón cuatrocientos veintitrés mil quinientos pesos\n",
        "",
    )


@bash
def test_the_first_time_too_only_the_program_writes_on_the_output(
    checkout: Path,
) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        """#!/bin/sh
case "$*" in
*purelib*) mkdir -p "$0.site" && echo "$0.site" ;;
*install*) echo "Collecting alembic==1.20.1" ;;
*cobro_desktop*) echo "{}" ;;
esac
"""
    )
    python.chmod(0o755)

    code, said, told = run(checkout, "--json", "letras", "1423500")

    assert (code, said) == (0, "{}\n")
    assert "Preparando el programa" in told
    assert "alembic 1.20.1" in told


@bash
def test_without_a_screen_the_demonstration_keeps_the_earlier_one(
    checkout: Path,
) -> None:
    prepare(checkout)
    program = checkout / ".venv" / "bin" / "cobro-desktop"
    program.write_text('#!/bin/sh\necho "$@"\n')
    (checkout.parent / "casa" / "salida-demo").mkdir(parents=True)

    code, said, _ = run(checkout)

    assert code == 0
    assert "no tiene pantalla" in said
    assert said.endswith("demo --salida ./salida-demo-2\n")


@bash
def test_an_old_python_is_named(checkout: Path) -> None:
    binaries = checkout.parent / "bin"
    binaries.mkdir()
    for tool in ("dirname", "basename", "id", "sha256sum", "cat", "flock", "bash"):
        (binaries / tool).symlink_to(shutil.which(tool) or tool)
    old = binaries / "python3"
    old.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n'
    )
    old.chmod(0o755)

    code, _, error = run(checkout, PATH=str(binaries))

    assert code == 3
    assert "necesita Python 3.11 o posterior" in error
    assert f"solo se encontró Python 3.9.2 en {old}" in error
    assert not (checkout / ".venv").exists()


@bash
@pytest.mark.parametrize(
    ("pip_says", "person_reads"),
    [
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "no es el que este programa espera"),
        ("OSError: No space left on device", "No hay espacio en el disco"),
        ("SSL: CERTIFICATE_VERIFY_FAILED", "PIP_CERT="),
        ("Temporary failure in name resolution", "revise la conexión"),
    ],
)
def test_a_failed_download_says_why(
    checkout: Path, pip_says: str, person_reads: str
) -> None:
    pip = checkout / ".venv" / "bin" / "python"
    pip.parent.mkdir(parents=True)
    pip.write_text(f'#!/bin/sh\n[ "$4" = "" ] && exit\necho "{pip_says}"\nexit 1\n')
    pip.chmod(0o755)

    code, _, error = run(checkout)

    assert code == 3
    assert person_reads in error
    assert "Traceback" not in error
