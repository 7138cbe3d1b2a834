"""The guard of the review: an address with an open error is not submitted, whatever program tries."""
from __future__ import annotations

from dataclasses import replace

from .qa_schema import RESULT
from .trigger import GUARD, Trigger, both, refuse, trigger

_ERRORS = (
    "EXISTS (SELECT 1 FROM qa_result WHERE object_id = NEW.address_id AND source = '' AND state = 'open'"
    " AND level = 'error')"
)


def review_triggers() -> list[Trigger]:
    """The triggers that look at the results of the review; a register made before it has no such table yet."""
    message = refuse(
        "The review has found errors in this address: correct them and check again, or mark an exception.",
        "Rà soát còn lỗi ở địa chỉ này: hãy sửa rồi kiểm tra lại, hoặc ghi nhận ngoại lệ.",
    )
    entered = "NEW.stage = 'submitted' AND OLD.stage IS NOT 'submitted'"
    found = trigger("address", "review_update", "BEFORE UPDATE", both(entered, GUARD, _ERRORS), message, of=("stage",))
    return [replace(found, needs=RESULT)]
