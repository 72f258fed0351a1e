/** Quick exit: blank the page at once and go to the exit address in the same tab. Without this file the link is plain. */
const links = document.querySelectorAll("[data-exit]");
const dots = document.querySelector(".exit-dots");
const status = document.querySelector("[data-exit-status]");
let presses = 0;
let timer = 0;
let combined = false;

function show(count) {
  presses = count;
  dots?.classList.toggle("is-shown", count > 0);
  [...(dots?.children ?? [])].forEach((dot, index) => dot.classList.toggle("is-on", index < count));
  if (status) status.textContent = { 1: status.dataset.two, 2: status.dataset.one }[count] ?? "";
}

function leave() {
  const blank = document.createElement("div");
  blank.className = "blank";
  document.body.classList.add("is-leaving");
  document.body.append(blank);
  document.title = status?.dataset.title ?? "";
  location.replace(links[0].href);
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}

/* Help and children's pages take one place in the browser's history, so that Back leads past them. */
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-replace]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  location.replace(link.href);
});

if (links.length) {
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
  const title = document.title;
  addEventListener("pageshow", () => {
    document.body.classList.remove("is-leaving");
    document.querySelector(".blank")?.remove();
    document.title = title;
    show(0);
  });
}
