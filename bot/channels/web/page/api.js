// The server's HTTP interface. Every call either gives the answer or throws: Refused (the server said no, with a sentence) or a network error.

export class Refused extends Error {}

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
  throw new Refused(body.error || "Máy chủ không nhận tin này.");
}

async function post(path, body) {
  const headers = { "X-Rasoat": "1" };
  if (!(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  return answered(await fetch(path, { method: "POST", headers, body, signal: AbortSignal.timeout(30000) }));
}

const chat = (persona) => `/api/chat/${encodeURIComponent(persona)}/messages`;

export const personas = async () => answered(await fetch("/api/personas"));
export const news = async () => answered(await fetch("/api/news"));
export const clock = async () => answered(await fetch("/api/clock"));
export const nextDeadline = () => post("/api/clock", { next: true });
export const send = (persona, message) => post(chat(persona), message);

export async function messages(persona, after, wait, signal) {
  return answered(await fetch(`${chat(persona)}?from=all&after=${after}&wait=${wait}`, { signal }));
}
