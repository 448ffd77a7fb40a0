"""Other words for commands, while nothing is open. A word that answers a question of some form belongs here, not among a command's own phrases."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())


GREETINGS = _listed(
    """
    hi; hello; helo; alo; a lô; alô; hey; start; menu; chào em; chào bot; xin chào em; chào cả nhà;
    chào buổi sáng; chào buổi chiều; em ơi; bot ơi; ê; về đầu; trang chủ; quay về; bắt đầu lại;
    bắt đầu làm
    """
)
HELP = _listed("help; giúp; lệnh; các lệnh; hướng dẫn sử dụng; cách dùng; sos; giúp đỡ")
LIST = _listed(
    """
    ds; ds hộ; dsach; danh sách hộ; danh sách các hộ; danh sách hộ của tôi; xem danh sách; các hộ;
    hộ của tôi; hộ tiếp; hộ tiếp theo; hộ kế tiếp; hộ kế; hộ sau; hộ khác; tiếp; tiếp theo; tiếp tục;
    làm tiếp; còn hộ nào; hộ nào chưa làm; những hộ chưa làm; hộ chưa làm; còn bao nhiêu hộ; còn mấy hộ;
    còn hộ nào chưa làm; hôm nay làm hộ nào; làm hộ nào; hộ nào; việc của tôi; việc của em; hôm nay làm gì;
    hộ đang làm; hộ làm dở; list; làm được mấy hộ rồi; làm được bao nhiêu hộ rồi; còn hộ nào nữa;
    còn hộ nào không; các hộ của tôi; lịch hẹn; hộ hẹn; hết hộ chưa; xem hộ; hộ; còn lại mấy hộ;
    còn lại bao nhiêu hộ; tiến độ; tiến độ của tôi; danh sách của tôi
    """
)
REVIEW = _listed("mở hộ; rà soát hộ; làm hộ; bắt đầu rà soát; đi rà soát")
FORMS = _listed("phiếu khác; các phiếu; phiếu của tôi; danh sách phiếu; xem phiếu; báo cáo của tôi")
CHECKING = _listed(
    "kiểm; kiểm phiếu; kiểm tra hộ; kiểm tra phiếu; hộ chờ kiểm tra; hộ đã nộp; xem hộ đã nộp; ds kiểm tra"
)
TASKS = _listed(
    """
    công việc; nhiệm vụ của tôi; việc cần làm; có việc gì; tôi có việc gì; hôm nay làm gì; còn việc gì;
    còn việc nào; hạn; thời hạn; deadline; việc nào sắp hết hạn; danh sách việc; danh sách nhiệm vụ;
    xem việc; xem nhiệm vụ; việc; kế hoạch; còn bao nhiêu việc
    """
)
SUMMARY = _listed(
    "cả xã; toàn xã; các tổ; danh sách tổ; danh sách các tổ; xem các tổ; tổng; tinh hình; hôm nay thế nào"
)
INVITE = _listed(
    """
    mời; mời ai; mời thêm người; danh sách người dùng; người dùng; ai đang dùng; mã mời; tạo mã;
    tạo mã mời; cấp mã; thêm người dùng; thêm người; danh sách mời; cấp mã mời; gửi mã mời; lấy mã mời;
    danh bạ
    """
)
GIVING = _listed("bảng phân công; danh sách phân công; ai làm hộ nào; ai được giao; hộ nào chưa giao; chưa giao ai")
ROUNDS = _listed("đợt; các đợt; danh sách đợt; đợt nào đang mở; xem đợt; đợt rà soát nào đang mở")
CALLS = _listed("ai cần gọi; gọi ai; cần gọi; danh sách gọi; gọi điện cho ai; người cần gọi; gọi điện thoại")
MISSED = _listed("từ bot chưa hiểu; những từ chưa hiểu; câu chưa hiểu; bot chưa hiểu gì; chữ chưa hiểu")
EXPORT = _listed("xuất ra excel; xuất file; tải danh sách; tải về; lấy danh sách; in danh sách; xuất báo cáo excel")
