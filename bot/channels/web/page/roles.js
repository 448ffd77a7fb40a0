// What each phone is for: shown until its first message, with a button that begins.

export const ROLES = {
  collaborator: {
    name: "Rà soát viên",
    what: "Rà soát từng hộ bằng cách nhắn tin: bot hỏi, anh/chị gõ hoặc bấm. Bot tính điểm, phân loại và nói vì sao.",
    begin: [["Bắt đầu", "/start"], ["Danh sách hộ", "/danhsach"]],
  },
  checker: {
    name: "Người kiểm tra",
    what: "Xem các phiếu mà xã đã công bố.",
    begin: [["Bắt đầu", "/start"]],
  },
  official: {
    name: "Công chức",
    what: "Được nhắc trước hạn từng nhiệm vụ của kế hoạch; trả lời đã nhận, xong hoặc hoãn ngay trong tin nhắn.",
    begin: [["Bắt đầu", "/start"], ["Nhiệm vụ của tôi", "/nhiemvu"]],
  },
  leader: {
    name: "Lãnh đạo",
    what: "Gõ một lệnh là thấy số liệu của xã đến phút này: rà soát tới đâu, tỷ lệ nghèo, cận nghèo, từng tổ.",
    begin: [["Xem tổng hợp", "/tonghop"], ["Bắt đầu", "/start"]],
  },
  admin: {
    name: "Quản trị",
    what: "Mời người dùng, đưa phiếu mới vào dùng, xem tin nào chưa tới.",
    begin: [["Bắt đầu", "/start"]],
  },
  stranger: {
    name: "Người lạ",
    what: "Một người chưa được xã mời nhắn cho bot. Có mã mời (quản trị gõ /moi) thì gửi mã vào đây.",
    begin: [["Gửi thử “xin chào”", "xin chào"]],
  },
};

export const STRANGER = { key: "nguoi-la", name: "Người lạ", role: "stranger" };
