/** Links and the code form lead on without leaving an entry in the browser's history of this tab. */
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
