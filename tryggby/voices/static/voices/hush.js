/**
 * The help dialogue without traces in the browser: forms marked `data-hush` are sent by fetch, their fields are cleared,
 * and the answer takes the page's place. No entry in the history, nothing for the browser to restore. When the server
 * fails, everything stays where it is. `data-hush="follow"` goes on to where the answer points.
 */
const ANSWERS = [404, 409, 422, 429];

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-hush]")) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const status = form.querySelector("[data-status]");
  const body = new FormData(form, event.submitter);
  if (status) status.textContent = form.dataset.sending;
  try {
    const redirect = form.dataset.hush || "error";
    const answer = await fetch(form.action, { method: "POST", body, credentials: "omit", cache: "no-store", redirect });
    if (!answer.ok && !ANSWERS.includes(answer.status)) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main.child-main");
    if (!fresh) throw new Error("no page");
    form.reset();
    for (const field of form.querySelectorAll("input, textarea")) field.value = "";
    document.querySelector("main").replaceChildren(...fresh.childNodes);
    document.querySelector("main h1")?.focus();
    scrollTo(0, 0);
  } catch {
    delete form.dataset.busy;
    if (status) status.textContent = form.dataset.failed;
  }
});

/** Coming back by the browser's own memory of the page shows nothing of before. */
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
