"""Nothing of a receipt is read before it is known whose it is and that nobody changed it."""
from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProcessingException

from diachiso.core.errors import DiachisoError
from diachiso.processing.signing_key import signing_key
from diachiso.sync.packages.archive import PACKAGE, RECEIPT, PackageError, SigningKey, open_archive, write_archive

from .conftest import SECRET, Registry

accept = {"decision": "accepted"}


@pytest.fixture
def receipt(export, registry: Registry) -> Path:
    """A right one."""
    return registry.answer(Path(export()["PACKAGE"]), lambda f: accept)


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of a zip whose files were changed."""
    with zipfile.ZipFile(path) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    target = path.with_name("sửa " + path.name)
    with zipfile.ZipFile(target, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return target


def rejected_instead(files: dict[str, bytes]) -> None:
    files["results.jsonl"] = files["results.jsonl"].replace(b"accepted", b"rejected")


def one_more(files: dict[str, bytes]) -> None:
    files["thêm.txt"] = b"x"


def one_less(files: dict[str, bytes]) -> None:
    del files["results.jsonl"]


def other_manifest(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b'"number": 1', b'"number": 2')


def unsigned(files: dict[str, bytes]) -> None:
    del files["manifest.sig"]


def odd_signature(files: dict[str, bytes]) -> None:
    files["manifest.sig"] = b"none"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (rejected_instead, "package_changed"), (one_more, "package_changed"), (one_less, "package_changed"),
        (other_manifest, "package_forged"), (unsigned, "package_not_one"), (odd_signature, "package_not_one"),
    ],
)  # fmt: skip
def test_whatever_is_changed_is_refused(
    take, state, receipt: Path, change: Callable[[dict[str, bytes]], None], message: str
) -> None:
    before = state()
    forged = changed(receipt, change)
    with pytest.raises(PackageError) as caught, open_archive(forged, RECEIPT, SigningKey(SECRET)):
        pass
    assert caught.value.message.id == message
    with pytest.raises(QgsProcessingException):
        take(forged)
    assert state() == before


def test_every_byte_counts(receipt: Path, tmp_path: Path) -> None:
    """Whichever byte is flipped: refused, or it was one that says nothing (a time in the zip's own directory)."""
    data = receipt.read_bytes()
    with open_archive(receipt, RECEIPT, SigningKey(SECRET)) as archive:
        right = list(archive.lines("results.jsonl"))
    for k in range(0, len(data), 7):
        broken = tmp_path / "lật.zip"
        broken.write_bytes(data[:k] + bytes([data[k] ^ 1]) + data[k + 1:])
        try:
            with open_archive(broken, RECEIPT, SigningKey(SECRET)) as archive:
                assert list(archive.lines("results.jsonl")) == right
        except PackageError:
            continue


def test_another_key(take, receipt: Path, key: list[bytes], state) -> None:
    key[0] = b"mot khoa khac, cung du dai"
    with pytest.raises(QgsProcessingException, match=r"another key|khóa khác"):
        take(receipt)
    assert state()[1][0] == "submitted"


def test_another_register(take, export, registry: Registry, register: Path, query) -> None:
    package = Path(export()["PACKAGE"])
    other = registry.answer(package, lambda f: accept, register_id="00000000-0000-4000-8000-000000000000")
    with pytest.raises(QgsProcessingException, match=r"another register|sổ khác"):
        take(other)
    for about in ({"package": 7}, {"package_sha256": "0" * 64}):
        with pytest.raises(QgsProcessingException, match=r"has not sent|không gửi|chưa gửi"):
            take(registry.answer(package, lambda f: accept, **about))
    assert query("SELECT count(*) FROM sync_package WHERE direction = 'in'") == [(0,)]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"op_id": 3, "decision": "accepted"}', b'{"op_id": "a", "decision": "perhaps"}', b"\xff"]
)
def test_a_line_that_is_none(take, export, registry: Registry, line: bytes, state) -> None:
    package = Path(export()["PACKAGE"])
    right = registry.answer(package, lambda f: accept)
    with zipfile.ZipFile(right) as opened:
        data, about = opened.read("results.jsonl"), json.loads(opened.read("manifest.json"))
    del about["files"]
    bad = right.with_name("dòng hỏng.zip")
    write_archive(bad, RECEIPT, about, {"results.jsonl": data + line + b"\n"}, SigningKey(SECRET))
    with pytest.raises(QgsProcessingException, match=r"[Ll]ine 5|[Dd]òng 5"):
        take(bad)
    assert state()[1][0] == "submitted", "all or nothing"


def test_a_package_is_no_receipt(take, export, tmp_path: Path) -> None:
    package = Path(export()["PACKAGE"])
    with pytest.raises(QgsProcessingException, match=PACKAGE):
        take(package)
    word = shutil.copyfile(package, tmp_path / "x.zip")
    word.write_bytes(b"not a zip")
    with pytest.raises(QgsProcessingException, match=r"x\.zip"):
        take(word)


def test_the_key_is_seen_nowhere() -> None:
    shown = SigningKey(SECRET)
    assert SECRET.decode() not in repr(shown) and SECRET.decode() not in str(shown)
    assert shown.fingerprint != SigningKey(SECRET + b"x").fingerprint


def test_the_key_comes_from_the_store_of_qgis(qgis_app) -> None:
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet() and not manager.setMasterPassword("một mật khẩu chính", True):
        pytest.skip("the store of passwords of this profile has another master password")
    made = []
    try:
        for name, secret in (("diachiso", SECRET.decode()), ("ngắn", "abc")):
            config = QgsAuthMethodConfig("Basic")
            config.setName(name)
            config.setConfig("username", "tỉnh")
            config.setConfig("password", secret)
            stored = manager.storeAuthenticationConfig(config)
            assert stored[0] if isinstance(stored, tuple) else stored
            made.append((stored[1] if isinstance(stored, tuple) else config).id())
        assert signing_key("") == signing_key(made[0]) == SigningKey(SECRET)
        with pytest.raises(DiachisoError) as caught:
            signing_key(made[1])
        assert "16" in str(caught.value) and "abc" not in str(caught.value)
    finally:
        for name in made:
            manager.removeAuthenticationConfig(name)
    with pytest.raises(DiachisoError, match="Basic"):
        signing_key("")
