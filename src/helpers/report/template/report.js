"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, props, label) => {
    const element = Object.assign(document.createElement(tag), props);
    if (label) element.setAttribute("aria-label", label);
    return element;
  };
  const told = make("p", { className: "dl-told" });
  told.setAttribute("role", "status");
  document.body.append(told);
  const holds = (text, wanted) => wanted.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  const lower = (element) => element.textContent.toLowerCase();
  const searchBox = (placeholder, label, act) => {
    const box = make("input", { type: "search", className: "dl-filter", placeholder }, label);
    box.addEventListener("input", () => act(box.value.trim()));
    return box;
  };

  // Links to a figure, a table, or a row of it (#table~name): shown, and copied.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };
  const rowOf = (id, name) => all("tbody tr", document.getElementById(id)).find((row) => keyOf(row, 0) === name);
  const reveal = () => {
    let hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch { /* no address of ours */ }
    const [id, name] = hash.split("~");
    let target = document.getElementById(id);
    if (target && name !== undefined) target = rowOf(id, name) || target;
    if (!target) return;
    all(".dl-here").forEach((row) => row.classList.remove("dl-here"));
    if (target.tagName === "TR") target.classList.add("dl-here");
    for (let at = target; at; at = at.parentElement) {
      at.classList.remove("dl-hidden");
      if (at.tagName === "DETAILS") at.open = true;
    }
    target.scrollIntoView();
  };
  const copy = async (hash) => {
    history.replaceState(null, "", hash);
    reveal();
    try {
      await navigator.clipboard.writeText(location.href);
      told.textContent = "Link copied";
    } catch {
      told.textContent = "The link is in the address bar";
    }
    setTimeout(() => { told.textContent = ""; }, 2500);
  };
  const copier = (label, hash) => {
    const button = make("button", { type: "button", className: "dl-copy", title: label }, label);
    button.addEventListener("click", () => copy(hash()));
    return button;
  };
  for (const thing of all(".dl-figure[id], .dl-table[id]")) {
    const kind = thing.matches("figure") ? "figure" : "table";
    const button = copier("Copy a link to this " + kind, () => "#" + thing.id);
    const caption = thing.querySelector("figcaption");
    if (caption) caption.after(button); else thing.prepend(button);
  }
  let row;
  const toRow = copier("Copy a link to this row", () => "#" + row.closest(".dl-table").id + "~" + encodeURIComponent(keyOf(row, 0)));
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const found = event.target.closest && event.target.closest(".dl-table[id] tbody tr");
      if (found && found !== row) {
        row = found;
        row.cells[0].append(toRow);
      }
    });
  }

  // Tables: sorted by a heading, filtered from 12 rows on.
  const compare = (a, b) => {
    const x = Number(a), y = Number(b);
    const numbers = a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y);
    return numbers ? x - y : a.localeCompare(b, root.lang, { numeric: true });
  };
  for (const table of all(".dl-table table")) {
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
    const texts = rows.map(lower);
    table.closest(".dl-scroll").before(searchBox("Filter rows", "Filter rows: " + table.caption.textContent, (wanted) =>
      rows.forEach((one, n) => one.classList.toggle("dl-hidden", !holds(texts[n], wanted)))));
  }

  // Evidence: only one place, person or term; only sentences with some words.
  for (const section of all(".dl-evidence")) {
    const proofs = all("details", section);
    if (proofs.length < 3) continue;
    const only = make("select", { className: "dl-filter" }, "Show the evidence of");
    only.append(new Option("All " + proofs.length, ""));
    proofs.forEach((proof, n) => only.append(new Option(proof.querySelector("summary > span").textContent, String(n))));
    let wanted = "";
    const show = () => proofs.forEach((proof, n) => {
      const items = all("li", proof), name = lower(proof.querySelector("summary"));
      const found = items.map((item) => !wanted || holds(lower(item) + " " + name, wanted));
      items.forEach((item, at) => item.classList.toggle("dl-hidden", !found[at]));
      proof.classList.toggle("dl-hidden", (only.value !== "" && only.value !== String(n)) || !found.includes(true));
      proof.open = wanted !== "" || only.value === String(n);
    });
    only.addEventListener("change", show);
    const bar = make("div", { className: "dl-bar" });
    bar.append(only, searchBox("Filter sentences", "Filter sentences of the evidence", (value) => { wanted = value; show(); }));
    section.prepend(bar);
  }
  const cards = all(".dl-runs > li");
  if (cards.length > 5) {
    const texts = cards.map(lower);
    cards[0].parentElement.before(searchBox("Search the runs", "Search the runs", (wanted) =>
      cards.forEach((card, n) => card.classList.toggle("dl-hidden", !holds(texts[n], wanted)))));
  }

  // Code: out of the way until it is asked for.
  const codes = all(".dl-code"), menu = document.querySelector(".dl-top");
  if (codes.length && menu) {
    const button = make("button", { type: "button", className: "dl-toggle", textContent: "Show code" });
    button.addEventListener("click", () => {
      const shown = root.classList.toggle("dl-coded");
      codes.forEach((code) => { code.open = shown; });
      button.textContent = shown ? "Hide code" : "Show code";
    });
    menu.append(button);
    root.classList.add("dl-tidy");
  }

  // Contents that follow.
  const entries = all(".dl-contents a");
  if (entries.length) {
    const heads = entries.map((entry) => document.getElementById(entry.hash.slice(1)));
    const follow = () => {
      const atEnd = scrollY + innerHeight >= root.scrollHeight - 2;
      const past = atEnd ? heads.length : heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 3).length;
      entries.forEach((entry, n) => {
        if (n === past - 1) entry.setAttribute("aria-current", "true"); else entry.removeAttribute("aria-current");
      });
    };
    addEventListener("scroll", follow, { passive: true });
    follow();
  }

  addEventListener("hashchange", reveal);
  if (location.hash.length > 1) reveal();
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    const address = link.getAttribute("href") || "";
    if (address.startsWith("#") && address === location.hash) reveal();
    if (!/^data:application\/gzip/.test(address) || !window.DecompressionStream) return;
    event.preventDefault(); // a packed table is saved unpacked
    const bytes = Uint8Array.from(atob(address.split(",")[1]), (char) => char.charCodeAt(0));
    const file = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).blob();
    const saver = make("a", { href: URL.createObjectURL(file), download: link.download.replace(/\.gz$/, "") });
    saver.click();
    setTimeout(() => URL.revokeObjectURL(saver.href), 60000);
  });
})();
