"""Notices: a letter per recipient with all their addresses, lists, the handover bag; all is written down."""
from __future__ import annotations

import csv
import re
import shutil
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.agency import load_agency
from diachiso.core.errors import DiachisoError
from diachiso.core.notices import Channel, NoticeAddress, NoticePerson, Outcome, letters
from diachiso.core.print_selection import PrintFilter
from diachiso.publish.handover import kit_maker
from diachiso.publish.notice_lists import list_maker, personal_fields
from diachiso.publish.notice_run import HANDOVER, MESSAGES, NOTICES, NoticeJob, Skip, letters_maker, make_notices
from diachiso.register.cancelling import GateCancelled
from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports
from diachiso.register.notices import NoticeResult, record_results
from diachiso.register.transaction import write_transaction

from ..print_town import add_addresses, address, make_print_town

PEOPLE = (
    ("0010100001", "owner", "Phan Thị Ngọc Ánh", None, "0905123456", "anh@example.org"),
    ("0010100002", "owner", "Phan  thị Ngọc Ánh", None, "0905 123 456", None),
    ("0010100003", "user", "Trần Văn Bảo", None, None, None),
    ("0010100005", "representative", "Lê Hữu Phước", "Công ty TNHH Biển Xanh", "0909000111", None),
)
SECRETS = ("Ngọc Ánh", "Bảo", "Phước", "0905", "0909000111", "anh@")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_print_town(tmp_path_factory.mktemp("town") / "Sổ.gpkg")
    with closing(connect(path, write=True)) as con:
        for code, *values in PEOPLE:
            con.execute(
                "INSERT INTO person (address_id, role, full_name, organisation, phone, email, legal_basis)"
                " SELECT address_id, ?, ?, ?, ?, ?, 'law' FROM address WHERE code = ?",
                (*values, code),
            )
    return path


@pytest.fixture
def register(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(town, tmp_path / "Sổ.gpkg"))


def job(register: Path, **more: object) -> NoticeJob:
    return NoticeJob(register, PrintFilter(), load_agency(), day=date(2026, 11, 22), **more)  # type: ignore[arg-type]


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def codes_of(pdf: Path, resolution: int = 200) -> list[str]:
    pages = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(resolution), "-png", str(pdf), str(pages)], check=True, timeout=60)
    found = []
    for page in sorted(pages.parent.glob(pages.name + "-*.png")):
        said = subprocess.run(["zbarimg", "--raw", "-q", str(page)], capture_output=True, timeout=60)
        found += said.stdout.decode().split()
    return found


def notices(register: Path) -> list[tuple]:
    with closing(connect(register)) as con:
        return con.execute(
            "SELECT a.code, n.recipient, n.person_id IS NULL, n.channel, n.state, n.result, n.reached_at"
            " FROM notification n JOIN address a USING (address_id) ORDER BY a.code, n.notification_id"
        ).fetchall()


def test_letters_say_everything_and_every_code_can_be_scanned(register: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "thư.pdf", tmp_path / "thôn"
    done = make_notices(job(register, number="12"), tmp_path, NOTICES, ("full_name",), letters_maker(out, folder))
    assert (done.letters, done.addresses, done.persons, done.skipped[Skip.NOT_ISSUED]) == (5, 6, 4, 2)
    text = re.sub(r"\s+", " ", text_of(out))
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "PHƯỜNG BIỂN",
        "Số: 12/TB-UBND", "ngày 22 tháng 11 năm 2026", "Kính gửi: Phan Thị Ngọc Ánh", "Trần Văn Bảo",
        "Công ty TNHH Biển Xanh", "mã địa chỉ số của 2 địa chỉ", "người đại diện theo pháp luật", "91/2025/QH15",
        "Nơi nhận:", "CHỦ TỊCH", f"{done.batch}/1 · Dữ liệu: phiên bản",
    ):  # fmt: skip
        assert said in text, said
    links = sorted(codes_of(out))
    wanted = [f"https://diachiso.gov.vn/#/map/00101{n:05d}" for n in range(1, 7)]
    assert links == wanted, "each address has its code, and each can be scanned"
    assert {file.name for file in folder.iterdir()} == {
        "22528_phuong_bien.pdf", "22528_phuong_bien_to_dan_pho_5.pdf",
    }  # fmt: skip
    assert not [name for file in folder.iterdir() for name in SECRETS if name in file.name]
    fonts = subprocess.run(["pdffonts", str(out)], capture_output=True, check=True, timeout=60).stdout.decode()
    embedded = [line.split() for line in fonts.splitlines()[2:]]
    assert embedded and all(row[-5] == "yes" for row in embedded), fonts


def test_what_was_sent_and_the_export_are_written_down(register: Path, tmp_path: Path) -> None:
    maker = letters_maker(tmp_path / "l.pdf", None)
    make_notices(job(register), tmp_path, NOTICES, ("full_name", "organisation"), maker)
    assert [row[:5] for row in notices(register)] == [
        ("0010100001", "owner", 0, "commune", "sent"),
        ("0010100002", "owner", 0, "commune", "sent"),
        ("0010100003", "user", 0, "commune", "sent"),
        ("0010100004", "owner", 1, "commune", "sent"),
        ("0010100005", "representative", 0, "commune", "sent"),
        ("0010100006", "owner", 1, "commune", "sent"),
    ]
    (export,) = read_exports(register, NOTICES)
    record = export.record
    assert (record.rows, record.persons, record.fields) == (5, 4, ("full_name", "organisation"))
    assert record.legal_basis == "law" and record.purpose and record.files == ("l.pdf",)
    with closing(connect(register)) as con:
        log = str(con.execute("SELECT * FROM audit_log WHERE table_name IN ('export', 'notification')").fetchall())
    assert not [secret for secret in SECRETS if secret in log]
    with pytest.raises(DiachisoError, match="already"):
        make_notices(job(register), tmp_path, NOTICES, (), letters_maker(tmp_path / "l.pdf", None))


def test_drafts_say_so_and_are_not_written_down(register: Path, tmp_path: Path) -> None:
    done = make_notices(job(register, drafts=True), tmp_path, NOTICES, (), letters_maker(tmp_path / "d.pdf", None))
    assert done.addresses == 8 and notices(register) == [] and read_exports(register) == []
    text = text_of(tmp_path / "d.pdf")
    assert "TAM-00000007" in text
    asked = ["pdftotext", "-raw", str(tmp_path / "d.pdf"), "-"]
    raw = subprocess.run(asked, capture_output=True, check=True, timeout=60)
    pages = ["".join(page.split()) for page in raw.stdout.decode().split("\f")[:-1]]
    assert len(pages) >= done.letters
    assert all(page.count("BẢNNHÁP–") == 2 for page in pages), "across and at the foot"
    assert not [said for said in codes_of(tmp_path / "d.pdf", 90) if "diachiso.gov.vn" in said], "a draft leads nowhere"


def test_nobody_is_told_after_their_retention_has_passed(register: Path, tmp_path: Path) -> None:
    with write_transaction(register, bulk=True) as con:
        con.execute("UPDATE person SET retention_date = '2026-11-21' WHERE full_name LIKE 'Phan%'")
    make_notices(job(register), tmp_path, NOTICES, (), letters_maker(tmp_path / "l.pdf", None))
    text = text_of(tmp_path / "l.pdf")
    assert "Phan" not in text and "Trần Văn Bảo" in text and "0010100001" in text


@pytest.mark.parametrize("failing", [1, 2])
def test_a_file_that_cannot_be_placed_leaves_everything_as_it_was(
    register: Path, tmp_path: Path, failing: int
) -> None:
    places = [tmp_path / "thư.pdf", tmp_path / "thôn" / "22528_phuong_bien.pdf"]
    places[0].write_text("of the month before")
    places[failing - 1].unlink(missing_ok=True)
    places[failing - 1].mkdir(parents=True)
    with pytest.raises(DiachisoError, match="cannot be written"):
        make_notices(job(register), tmp_path, NOTICES, (), letters_maker(places[0], tmp_path / "thôn"))
    assert notices(register) == [] and read_exports(register) == []
    assert [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix == ".pdf"] == places[:failing - 1]
    assert failing == 1 or places[0].read_text() == "of the month before"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_channel_gets_only_the_fields_that_it_needs(register: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"sms{suffix}"
    fields = personal_fields(Channel.MESSAGE)
    done = make_notices(job(register, channel=Channel.MESSAGE), tmp_path, MESSAGES, fields, list_maker(out))
    assert (done.letters, done.skipped[Skip.NO_CONTACT]) == (2, 3)
    if suffix == ".csv":
        with open(out, encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    else:
        import openpyxl

        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).active.iter_rows()]
    assert rows[0] == ["Số thông báo", "Điện thoại", "Nội dung"] and len(rows) == 3
    assert rows[1][1] == "0905123456" and "0010100001" in rows[1][2] and "0010100002" in rows[1][2]
    assert not [secret for secret in ("Ngọc Ánh", "Phước", "Biển Xanh", "anh@") if secret in str(rows)]
    assert read_exports(register, MESSAGES)[0].record.fields == ("Điện thoại",)


def test_the_bag_of_a_settlement(register: Path, tmp_path: Path) -> None:
    chosen = PrintFilter(settlements=("Tổ dân phố 5",))
    bag = NoticeJob(register, chosen, load_agency(), day=date(2026, 11, 22))
    done = make_notices(bag, tmp_path / "túi", HANDOVER, ("full_name",), kit_maker(tmp_path / "túi", "to_5"))
    names = [file.name for file in done.files]
    assert names == ["to_5_ban_do.pdf", "to_5_giay_bao.pdf", "to_5_ky_nhan.pdf", "to_5_ky_nhan.xlsx"]
    listed = tmp_path / "túi" / "to_5_ky_nhan.pdf"
    text = text_of(listed)
    for said in ("DANH SÁCH KÝ NHẬN", "Ký nhận", "Phan", "0010100002", "0010100006", "Chủ sở hữu, người sử dụng"):
        assert said in text, said
    references = codes_of(listed, 300)
    assert sorted(references) == [f"{done.batch}/1", f"{done.batch}/2"]
    size = subprocess.run(["pdfinfo", str(done.files[0])], capture_output=True, check=True, timeout=60).stdout.decode()
    assert "(A3)" in size
    slips = codes_of(done.files[1])
    assert sorted(slips) == [f"https://diachiso.gov.vn/#/map/001010000{n}" for n in (2, 6)]
    results = [NoticeResult(references[0], Outcome.DELIVERED, "2026-11-25"), NoticeResult("?/9", Outcome.REFUSED, "")]
    told = record_results(register, results)
    assert [(one.addresses, one.problem is None) for one in told] == [(1, True), (0, False)]
    assert sorted(row[4:] for row in notices(register)) == [
        ("reached", "delivered", "2026-11-25"), ("sent", None, None),
    ]  # fmt: skip


def test_where_numbers_have_no_room_further_sheets_show_them(register: Path, tmp_path: Path) -> None:
    place = {"settlement": "Tổ dân phố 9", "street": "Trần Phú"}
    row = [address(100 + k, house_number=str(k), lon=109 + 0.00008 * k, lat=12.01, **place) for k in range(1, 31)]
    add_addresses(register, [*row, address(200, house_number="99", lon=109.03, lat=12.03, **place)])
    bag = NoticeJob(register, PrintFilter(settlements=("Tổ dân phố 9",)), load_agency(), day=date(2026, 11, 22))
    done = make_notices(bag, tmp_path / "túi", HANDOVER, ("full_name",), kit_maker(tmp_path / "túi", "to_9"))
    whole, *details = text_of(done.files[0]).split("\f")[:-1]
    assert "chỉ ghi một phần" in whole and len(details) == 2 and "tờ chi tiết 1/2" in details[0]
    said = " ".join(page.split("Tỷ lệ")[0] for page in details)
    assert set(range(1, 32)) <= set(map(int, re.findall(r"(?<![\d:./])\b\d{1,2}\b(?![.\d/])", said)))


def test_a_bag_is_of_one_commune(register: Path, tmp_path: Path) -> None:
    with write_transaction(register, bulk=True) as con:
        con.execute("UPDATE address SET commune_code = '22561', commune = 'Xã Núi' WHERE code = '0010100006'")
    chosen = PrintFilter(settlements=("to dan pho 5",))  # without diacritics, as people type
    bag = NoticeJob(register, chosen, load_agency(), day=date(2026, 11, 22))
    with pytest.raises(DiachisoError, match="Phường Biển, Xã Núi"):
        make_notices(bag, tmp_path / "túi", HANDOVER, ("full_name",), kit_maker(tmp_path / "túi", "to_5"))
    assert notices(register) == []


def test_cancel_leaves_nothing(register: Path, tmp_path: Path) -> None:
    asked = [0]

    def cancelled() -> bool:
        asked[0] += 1
        return asked[0] > 20

    with pytest.raises(GateCancelled):
        make_notices(
            job(register), tmp_path / "aus", NOTICES, (), letters_maker(tmp_path / "aus" / "l.pdf", None),
            cancelled=cancelled,
        )  # fmt: skip
    assert list((tmp_path / "aus").iterdir()) == [] and notices(register) == [] and read_exports(register) == []


PERSON = st.builds(
    NoticePerson, st.integers(1, 99), st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["owner", "representative", "user"]),
    st.sampled_from(["", "An", "Bình"]), st.sampled_from(["", "Công ty"]), st.sampled_from(["", "0901", "09 01"]),
    st.just(""), st.just("law"),
)  # fmt: skip


@given(st.lists(PERSON, max_size=6), st.sets(st.sampled_from(["owner", "representative", "user"])), st.booleans())
def test_everybody_wanted_is_told_of_every_address_once(
    persons: list[NoticePerson], roles: set[str], to_unknown: bool
) -> None:
    addresses = [NoticeAddress(i, i, i, "", "", "c", "", "", None) for i in ("a", "b", "c")]
    made = letters(addresses, persons, tuple(roles), to_unknown)
    wanted = {(p.address_id, p.identity) for p in persons if p.role in roles and (p.full_name or p.organisation)}
    told = {(a.address_id, p.identity) for one in made for p in one.persons for a in one.addresses}
    assert wanted <= told and {p.role for one in made for p in one.persons} <= roles
    assert all(len(one.addresses) == len(set(one.addresses)) for one in made)
    assert len({p.identity for one in made for p in one.persons[:1]}) == sum(bool(one.persons) for one in made)
    silent = {a.address_id for a in addresses} - {i for i, _ in wanted}
    unknown = {one.addresses[0].address_id for one in made if not one.persons}
    assert unknown == (silent if to_unknown else set())
