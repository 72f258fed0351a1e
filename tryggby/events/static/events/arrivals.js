/**
 * Sends arrivals, and keeps them on this phone while there is no network. The server counts each once, however
 * often it is told. What waits is a code and a time; a name only for somebody who came without signing up.
 */
export const key = document.querySelector("[data-door], [data-scan]")?.dataset;
const store = `door:${key.door ?? key.scan}`;

export const waiting = () => JSON.parse(localStorage.getItem(store) ?? "[]");
const keep = (rows) => (rows.length ? localStorage.setItem(store, JSON.stringify(rows)) : localStorage.removeItem(store));

async function post(row) {
  const body = new URLSearchParams(row.fields);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const response = await fetch(row.url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (response.status === 404) return { ok: false, text: key.foreign ?? "" };
  if (response.redirected || !response.headers.get("Content-Type")?.includes("json")) throw new Error("not an answer");
  return response.json();
}

/** Sends one form; `{waits: true}` when there is no network and it was kept. */
export async function send(form, submitter) {
  const data = new FormData(form, submitter);
  data.delete("csrfmiddlewaretoken");
  data.set("tid", new Date().toISOString());
  if (!data.has("once")) data.set("once", crypto.randomUUID?.() ?? String(Math.random()));
  const row = { url: form.action, fields: [...data.entries()] };
  if (!waiting().length) {
    try {
      return await post(row);
    } catch {
      /* no network: kept below */
    }
  }
  keep([...waiting(), row]);
  return { ok: true, waits: true };
}

let busy = false;

/** Tries to send what waits, in order; returns how many still wait. */
export async function replay() {
  if (busy) return waiting().length;
  busy = true;
  try {
    while (waiting().length) {
      await post(waiting()[0]);
      keep(waiting().slice(1));
    }
  } catch {
    /* still no network */
  } finally {
    busy = false;
  }
  return waiting().length;
}
