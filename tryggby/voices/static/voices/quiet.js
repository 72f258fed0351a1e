/** Loaded before the page is drawn: says that scripts run, and lets links and the code form leave no entry in history. */
document.documentElement.classList.add("has-script");
// If the flow itself does not come, the page is shown whole after all.
setTimeout(() => document.querySelector("[data-flow]:not(.is-stepwise)") && document.documentElement.classList.remove("has-script"), 8000);

const quiet = () => {
  for (const link of document.querySelectorAll("[data-replace]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      location.replace(link.href);
    });
  }
  for (const form of document.querySelectorAll("form[data-quiet]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const query = new URLSearchParams(new FormData(form));
      form.reset();
      location.replace(`${form.getAttribute("action")}?${query}`);
    });
  }
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", quiet);
else quiet();
