/**
 * A run on a phone, a big screen and with the one who leads: asks every few seconds whether there is something new.
 * The answer is 304 while nothing is; otherwise the pieces marked `data-live="…"` that are not as they were are replaced,
 * and nothing else, so that what somebody is writing, where they stand and what they have opened stay; those marked
 * `data-live-while="…"` go when the new page is without them. The text marked `data-live-tell` is said once to those who
 * hear the page. Without a line the last step stays, with a grey note, also when a button is pressed. The clock ticks by
 * itself from what the server said. A button leads back to the same place. Without this script the page reloads by
 * itself or by a link.
 */
const PERIOD = 2500;
const LEFT = "drills:left";
const pad = (number) => String(number).padStart(2, "0");
let mark = document.querySelector("[data-live-mark]")?.dataset.liveMark;
let shown = performance.now();
let told = tell();
let pressed = false;
let isLost = false;
let answered = null;
const sent = new Map(pieces(document).map(([name, piece]) => [name, plain(piece)]));

/** The pieces that may be replaced, by name; the bar at the bottom is one. */
function pieces(page) {
  const named = [...page.querySelectorAll("[data-live]")].map((piece) => [piece.dataset.live, piece]);
  return [...named, ...[...page.querySelectorAll(".thumb-bar")].map((bar) => ["thumb-bar", bar])];
}

/** What the server wrote, without what differs each time: the form's token, spaces, and what a running clock says. */
function plain(piece) {
  const copy = piece.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.setAttribute("value", "");
  for (const clock of clocks(copy)) {
    clock.dataset.left = "";
    clock.querySelector("[data-live-face]").textContent = "";
  }
  return copy.innerHTML.replace(/>\s+</g, "><").trim();
}

function clocks(piece) {
  return piece.querySelectorAll("[data-live-clock][data-running]");
}

function tell() {
  return new Map([...document.querySelectorAll("[data-live-tell]")].map((text) => [text.textContent.trim(), text]));
}

function draw() {
  for (const clock of clocks(document)) {
    const left = Number(clock.dataset.left) - Math.round((performance.now() - shown) / 1000);
    const size = Math.abs(left);
    clock.querySelector("[data-live-face]").textContent = `${left < 0 ? "+" : ""}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  }
}

function lost(is) {
  isLost = is;
  for (const note of document.querySelectorAll("[data-live-lost]")) note.hidden = !is;
}

async function ask() {
  if (document.visibilityState === "hidden") return;
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", headers: { "If-None-Match": `"${mark}"` } });
    lost(answer.status >= 500);
    if (answer.status === 304 || answer.status >= 500) return;
    if (answer.redirected || answer.status !== 200) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    replace(page);
  } catch {
    lost(true);
  }
}

function replace(page) {
  const next = page.querySelector("[data-live-mark]");
  if (!next) return location.reload();
  const fresh = new Map(pieces(page));
  for (const [name, piece] of pieces(document)) {
    if (!fresh.has(name)) continue;
    const text = plain(fresh.get(name));
    if (text === sent.get(name)) setClocks(piece, fresh.get(name));
    else swap(piece, fresh.get(name));
    sent.set(name, text);
  }
  for (const piece of document.querySelectorAll("[data-live-while]")) {
    if (!page.querySelector(`[data-live-while="${piece.dataset.liveWhile}"]`)) piece.remove();
  }
  mark = next.dataset.liveMark;
  shown = performance.now();
  draw();
  say();
}

function setClocks(piece, fresh) {
  const right = [...clocks(fresh)];
  for (const [number, clock] of clocks(piece).entries()) clock.dataset.left = right[number].dataset.left;
}

/** Replace what is in a piece; folds that were open stay open, and the focus stays on the control it was on. */
function swap(piece, fresh) {
  const open = [...piece.querySelectorAll("details[open][id]")].map((fold) => fold.id);
  const held = piece.contains(document.activeElement) ? document.activeElement : null;
  piece.replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (held) focusLike(piece, controlOf(held));
}

/** What one knows a control by: its own id, that of the fold it opens, or its name and value. */
function controlOf({ id, localName, name = "", value = "", parentElement }) {
  const fold = localName === "summary" ? parentElement.id : "";
  return { id, fold, name, value };
}

function focusLike(piece, { id, fold, name, value }) {
  const same = (control) => {
    if (id) return control.id === id;
    if (fold) return control.parentElement.id === fold;
    return name && control.name === name && control.value === value;
  };
  const found = [...piece.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")].find(same);
  // Gone with the old piece: the next tab goes on from here, not from the top of the page.
  if (!found) piece.tabIndex = -1;
  (found ?? piece).focus({ preventScroll: true });
}

/** Say what was not there before, in the language it is written in. */
function say() {
  const texts = tell();
  const fresh = [...texts].filter(([text]) => text && !told.has(text));
  const place = document.querySelector("[data-live-news]");
  if (place && fresh.length) {
    place.replaceChildren(...fresh.map(([text, source]) => spoken(text, source.closest("[lang]").lang)));
  }
  told = texts;
}

function spoken(text, language) {
  const line = document.createElement("span");
  line.lang = language;
  line.textContent = `${text} `;
  return line;
}

/** Notes that were not saved are, when one goes elsewhere. */
function keep() {
  const form = document.querySelector("form[data-live-keep]");
  if (form && !pressed && form.elements.notes.value !== form.elements.notes.defaultValue) {
    navigator.sendBeacon(form.action, new FormData(form));
  }
}

/** A form that would lead to the browser's own page about the missing line waits here until the server answers. */
async function hold(event) {
  const { target: form, submitter } = event;
  if (answered === form || !(isLost || navigator.onLine === false)) return leave(event);
  event.preventDefault();
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", headers: { "If-None-Match": `"${mark}"` } });
    lost(answer.status >= 500);
  } catch {
    lost(true);
  }
  if (isLost) return document.querySelector("[data-live-lost]")?.scrollIntoView({ block: "center" });
  answered = form;
  form.requestSubmit(submitter);
}

/** Remember where one was when a button was pressed; the same step of the run comes back there. */
function leave({ submitter }) {
  pressed = true;
  if (!["go", "option"].includes(submitter?.name)) return;
  const left = { path: location.pathname, step: heading(), y: scrollY, go: submitter.value };
  try {
    sessionStorage.setItem(LEFT, JSON.stringify(left));
  } catch {
    // No memory in this browser: the address leads to the part of the page.
  }
}

function comeBack() {
  let left = null;
  try {
    left = JSON.parse(sessionStorage.getItem(LEFT));
    sessionStorage.removeItem(LEFT);
  } catch {
    return;
  }
  if (left?.path !== location.pathname || left.step !== heading()) return;
  scrollTo({ top: left.y, behavior: "instant" });
  // What was ticked can be unticked.
  const same = (button) => button.value.replace(/^un/, "") === left.go.replace(/^un/, "");
  [...document.querySelectorAll("button[name=go], button[name=option]")].find(same)?.focus({ preventScroll: true });
}

function heading() {
  return document.querySelector("h1")?.textContent.trim();
}

if (mark) {
  // Phones that joined together do not all ask at the same instant; none waits longer than a period for the first time.
  setTimeout(() => {
    ask();
    setInterval(ask, PERIOD);
  }, Math.random() * PERIOD);
  setInterval(draw, 1000);
  addEventListener("submit", hold);
  addEventListener("pagehide", keep);
  if (document.readyState === "complete") comeBack();
  else addEventListener("load", comeBack);
}
// A page taken back from the browser's memory may be old: ask the server again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
// Back on the line, or the phone is taken up again: ask at once.
addEventListener("online", ask);
document.addEventListener("visibilitychange", ask);
