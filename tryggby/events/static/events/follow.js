/**
 * Keeps a list fresh: `<div data-follow="/…/liste/" data-follow-seconds="5">` is asked for again with its tag, and
 * changed only when the answer is new. Focus stays on the button with the same id. `<p data-open-at="2026-12-10T08:45Z">`
 * loads the page again when the time has come. Without this file there are links that do the same.
 */
for (const list of document.querySelectorAll("[data-follow]")) {
  const every = Number(list.dataset.followSeconds || 5) * 1000;
  let tag = "";

  async function ask() {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(list.dataset.follow, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      if (answer.status !== 200 || answer.redirected) return;
      const first = !tag;
      tag = answer.headers.get("ETag") ?? "";
      if (first && list.dataset.followTag === tag) return;
      const focused = list.contains(document.activeElement) ? document.activeElement.id : "";
      list.innerHTML = await answer.text();
      if (focused) (document.getElementById(focused) ?? list).focus();
    } catch {
      // no network for a moment: the next turn tries again
    }
  }

  setInterval(ask, every);
}

for (const mark of document.querySelectorAll("[data-open-at]")) {
  const left = new Date(mark.dataset.openAt).getTime() - Date.now();
  if (left > 0 && left < 12 * 3600 * 1000) setTimeout(() => location.reload(), left + 1000 + Math.random() * 5000);
}
