"""Short and former names of provinces and districts that stand in no table, by spaceless ASCII key."""
from __future__ import annotations

PROVINCE_ALIASES: dict[str, str] = {
    "hn": "Hà Nội",
    "hcm": "Hồ Chí Minh",
    "tphcm": "Hồ Chí Minh",
    "hcmc": "Hồ Chí Minh",
    "tphochiminh": "Hồ Chí Minh",
    "saigon": "Hồ Chí Minh",
    "sg": "Hồ Chí Minh",
    "brvt": "Bà Rịa - Vũng Tàu",
    "thuathienhue": "Huế",
    "tthue": "Huế",
    "tth": "Huế",
    "daclac": "Đắk Lắk",
    "darlac": "Đắk Lắk",
    "dacnong": "Đắk Nông",
    "baccan": "Bắc Kạn",
    "dnang": "Đà Nẵng",
    "hphong": "Hải Phòng",
    "hue": "Huế",
    "hatay": "Hà Nội",
    "tpct": "Cần Thơ",
    "tphn": "Hà Nội",
    "tphp": "Hải Phòng",
    "tpdn": "Đà Nẵng",
}
DISTRICT_ALIASES: dict[str, str] = {
    "bmt": "Buôn Ma Thuột",
    "buonmethuot": "Buôn Ma Thuột",
    "bmthuot": "Buôn Ma Thuột",
    "phanrangtc": "Phan Rang - Tháp Chàm",
    "prtc": "Phan Rang - Tháp Chàm",
    "phanrang": "Phan Rang - Tháp Chàm",
    "thapcham": "Phan Rang - Tháp Chàm",
    "ntrang": "Nha Trang",
    "td": "Thủ Đức",
}
