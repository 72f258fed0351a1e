/** A long list of workplaces gets a field to search in, and «another unit» is asked for only when it is chosen. */
const FEW = 12;

for (const list of document.querySelectorAll("select[data-search]")) {
  const options = [...list.querySelectorAll("option")];
  const other = document.getElementById(list.id.replace("unit", "other_unit"))?.closest(".ds-field");
  const tell = () => {
    if (other) other.hidden = list.value !== "annen";
  };
  list.addEventListener("change", tell);
  tell();
  if (options.length <= FEW) continue;
  const search = document.createElement("input");
  search.className = "ds-input";
  search.type = "search";
  search.autocomplete = "off";
  search.placeholder = list.dataset.search;
  search.setAttribute("aria-label", list.dataset.search);
  search.setAttribute("aria-controls", list.id);
  list.before(search);
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    const fits = (option) => !words || option.text.toLowerCase().includes(words) || option.value === "annen";
    for (const option of options) option.hidden = option.disabled = option.value !== "" && !fits(option);
    const found = options.filter((option) => option.value && option.value !== "annen" && !option.hidden);
    if (words && found.length === 1) list.value = found[0].value;
    tell();
  });
}
