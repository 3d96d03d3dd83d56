from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.settings import Settings, load_settings, save_settings


def written(folder: Path, text: str) -> Path:
    path = folder / "preferencias.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_serve(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "no.toml") == (Settings(), ())


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "nueva" / "preferencias.toml"
    chosen = Settings(apariencia="oscuro", letra=130, densidad="compacta")

    save_settings(chosen, path)

    assert load_settings(path) == (chosen, ())
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_unknown_key_is_told_and_kept(tmp_path: Path) -> None:
    path = written(tmp_path, 'letra = 120\n"color de fondo" = "á \\u007f \\" x"\n')

    settings, problems = load_settings(path)
    assert settings == Settings(letra=120)
    assert len(problems) == 1
    assert "color de fondo" in problems[0]

    save_settings(Settings(letra=110), path)
    again, same = load_settings(path)
    assert again.letra == 110
    assert same == problems


@pytest.mark.parametrize(
    "line",
    ['letra = "grande"', "letra = 900", "letra = true", 'apariencia = "rosada"',
     "densidad = 3", "apariencia = [1]"],
)  # fmt: skip
def test_a_value_that_does_not_fit_leaves_its_default(
    tmp_path: Path, line: str
) -> None:
    settings, problems = load_settings(written(tmp_path, line))

    assert settings == Settings()
    assert len(problems) == 1
    assert line.partition(" = ")[0] in problems[0]


@pytest.mark.parametrize("text", ["letra = = 3", "letra = 120\nletra = 130"])
def test_a_broken_file_is_told_and_does_not_stop_the_program(
    tmp_path: Path, text: str
) -> None:
    settings, problems = load_settings(written(tmp_path, text))

    assert settings == Settings()
    assert "No se pudieron leer" in problems[0]


def test_bytes_that_are_no_text_are_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "preferencias.toml"
    path.write_bytes(b"\xff\xfe\x00")

    assert load_settings(path).problems


def test_a_folder_that_cannot_be_is_a_known_problem(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("x")

    with pytest.raises(StorageError):
        save_settings(Settings(), tmp_path / "archivo" / "preferencias.toml")


@given(letra=st.integers(90, 175))
def test_every_size_of_the_menu_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, letra: int
) -> None:
    path = tmp_path_factory.mktemp("p") / "preferencias.toml"

    save_settings(Settings(letra=letra), path)

    assert load_settings(path).settings.letra == letra
