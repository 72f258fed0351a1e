/**
 * A run on a phone, a big screen and with the one who leads: asks every few seconds whether there is something new.
 * The answer is 304 while nothing is; otherwise the pieces marked `data-live="…"` are replaced, and nothing else, so
 * that what somebody is writing stays; those marked `data-live-while="…"` go when the new page is without them. Without a line the last step stays, with a grey note. The clock ticks by itself
 * from what the server said. Without this script the page reloads by itself or by a link.
 */
const PERIOD = 2500;
const pad = (number) => String(number).padStart(2, "0");
let mark = document.querySelector("[data-live-mark]")?.dataset.liveMark;
let shown = performance.now();

function draw() {
  for (const clock of document.querySelectorAll("[data-live-clock][data-running]")) {
    const left = Number(clock.dataset.left) - Math.round((performance.now() - shown) / 1000);
    const size = Math.abs(left);
    clock.querySelector("[data-live-face]").textContent = `${left < 0 ? "+" : ""}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  }
}

function lost(isLost) {
  for (const note of document.querySelectorAll("[data-live-lost]")) note.hidden = !isLost;
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
  const bars = [document.querySelector(".thumb-bar"), page.querySelector(".thumb-bar")];
  for (const piece of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${piece.dataset.live}"]`);
    const open = [...piece.querySelectorAll("details[open][id]")].map((fold) => fold.id);
    if (fresh) piece.replaceChildren(...fresh.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  }
  for (const piece of document.querySelectorAll("[data-live-while]")) {
    if (!page.querySelector(`[data-live-while="${piece.dataset.liveWhile}"]`)) piece.remove();
  }
  if (bars[0] && bars[1]) bars[0].replaceChildren(...bars[1].childNodes);
  mark = next.dataset.liveMark;
  shown = performance.now();
  draw();
}

if (mark) {
  // Phones that joined together do not all ask at the same instant; none waits longer than a period for the first time.
  setTimeout(() => {
    ask();
    setInterval(ask, PERIOD);
  }, Math.random() * PERIOD);
  setInterval(draw, 1000);
}
// A page taken back from the browser's memory may be old: ask the server again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
// Back on the line, or the phone is taken up again: ask at once.
addEventListener("online", ask);
document.addEventListener("visibilitychange", ask);
