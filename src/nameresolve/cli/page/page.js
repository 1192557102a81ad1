"use strict";
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th");
    const table = head.closest("table");
    const place = head.cellIndex;
    const numbers = head.dataset.numbers === "yes";
    const up = head.getAttribute("aria-sort") === (numbers ? "descending" : "ascending") ? !numbers : numbers;
    const sign = up ? -1 : 1;
    const value = (row) => row.cells[place].dataset.value;
    const rows = [...table.tBodies[0].rows].sort((a, b) => sign * (numbers
      ? Number(value(a)) - Number(value(b))
      : value(a).localeCompare(value(b))));
    table.tBodies[0].append(...rows);
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "descending" : "ascending");
  });
}
for (const row of document.querySelectorAll("tbody tr[data-entity]")) {
  row.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const again = row.classList.contains("here");
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    document.body.classList.toggle("chosen", !again);
    if (again) return;
    row.classList.add("here");
    for (const mark of document.querySelectorAll("mark[data-entity]")) {
      mark.classList.toggle("here", mark.dataset.entity === row.dataset.entity);
    }
  });
}
document.documentElement.dataset.ready = "yes";
