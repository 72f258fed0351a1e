/**
 * The guidance clock: `<p data-clock data-minutes="6" data-key="run-7-step-3">` with `<span data-clock-face>`.
 * Counts down and then quietly past zero; it never forces anything. A reload does not reset it, Pause stops it.
 */
const pad = (number) => String(number).padStart(2, "0");

for (const clock of document.querySelectorAll("[data-clock]")) {
  const face = clock.querySelector("[data-clock-face]");
  const late = clock.querySelector("[data-clock-late]");
  const key = `clock:${clock.dataset.key}`;
  const total = Number(clock.dataset.minutes) * 60;
  const now = () => Date.now() / 1000;
  let state = JSON.parse(sessionStorage.getItem(key) ?? "null") ?? { started: now(), before: 0 };

  const spent = () => state.before + (state.started ? now() - state.started : 0);
  const keep = () => sessionStorage.setItem(key, JSON.stringify(state));

  function draw() {
    const left = Math.round(total - spent());
    const size = Math.abs(left);
    face.textContent = `${left < 0 ? "+" : ""}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
    if (late) late.hidden = left >= 0;
  }

  for (const button of document.querySelectorAll("[data-clock-pause]")) {
    const label = button.querySelector("[data-clock-label]") ?? button;
    const words = [label.textContent, button.dataset.clockPause];
    const name = () => {
      label.textContent = words[state.started ? 0 : 1];
      button.setAttribute("aria-pressed", String(!state.started));
    };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      state = state.started ? { started: 0, before: spent() } : { started: now(), before: state.before };
      keep();
      name();
      draw();
    });
  }

  keep();
  draw();
  setInterval(draw, 1000);
}
