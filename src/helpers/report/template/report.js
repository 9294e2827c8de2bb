"use strict";
(() => {
  const make = (tag, props) => Object.assign(document.createElement(tag), props);
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };
  const compare = (a, b) => {
    const x = Number(a), y = Number(b);
    const numbers = a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y);
    return numbers ? x - y : a.localeCompare(b, document.documentElement.lang, { numeric: true });
  };

  for (const table of document.querySelectorAll(".dl-table table")) {
    const body = table.tBodies[0], rows = [...body.rows];
    if (rows.length < 3) continue;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const first = head.classList.contains("dl-n") ? "descending" : "ascending";
        const other = first === "ascending" ? "descending" : "ascending";
        const order = head.getAttribute("aria-sort") === first ? other : first;
        const way = order === "ascending" ? 1 : -1;
        heads.forEach((cell) => cell.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", order);
        body.append(...rows.slice().sort((a, b) => {
          const x = keyOf(a, column), y = keyOf(b, column);
          if (x === "\u2013" || y === "\u2013") return (x === "\u2013") - (y === "\u2013");
          return way * compare(x, y);
        }));
      });
    });
    if (rows.length < 12) continue;
    const box = make("input", { type: "search", className: "dl-filter", placeholder: "Filter rows" });
    box.setAttribute("aria-label", "Filter rows: " + table.caption.textContent);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, n) => row.classList.toggle("dl-hidden", !words.every((word) => texts[n].includes(word))));
    });
    table.closest(".dl-scroll").before(box);
  }

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash.length > 1) reveal();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) reveal();
  });
})();
