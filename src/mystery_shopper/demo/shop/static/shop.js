"use strict";

const begin = () => {
  document.querySelector("[data-focus]")?.focus();
  document.querySelectorAll("form[data-add]").forEach((form) => form.addEventListener("submit", add));
  document.querySelectorAll("[data-apply]").forEach(applyOnChange);
  document.querySelectorAll("[data-sum]").forEach(showSum);
  document.querySelectorAll("[data-without-postcodes]").forEach(hidePostcode);
  document.querySelectorAll("form[data-busy]").forEach(showBusy);
  document.querySelectorAll("form[data-pay]").forEach(pay);
};

const busy = (button, text) => {
  button.dataset.label ??= button.textContent;
  button.setAttribute("aria-busy", "true");
  if (text) button.textContent = text;
};

const idle = (button) => {
  button.removeAttribute("aria-busy");
  if (button.dataset.label) button.textContent = button.dataset.label;
};

async function add(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("button[type=submit]");
  const place = form.querySelector("[data-added]");
  if (button.getAttribute("aria-busy")) return;
  busy(button, form.dataset.wait);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    say(place, await answer.json());
    await count(place.dataset.summary);
  } catch {
    say(place, { added: false, message: form.dataset.sorry });
  }
  idle(button);
}

const say = (place, { added, message }) => {
  const line = document.createElement("p");
  line.append(message);
  if (!added) line.className = "wrong";
  if (added) {
    const link = document.createElement("a");
    link.href = place.dataset.basket;
    link.append(place.dataset.link);
    line.append(" ", link);
  }
  place.replaceChildren(line);
  if (!added) document.querySelector(".sizes input:not(:disabled)")?.focus();
};

const count = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const summary = await answer.json();
  document.querySelector("[data-count]").textContent = summary.count;
};

/* A choice made by pointer applies at once; by keyboard, arrows only move and the button applies. */
const applyOnChange = (field) => {
  let keys = false;
  field.addEventListener("keydown", () => { keys = true; });
  field.addEventListener("pointerdown", () => { keys = false; });
  field.addEventListener("change", () => { if (!keys) field.form.requestSubmit(); });
};

/* Each way of delivery knows the total that it makes. */
const showSum = (way) => {
  way.addEventListener("change", () => {
    document.querySelector("[data-delivery]").textContent = way.dataset.cost;
    document.querySelector("[data-total]").textContent = way.dataset.sum;
  });
};

/* Where addresses have no post code, none is asked for. */
const hidePostcode = (country) => {
  const line = country.form.elements.postcode.closest(".field");
  const look = () => { line.hidden = country.dataset.withoutPostcodes.split(" ").includes(country.value); };
  country.addEventListener("change", look);
  look();
};

const showBusy = (form) => {
  const button = form.querySelector("button[type=submit]");
  form.addEventListener("submit", () => busy(button, form.dataset.busy));
  addEventListener("pageshow", () => idle(button));
};

/* The card form lives in a frame of the payment provider: this page asks it to pay and hears how it went. */
const pay = (form) => {
  const frame = form.querySelector("iframe");
  const button = form.querySelector("button[type=submit]");
  const problem = form.querySelector("[data-problem]");
  const status = form.querySelector("[data-status]");
  const wait = () => { busy(button, form.dataset.wait); status.textContent = form.dataset.waiting; };
  const rest = () => { idle(button); status.textContent = ""; };
  /* Only the card form makes room for itself, and keeps it: the button must not move under the finger when a mistake
     is mended, and the bank's page, which comes while one waits, must move nothing at all. */
  const grow = (height) => {
    const place = frame.parentElement;
    frame.style.height = `${height}px`;
    if (!button.getAttribute("aria-busy") && height > place.offsetHeight) place.style.height = `${height}px`;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy")) return;
    problem.textContent = "";
    wait();
    frame.contentWindow.postMessage({ type: "submit" }, form.dataset.origin);
  });
  addEventListener("message", (event) => {
    if (event.origin !== form.dataset.origin || event.source !== frame.contentWindow) return;
    const { type, message, height } = event.data ?? {};
    if (type === "busy") wait();
    if (type === "resize") grow(Math.ceil(height));
    if (type === "invalid") { rest(); problem.textContent = message; }
    if (type === "result") { wait(); form.submit(); }
  });
  addEventListener("pageshow", (event) => { if (event.persisted) rest(); });
};

begin();
