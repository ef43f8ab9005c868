"""`skillcert new-workshop` as a person meets it: what it writes, prints and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillcert.cli.app import app
from skillcert.scaffold import workshop_files


def run(*arguments: str | Path) -> Result:
    """Run `skillcert new-workshop` in this process."""
    return CliRunner().invoke(app, ["new-workshop", *map(str, arguments)])


def files_in(folder: Path) -> dict[str, str]:
    """Return the files below *folder*, by their path with slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_writes_the_kit(tmp_path: Path) -> None:
    """`new-workshop` writes the kit into a new folder, byte for byte, and names each file."""
    result = run("laundry", "--out", tmp_path / "Bjørn og Åse")
    assert result.exit_code == 0, result.stderr
    folder = tmp_path / "Bjørn og Åse" / "skillcert-laundry"
    assert files_in(folder) == workshop_files("laundry")
    for path in workshop_files("laundry"):
        assert str(folder / path) in result.stdout


def test_it_writes_into_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--out` the folder is made where one stands, and pip is given it as a folder."""
    monkeypatch.chdir(tmp_path)
    result = run("sewing_room")
    assert result.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["skillcert-sewing-room"]
    assert 'pip install -e "./skillcert-sewing-room[test]"' in result.stdout


def test_languages_and_title(tmp_path: Path) -> None:
    """`--language` may be given several times, `--title` once."""
    result = run(
        "laundry", "--out", tmp_path, "--language", "nb", "--language", "en", "--title", "Vaskeri"
    )
    assert result.exit_code == 0
    made = files_in(tmp_path / "skillcert-laundry")
    assert made == workshop_files("laundry", languages=("en", "nb"), title="Vaskeri")


@pytest.mark.parametrize(
    "arguments",
    [
        ["Vaskeri-Øst"],
        ["class"],
        ["laundry", "--title", "Laundry."],
        ["laundry", "--language", "sv"],
        [],
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    """A name, title or language that will not do is wrong usage (2): what, and where help is."""
    result = run(*arguments, "--out", tmp_path / "out")
    assert result.exit_code == 2
    _, help_line = result.stderr.splitlines()
    assert "new-workshop --help" in help_line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("disabled", ["", "skillcert-bicycle"])
def test_a_workshop_that_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disabled: str
) -> None:
    """A workshop that is installed, switched off or not, is refused (3); its plugin is named."""
    monkeypatch.setenv("SKILLCERT_DISABLE_PLUGINS", disabled)
    result = run("bicycle", "--out", tmp_path / "out")
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert "'bicycle' is installed already" in line
    assert "skillcert-bicycle 0.1.0" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("there", ["empty folder", "folder", "file", "dead link"])
def test_what_is_there_is_never_touched(tmp_path: Path, there: str) -> None:
    """Whatever stands where the folder would be made, the command refuses (3) and leaves it."""
    folder = tmp_path / "skillcert-laundry"
    if there == "file":
        folder.write_text("mine", encoding="utf-8")
    elif there == "dead link":
        try:
            folder.symlink_to(tmp_path / "nowhere")
        except OSError:
            pytest.skip("links are not for everybody here")
    else:
        folder.mkdir()
        if there == "folder":
            (folder / "README.md").write_text("mine", encoding="utf-8")
    before = files_in(tmp_path)
    result = run("laundry", "--out", tmp_path)
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert "exists already" in line
    assert files_in(tmp_path) == before
    assert not (tmp_path / "nowhere").exists()


def test_half_a_kit_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a file cannot be written, what was written before it is removed again."""
    write = Path.write_text

    def full(path: Path, *args: str, **options: str) -> int:
        if path.name == "py.typed":
            raise OSError(28, "No space left on device", str(path))
        return write(path, *args, **options)

    monkeypatch.setattr(Path, "write_text", full)
    result = run("laundry", "--out", tmp_path)
    assert result.exit_code == 3
    assert "no space left" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file where a folder must be is refused (3) on one line."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = run("laundry", "--out", tmp_path / "file" / "below")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
