/**
 * The page of something the worker is doing (`data-progress`): shows how far it is every two seconds, and the result when
 * it is there. Without this script the link on the page does the same.
 */

const EVERY = 2000;

async function look() {
  const here = document.querySelector("[data-progress]");
  if (!here) return;
  if (document.hidden) return setTimeout(look, EVERY);
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-progress]");
    if (!next) return location.reload();
    if (next.innerHTML !== here.innerHTML) here.replaceChildren(...next.childNodes);
  } catch {
    // No network just now: the page stays as it is.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
