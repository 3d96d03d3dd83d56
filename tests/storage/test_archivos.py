from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.archivos import crear_carpeta, escribir_atomico


def only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_bytes_replace_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "cartera.xlsx"
    target.write_bytes(b"old")

    escribir_atomico(target, b"new")

    assert target.read_bytes() == b"new"
    assert only(tmp_path) == ["cartera.xlsx"]


def test_a_writer_gets_a_path_with_the_same_extension(tmp_path: Path) -> None:
    seen: list[str] = []

    def write(path: Path) -> None:
        seen.append(path.suffix)
        path.write_text("hola", encoding="utf-8")

    escribir_atomico(tmp_path / "auto.docx", write)

    assert seen == [".docx"]
    assert (tmp_path / "auto.docx").read_text(encoding="utf-8") == "hola"


def test_a_failed_writer_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "auto.docx"
    target.write_bytes(b"old")

    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyError(path)

    with pytest.raises(KeyError):
        escribir_atomico(target, fail)

    assert target.read_bytes() == b"old"
    assert only(tmp_path) == ["auto.docx"]


@pytest.mark.parametrize(
    ("number", "causa", "said"),
    [
        (errno.ENOSPC, "disk_full", "disco está lleno"),
        (errno.EACCES, "no_permission", "abierto en otro programa"),
        (errno.EIO, "disk_error", "no respondió bien"),
    ],
)
def test_the_disk_is_told_in_spanish(
    tmp_path: Path, number: int, causa: str, said: str
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail(path: Path) -> None:
        raise OSError(number, os.strerror(number), str(path))

    with pytest.raises(StorageError, match=said) as error:
        escribir_atomico(target, fail)

    assert error.value.detalle["causa"] == causa
    assert target.read_bytes() == b"old"
    assert only(tmp_path) == ["a.pdf"]


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no existe la carpeta"):
        escribir_atomico(tmp_path / "no" / "a.pdf", b"x")


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()

    with pytest.raises(StorageError, match="nombre es de una carpeta"):
        escribir_atomico(tmp_path / "a.pdf", b"x")


def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")

    def write(path: Path) -> None:
        path.unlink()
        path.symlink_to(full)
        path.write_bytes(b"x" * 100)

    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    with pytest.raises(StorageError, match="disco está lleno"):
        escribir_atomico(target, write)

    assert target.read_bytes() == b"old"


def test_folders_are_made_with_their_parents(tmp_path: Path) -> None:
    crear_carpeta(tmp_path / "a" / "b")
    crear_carpeta(tmp_path / "a" / "b")

    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("times", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_a_killed_process_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, times: int
) -> None:
    target = tmp_path / "a.bin"
    size = 3_000_000
    target.write_bytes(b"0" * size)
    code = (
        "from pathlib import Path\n"
        "from cobro_desktop.storage.archivos import escribir_atomico\n"
        "print('ready', flush=True)\n"
        "for n in range(10**6):\n"
        f"    escribir_atomico(Path({str(target)!r}), str(n % 10).encode() * {size})\n"
    )
    for number in range(times):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(0.02 + number * 0.007 % 0.2)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()

        found = target.read_bytes()
        assert len(found) == size
        assert len(set(found)) == 1
