// The page: three phones, tabs where there is room for one, and the clock.

import * as api from "./api.js";
import { element } from "./bubbles.js";
import { Phone } from "./phone.js";

const PHONES = [
  { role: "collaborator", name: "Rà soát viên" },
  { role: "official", name: "Công chức" },
  { role: "leader", name: "Lãnh đạo" },
];
const narrow = matchMedia("(max-width: 899px)");
const notice = document.getElementById("notice");
const now = document.getElementById("now");
const jump = document.getElementById("jump");
const phones = [];
let current = 0;
let ahead = 0; // server's clock minus this machine's, in ms

function say(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

function showTime() {
  const time = new Date(Date.now() + ahead);
  now.textContent = new Intl.DateTimeFormat("vi-VN", {
    weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh",
  }).format(time);
}

function setClock(iso) {
  ahead = new Date(iso).getTime() - Date.now();
  showTime();
}

async function readClock() {
  try {
    setClock((await api.clock()).now);
    if (notice.dataset.network) { delete notice.dataset.network; say(""); }
  } catch {
    notice.dataset.network = "1";
    say("Mất kết nối với máy chủ. Tin anh/chị gõ vẫn được giữ và gửi lại.");
  }
}

async function jumpAhead() {
  jump.disabled = true;
  try {
    const before = Date.now() + ahead;
    const answer = await api.nextDeadline();
    setClock(answer.now);
    const moved = Date.now() + ahead - before > 2000;
    say(moved ? "" : "Không còn hạn nào phía trước.");
  } catch (error) {
    say(error instanceof api.Refused ? error.message : "Chưa chuyển được đồng hồ, anh/chị thử lại.");
  } finally {
    jump.disabled = false;
  }
}

// Only a phone that is on the screen listens: fetching a message counts as having seen it.
function layOut() {
  phones.forEach((phone, index) => {
    const shown = !narrow.matches || index === current;
    phone.root.classList.toggle("shown", shown);
    if (shown) phone.resume(); else phone.close();
  });
  document.querySelectorAll(".tabs button").forEach((tab, index) => {
    tab.setAttribute("aria-selected", String(index === current));
    tab.tabIndex = index === current ? 0 : -1;
  });
}

function choose(index, focus) {
  current = (index + phones.length) % phones.length;
  layOut();
  if (focus) document.querySelectorAll(".tabs button")[current].focus();
}

function addTab(index, name) {
  const tab = element("button", "", name);
  tab.type = "button";
  tab.id = `tab-${index}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", `phone-${index}`);
  tab.addEventListener("click", () => choose(index, false));
  tab.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") choose(current + 1, true);
    if (event.key === "ArrowLeft") choose(current - 1, true);
  });
  document.querySelector(".tabs").append(tab);
}

function addPhone(index, { role, name }, people) {
  const root = document.getElementById("phone-template").content.cloneNode(true).firstElementChild;
  root.id = `phone-${index}`;
  root.dataset.role = role;
  root.setAttribute("aria-labelledby", `name-${index}`);
  const title = root.querySelector("h2");
  title.id = `name-${index}`;
  title.textContent = name;
  document.getElementById("phones").append(root);
  root.addEventListener("focusin", () => { current = index; });
  phones.push(new Phone(root, people, role));
}

// Whoever starts typing means the phone that was used last, wherever the focus is.
function typeAnywhere(event) {
  const typing = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (typing && !event.target.closest("textarea, select, input")) phones[current]?.input.focus();
}

async function start() {
  const people = await api.personas();
  PHONES.forEach((each, index) => {
    addTab(index, each.name);
    addPhone(index, each, people);
  });
  narrow.addEventListener("change", layOut);
  document.addEventListener("keydown", typeAnywhere);
  jump.addEventListener("click", jumpAhead);
  layOut();
  readClock();
  setInterval(readClock, 20000);
  setInterval(showTime, 1000);
}

start().catch(() => say("Không đọc được danh sách người dùng. Anh/chị tải lại trang."));
