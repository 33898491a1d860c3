// What things are called: names of controls, labels of fields, texts that belong to an element.

const GLYPHS = /[\uE000-\uF8FF\u2190-\u21FF\u2500-\u27BF\u2B00-\u2BFF\u200B-\u200F\u2060\uFEFF\uFE0F]|[\u{1F000}-\u{1FAFF}]|[\u{F0000}-\u{10FFFD}]/gu;
const MONEY = /(?:[$€£¥₹₺₽₩₴฿]|\b(?:[A-Z]{3}|kr|zł|Kč|Ft|lei|Rs|R\$|CHF)\b\.?)\s?\d|\d(?:[\d.,'’\s\u00a0\u202f]*\d)?\s?(?:[$€£¥₹₺₽₩₴฿]|(?:EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|HUF|kr|zł|Kč|Ft|lei|Rs)\b)|\d[.,]\d{2}(?!\d)/;
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "META", "LINK", "TITLE", "OBJECT", "IFRAME"]);

// Icon fonts draw with private letters; a name made of them says nothing to a person.
const tidy = (text, most = 300) => {
  if (!text) return "";
  if (!/[^ -~]|  |^ | $/.test(text)) return text.slice(0, most);
  const flat = text.replace(GLYPHS, " ").replace(/[\s\u00a0\u202f]+/g, " ").trim().slice(0, most);
  return flat.toWellFormed ? flat.toWellFormed() : flat;
};

const attribute = (el, name) => el.getAttribute(name) || "";

const byIds = (el, name) => {
  const ids = attribute(el, name).split(/\s+/).filter(Boolean);
  const root = el.getRootNode();
  return tidy(ids.map((id) => (root.getElementById ? root.getElementById(id) : null)).filter(Boolean).map(plainText).join(" "));
};

// Some icon fonts draw a word of programmers, such as shopping_cart, as one sign.
const LIGATURE = /^\s*[a-z]+(_[a-z\d]+)+\s*$/;
const drawn = (el, text) => /^(I|SPAN)$/.test(el.tagName) && LIGATURE.test(text);

// What is drawn inside an element: its shadow where it has one, and in a slot what was put into it.
const insideOf = (el) => {
  const slotted = el.tagName === "SLOT" ? el.assignedNodes({ flatten: true }) : [];
  return el.shadowRoot ? el.shadowRoot.childNodes : slotted.length ? slotted : el.childNodes;
};

// Text as an assistive tool would speak it: hidden helpers included, nested fields and scripts not.
const plainText = (el) => {
  let out = "";
  for (const node of insideOf(el)) {
    if (node.nodeType === 3) out += drawn(el, node.nodeValue) ? " " : node.nodeValue;
    else if (node.nodeType === 1 && !SILENT.has(node.tagName) && !node.hidden) {
      if (/^(SELECT|TEXTAREA|DATALIST)$/.test(node.tagName)) continue;
      if (node.tagName === "INPUT") continue;
      if (node.tagName === "IMG") out += ` ${attribute(node, "alt")} `;
      else if (node.getAttribute("aria-hidden") === "true" && !node.textContent.trim()) continue;
      else out += ` ${attribute(node, "aria-label") || plainText(node)} `;
    }
  }
  return out;
};

const nameOf = (el) => {
  const spoken = byIds(el, "aria-labelledby") || tidy(attribute(el, "aria-label"));
  if (spoken) return spoken;
  if (el.tagName === "INPUT") return tidy(el.type === "image" ? el.alt || el.title : el.value || el.title);
  return tidy(plainText(el), 200) || tidy(attribute(el, "title")) || tidy(attribute(el, "alt"));
};

// Programmers' names: the only words that an icon without any text has.
const hintOf = (el, named) => {
  const inner = named ? [] : [...el.querySelectorAll("i,svg,use,img,span")].slice(0, 4);
  const words = [el, ...inner].flatMap((each) => [
    each.id, typeof each.className === "string" ? each.className : attribute(each, "class"),
    attribute(each, "title"), attribute(each, "href").startsWith("#") ? attribute(each, "href") : "",
    attribute(each, "name"), attribute(each, "data-icon"),
    each.tagName === "IMG" ? attribute(each, "src").split(/[?#]/)[0].split("/").pop() : "",
  ]);
  return tidy(words.filter(Boolean).join(" "), 160);
};

const FIELDLIKE = "input:not([aria-hidden=true]):not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]),select,textarea,[contenteditable=true],[role=combobox],[role=spinbutton],[role=radio],[role=checkbox]";

const sideText = (el, forwards) => {
  let out = "";
  for (let node = forwards ? el.nextSibling : el.previousSibling; node; node = forwards ? node.nextSibling : node.previousSibling) {
    if (node.nodeType === 1) {
      if (SILENT.has(node.tagName) || node.hidden) continue;
      if (node.matches(FIELDLIKE) || node.querySelector(FIELDLIKE)) break;
      if (node.matches("button,a[href],[role=button]")) { if (out) break; continue; }
    }
    const text = node.nodeType === 3 ? node.nodeValue : node.nodeType === 1 ? plainText(node) : "";
    out = forwards ? `${out} ${text}` : `${text} ${out}`;
    if (/[\p{L}]/u.test(out)) break;
  }
  return /[\p{L}]/u.test(out) ? tidy(out, 160) : "";
};

// Text that stands beside a field without being associated with it: before it, or after a box or radio.
const adjacentText = (el, ticked) => {
  let at = el;
  for (let up = 0; at && up < 4; up += 1) {
    const found = ticked ? sideText(at, true) || sideText(at, false) : sideText(at, false);
    if (found) return found;
    const row = at.tagName === "TD" ? at.closest("tr") : null;
    if (row && at.closest("table").rows[0] !== row) {
      const head = at.closest("table").rows[0].cells[at.cellIndex];
      if (head && head.tagName === "TH") return tidy(plainText(head), 160);
    }
    at = at.parentElement;
    if (!at || /^(FORM|BODY|MAIN|FIELDSET)$/.test(at.tagName) || at.querySelectorAll(FIELDLIKE).length > 1) break;
  }
  return ticked || !el.nextElementSibling || el.tagName === "BUTTON" ? "" : sideText(el, true);
};

const labelOf = (el, type) => {
  const ticked = type === "radio" || type === "checkbox";
  const labels = el.labels ? tidy([...el.labels].map(plainText).join(" "), 200) : "";
  const around = !labels && el.closest("label") ? tidy(plainText(el.closest("label")), 200) : "";
  const adjacent = adjacentText(el, ticked);
  const own = !el.labels || ((ticked || opensList(el)) && el.tagName === "BUTTON"); // a button's words are its own
  const custom = own && /radio|checkbox|combobox|switch/.test(type) ? tidy(plainText(el), 200) : "";
  const ways = [
    ["label", labels || around], ["aria", byIds(el, "aria-labelledby") || tidy(attribute(el, "aria-label"))],
    ["label", ticked ? custom : ""], ["adjacent", adjacent], ["placeholder", tidy(attribute(el, "placeholder"))],
    ["title", tidy(attribute(el, "title"))], ["label", custom],
    ["name", tidy((attribute(el, "name") || el.id).replace(/[_\-[\].]+/g, " "))],
  ];
  const [from, label] = ways.find(([, text]) => text && /[\p{L}\d]/u.test(text)) || ["", ""];
  return { label, from, adjacent };
};

// What a group of radios or boxes asks: legend, name of the group, else the text above it.
const groupOf = (el, type) => {
  const named = el.closest("fieldset,[role=radiogroup],[role=group]");
  const key = type === "radio" && el.name ? el.name : named ? `group ${named.id || refOf(named)}` : "";
  const legend = named && named.tagName === "FIELDSET" ? named.querySelector(":scope > legend") : null;
  const said = legend ? tidy(plainText(legend), 120) : named ? byIds(named, "aria-labelledby") || tidy(attribute(named, "aria-label")) : "";
  if (said || type !== "radio") return [key, said];
  let at = el;
  for (let up = 0; at && up < 6; up += 1, at = at.parentElement) {
    const peers = at.querySelectorAll("input[type=radio]:not([aria-hidden=true]),[role=radio]").length;
    if (peers > 1 || (named && at === named)) {
      const above = sideText(at, false) || tidy(plainText(at.querySelector("h1,h2,h3,h4,h5,h6,legend,strong,p") || at), 120);
      return [key, above];
    }
  }
  return [key, ""];
};
