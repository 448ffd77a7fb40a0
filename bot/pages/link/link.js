"use strict";
// The token stands behind the "#", which no browser sends to a server. It goes with the tap on the button, and is taken from the address then.
const said = document.getElementById("said");
const get = document.getElementById("get");

function tell(text) {
  said.textContent = text;
}

function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function fetched(token) {
  const answer = await fetch("/tai", { method: "POST", body: token, headers: { "X-Rasoat": "1" }, cache: "no-store" });
  if (!answer.ok) {
    const error = await answer.json().catch(() => ({}));
    tell(error.error || "Chưa tải được tệp. Anh/chị thử lại giúp em.");
    return;
  }
  save(await answer.blob(), decodeURIComponent(answer.headers.get("X-Name") || "tep"));
  tell("Tệp đã tải về máy. Liên kết này không dùng được nữa.");
  get.hidden = true;
}

get.addEventListener("click", async () => {
  const token = location.hash.slice(1);
  if (!token) {
    tell("Liên kết thiếu phần sau dấu #. Anh/chị mở lại từ tin nhắn của bot.");
    return;
  }
  get.disabled = true;
  tell("Đang tải…");
  try {
    await fetched(token);
    history.replaceState(null, "", location.pathname);
  } catch {
    tell("Mạng đang yếu, chưa tải được. Anh/chị bấm lại giúp em.");
  }
  get.disabled = false;
});
