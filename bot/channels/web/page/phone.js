// One phone: a persona's conversation, its sending queue and its long poll.

import * as api from "./api.js";
import { botMessage, dayLine, element, isSameDay, ownMessage, showState, welcome } from "./bubbles.js";
import { smaller } from "./photo.js";
import { ROLES, STRANGER } from "./roles.js";

const PAUSES = [700, 1500, 3000];
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

export class Phone {
  // `clock` gives the time of the demo, `heard` is told that something was shown.
  constructor(root, people, preferred, clock, heard) {
    this.clock = clock;
    this.heard = heard;
    this.people = [...people, STRANGER];
    this.root = root;
    this.log = root.querySelector(".log");
    this.input = root.querySelector("textarea");
    this.select = root.querySelector(".persona");
    this.queue = [];
    this.sending = false;
    this.fillPicker(preferred);
    this.wire();
    this.keepEnd();
  }

  fillPicker(preferred) {
    for (const [role, { name }] of Object.entries(ROLES)) {
      const group = element("optgroup");
      group.label = name;
      for (const person of this.people.filter((each) => each.role === role)) {
        const label = role === "stranger" ? person.name : `${person.name} – ${name.toLowerCase()}`;
        const option = element("option", "", label);
        option.value = person.key;
        option.dataset.label = label;
        group.append(option);
      }
      if (group.children.length) this.select.append(group);
    }
    const first = this.people.find((each) => each.role === preferred);
    if (first) this.select.value = first.key;
  }

  // How many messages wait for each person is written behind their name.
  showWaiting(unseen) {
    for (const option of this.select.options) {
      const n = option.value === this.persona ? 0 : unseen.get(option.value) || 0;
      option.textContent = n ? `${option.dataset.label} (${n} tin mới)` : option.dataset.label;
    }
  }

  wire() {
    const { root, input } = this;
    this.select.addEventListener("change", () => this.open());
    root.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); this.sendText(); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.sendText(); }
    });
    input.addEventListener("input", () => this.fit());
    this.wireNewline(root.querySelector(".newline"));
    const attach = root.querySelector(".open-attach");
    attach.addEventListener("pointerdown", (event) => event.preventDefault());
    attach.addEventListener("click", () => {
      attach.setAttribute("aria-expanded", String(root.querySelector(".composer").classList.toggle("open")));
    });
    const file = root.querySelector(".file");
    root.querySelector(".photo").addEventListener("click", () => file.click());
    file.addEventListener("change", () => { if (file.files[0]) this.sendFile(file.files[0]); file.value = ""; });
    root.querySelector(".location").addEventListener("click", () => this.sendLocation());
  }

  // Enter sends, and phones have no Shift+Enter: members are typed one a line.
  wireNewline(button) {
    const { input } = this;
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // the phone's keyboard stays open
    button.addEventListener("click", () => {
      input.setRangeText("\n", input.selectionStart, input.selectionEnd, "end");
      this.fit();
      input.focus();
    });
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(140, this.input.scrollHeight + 2)}px`;
  }

  close() {
    this.poll?.abort();
    this.poll = null;
  }

  // Shows the persona's conversation from its beginning and keeps listening.
  open() {
    this.close();
    this.persona = this.select.value;
    this.after = 0;
    this.queue = this.queue.filter((each) => each.persona === this.persona);
    this.lastDay = null;
    const role = this.people.find((each) => each.key === this.persona)?.role ?? "stranger";
    this.log.replaceChildren(welcome(ROLES[role], (text) => this.enqueue({ text }, text)));
    this.queue.forEach((each) => this.log.append(each.box));
    this.poll = new AbortController();
    this.listen(this.persona, this.poll.signal);
  }

  resume() {
    if (!this.poll) this.open();
  }

  async listen(persona, signal) {
    let wait = 0;
    while (!signal.aborted) {
      try {
        const found = await api.messages(persona, this.after, wait, signal);
        if (signal.aborted) return;
        found.forEach((message) => this.show(message));
        if (found.length) this.heard();
        wait = 25;
      } catch {
        if (!signal.aborted) await pause(1500);
      }
    }
  }

  show(message) {
    this.after = Math.max(this.after, message.n);
    if (message.from === "person") this.showOwn(message);
    else this.showBot(message);
  }

  showBot(message) {
    const box = botMessage(message, (label, payload) => this.enqueue({ button: payload }, label));
    const replaced = message.edits === null ? null : this.log.querySelector(`.bot[data-place="${message.edits}"]`);
    if (replaced) this.replace(replaced, box);
    else this.add(box, message.at);
    const all = [...this.log.querySelectorAll(".bot")];
    const newest = all[all.length - 1];
    all.forEach((each) => {
      each.classList.toggle("old", each !== newest);
      // Old buttons can still be tapped, but nobody has to pass them on the way to the text field.
      each.querySelectorAll("button").forEach((button) => { button.tabIndex = each === newest ? 0 : -1; });
    });
  }

  // Whoever ticks with the keyboard goes on where the focus was.
  replace(old, box) {
    const focused = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    this.hideTap(old, box.dataset.re);
    old.replaceWith(box);
    if (focused >= 0) box.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    if (this.end) this.scrollToEnd();
  }

  // The tick in the message says it all: a bubble for each would push the choices off the screen.
  hideTap(old, id) {
    const own = id && this.log.querySelector(`.own[data-id="${CSS.escape(id)}"]`);
    const label = own && own.querySelector(".bubble").textContent;
    if ([...old.querySelectorAll("button")].some((each) => each.textContent === label)) own.hidden = true;
  }

  showOwn(message) {
    let box = this.log.querySelector(`.own[data-id="${CSS.escape(message.id)}"]`);
    if (!box) {
      box = ownMessage(message.id, this.ownText(message), message.files);
      this.add(box, message.at);
    }
    showState(box, "received", message.at);
  }

  // A tap is stored as its payload; the label is what the person saw.
  ownText(message) {
    const button = this.log.querySelector(`button[data-payload="${CSS.escape(message.text)}"]`);
    return button ? button.textContent : message.text;
  }

  add(box, at) {
    this.log.querySelector(".welcome")?.remove();
    const day = at ? new Date(at) : this.clock();
    if (!this.lastDay || !isSameDay(day, this.lastDay)) this.log.append(dayLine(day));
    this.lastDay = day;
    this.log.append(box);
    // A message longer than the screen is read from its beginning.
    const tall = box.offsetHeight > this.log.clientHeight;
    if (tall) this.log.scrollTop = box.offsetTop - this.log.offsetTop - 10;
    else this.scrollToEnd();
    this.end = !tall;
  }

  atEnd() {
    return this.log.scrollHeight - this.log.clientHeight - this.log.scrollTop < 40;
  }

  scrollToEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  // The keyboard of a phone and a growing text take room away: the newest message must stay in sight.
  keepEnd() {
    this.end = true;
    this.log.addEventListener("scrollend", () => { this.end = this.atEnd(); });
    new ResizeObserver(() => { if (this.end) this.scrollToEnd(); }).observe(this.log);
  }

  sendText() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.fit();
    this.enqueue({ text }, text);
    this.input.focus();
  }

  async sendFile(chosen) {
    const file = await smaller(chosen);
    const url = URL.createObjectURL(file);
    this.enqueue({ file, name: chosen.name }, "", [{ mime: file.type, url, name: chosen.name }]);
  }

  sendLocation() {
    const failed = () => this.add(element("p", "empty", "Máy không cho biết vị trí. Anh/chị có thể gõ: bỏ qua"));
    if (!navigator.geolocation) { failed(); return; }
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const { latitude: lat, longitude: lon, accuracy } = coords;
      this.enqueue({ location: { lat, lon, accuracy } }, `Vị trí: ${lat.toFixed(5)}, ${lon.toFixed(5)}`);
    }, failed, { enableHighAccuracy: true, timeout: 15000 });
  }

  enqueue(content, text, files = []) {
    const id = newId();
    const entry = { id, persona: this.persona, content, box: ownMessage(id, text, files), tries: 0 };
    this.queue.push(entry);
    this.add(entry.box);
    showState(entry.box, "sending");
    this.work();
  }

  // One after the other, so that the order holds; the same id again after bad signal, so that nothing is answered twice.
  async work() {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.queue.length && await this.deliver(this.queue[0])) this.queue.shift();
    } finally {
      this.sending = false;
    }
  }

  async deliver(entry) {
    for (const wait of [...PAUSES, null]) {
      try {
        await api.send(entry.persona, this.body(entry));
        showState(entry.box, "received");
        return true;
      } catch (error) {
        if (error instanceof api.Refused) { showState(entry.box, "refused", error.message); return true; }
        if (wait !== null) await pause(wait);
      }
    }
    showState(entry.box, "unsent", "", () => this.again());
    return false;
  }

  // What could not be sent goes out by itself as soon as the server answers again, or when the person says so.
  again() {
    if (!this.queue.length || this.sending) return;
    showState(this.queue[0].box, "sending");
    this.work();
  }

  body({ id, content }) {
    if (!content.file) return { id, ...content };
    const form = new FormData();
    form.append("id", id);
    form.append("file", content.file, content.name);
    return form;
  }
}
