/**
 * The run of a practice: the clock goes on by itself from what the server said (`data-run-clock data-left`), and
 * the big screen asks every few seconds whether there is something new (`data-screen-mark`). Without this script
 * both show what they had when they were opened.
 */
const PERIOD = 3000;
const pad = (number) => String(number).padStart(2, "0");
let shown = performance.now();

function draw() {
  for (const clock of document.querySelectorAll("[data-run-clock][data-running]")) {
    const left = Number(clock.dataset.left) - Math.round((performance.now() - shown) / 1000);
    const size = Math.abs(left);
    const face = clock.querySelector("[data-run-face]");
    face.textContent = `${left < 0 ? "+" : ""}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  }
}

async function ask() {
  const mark = document.querySelector("[data-screen-mark]");
  if (!mark || document.visibilityState === "hidden") return;
  try {
    const answer = await fetch(`?merke=${encodeURIComponent(mark.dataset.screenMark)}`, { redirect: "error" });
    if (answer.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
    shown = performance.now();
    draw();
  } catch {
    // The line is gone for a moment: what is shown stays, and we ask again.
  }
}

setInterval(draw, 1000);
if (document.querySelector("[data-screen-mark]")) setInterval(ask, PERIOD);
// A page taken back from the browser's memory shows an old clock: ask the server again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
