// The text fields of the editor put what was typed into the form a quarter of a second later. Whoever saves faster
// than that (Ctrl+S right after the last word) would lose it: here they put it there as the form is sent.
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("input")) field.draftailEditor?.saveState();
}, true);
