/** A visible switch, `<input type="checkbox" data-keepawake>`, that keeps the screen from going dark while it is on. */
for (const box of document.querySelectorAll("[data-keepawake]")) {
  const holder = box.closest("[data-keepawake-holder]") ?? box;
  if (!("wakeLock" in navigator)) continue;
  holder.hidden = false;
  let lock = null;

  async function follow() {
    try {
      if (box.checked && document.visibilityState === "visible") lock = await navigator.wakeLock.request("screen");
      else await lock?.release();
    } catch {
      box.checked = false; // the device said no, for instance on low battery
    }
  }

  box.addEventListener("change", follow);
  document.addEventListener("visibilitychange", follow);
  follow();
}
