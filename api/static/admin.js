// The back office: a form is checked as one types, rows are added, a page of boxes is ticked. All works without it.

for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
for (const element of document.querySelectorAll("[data-without-script]")) element.hidden = true;

const editor = document.querySelector("form[data-check]");
if (editor) watch(editor);

const all = document.querySelector("[data-check-all]");
if (all) {
  all.hidden = false;
  const boxes = all.closest("form").querySelectorAll('input[name="fiche"]');
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
}

for (const button of document.querySelectorAll("[data-add-row]")) {
  button.addEventListener("click", () => addRow(button.closest("fieldset")));
}

/** Checks the form half a second after the last key; only fields that were touched show an error. */
function watch(form) {
  const touched = new Set();
  let timer = 0;
  let asked = 0;
  let changed = false;
  form.addEventListener("input", (event) => {
    const field = event.target.closest("[data-field]");
    if (!field) return;
    touched.add(field.dataset.field);
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(check, 500);
  });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  async function check() {
    const number = ++asked;
    let answer;
    try {
      answer = await fetch(form.dataset.check, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
      });
    } catch {
      return say(form, "Pas de connexion : la vérification se fera à l’enregistrement.");
    }
    if (number !== asked) return;
    if (!answer.ok) return say(form, "Vérification impossible : rechargez la page si la session a expiré.");
    const found = await answer.json();
    show(form, found, touched);
  }
}

function show(form, found, touched) {
  for (const field of form.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    const error = found.errors[name];
    const shown = field.querySelector(`[id="e-${name}"]`);
    if (touched.has(name) || (shown.textContent && !error)) write(shown, error ?? "");
    write(field.querySelector(`[id="r-${name}"]`), found.remarks[name] ?? "");
    const wrong = Boolean(shown.textContent);
    field.classList.toggle("is-wrong", wrong);
    if (field.matches("fieldset")) continue;
    const input = field.querySelector("input, select, textarea");
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  form.querySelector("[data-preview]").innerHTML = found.preview;
  say(form, "Aperçu mis à jour.");
}

/** Writing the same text again would make a screen reader say it again. */
function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function say(form, text) {
  form.querySelector("[data-status]").textContent = text;
}

function addRow(fieldset) {
  const rows = fieldset.querySelector("[data-rows]");
  const row = rows.lastElementChild.cloneNode(true);
  const number = rows.children.length;
  row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, String(number + 1)));
  for (const label of row.querySelectorAll("label")) {
    const input = row.querySelector(`[id="${label.htmlFor}"]`);
    input.id = label.htmlFor = label.htmlFor.replace(/\d+$/, String(number));
    input.value = "";
  }
  rows.append(row);
  row.querySelector("input, select").focus();
}

for (const sample of document.querySelectorAll("[data-contrast-of]")) {
  const inputs = sample.dataset.contrastOf.split(" ").map((id) => document.getElementById(id));
  inputs.forEach((input) => input.addEventListener("input", () => showContrast(sample, inputs)));
}

/** The sample in the colours being chosen, with their ratio (WCAG 2.1); the server checks it again. */
function showContrast(sample, [accent, text]) {
  sample.querySelector("rect").setAttribute("fill", accent.value);
  sample.querySelector("text").setAttribute("fill", text.value);
  const [dark, light] = [accent, text].map((input) => luminance(input.value)).sort((a, b) => a - b);
  const ratio = (light + 0.05) / (dark + 0.05);
  const figure = ratio.toFixed(1).replace(".", ",");
  const verdict = ratio >= 4.5 ? "suffisant" : "insuffisant, il faut 4,5";
  write(sample.querySelector("[data-ratio]"), `Contraste\u00a0: ${figure} pour 1 (${verdict}).`);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
