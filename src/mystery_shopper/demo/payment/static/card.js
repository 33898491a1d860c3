import { onMessage, post, tell } from "./parent.js";

const form = document.querySelector("form");
const fields = Object.fromEntries([...form.querySelectorAll("input")].map((input) => [input.name, input]));
const brand = document.querySelector(".brand");
const SCHEMES = [
  [/^3[47]/, "Amex", [4, 6, 5]],
  [/^4/, "Visa", [4, 4, 4, 4, 3]],
  [/^(5[1-5]|2[2-7])/, "Mastercard", [4, 4, 4, 4]],
];

let busy = false;
onMessage("submit", submit);
keepShaped(fields.number, spaced);
keepShaped(fields.expiry, dated);
for (const input of Object.values(fields)) input.addEventListener("input", () => mark(input, ""));

async function submit() {
  if (busy) return;
  busy = true;
  tell({ type: "busy" });
  form.setAttribute("aria-busy", "true");
  try {
    const values = Object.entries(fields).map(([name, input]) => [name, input.value]);
    await take(await post(form.action, Object.fromEntries(values)));
  } catch {
    tell({ type: "invalid", message: document.body.dataset.offline });
  } finally {
    form.removeAttribute("aria-busy");
    busy = false;
  }
}

function take(answer) {
  if (answer.errors) return refuse(answer.errors);
  if (answer.next) return location.replace(answer.next);
  const { status, reason } = answer;
  if (status === "declined" && !reason) form.querySelector("fieldset").disabled = true;
  tell({ type: "result", status, reason });
}

function refuse(errors) {
  for (const [name, input] of Object.entries(fields)) mark(input, errors[name] ?? "");
  const first = Object.keys(errors)[0];
  fields[first].focus();
  tell({ type: "invalid", message: Object.values(errors).join(" ") });
}

function mark(input, message) {
  document.getElementById(`${input.name}-error`).textContent = message;
  if (message) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function spaced(digits) {
  const [, name, groups] = SCHEMES.find(([prefix]) => prefix.test(digits)) ?? [null, "", [4, 4, 4, 4, 3]];
  brand.textContent = name;
  let rest = digits;
  const parts = groups.map((size) => {
    const part = rest.slice(0, size);
    rest = rest.slice(size);
    return part;
  });
  return parts.filter(Boolean).join(" ") + rest;
}

function dated(digits, typed) {
  const month = /^[2-9]/.test(digits) || /^\s*\d\s*[/.-]/.test(typed) ? `0${digits}` : digits;
  return month.length > 2 || /^\s*\d+\s*[/.-]/.test(typed) ? `${month.slice(0, 2)} / ${month.slice(2)}` : month;
}

// Shapes what is typed and keeps the caret behind the digit it stood behind. A delete that met only a space or the
// slash takes the digit before it, else the caret would never get past it.
function keepShaped(input, shape) {
  let before = "";
  input.addEventListener("input", (event) => {
    const typed = input.value;
    let digits = typed.replace(/\D/g, "");
    let place = typed.slice(0, input.selectionStart).replace(/\D/g, "").length;
    const deleted = event.inputType === "deleteContentBackward";
    if (deleted && digits === before && place > 0) {
      digits = digits.slice(0, place - 1) + digits.slice(place);
      place -= 1;
    }
    const shaped = shape(digits, deleted ? digits : typed);
    place += shaped.replace(/\D/g, "").length - digits.length;
    before = shaped.replace(/\D/g, "");
    input.value = shaped;
    const caret = place >= before.length ? shaped.length : endOfDigit(shaped, place);
    if (document.activeElement === input) input.setSelectionRange(caret, caret);
  });
}

function endOfDigit(text, count) {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (seen === count) return at;
    if (/\d/.test(text[at])) seen += 1;
  }
  return text.length;
}
