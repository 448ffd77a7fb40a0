"""What is wrong with a list, in sentences: why a file is no list, why a household stays out, what is loaded empty."""

from dataclasses import dataclass

_REFUSED = {
    "damaged": "Không đọc được tệp Excel này. Anh/chị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại.",
    "empty": "Tệp không có dòng nào.",
    "large": "Tệp lớn quá. Anh/chị bỏ hình ảnh và trang không dùng, hoặc chia thành nhiều tệp.",
    "locked": "Tệp có mật khẩu nên em không đọc được. Anh/chị bỏ mật khẩu rồi gửi lại.",
    "old": "Tệp .xls (Excel cũ) em chưa đọc được. Anh/chị lưu lại thành .xlsx rồi gửi lại.",
    "no_workbook": "Tệp này không phải là Excel. Anh/chị lưu danh sách thành .xlsx rồi gửi lại.",
    "macros": "Tệp có macro (.xlsm) nên em không nhận. Anh/chị lưu lại thành .xlsx rồi gửi lại.",
    "rows": "Một trang có hơn {most} dòng. Anh/chị chia thành nhiều tệp.",
    "marks_lost": "Chữ có dấu trong tệp đã thành dấu hỏi (?), không khôi phục được. Anh/chị xuất lại danh sách từ phần mềm gốc.",
    "no_list": "Em không thấy danh sách hộ, danh sách cán bộ hay danh sách tổ trong tệp này. Danh sách hộ cần các cột họ và tên, tổ hoặc thôn, loại hộ. Nếu đây là phiếu thì cần trang survey.",
    "report": "Đây là biểu báo cáo số liệu, không phải danh sách hộ.",
    "left_list": "Đây là danh sách hộ thoát nghèo, thoát cận nghèo, em chưa nạp danh sách này.",
    "twice": 'Trang {sheet} có hai cột "{column}" nên em không biết lấy cột nào. Anh/chị xoá hoặc đổi tên một cột.',
    "mixed": "Tệp có cả danh sách hộ lẫn danh sách cán bộ. Anh/chị gửi mỗi danh sách một tệp.",
    "other_commune": "Danh sách này của {named}, không phải của {ours}.",
    "future": "Danh sách ghi năm {year}, là năm chưa tới. Anh/chị xem lại năm.",
    "heads": 'Danh sách không cho biết ai là chủ hộ. Anh/chị thêm cột quan hệ với chủ hộ, hoặc nếu mỗi dòng là một hộ thì đổi tên cột "{column}" thành "Họ và tên chủ hộ".',
    "years": "Tệp có một hộ ở nhiều năm ({years}). Anh/chị gửi danh sách mỗi năm một tệp, năm cũ trước.",
    "formulas": 'Cột "{column}" là công thức chưa được tính. Anh/chị mở bằng Excel, lưu lại rồi gửi.',
    "links": 'Cột "{column}" lấy số liệu từ tệp khác. Anh/chị chép cột đó rồi dán lại thành giá trị (Paste Values), lưu và gửi lại.',
}

_ROW = {
    "birth": 'Không có ngày sinh như "{value}". Sửa thành ngày/tháng/năm, hoặc chỉ năm.',
    "birth_short": 'Năm sinh "{value}" có hai chữ số, không rõ thế kỷ nào. Ghi đủ bốn chữ số.',
    "sex": 'Không đọc được giới tính "{value}". Ghi Nam hoặc Nữ.',
    "sex_twice": "Có năm sinh ở cả cột Nam lẫn cột Nữ. Giữ lại một.",
    "category": '"{value}" không phải là hộ nghèo, hộ cận nghèo hay hộ không nghèo.',
    "category_none": "Chưa ghi loại hộ. Ghi hộ nghèo, hộ cận nghèo hoặc hộ không nghèo.",
    "category_twice": "Đánh dấu cả hộ nghèo lẫn hộ cận nghèo. Giữ lại một.",
    "category_differs": "Trong hộ này có dòng ghi loại hộ khác. Sửa cho giống nhau.",
    "unit_differs": "Trong hộ này có dòng ghi tổ, thôn khác. Sửa cho giống nhau.",
    "head": 'Hộ này không có ai là chủ hộ. Ghi quan hệ "chủ hộ" cho một người.',
    "name": "Dòng này thiếu họ tên.",
    "name_note": 'Ô tên có ghi thêm "{value}". Em chỉ lấy tên, anh/chị xem lại người này.',
    "score_a": 'Điểm B1 "{value}" không phải là số.',
    "score_b": 'Điểm B2 "{value}" không phải là số.',
    "commune": 'Dòng này ghi "{value}", không phải xã của mình.',
    "member_twice": "Người này ghi hai lần trong một hộ. Xoá một dòng.",
    "unit": 'Không có tổ, thôn nào của xã tên "{value}".',
    "unit_none": "Chưa ghi tổ, thôn.",
    "number": "Mã hộ {value} dùng cho hai hộ khác nhau (dòng {rows}). Sửa một mã.",
    "year": 'Năm "{value}" không đúng.',
    "role": 'Không rõ vai trò từ chức danh "{value}". Ghi: rà soát viên, công chức, kiểm tra phiếu hoặc lãnh đạo.',
    "role_none": "Chưa ghi chức danh, nhiệm vụ.",
    "households_total": 'Số hộ "{value}" không phải là số.',
    "area": 'Khu vực "{value}" không rõ. Ghi nông thôn hoặc thành thị.',
    "cccd_old": "Số này 9 chữ số, là chứng minh nhân dân cũ. Để trống, khi rà soát sẽ hỏi.",
    "cccd_zero": "Số căn cước mất số 0 ở đầu và không khớp người này. Để trống, khi rà soát sẽ hỏi.",
    "cccd_unfit": "Số căn cước không khớp giới tính hoặc năm sinh. Để trống, khi rà soát sẽ hỏi.",
    "cccd": "Số căn cước không đủ 12 chữ số. Để trống, khi rà soát sẽ hỏi.",
    "phone": 'Số điện thoại "{value}" không đúng. Để trống, nhập sau.',
    "relation": 'Không rõ "{value}" là gì của chủ hộ. Để trống, khi rà soát sẽ hỏi.',
    "relation_none": "Chưa ghi quan hệ với chủ hộ. Để trống, khi rà soát sẽ hỏi.",
    "sex_none": "Chưa ghi giới tính. Để trống, khi rà soát sẽ hỏi.",
    "birth_none": "Chưa ghi năm sinh. Để trống, khi rà soát sẽ hỏi.",
    "ethnicity": 'Không có dân tộc "{value}" trong danh mục. Để trống, khi rà soát sẽ hỏi.',
    "number_odd": 'Mã hộ "{value}" không phải là số: hộ được đánh số mới, mã cũ vẫn giữ.',
}
"""By code; what a complaint is about is the code's first word, except where a whole code is its name."""

_WHOLE = ("score_a", "score_b", "households_total")


class RefusedError(Exception):
    """The file is no list that can be loaded; the text is the sentence for whoever sent it."""

    def __init__(self, code: str, **slots: object) -> None:
        self.code = code
        super().__init__(_REFUSED[code].format(**slots))


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing about one row. `about`: "birth", "cccd", "unit" …; `column`: its heading, "" where it is about the whole row."""

    sheet: str
    row: int
    column: str
    about: str
    text: str


_SHOWN = 60


def complain(sheet: str, row: int, column: str, code: str, **slots: object) -> Complaint:
    """The sentence of this code, filled; of a long cell its beginning."""
    slots = {key: said[:_SHOWN] if isinstance(said, str) else said for key, said in slots.items()}
    about = code if code in _WHOLE else code.partition("_")[0]
    return Complaint(sheet, row, column, about, _ROW[code].format(**slots))
