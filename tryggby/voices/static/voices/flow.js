/** The child's flow: one screen at a time in one page, read aloud by the device's own voice, sent without a trace. */
import { pen } from "./pen.js";
import { voice } from "./voice.js";

const form = document.querySelector("[data-flow]");
const screens = [...form.querySelectorAll("[data-screen]")];
const find = (name) => document.querySelector(`[data-${name}]`);
const status = find("status");
const progress = find("progress");
let at = 0;
let busy = false;

for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
form.classList.add("is-stepwise");
const reading = voice(find("read-aloud"), visible);
const drawing = pen(find("canvas"), find("erase"));
show(0, false);

/** The parts to read on what is seen now. */
function visible() {
  return [...document.querySelectorAll("[data-read]")].filter((part) => part.offsetParent !== null);
}

function show(number, moves = true) {
  at = Math.min(Math.max(number, 0), screens.length - 1);
  const now = screens[at];
  for (const screen of screens) screen.classList.toggle("is-now", screen === now);
  find("languages").hidden = at > 0;
  find("place").classList.toggle("ds-sr-only", at > 0);
  find("back").hidden = at === 0;
  const asked = screens.filter((screen) => screen.dataset.screen === "question");
  progress.hidden = !now.dataset.progressAt;
  find("progress-text").textContent = now.dataset.progressAt ?? "";
  [...progress.querySelectorAll("li")].forEach((mark, place) => mark.classList.toggle("is-done", place < asked.indexOf(now)));
  status.textContent = "";
  reading.stop();
  if (moves) move(now);
}

function move(part) {
  scrollTo(0, 0);
  part.querySelector("[tabindex]").focus({ preventScroll: true });
}

/** Put another section in the place of the form, or the form back. */
function instead(name) {
  const other = name && find(name);
  form.hidden = Boolean(other);
  find("around").hidden = Boolean(other);
  find("languages").hidden = Boolean(other) || at > 0;
  find("place").classList.toggle("ds-sr-only", Boolean(other) || at > 0);
  progress.hidden = Boolean(other) || !screens[at].dataset.progressAt;
  for (const part of [find("pause"), find("declined")]) part.hidden = part !== other;
  reading.stop();
  move(other || screens[at]);
}

/** Nothing stays in the fields. */
function forget() {
  form.reset();
  for (const field of form.querySelectorAll("textarea, [name=tegning]")) field.value = "";
  for (const field of form.querySelectorAll(":checked")) field.checked = false;
  drawing.erase();
}

/** Why it was not taken in, in the child's own language. */
async function reason(answer) {
  if (answer.status === 422) return (await answer.json()).problem;
  return { 429: form.dataset.busy, 404: form.dataset.closed, 410: form.dataset.closed }[answer.status] ?? form.dataset.failed;
}

/** What is sent: the answers, and own words and drawing when the child wants to. */
function sent(withWords) {
  const data = new FormData(form);
  data.delete("ord");
  data.delete("tegning");
  if (withWords) {
    data.set("ord", form.elements.ord?.value ?? "");
    data.set("tegning", drawing.picture());
  }
  return data;
}

/** The answer to what was sent; in a preview nothing is. */
function post(withWords, signal) {
  if ("preview" in form.dataset) return new Response();
  const options = { method: "POST", body: sent(withWords), credentials: "omit", cache: "no-store", redirect: "error", signal, headers: { Accept: "application/json" } };
  return fetch(form.action, options);
}

function leave(target) {
  forget();
  location.replace(target);
}

/** Help comes first: the door opens whatever becomes of the answers, and after four seconds at most. */
async function seekHelp() {
  if (busy) return;
  busy = true;
  status.textContent = form.dataset.sending;
  try {
    await post(false, AbortSignal.timeout(4000));
  } catch {
    if (!navigator.onLine) {
      busy = false;
      status.textContent = form.dataset.offline;
      return;
    }
  }
  leave(form.dataset.help);
}

async function send(withWords) {
  if (busy) return;
  busy = true;
  status.textContent = form.dataset.sending;
  try {
    const answer = await post(withWords);
    if (!answer.ok) throw new Error(await reason(answer));
    leave(form.dataset.done);
  } catch (problem) {
    busy = false;
    status.textContent = problem instanceof TypeError ? (navigator.onLine ? form.dataset.failed : form.dataset.offline) : problem.message;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, [data-door]");
  if (!button) return;
  const has = (name) => name in button.dataset;
  if (has("next")) show(at + 1);
  else if (has("skip")) {
    for (const field of screens[at].querySelectorAll(":checked")) field.checked = false;
    show(at + 1);
  } else if (has("back")) show(at - 1);
  else if (has("takeBreak")) instead("pause");
  else if (has("goOn")) instead("");
  else if (has("decline")) {
    forget();
    instead("declined");
  } else if (has("send")) {
    event.preventDefault();
    send(button.dataset.send === "words");
  } else if (has("door")) {
    event.preventDefault();
    seekHelp();
  }
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.type !== "radio") return;
  event.preventDefault();
  show(at + 1);
});
addEventListener("pagehide", forget);
