"""The text that lies in each package for whoever opens it, in both languages."""
from __future__ import annotations

READ_ME_FILE = "HUONG-DAN.txt"

_TEXT = """\
GÓI ĐỊA CHỈ SỐ SỐ {number} – {province}

1. Cơ quan xác minh (bưu điện, công an, UBND xã): mở thư mục "sheets", mở tệp XLSX của xã mình bằng Excel hoặc
   LibreOffice. Mỗi dòng là một địa chỉ. Chọn "Chấp nhận" hoặc "Từ chối"; từ chối thì ghi lý do; có mã thì ghi mã.
   Lưu tệp và gửi trả nguyên tệp đó, kể cả khi chưa điền hết. Không ghi tên, số điện thoại, số giấy tờ của cá nhân.
2. Nơi vận hành nền tảng: "addresses.geojsonl" mỗi dòng một địa chỉ (GeoJSON Feature, có op_id); "operations.jsonl" nói
   dòng đó là tạo mới (create) hay cập nhật (update) từ phiên bản nào. Mỗi op_id chỉ được thực hiện một lần.
   Trả lời bằng tệp zip có chữ ký gồm "results.jsonl": op_id, decision (accepted | rejected), code, reason, version.
3. "manifest.json" ghi mã SHA-256 của mọi tệp và của gói trước; "manifest.sig" là chữ ký HMAC-SHA256 của manifest.json.
   Chữ ký đúng nghĩa là: người tạo gói giữ khóa chung của hai bên và từ đó nội dung không bị sửa. Chữ ký không nói ai
   trong hai bên đã tạo gói, và không che nội dung. Trong gói không có dữ liệu cá nhân.

PACKAGE {number} OF DIGITAL ADDRESSES – {province}

1. Whoever verifies (post office, police, commune): open your commune's XLSX in the folder "sheets". One row per
   address. Choose accepted or rejected; where rejected say why; where there is a code write it. Save the file and send
   it back as it is, even if not all is filled in. No names, telephone numbers or identity numbers of people.
2. Whoever runs the platform: "addresses.geojsonl" has an address per line (GeoJSON Feature with its op_id);
   "operations.jsonl" says whether it is a create or an update, and of which version. Each op_id takes effect once.
   Answer with a signed zip with "results.jsonl": op_id, decision (accepted | rejected), code, reason, version.
3. "manifest.json" has the SHA-256 of every file and of the package before; "manifest.sig" is the HMAC-SHA256 of
   manifest.json. A right signature means: whoever made the package holds the key that both sides share, and nothing was
   changed since. It does not tell which of the two sides made it, and it hides nothing. No personal data is in here.
"""


def read_me(province: str, number: int) -> bytes:
    """The text, with the ends of lines that the Notepad of an old Windows wants."""
    return _TEXT.format(province=province, number=number).replace("\n", "\r\n").encode("utf-8-sig")
