/**
 * Long forms: `<form data-guard="key">` asks before unsent text is left, and keeps it in this tab until it is sent.
 * Only for staff pages: nothing is ever kept on public pages or pages for children.
 */
for (const form of document.querySelectorAll("form[data-guard]")) {
  const key = `guard:${location.pathname}:${form.dataset.guard}`;
  const fields = () => [...form.elements].filter((one) => one.name && one.matches("textarea, input:is([type=text], [type=number])"));
  const saved = JSON.parse(sessionStorage.getItem(key) ?? "{}");
  let changed = false;
  for (const one of fields()) {
    if (saved[one.name] && !one.value) {
      one.value = saved[one.name];
      changed = true;
    }
  }
  form.addEventListener("input", () => {
    changed = true;
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((one) => [one.name, one.value]))));
  });
  form.addEventListener("submit", () => {
    changed = false;
    sessionStorage.removeItem(key);
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
