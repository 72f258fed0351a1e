/**
 * The sharing plan: everything lives in the fields of this page. Nothing is stored, nothing is sent; leaving empties it.
 * Texts are written with textContent alone. The page's policy lets this script reach no address at all.
 */
const page = document.querySelector("[data-plan]");
const find = (name, within = page) => within.querySelector(`[data-${name}]`);
const all = (name, within = page) => [...within.querySelectorAll(`[data-${name}]`)];
const form = find("form");
const steps = all("step");
const MINUTE = 60_000;
let at = 0;
let count = 0;
let stopped = null;

form.hidden = false;
addItem(false);
speak();
show(0, false);
setInterval(tick, MINUTE / 4);

function show(number, moves = true) {
  at = Math.min(Math.max(number, 0), steps.length - 1);
  steps.forEach((step, place) => (step.hidden = place !== at));
  find("outside").hidden = at > 0;
  find("back").hidden = at === 0;
  find("next").hidden = at === steps.length - 1;
  const place = find("place");
  place.textContent = place.dataset.words.replace("{n}", at + 1).replace("{all}", steps.length);
  if (at === steps.length - 1) write();
  if (!moves) return;
  scrollTo(0, 0);
  steps[at].querySelector("[tabindex]").focus({ preventScroll: true });
}

/** The words to read aloud, and the law, for where the adult works and how old the child is. */
function speak() {
  const work = find("work").value;
  const age = find("age").value;
  for (const line of page.querySelectorAll("[data-for-work]")) line.hidden = line.dataset.forWork !== work;
  for (const line of page.querySelectorAll("[data-for-age]")) line.hidden = line.dataset.forAge !== age;
  for (const law of all("law")) law.hidden = !law.dataset.law.split(" ").includes(work);
}

function addItem(moves = true) {
  count += 1;
  const fresh = document.querySelector("template[data-item]").content.cloneNode(true);
  for (const part of fresh.querySelectorAll("*")) {
    for (const name of ["id", "for", "name", "aria-labelledby", "aria-describedby"]) {
      if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replaceAll("__n__", count));
    }
    for (const node of part.childNodes) if (node.nodeType === 3) node.data = node.data.replaceAll("__n__", count);
  }
  find("items").append(fresh);
  close();
  if (moves) find("items").lastElementChild.querySelector("[tabindex]").focus();
}

/** A safety stop closes the column of those at home, in every item, and puts the adult's next act where it was said. */
function close() {
  const danger = all("danger").some((field) => field.checked);
  stopped = danger ? (stopped ?? Date.now()) : null;
  for (const field of page.querySelectorAll("[data-may][data-home]")) {
    if (danger) field.checked = false;
    field.disabled = danger;
  }
  if (danger) for (const field of page.querySelectorAll("[data-not][data-home]")) field.checked = true;
  for (const note of all("closed")) note.hidden = !danger;
  for (const item of all("one")) {
    const place = find("stop-place", item);
    const here = all("danger", item).some((field) => field.checked);
    if (here && !place.firstChild) place.append(document.querySelector("template[data-stop]").content.cloneNode(true));
    else if (!here) place.replaceChildren();
  }
  tick();
}

function tick() {
  if (stopped === null) return;
  const time = new Date(stopped).toTimeString().slice(0, 5).replace(":", ".");
  const minutes = Math.floor((Date.now() - stopped) / MINUTE);
  for (const line of all("since")) line.textContent = line.dataset.words.replace("{time}", time).replace("{n}", minutes);
}

/** Nobody can be on both lists: the latest tick holds. */
function agree(field) {
  const item = field.closest("[data-one]");
  const other = field.dataset.may ? `[data-not="${field.dataset.may}"]` : `[data-may="${field.dataset.not}"]`;
  if (field.checked) item.querySelector(other).checked = false;
}

/** What stands in a part: its label and its answer; nothing when it is empty. */
function answer(part) {
  const label = part.querySelector("label, legend").textContent.trim();
  if (part.matches("fieldset")) {
    const chosen = [...part.querySelectorAll(":checked")].map((field) => field.closest("label").textContent.trim());
    return chosen.length ? [label, chosen.join(", ")] : null;
  }
  const text = part.querySelector("input, textarea").value.trim();
  return text ? [label, text] : null;
}

/** A child's words are not taken away by one touch. */
function holds(item) {
  return all("out", item).some(answer);
}

/** The plan as sections of a title and its answers. */
function plan() {
  const words = find("written").dataset;
  const sections = [[words.before, steps[0]]];
  for (const item of all("one")) sections.push([item.querySelector("h3").textContent.trim(), item]);
  sections.push([words.duty, steps[2]], [words.after, steps[3]]);
  return sections
    .map(([title, part]) => [title, all("out", part).map(answer).filter(Boolean)])
    .filter(([, answers]) => answers.length);
}

function write() {
  const made = plan();
  const written = find("written");
  written.replaceChildren();
  if (!made.length) written.append(part("p", written.dataset.none));
  for (const [title, answers] of made) {
    const list = document.createElement("dl");
    for (const [label, text] of answers) list.append(part("dt", label), part("dd", text));
    written.append(part("h4", title, "ds-heading"), list);
  }
  const items = all("one").filter(holds);
  const rows = find("rows");
  const cells = (item) => [part("th", item.querySelector("h3").textContent.trim()), part("td", ""), part("td", rows.dataset.answers)];
  rows.replaceChildren(...items.map((item) => {
    const row = document.createElement("tr");
    row.append(...cells(item));
    row.firstChild.scope = "row";
    return row;
  }));
  find("delivery").hidden = !items.length;
  slip();
}

function slip() {
  const lines = all("slip-line").map((field) => field.value.trim()).filter(Boolean);
  const text = find("slip-text");
  text.textContent = lines.join("\n") || text.dataset.empty;
  const sign = all("sign").find((field) => field.checked) ?? find("sign");
  find("slip-sign").replaceChildren(sign.closest("label").querySelector("svg").cloneNode(true));
}

function part(kind, text, look = "") {
  const made = document.createElement(kind);
  made.textContent = text;
  if (look) made.className = look;
  return made;
}

async function copy() {
  const lines = plan().map(([title, answers]) => [title, ...answers.map(([label, text]) => `${label}: ${text}`)].join("\n"));
  const said = find("said");
  try {
    await navigator.clipboard.writeText(lines.join("\n\n"));
    said.textContent = said.dataset.copied;
  } catch {
    getSelection().selectAllChildren(find("written"));
    said.textContent = said.dataset.select;
  }
}

/** Only the chosen sheet goes on paper. */
function paper(name) {
  for (const sheet of all("paper")) sheet.classList.toggle("is-printed", sheet.dataset.paper === name);
  print();
}

/** Nothing is left in the fields, nor in what was made of them. */
function wipe() {
  form.reset();
  for (const field of form.querySelectorAll("input, textarea")) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else field.value = "";
  }
  for (const name of ["items", "written", "rows", "slip-text"]) find(name).replaceChildren();
  stopped = null;
  count = 0;
}

function restart() {
  wipe();
  addItem(false);
  speak();
}

page.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const has = (name) => name in button.dataset;
  const item = button.closest("[data-one]");
  if (has("next")) show(at + 1);
  else if (has("back")) show(at - 1);
  else if (has("add")) addItem();
  else if (has("remove") && holds(item) && !has("sure")) {
    button.dataset.sure = "";
    button.firstChild.data = button.dataset.ask;
  } else if (has("remove")) {
    item.remove();
    close();
    find("add").focus();
  } else if (has("use")) {
    find("exact", item).value = find("words", item).value;
    find("exact", item).focus();
  } else if (has("print")) paper(button.dataset.print);
  else if (has("copy")) copy();
  else if (has("wipe")) {
    restart();
    show(0);
    find("place").textContent = find("said").dataset.emptied;
  }
});
page.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-work], [data-age]")) speak();
  if (field.matches("[data-may], [data-not]")) agree(field);
  if (field.matches("[data-danger], [data-not]")) close();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeprint", () => {
  if (at === steps.length - 1 && !page.querySelector(".is-printed")) find("paper").classList.add("is-printed");
});
addEventListener("pagehide", wipe);
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  restart();
  show(0, false);
});
