// The page: three phones, tabs where there is room for one, and the clock.

import * as api from "./api.js";
import { element } from "./bubbles.js";
import { Phone } from "./phone.js";
import { ROLES, STRANGER } from "./roles.js";

const PHONES = ["collaborator", "official", "leader"];
const narrow = matchMedia("(max-width: 899px)");
const notice = document.getElementById("notice");
const now = document.getElementById("now");
const jump = document.getElementById("jump");
const phones = [];
let current = 0;
let ahead = 0; // server's clock minus this machine's, in ms
let people = [];

const here = () => new Date(Date.now() + ahead);

function say(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

function showTime() {
  const time = here();
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
    phones.forEach((phone) => phone.again());
    await showWaiting();
  } catch {
    notice.dataset.network = "1";
    say("Mất kết nối với máy chủ. Tin anh/chị gõ vẫn được giữ và tự gửi lại.");
  }
}

// Messages that no phone shows are counted on the tabs and in the pickers.
async function showWaiting() {
  const unseen = new Map((await api.news()).map((each) => [each.key, each.unseen]));
  phones.forEach((phone, index) => {
    phone.showWaiting(unseen);
    const tab = document.getElementById(`tab-${index}`);
    const n = phone.root.classList.contains("shown") ? 0 : unseen.get(phone.select.value) || 0;
    tab.dataset.unseen = n || "";
    tab.setAttribute("aria-label", n ? `${tab.textContent}, ${n} tin mới` : tab.textContent);
  });
}

const counted = async () => new Map((await api.news()).map((each) => [each.key, each.messages]));

// Who got messages on the way, and how many: "Đinh Văn Rin (1 tin), Phạm Thị Hoa (2 tin)".
function brought(before, after) {
  const known = new Map([...people, STRANGER].map((each) => [each.key, each.name]));
  const lines = [...after]
    .map(([key, n]) => [known.get(key), n - (before.get(key) || 0)])
    .filter(([name, n]) => name && n > 0)
    .map(([name, n]) => `${name} (${n} tin)`);
  return lines.length > 6 ? `${lines.slice(0, 6).join(", ")} và ${lines.length - 6} người nữa` : lines.join(", ");
}

async function jumpAhead() {
  jump.disabled = true;
  try {
    const before = await counted();
    const start = here();
    setClock((await api.nextDeadline()).now);
    const whom = brought(before, await counted());
    if (here() - start <= 2000) say("Không còn hạn nào phía trước.");
    else say(`Đã tới ${now.textContent}. ${whom ? `Có tin mới: ${whom}.` : "Chưa có tin nào cho ai."}`);
    await showWaiting();
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
  showWaiting().catch(() => {});
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

function addPhone(index, role) {
  const root = document.getElementById("phone-template").content.cloneNode(true).firstElementChild;
  root.id = `phone-${index}`;
  root.dataset.role = role;
  root.setAttribute("aria-labelledby", `name-${index}`);
  const title = root.querySelector("h2");
  title.id = `name-${index}`;
  title.textContent = ROLES[role].name;
  document.getElementById("phones").append(root);
  root.addEventListener("focusin", () => { current = index; });
  phones.push(new Phone(root, people, role, here, () => showWaiting().catch(() => {})));
}

// Whoever starts typing means the phone that was used last, wherever the focus is.
function typeAnywhere(event) {
  const typing = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (typing && !event.target.closest("textarea, select, input")) phones[current]?.input.focus();
}

async function start() {
  people = await api.personas();
  setClock((await api.clock()).now); // the day lines need it
  PHONES.forEach((role, index) => {
    addTab(index, ROLES[role].name);
    addPhone(index, role);
  });
  narrow.addEventListener("change", layOut);
  document.addEventListener("keydown", typeAnywhere);
  jump.addEventListener("click", jumpAhead);
  addEventListener("online", readClock);
  layOut();
  readClock();
  setInterval(readClock, 20000);
  setInterval(showTime, 1000);
}

start().catch(() => say("Không đọc được danh sách người dùng. Anh/chị tải lại trang."));
