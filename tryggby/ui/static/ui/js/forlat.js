/** Quick exit: blank the page at once and go to the exit address in the same tab. Without this file the link is plain. */
const OWN = "[data-replace]";
const status = document.querySelector("[data-exit-status]");
const title = document.title;
let presses = 0;
let timer = 0;
let combined = false;

const exit = () => document.querySelector("[data-exit]");

function show(count) {
  presses = count;
  const dots = document.querySelector(".exit-dots");
  dots?.classList.toggle("is-shown", count > 0);
  [...(dots?.children ?? [])].forEach((dot, index) => dot.classList.toggle("is-on", index < count));
  const said = document.querySelector("[data-exit-status]");
  if (said) said.textContent = { 1: said.dataset.two, 2: said.dataset.one }[count] ?? "";
}

function leave() {
  const away = exit().href;
  const blank = document.createElement("div");
  blank.className = "blank";
  document.body.classList.add("is-leaving");
  document.body.append(blank);
  document.title = status?.dataset.title ?? "";
  location.replace(away);
}

/* Help and children's pages take one place in the browser's history, so that Back leads past them:
   every link in [data-replace] that stays on the site, and every form that is sent from there. */
function stays(link) {
  if (!link.closest(OWN) || link.origin !== location.origin || link.hasAttribute("download")) return false;
  if (link.target && link.target !== "_self") return false;
  return !(link.hash && link.pathname === location.pathname && link.search === location.search);
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button) return;
  if (link.matches("[data-exit]")) {
    event.preventDefault();
    leave();
  } else if (!event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && stays(link)) {
    event.preventDefault();
    location.replace(link.href);
  }
});

async function send(form, button) {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    if (answer.redirected) return location.replace(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.body.replaceWith(document.adoptNode(page.body));
    dispatchEvent(new Event("replaced"));
    scrollTo(0, 0);
    (document.querySelector("[data-focus]") ?? document.querySelector("main"))?.focus();
  } catch {
    // No answer: the browser's own way says so, and keeps what was typed.
    form.submit();
  }
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || !form.closest(OWN)) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  send(form, event.submitter);
});

if (exit()) {
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" && event.shiftKey) combined = true;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return presses && show(0);
    if (combined) return (combined = false);
    clearTimeout(timer);
    timer = setTimeout(show, 5000, 0);
    show(presses + 1);
    if (presses >= 3) leave();
  });
  addEventListener("pageshow", () => {
    document.body.classList.remove("is-leaving");
    document.querySelector(".blank")?.remove();
    document.title = title;
    show(0);
  });
}
