"""Numbers reserved at the reference registry: entered once, whatever becomes of the answer."""

from __future__ import annotations

import json
import uuid

import pytest

from diachiso.core.block_rules import BlockProblem, BlocksRefused
from diachiso.core.errors import DiachisoError
from diachiso.register.errors import LOCKED, RegisterError
from diachiso.sync import blocks
from diachiso.sync.blocks import reserve_block
from diachiso.sync.transport import Failure, Reply, Request

from ..registry.running import RunningRegistry
from ..small_town import FIRST
from .carrier import plain
from .desk import Desk

OPEN = "SELECT value FROM sync_ctl WHERE key = 'block_requests'"


def reserve(desk: Desk, count: int = 50, commune: str = FIRST, transport=None) -> list[tuple[str, int, int]]:
    found = reserve_block(desk.path, transport or desk.transport, desk.url, desk.device, commune, count)
    return [(block.prefix, block.first, block.last) for block in found]


def entered(desk: Desk) -> list[tuple[int, int]]:
    return desk.rows("SELECT first_serial, last_serial FROM code_block ORDER BY first_serial")


def at_the_registry(registry: RunningRegistry, desk: Desk) -> int:
    """The first number that the next one to ask gets."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": f'"{uuid.uuid4()}"'}
    body = json.dumps({"commune": FIRST, "count": 1}).encode()
    return int(json.loads(desk.transport(Request("POST", registry.url + "/blocks", headers, body)).body)["first"])


def test_a_block_is_reserved_and_entered_with_its_document(hoa, binh, registry):
    assert reserve(hoa, 50, "phường biển") == [(FIRST, 1, 50)]
    assert reserve(binh, 20) == [(FIRST, 51, 70)]
    (document,) = hoa.rows("SELECT authority_doc FROM code_block")[0]
    assert document.startswith(f"Dải {FIRST}00001–{FIRST}00050")
    assert hoa.rows("SELECT count(*) FROM audit_log WHERE table_name = 'code_block' AND action = 'insert'") == [(1,)]


@pytest.mark.parametrize("fault", ["drop_before", "drop_after_commit", "truncate", "html"])
def test_a_lost_answer_is_asked_for_again_and_nothing_is_reserved_twice(hoa, registry, fault):
    registry.fault(fault, path="/blocks")
    with pytest.raises(DiachisoError):
        reserve(hoa)
    assert entered(hoa) == [] and hoa.rows(OPEN) != [("[]",)]
    assert reserve(hoa) == [(FIRST, 1, 50)]
    assert entered(hoa) == [(1, 50)] and hoa.rows(OPEN) == [("[]",)]
    assert at_the_registry(registry, hoa) == 51


def test_a_register_that_cannot_be_written_now_gets_its_block_later(hoa, registry, monkeypatch):
    def locked(path, found):
        raise RegisterError(LOCKED, path=str(path))

    with monkeypatch.context() as patch, pytest.raises(RegisterError):
        patch.setattr(blocks, "add_blocks", locked)
        reserve(hoa)
    assert reserve(hoa) == [(FIRST, 1, 50)] and hoa.rows(OPEN) == [("[]",)]
    assert at_the_registry(registry, hoa) == 51


def test_qt_sends_it_four_times_and_one_block_is_reserved(hoa, registry):
    def four_times(request):
        return [hoa.transport(request) for _ in range(4)][-1]

    assert reserve(hoa, transport=four_times) == [(FIRST, 1, 50)]
    assert at_the_registry(registry, hoa) == 51


def test_an_open_request_comes_first_and_both_blocks_are_entered(hoa, registry):
    registry.fault("drop_after_commit", path="/blocks")
    with pytest.raises(DiachisoError, match="none are reserved twice"):
        reserve(hoa, 50)
    assert reserve(hoa, 30) == [(FIRST, 1, 50), (FIRST, 51, 80)]


def test_down_after_the_block_was_entered_it_is_there_once(hoa, monkeypatch):
    monkeypatch.setattr(blocks, "_forget", lambda path, asked: None)
    reserve(hoa)
    monkeypatch.undo()
    assert reserve(hoa) == []
    assert entered(hoa) == [(1, 50)] and hoa.rows(OPEN) == [("[]",)]


def test_a_copy_on_another_computer_asks_for_numbers_of_its_own(hoa, registry, tmp_path):
    registry.fault("drop_after_commit", path="/blocks")
    with pytest.raises(DiachisoError):
        reserve(hoa)
    other = Desk(hoa.copy_to(tmp_path / "bản sao.gpkg"), hoa.url, hoa.transport)
    assert reserve(other) == [(FIRST, 51, 100)]
    assert reserve(hoa) == [(FIRST, 1, 50)]


@pytest.mark.parametrize(
    ("account", "words"), [("buuchinh", "không có vai trò"), ("xã khác", "không phụ trách xã"), ("hết", "không còn đủ")]
)
def test_a_refusal_is_told_in_the_registrys_words_and_is_final(hoa, registry, account, words):
    count = 50
    if account == "xã khác":
        made = registry.ask("POST", "/_test/accounts", {"name": "kythuat9", "roles": ["technician"], "communes": ["1"]})
        transport = plain(made["token"])
    else:
        transport = plain(registry.token("kythuat1" if account == "hết" else account))
    if account == "hết":
        for _ in range(9):
            reserve(hoa, 10_000)
        count = 10_000
    with pytest.raises(DiachisoError, match=words):
        reserve(hoa, count, transport=transport)
    assert hoa.rows(OPEN) == [("[]",)]


def test_below_the_highest_level_nothing_is_asked(hoa, registry):
    registry.set_level(2)
    with pytest.raises(DiachisoError, match="reserves no numbers"):
        reserve(hoa)
    assert "POST" not in [asked["method"] for asked in registry.requests()]


def test_what_never_left_is_not_kept(hoa):
    def offline(request):
        return hoa.transport(request) if request.method == "GET" else Reply(None, failure=Failure.OFFLINE)

    with pytest.raises(DiachisoError, match="cannot be reached"):
        reserve(hoa, transport=offline)
    assert hoa.rows(OPEN) == [("[]",)]


def test_a_block_that_clashes_with_codes_known_here_is_refused(hoa, registry):
    hoa.add("1")  # with the first code of the block that comes
    with pytest.raises(BlocksRefused, match="holds 1 codes"):
        reserve(hoa)
    assert entered(hoa) == []


@pytest.mark.parametrize("count", [0, -1, 10_001])
def test_a_count_that_no_registry_gives_is_refused_before_it_is_asked(hoa, registry, count):
    with pytest.raises(DiachisoError, match="ask for 1 to"):
        reserve(hoa, count)
    with pytest.raises(BlockProblem, match="no commune"):
        reserve(hoa, 5, "xã không có")
    assert registry.requests() == []
