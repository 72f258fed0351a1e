/** The board on the wall: asks every few seconds whether somebody came. Without this script the page loads itself anew. */
const PERIOD = 3000;
let tag = "";

async function ask() {
  if (document.visibilityState === "hidden") return;
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status !== 200 || answer.redirected) return;
    tag = answer.headers.get("ETag") ?? "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const piece of document.querySelectorAll("[data-board]")) {
      const fresh = page.querySelector(`[data-board="${piece.dataset.board}"]`);
      if (fresh) piece.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // no network for a moment: the next turn tries again
  }
}

setInterval(ask, PERIOD);
