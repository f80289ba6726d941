"use strict";
/* Correcting without a mouse: keys press buttons, cards of the queue are checked without leaving the page, and a
   selection in the text becomes offsets. Every form works without this, too. */

/* A key belongs to the entry that has the focus, else to the first of the page that knows it. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  const key = event.key === "−" ? "-" : event.key;
  if (key.length !== 1) return;
  const card = document.activeElement.closest(".card:not(.checked)") ?? document.querySelector(".card:not(.checked)");
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const button = card?.querySelector(wanted) ?? document.querySelector(key === "u" ? `.done ${wanted}` : `main ${wanted}`);
  if (button && (!button.closest(".card") || button.closest(".card") === card)) {
    event.preventDefault();
    // A form may stand open already; the key that asks for it never shuts it.
    if (button.matches("summary")) button.parentElement.open = true;
    else button.click();
  }
});

/* The queue: send, fold the card, go on to the next. */
const waiting = () => [...document.querySelectorAll(".card:not(.checked)")];

let sent = Promise.resolve(), unsent = 0;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.quick-check");
  if (!form || !form.reportValidity()) return;
  event.preventDefault();
  const card = form.closest(".card"), at = waiting().indexOf(card);
  const fields = new FormData(form, event.submitter);
  // Before the answer is there: the next key may come at once.
  signed(fields.get("author"));
  card.classList.add("checked");
  (waiting()[at] ?? waiting()[0])?.focus();
  // One after the other, so that the last one said is the last one stored; and all before the page is left.
  unsent += 1;
  sent = sent.then(() => send(form, fields, card)).then((goOn) => {
    unsent -= 1;
    if (goOn) sent = sent.then(goOn);
    else if (!unsent && !waiting().length) location.assign(document.querySelector(".cards").dataset.next);
  });
});

/* What is to be done when all is sent, if anything: a conflict has a page of its own, with what was to be said. */
async function send(form, fields, card) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
  if (!answer) {
    card.classList.remove("checked");
    return null;
  }
  if (!answer.ok) {
    const again = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true });
    for (const [name, value] of fields) add(again, name, value);
    document.body.append(again);
    return () => again.submit();
  }
  const verdict = card.querySelector(".verdict");
  verdict.textContent = verdict.dataset[fields.get("ruling")];
  verdict.hidden = false;
  offerUndo(new URL(answer.url).searchParams.get("done"), form);
  return null;
}

function add(form, name, value) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(field);
}

/* Who has signed one form need not sign the next. */
function signed(author) {
  if (!author) return;
  document.querySelectorAll("input[name=author]").forEach((field) => { field.value = author; });
}

/* The last verdict can be taken back with "u", as the form of the page does it. */
function offerUndo(number, form) {
  document.querySelectorAll("form.done").forEach((earlier) => earlier.remove());
  const undo = Object.assign(document.createElement("form"), { method: "post", action: "/undo", hidden: true });
  undo.className = "done";
  add(undo, "number", number);
  add(undo, "token", form.elements.token.value);
  add(undo, "back", document.querySelector(".cards").dataset.next);
  const button = Object.assign(document.createElement("button"), { type: "submit" });
  button.dataset.key = "u";
  undo.append(button);
  document.querySelector("main").append(undo);
}

document.querySelector(".cards .card")?.focus({ preventScroll: true });

/* A selection in the text, in code points of the document; the last one counts, because a button takes the focus. */
let selected = null;

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
  if (start !== null && end !== null && start < end) selected = { start, end, words: selection.toString() };
});

function offset(node, at) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const line = element.closest(".text[data-start]");
  if (!line) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, at);
  // Of a string the iterator goes by code points, as offsets do.
  return Number(line.dataset.start) + [...before.toString()].length;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-takes]");
  if (!button || !selected) return;
  const field = document.getElementById(`field-${button.dataset.takes}`);
  const words = document.querySelector(`[data-words="${button.dataset.takes}"]`);
  const more = button.dataset.more && field.value.trim();
  field.value = (more ? `${field.value.trim()}, ` : "") + `${selected.start}–${selected.end}`;
  words.textContent = (more ? `${words.textContent} … ` : "") + selected.words;
});

/* Who comes to change something finds the form open. */
if (location.hash === "#correct") document.querySelector("#correct details:not(.signer)")?.setAttribute("open", "");
