"use strict";
/* What the pages do beyond plain HTML: keys, copying, and following a statement across its text.
   Every page is whole without it. */

const told = document.getElementById("told");
let quiet;

function tell(words) {
  told.textContent = words;
  clearTimeout(quiet);
  quiet = setTimeout(() => { told.textContent = ""; }, 2500);
}

async function copy(text, html) {
  try {
    if (html && window.ClipboardItem) {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      })]);
    } else {
      await navigator.clipboard.writeText(text);
    }
    tell(told.dataset.copied);
  } catch {
    tell(told.dataset.failed);
  }
}

/* A table as spreadsheets take it: numbers where cells hold them, tabs between. */
function copyTable(name) {
  const table = document.getElementById(`table-${name}`);
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) =>
    cell.dataset.value ?? cell.innerText.replace(/\s+/g, " ").trim()));
  const plain = table.cloneNode(true);
  plain.querySelectorAll("[data-value]").forEach((cell) => { cell.textContent = cell.dataset.value; });
  copy(rows.map((row) => row.join("\t")).join("\n"), plain.outerHTML);
}

document.querySelectorAll("button[hidden]").forEach((button) => { button.hidden = false; });

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.copies) copy(document.getElementById(button.dataset.copies).textContent);
  else if (button?.dataset.copiesTable) copyTable(button.dataset.copiesTable);
  else if (button?.dataset.opens) document.getElementById(button.dataset.opens).showModal();
});

/* Hovering or focusing a note lights the words that it names, and the other way round. */
function light(event) {
  const of = event.target.closest?.("[data-of]")?.dataset.of?.split(" ").filter(Boolean).at(-1);
  document.querySelectorAll(".lit").forEach((each) => each.classList.remove("lit"));
  if (of) document.querySelectorAll(`[data-of~="${CSS.escape(of)}"]`).forEach((each) => each.classList.add("lit"));
}
if (document.querySelector(".text-and-margin")) {
  document.addEventListener("pointerover", light);
  document.addEventListener("focusin", light);
  // Where there is no pointer to hover with, a mark leads to its note.
  document.addEventListener("click", (event) => {
    const of = event.target.closest(".text span[data-of]")?.dataset.of.split(" ").at(-1);
    if (of && getSelection().isCollapsed) document.querySelector(`.note[data-of="${CSS.escape(of)}"]`)?.focus();
  });
}

const items = [...document.querySelectorAll(".item")];

function move(step) {
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const keys = {
  "/": () => document.querySelector("main input[type=search], .quick input")?.focus(),
  "j": () => move(1),
  "k": () => move(-1),
  "Enter": () => document.activeElement.closest(".item")?.querySelector("a.quote")?.click(),
  "c": () => document.querySelector("[data-copies=citation]")?.click(),
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  if (event.key === "Enter" && !event.target.matches(".item")) return;
  const action = keys[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});
