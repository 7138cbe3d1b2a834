"""A package leaves, the registry answers, the answer comes in: what holds on the way there and back."""
from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger
from diachiso.register.sync_store import operations, rejected, runs
from diachiso.register.transaction import write_transaction

from ...stores import both_stores
from .conftest import CANARIES, FIRST, SECOND, Registry, add


def number_of(feature: dict) -> int:
    return int(feature["properties"]["houseNumber"])


def issue(feature: dict) -> dict:
    """Accepted, with a code."""
    return {"decision": "accepted", "code": f"00101{number_of(feature):05d}"}


def counts(done: dict) -> dict[str, int]:
    names = ("ACCEPTED", "ISSUED", "REJECTED", "UNKNOWN", "CONFLICTS", "UNCLEAR", "UNCHANGED", "UNANSWERED")
    return {name: done[name] for name in names if done[name]}


def sound(register: Path) -> None:
    with closing(connect(register)) as con:
        assert verify_ledger(con) == []


def test_what_leaves(export, registry: Registry, query, register: Path) -> None:
    done = export()
    assert (done["COUNT"], done["SHEETS"], done["NUMBER"], done["REFUSED"], done["SUBMITTED"]) == (4, 2, 1, 0, 0)
    manifest, features = registry.read(Path(done["PACKAGE"]))
    assert [number_of(f) for f in features] == [1, 2, 3, 4] and manifest["counts"]["created"] == 4
    assert {f["properties"]["stage"] for f in features} == {"submitted"}
    assert (manifest["number"], manifest["previous"], manifest["province_code"]) == (1, "", "56")
    assert query("SELECT state, count(*) FROM sync_op GROUP BY state") == [("accepted_async", 4)]
    bodies = {op: bytes(body) for op, body in query("SELECT op_id, body FROM sync_op")}
    with zipfile.ZipFile(done["PACKAGE"]) as opened:
        assert opened.read("addresses.geojsonl").splitlines() == [bodies[f["op_id"]] for f in features]
    assert query("SELECT count(*) FROM code_ledger WHERE left_at IS NOT NULL") == [(4,)]
    assert query("SELECT a.house_number FROM sync_dirty d JOIN address a ON a.fid = d.fid") == [("5",)]


def test_a_chain_of_packages(export, registry: Registry, edit) -> None:
    first = Path(export("1.zip", COMMUNES=SECOND)["PACKAGE"])
    second = Path(export("2.zip", COMMUNES=FIRST)["PACKAGE"])
    manifests = [registry.read(file)[0] for file in (first, second)]
    with zipfile.ZipFile(first) as opened:
        assert manifests[1]["previous"] == hashlib.sha256(opened.read("manifest.json")).hexdigest()
    assert [m["number"] for m in manifests] == [1, 2] and [m["counts"]["operations"] for m in manifests] == [1, 3]
    edit(1, floors=3)
    third = export("3.zip")
    assert (third["NUMBER"], third["COUNT"], third["UNANSWERED"]) == (0, 0, 1), "an edit waits for the answer"
    assert not (first.parent / "3.zip").exists()


def test_complete_ones_are_submitted_as_they_leave(export, registry: Registry, state, query) -> None:
    done = export(SUBMIT=True)
    assert (done["COUNT"], done["SUBMITTED"]) == (5, 1)
    assert state()[5] == ("submitted", "TAM-00000005")
    _, features = registry.read(Path(done["PACKAGE"]))
    assert {f["properties"]["stage"] for f in features} == {"submitted"}
    assert query("SELECT count(*) FROM sync_dirty") == [(0,)]


def test_an_error_that_was_mended_holds_nothing_back(run, export, register: Path, edit, state, query) -> None:
    edit(5, settlement="Th¸i B×nh")
    run("checkaddresses", REGISTER=register, OUTPUT="memory:")
    assert query("SELECT count(*) FROM qa_result WHERE level = 'error' AND state = 'open'") != [(0,)]
    assert export("1.zip", SUBMIT=True)["REFUSED"] == 1 and state()[5][0] == "created"
    edit(5, settlement=None)
    assert export("2.zip", SUBMIT=True)["SUBMITTED"] == 1 and state()[5][0] == "submitted"


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"street": None, "settlement": None}, "cần|needs"),
        ({"object_class": None}, "cần|needs"),
        ({"instruction": "Gọi 0912345678 khi tới"}, "số điện thoại|telephone"),
        ({"entrance_note": "thư gửi hoangyen@example.vn"}, "số điện thoại|telephone"),
        ({"settlement": "Th¸i B×nh"}, "Rà soát|review"),
    ],
)
def test_what_is_held_back(export, register: Path, query, values: dict, word: str) -> None:
    add(register, 9, **values)
    done = export()
    assert (done["COUNT"], done["REFUSED"]) == (4, 1)
    (held,) = done["OUTPUT"].getFeatures()
    assert re.search(word, held["reason"]), held["reason"]
    assert query("SELECT count(*) FROM sync_op o JOIN address a USING (address_id) WHERE a.house_number = '9'") == [
        (0,)
    ]


def test_no_personal_datum_in_any_byte(export) -> None:
    done = export(SUBMIT=True, RECIPIENT=[0, 1, 2, 3])
    seen = []

    def look(data: bytes, name: str) -> None:
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                for entry in opened.infolist():
                    look(entry.filename.encode() + entry.comment + entry.extra, name)
                    look(opened.read(entry), f"{name}/{entry.filename}")
            return
        seen.append(name)
        for canary in CANARIES:
            for text in (canary, json.dumps(canary)[1:-1]):
                assert text.encode() not in data and text.encode("utf-16-le") not in data, (name, canary)

    look(Path(done["PACKAGE"]).read_bytes(), "gói")
    assert any(name.endswith("sheet1.xml") for name in seen) and any(name.endswith(".geojsonl") for name in seen)


@both_stores
def test_answers_come_in(export, take, registry: Registry, state, query, register: Path) -> None:
    package = Path(export()["PACKAGE"])

    def decide(feature: dict) -> dict | None:
        said = {
            1: issue(feature), 2: {"decision": "accepted"},
            3: {"decision": "rejected", "reason": "Số nhà không đúng thực địa, gọi 0912 345 678"},
        }  # fmt: skip
        return said.get(number_of(feature))

    receipt = registry.answer(package, decide)
    shown = take(receipt, DRY_RUN=True)
    assert counts(shown) == {"ACCEPTED": 2, "ISSUED": 1, "REJECTED": 1} and "BACKUP" not in shown
    assert state()[1] == ("submitted", "TAM-00000001"), "a dry run writes nothing"
    done = take(receipt)
    assert counts(done) == {"ACCEPTED": 2, "ISSUED": 1, "REJECTED": 1} and Path(done["BACKUP"]).exists()
    assert [state()[k] for k in (1, 2, 3, 4)] == [
        ("issued", "0010100001"), ("verified", "TAM-00000002"), ("rejected", "TAM-00000003"),
        ("submitted", "TAM-00000004"),
    ]  # fmt: skip
    assert query("SELECT code, state FROM code_ledger WHERE code IN ('0010100001', 'TAM-00000001') ORDER BY code") == [
        ("0010100001", "given"), ("TAM-00000001", "retired"),
    ]  # fmt: skip
    ((reason,),) = query("SELECT reason FROM sync_base WHERE reason IS NOT NULL")
    assert reason == "Số nhà không đúng thực địa, gọi […]"
    log = " ".join(str(row) for row in query("SELECT new FROM audit_log"))
    assert "0912" not in log and "không đúng thực địa" in log
    assert query("SELECT state, count(*) FROM sync_op GROUP BY state ORDER BY state") == [
        ("accepted_async", 1), ("applied", 3),
    ]  # fmt: skip
    assert query("SELECT count(*) FROM sync_dirty d JOIN address a ON a.fid = d.fid WHERE house_number <> '5'") == [
        (0,)
    ], "what comes in is no edit of ours"
    sent, came = reversed(runs(register))
    assert (sent.direction, sent.counts["pushed"], sent.note) == ("package", 4, package.name)
    assert (came.direction, came.counts) == ("receipt", {"pulled": 2, "rejected": 1, "conflicts": 0})
    assert len(operations(register, ("applied",), run_id=came.run_id)) == 3
    (returned,) = rejected(register)
    assert (returned.by_verifier, returned.reason) == (True, reason)
    sound(register)


def test_the_same_receipt_twice(export, take, registry: Registry, state, query) -> None:
    receipt = registry.answer(Path(export()["PACKAGE"]), issue)
    take(receipt)
    before = state(), query("SELECT count(*) FROM audit_log"), query("SELECT count(*) FROM sync_attempt")
    assert counts(take(receipt)) == {"UNCHANGED": 4}
    assert (state(), query("SELECT count(*) FROM audit_log"), query("SELECT count(*) FROM sync_attempt")) == before


def test_receipts_in_the_wrong_order(export, take, registry: Registry, state, register: Path) -> None:
    package = Path(export()["PACKAGE"])
    verified = registry.answer(package, lambda f: {"decision": "accepted"})
    issued = registry.answer(package, issue)
    assert counts(take(issued)) == {"ACCEPTED": 4, "ISSUED": 4}
    assert counts(take(verified)) == {"UNCHANGED": 4}
    assert {state()[k][0] for k in (1, 2, 3, 4)} == {"issued"}
    sound(register)


def test_first_verified_then_issued(export, take, registry: Registry, state, register: Path, edit) -> None:
    package = Path(export()["PACKAGE"])
    assert counts(take(registry.answer(package, lambda f: {"decision": "accepted"}))) == {"ACCEPTED": 4}
    edit(2, floors=7)
    assert counts(take(registry.answer(package, issue))) == {"ACCEPTED": 4, "ISSUED": 4}
    assert state()[2] == ("issued", "0010100002")
    sound(register)
    again = export("sau.zip")
    assert again["COUNT"] == 1, "what was edited meanwhile leaves afterwards"
    manifest, (feature,) = registry.read(Path(again["PACKAGE"]))
    assert manifest["counts"]["updated"] == 1 and feature["properties"]["floors"] == 7
    assert feature["properties"]["code"] == "0010100002"
    refused = registry.answer(Path(again["PACKAGE"]), lambda f: {"decision": "rejected", "reason": "Sai"})
    assert counts(take(refused)) == {"REJECTED": 1}
    assert state()[2] == ("issued", "0010100002"), "a change is refused, what was issued stays"


def test_a_code_comes_while_an_edit_is_under_way(export, take, registry: Registry, state, query, edit) -> None:
    first = Path(export("1.zip")["PACKAGE"])
    take(registry.answer(first, lambda f: {"decision": "accepted"}))
    edit(1, floors=7)
    second = Path(export("2.zip")["PACKAGE"])
    take(registry.answer(first, issue))
    assert state()[1] == ("issued", "0010100001")
    assert counts(take(registry.answer(second, lambda f: {"decision": "accepted"}))) == {"ACCEPTED": 1}
    assert state()[1] == ("issued", "0010100001")
    assert query("SELECT a.house_number FROM sync_dirty d JOIN address a ON a.fid = d.fid") == [("5",)]
    assert export("3.zip")["NUMBER"] == 0, "both sides say the same"


def test_whoever_may_not_verify_takes_no_answers(export, take, registry: Registry, register: Path, state) -> None:
    receipt = registry.answer(Path(export()["PACKAGE"]), issue)
    with write_transaction(register, bulk=True) as con:
        con.execute("INSERT OR REPLACE INTO register_meta (key, value) VALUES ('power_verify', 'Trưởng phòng')")
    with pytest.raises(QgsProcessingException, match="Trưởng phòng"):
        take(receipt)
    assert {state()[k][0] for k in (1, 2, 3, 4)} == {"submitted"}


def test_a_rejected_one_is_corrected_and_leaves_again(export, take, registry: Registry, state, edit) -> None:
    package = Path(export()["PACKAGE"])
    take(registry.answer(package, lambda f: {"decision": "rejected", "reason": "Sai số nhà"}))
    edit(1, stage="created")
    edit(1, alley="12")
    edit(1, stage="submitted")
    again = export("lại.zip")
    _, (feature,) = registry.read(Path(again["PACKAGE"]))
    assert (number_of(feature), feature["properties"]["alley"]) == (1, "12")
    take(registry.answer(Path(again["PACKAGE"]), issue))
    assert state()[1] == ("issued", "0010100001")


def test_a_lost_package_leaves_again_as_it_was(export, take, registry: Registry, query) -> None:
    first = Path(export("1.zip")["PACKAGE"])
    take(registry.answer(first, lambda f: issue(f) if number_of(f) == 1 else None))
    before = registry.read(first)[1]
    again = export("2.zip", REPEAT=1)
    manifest, features = registry.read(Path(again["PACKAGE"]))
    assert features == before[1:] and (manifest["number"], manifest["repeats"]) == (2, 1)
    assert counts(take(registry.answer(Path(again["PACKAGE"]), issue))) == {"ACCEPTED": 3, "ISSUED": 3}
    with pytest.raises(QgsProcessingException, match="waits for an answer|chờ trả lời"):
        export("3.zip", REPEAT=1)
    assert query("SELECT count(*) FROM sync_op") == [(4,)]


def test_codes_in_conflict(export, take, registry: Registry, state, register: Path) -> None:
    add(register, 20, "created", code="0010100020", address_text="Số 20 Trần Phú")
    add(register, 21, code="0010100021")
    package = Path(export()["PACKAGE"])
    codes = {1: "0010100020", 2: "0010109999", 3: "0010109999", 4: "123", 21: "0010100022"}
    done = take(registry.answer(package, lambda f: {"decision": "accepted", "code": codes[number_of(f)]}))
    assert counts(done) == {"CONFLICTS": 5}
    assert {state()[k][0] for k in codes} == {"submitted"}
    layer = done["OUTPUT"]
    reasons = {f["reason"] for f in layer.getFeatures()}
    assert reasons == {
        "receipt_code_taken", "receipt_code_twice", "receipt_code_malformed", "receipt_code_changed",
    }  # fmt: skip
    texts = " ".join(f["reason_text"] for f in layer.getFeatures())
    assert "Số 20 Trần Phú" in texts and "0010100021" in texts
    right = {1: "0010100001", 2: "0010100002", 3: "0010100003", 4: "0010200004", 21: "0010100021"}
    fixed = registry.answer(package, lambda f: {"decision": "accepted", "code": right[number_of(f)]})
    assert counts(take(fixed)) == {"ACCEPTED": 5, "ISSUED": 5}
    sound(register)


def test_an_answer_to_what_was_retired_since(export, take, registry: Registry, state, edit, query, register) -> None:
    package = Path(export()["PACKAGE"])
    edit(1, stage="retired")
    edit(2, stage="retired")
    assert counts(
        take(registry.answer(package, lambda f: issue(f) if number_of(f) == 1 else {"decision": "accepted"}))
    ) == {"ACCEPTED": 3, "CONFLICTS": 1}
    assert [state()[k][0] for k in (1, 2)] == ["retired", "retired"], "nobody resurrects it"
    assert query("SELECT state FROM code_ledger WHERE code = '0010100001'") == [("official",)]
    sound(register)
    again = export("sau.zip")
    _, features = registry.read(Path(again["PACKAGE"]))
    assert {(number_of(f), f["properties"]["stage"]) for f in features} == {(1, "retired"), (2, "retired")}


def test_contradictions_are_for_a_person(export, take, registry: Registry, state) -> None:
    package = Path(export()["PACKAGE"])
    take(registry.answer(package, issue))
    other = registry.answer(package, lambda f: {"decision": "rejected", "reason": "Không có nhà này"})
    assert counts(take(other)) == {"CONFLICTS": 4}
    assert {state()[k][0] for k in (1, 2, 3, 4)} == {"issued"}


def test_unknown_operations_are_counted(export, take, registry: Registry) -> None:
    package = Path(export()["PACKAGE"])
    assert counts(take(registry.answer(package, lambda f: {"decision": "accepted", "op_id": "không ai biết"}))) == {
        "UNKNOWN": 4
    }
