"""Letters of fonts from before Unicode, and letters that were read wrongly on the way."""

from survey.register.found import Kind
from survey.register.workbook.letters import tcvn3, vni
from tests.survey.register.lists import DAT, HEAD, NIA, ONE, RIN, TWO, households, read


def test_letters_of_old_fonts_are_read_where_no_font_tells() -> None:
    old = {
        ord(new): old
        for old, new in zip(
            "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ",
            "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
            strict=True,
        )
    }
    rows = [
        tuple(cell.translate(old) if isinstance(cell, str) else cell for cell in row) for row in (HEAD, DAT, NIA, RIN)
    ]
    assert households(read(rows)) == [ONE, TWO]


def test_old_letters_one_by_one() -> None:
    assert tcvn3("§Æng ThÞ Ph­îng") == "Đặng Thị Phượng"
    assert vni("Ñaëng Thò Phöôïng") == "Đặng Thị Phượng"


def test_utf8_that_was_read_as_western_letters_is_read_again() -> None:
    rows = [
        tuple(cell.encode().decode("cp1252", "replace") if isinstance(cell, str) else cell for cell in row)
        for row in (HEAD, (1, "Trần Văn Tế", "chủ hộ", "Nam", 1985, "tổ dân phố 1", "Hộ nghèo", 2024))
    ]
    found = read(rows)
    assert found.kind in {Kind.HOUSEHOLDS, Kind.REFUSED}
    assert all("Ã" not in one.head and "á»" not in one.head for one in found.households)
