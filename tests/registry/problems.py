"""What the registry refuses, and how it says so: problem+json (RFC 9457), in Vietnamese."""
from __future__ import annotations

from typing import Any

URN = "urn:diachiso:problem:"
# type → status, title
KINDS = {
    "invalid": (422, "Dữ liệu không hợp lệ"),
    "conflict": (409, "Xung đột với dữ liệu trên hệ thống"),
    "precondition": (412, "Bản ghi đã thay đổi trên hệ thống"),
    "precondition-required": (428, "Thiếu điều kiện ghi"),
    "code-taken": (409, "Mã địa chỉ đã được dùng"),
    "same-house": (409, "Số nhà đã có trên hệ thống"),
    "in-progress": (409, "Thao tác đang được xử lý"),
    "key-reused": (422, "Khóa thao tác đã dùng cho nội dung khác"),
    "unauthorized": (401, "Chưa đăng nhập"),
    "forbidden": (403, "Không có quyền"),
    "not-found": (404, "Không tìm thấy"),
    "cursor-expired": (410, "Con trỏ thay đổi đã hết hạn"),
    "too-large": (413, "Quá nhiều thao tác trong một lần gửi"),
}


class Problem(Exception):
    """A refusal; `kind` is a key of KINDS, `detail` says what is wrong and what helps."""

    def __init__(self, kind: str, detail: str, fields: list[str] | None = None, op_id: str = "") -> None:
        super().__init__(detail)
        self.kind, self.detail, self.fields, self.op_id = kind, detail, fields or [], op_id

    @property
    def status(self) -> int:
        """The HTTP status."""
        return KINDS[self.kind][0]

    def document(self) -> dict[str, Any]:
        """The body of the answer."""
        status, title = KINDS[self.kind]
        found: dict[str, Any] = {"type": URN + self.kind, "title": title, "status": status, "detail": self.detail}
        if self.op_id:
            found["op_id"] = self.op_id
        if self.fields:
            found["fields"] = self.fields
        return found
