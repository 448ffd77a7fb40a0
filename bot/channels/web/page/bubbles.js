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

const dayOf = new Intl.DateTimeFormat("vi-VN", {
  weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh",
});

// A line that says from which day on the messages below are.
export function dayLine(at) {
  const line = element("p", "day", dayOf.format(at));
  line.dataset.day = line.textContent;
  return line;
}

export const isSameDay = (one, other) => dayOf.format(one) === dayOf.format(other);

// Before the first message: what this phone is for, and buttons that begin.
export function welcome(role, begin) {
  const card = element("div", "welcome");
  card.append(element("p", "", role.what), element("p", "hint", "Bấm một nút, hoặc gõ tin đầu tiên."));
  const choices = element("div", "choices");
  for (const [label, text] of role.begin) {
    const button = element("button", "", label);
    button.type = "button";
    button.addEventListener("click", () => begin(text));
    choices.append(button);
  }
  card.append(choices);
  return card;
}

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
