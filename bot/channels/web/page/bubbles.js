// One message on the screen. Text goes in by textContent only.

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const hour = (iso) => new Date(iso).toLocaleTimeString("vi-VN", {
  hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh",
});

function fileView(file) {
  if (file.mime.startsWith("image/")) {
    const picture = element("img");
    picture.src = file.url;
    picture.alt = `Ảnh: ${file.name}`;
    return picture;
  }
  const link = element("a", "", `Tải về: ${file.name}`);
  link.href = file.url;
  link.download = file.name;
  return link;
}

export function botMessage(message, press) {
  const box = element("article", "message bot");
  box.dataset.n = message.n;
  box.dataset.place = message.edits ?? message.n; // every version of a message stands where its first one did
  box.dataset.last = message.last;
  if (message.re) box.dataset.re = message.re;
  const bubble = element("div", "bubble", message.text);
  bubble.append(...message.files.map(fileView));
  box.append(bubble);
  if (message.buttons.length) {
    const choices = element("div", "choices");
    for (const { label, payload } of message.buttons) {
      const button = element("button", "", label);
      button.type = "button";
      button.dataset.payload = payload;
      button.addEventListener("click", () => press(label, payload));
      choices.append(button);
    }
    box.append(choices);
  }
  box.append(element("div", "meta", hour(message.at)));
  return box;
}

export function ownMessage(id, text, files = []) {
  const box = element("article", "message own");
  box.dataset.id = id;
  const bubble = element("div", "bubble", text);
  bubble.append(...files.map(fileView));
  box.append(bubble, element("div", "meta"));
  return box;
}

// state: "sending" | "received" | "unsent" | "refused"
export function showState(box, state, detail, retry) {
  const meta = box.querySelector(".meta");
  box.dataset.state = state;
  box.classList.toggle("unsent", state === "unsent" || state === "refused");
  const words = { sending: "đang gửi…", received: "đã nhận", unsent: "chưa gửi được", refused: detail };
  meta.replaceChildren(element("span", "", detail && state === "received" ? `${hour(detail)} · đã nhận` : words[state]));
  if (state === "unsent") {
    const button = element("button", "", "Thử lại");
    button.type = "button";
    button.addEventListener("click", retry);
    meta.append(button);
  }
}
