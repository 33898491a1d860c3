import { post, tell } from "./parent.js";

const said = document.querySelector(".said");
const buttons = [...document.querySelectorAll("button")];
const { done, offline } = document.body.dataset;

for (const button of buttons) button.addEventListener("click", () => answer(button.value));
document.querySelector("h1").focus();

async function answer(value) {
  for (const button of buttons) button.disabled = true;
  try {
    const { status, reason } = await post(location.pathname, { answer: value });
    said.textContent = done;
    tell({ type: "result", status, reason });
  } catch {
    said.textContent = offline;
    for (const button of buttons) button.disabled = false;
  }
}
