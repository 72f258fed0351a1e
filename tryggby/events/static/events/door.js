/** The door page: search while typing, check in without a new page, a count that follows, and a short loss of network. */
import { key, replay, send, waiting } from "./arrivals.js";

const door = document.querySelector("[data-door]");
const offline = door.querySelector("[data-door-offline]");
const arrived = door.querySelector("[data-door-arrived]");
const taken = door.querySelector("[data-door-taken]");

function tell() {
  const count = waiting().length;
  offline.hidden = !count;
  offline.textContent = count ? `${key.waits} (${count})` : "";
}

function show(place, answer) {
  place.hidden = false;
  place.textContent = answer.waits ? key.waits : answer.text;
  if (answer.arrived !== undefined && arrived) arrived.textContent = answer.arrived;
}

for (const form of door.querySelectorAll("[data-door-arrival]")) {
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "angre") return; // an undo takes the plain way
    event.preventDefault();
    const person = form.closest("[data-door-person]");
    const answer = await send(form, event.submitter);
    show(person.querySelector("[data-door-answer]"), answer);
    person.classList.toggle("is-here", answer.ok);
    form.hidden = answer.ok;
    form.querySelector("[data-door-anyway]").hidden = !answer.may;
    tell();
  });
}

for (const form of door.querySelectorAll("[data-door-walk-in]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await send(form, event.submitter);
    show(form.querySelector("[data-door-answer]"), answer);
    if (answer.ok) {
      form.reset();
      form.elements.once.value = crypto.randomUUID?.() ?? String(Math.random());
    }
    tell();
  });
}

door.querySelector("[data-door-search]")?.addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().trim();
  for (const person of door.querySelectorAll("[data-door-person]")) person.hidden = !person.dataset.doorPerson.includes(words);
});

async function follow() {
  await replay();
  tell();
  try {
    const response = await fetch(key.countUrl, { headers: { Accept: "application/json" }, cache: "no-cache" });
    const count = await response.json();
    if (arrived && count.arrived !== undefined) [arrived.textContent, taken.textContent] = [count.arrived, count.taken];
  } catch {
    /* no network: the last count stays */
  }
}

addEventListener("online", follow);
setInterval(() => document.visibilityState === "visible" && follow(), 5000);
tell();
