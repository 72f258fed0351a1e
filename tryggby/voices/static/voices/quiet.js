/** Loaded before the page is drawn: says that scripts run, and lets links and the code form leave no entry in history. */
document.documentElement.classList.add("has-script");
// If the flow itself does not come, the page is shown whole after all.
setTimeout(() => document.querySelector("[data-flow]:not(.is-stepwise)") && document.documentElement.classList.remove("has-script"), 8000);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-replace]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(link.href);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-quiet]")) return;
  event.preventDefault();
  const query = new URLSearchParams(new FormData(form));
  form.reset();
  location.replace(`${form.getAttribute("action")}?${query}`);
});
