"""The command line: check, lock, pack and load."""

import pytest
from django.core.management import CommandError, call_command

from tryggby.packages.factories import package_files
from tryggby.packages.format import pack, read_folder
from tryggby.packages.models import Release


@pytest.fixture
def folder(tmp_path):
    """A small package as a folder."""
    return write(tmp_path / "liten", package_files())


def write(folder, files):
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def test_check_is_quiet_about_a_good_package(folder, capsys):
    call_command("packages_check", folder)
    assert "liten: 0 feil, 1 advarsler" in capsys.readouterr().out


def test_check_names_file_and_line_and_fails(tmp_path, capsys):
    bad = write(tmp_path / "feil", package_files(minutes=1))
    with pytest.raises(CommandError) as caught:
        call_command("packages_check", bad)
    assert caught.value.returncode == 1
    assert "feil/package.yaml:16: feil: «minutes» er 1, men delene er 54" in capsys.readouterr().out


def test_check_reads_a_kpk_and_says_when_it_is_none(tmp_path, capsys):
    (tmp_path / "a.kpk").write_bytes(pack(package_files()))
    call_command("packages_check", tmp_path / "a.kpk")
    (tmp_path / "b.kpk").write_bytes(b"hei")
    with pytest.raises(CommandError):
        call_command("packages_check", tmp_path / "b.kpk")
    with pytest.raises(CommandError, match="finnes ikke"):
        call_command("packages_check", tmp_path / "borte")


def test_lock_then_check_has_nothing_to_say(folder, capsys):
    call_command("packages_lock", folder)
    call_command("packages_check", folder)
    assert "0 feil, 0 advarsler" in capsys.readouterr().out
    (folder / "CHANGES.md").write_text("## 1.0.0\n\nAnnet.\n")
    with pytest.raises(CommandError):
        call_command("packages_check", folder)
    assert "CHANGES.md er endret" in capsys.readouterr().out


def test_lock_refuses_what_is_no_package(tmp_path):
    with pytest.raises(CommandError, match="ikke en pakke"):
        call_command("packages_lock", tmp_path)


def test_pack_gives_the_same_bytes_every_time(folder, tmp_path, capsys):
    call_command("packages_pack", folder, tmp_path / "1.kpk")
    (folder / "package.yaml").touch()
    call_command("packages_pack", folder, tmp_path / "2.kpk")
    assert (tmp_path / "1.kpk").read_bytes() == (tmp_path / "2.kpk").read_bytes() == pack(read_folder(folder))


def test_pack_refuses_a_package_with_errors(tmp_path, capsys):
    bad = write(tmp_path / "feil", package_files(minutes=1))
    with pytest.raises(CommandError):
        call_command("packages_pack", bad, tmp_path / "ut.kpk")
    assert not (tmp_path / "ut.kpk").exists()


@pytest.mark.django_db
def test_load_plans_first_and_accepts_when_asked(folder, tmp_path, capsys):
    call_command("packages_load", folder)
    assert "ny pakke" in capsys.readouterr().out and not Release.objects.exists()
    call_command("packages_load", folder, "--accept")
    assert "er tatt inn" in capsys.readouterr().out and Release.objects.count() == 1
    call_command("packages_load", folder, "--accept")
    assert "ingenting å gjøre" in capsys.readouterr().out and Release.objects.count() == 1
    with pytest.raises(CommandError):
        call_command("packages_load", write(tmp_path / "feil", package_files(minutes=1, version="1.1.0")), "--accept")
