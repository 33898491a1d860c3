// One walk over the document, top down, that carries what a subtree inherits: visibility, region, row, layer.

const numbers = new WeakMap();
const kept = new Map();
let last = 0;
const refOf = (el) => {
  if (!numbers.has(el)) { last += 1; numbers.set(el, last); kept.set(last, new WeakRef(el)); }
  return numbers.get(el);
};

const ROLES = { button: "button", link: "link", tab: "tab", option: "option", menuitem: "menuitem", menuitemradio: "menuitem", menuitemcheckbox: "menuitem" };
const FIELD_ROLES = { radio: "radio", checkbox: "checkbox", switch: "checkbox", combobox: "combobox", listbox: "listbox", spinbutton: "spin", textbox: "text", searchbox: "search", slider: "slider" };
const REGION_ROLES = { banner: "header", navigation: "nav", main: "main", complementary: "aside", contentinfo: "footer", dialog: "dialog", alertdialog: "dialog" };
const SITE_PARTS = [
  ["header", /^(site|page|main|top|global|shop|store)?[-_]?(header|masthead|topbar|top-bar|navbar)$/i],
  ["footer", /^(site|page|main|global|shop|store)?[-_]?footer$/i],
  ["nav", /^(site|main|top|primary)?[-_]?(nav|navigation|menu|navmenu|breadcrumbs?)$/i], ["aside", /^(side-?bar|left-?column|right-?column)$/i],
];
const LONE_ROW = /(^|[-_\s])(line-?item|basket-?item|cart-?item|product|item|line|position(?!-(?:relative|absolute|fixed|static|sticky))|article|artikel|eintrag|ligne|riga|linea|regel|pozycja)([-_\s]|$)/i;
const STANDS_IN = /(^|[-_\s])(skeleton|shimmer|placeholder-(glow|wave))([-_\s]|$)/;
// A picture that moves by itself, where what holds it is called a loader.
const turns = (el) => SPINNER.test(`${classOf(el)} ${classOf(el.parentElement)}`) && /load|spin|wait/i.test(`${el.alt} ${(el.currentSrc || el.src).slice(-60)}`);
const SPINNER = /(^|[-_\s])(spin|spinner|spinning|loading|loader|skeleton)([-_\s]|$)|(Spinner|Loading|Loader)/;
const CHOSEN = /(^|[-_\s])(selected|active|checked|chosen|current|on)([-_\s]|$)|is-(selected|active|checked)/;
const SECRET = /card.?(num|no\b)|cc.?(num|no\b|csc|cvc|exp)|cvc|cvv|ccv|security.?code|\bpan\b/i;
const MOST = { lines: 1500, controls: 1200, fields: 400 };

// Whether a box that cannot be seen lies over a drawn one, where it is met: among the words of its label a finger meets a link.
const liesOpen = (el, label, rect) => {
  if (rect.width < 8 || rect.height < 8 || !label.querySelector("a[href]") || getComputedStyle(el).visibility !== "visible") return false;
  return !inView(rect) || el.contains(document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2));
};
// Some themes put the whole page into its main part, the shop's head and foot too.
const isWholePage = (el, role) => (el.tagName === "MAIN" || role === "main") &&
  ["header", "footer"].every((each) => el.querySelector(`:scope > ${each}, :scope > * > ${each}`));
const regionOf = (el, role, ctx, rect, out) => {
  if (isWholePage(el, role)) return ctx.region;
  if (REGION_ROLES[role]) return REGION_ROLES[role];
  const tag = el.tagName;
  if (tag === "DIALOG") return "dialog";
  if (tag === "MAIN") return "main";
  if (tag === "NAV") return "nav";
  if (tag === "ASIDE") return "aside";
  if ((tag === "HEADER" || tag === "FOOTER") && !ctx.sectioned) return tag.toLowerCase();
  if (ctx.region || !/^(DIV|SECTION|UL|TABLE|TD|CENTER)$/.test(tag) || rect.height > out.height * 0.6) return ctx.region;
  const tokens = `${el.id} ${classOf(el)}`.split(/\s+/);
  const part = SITE_PARTS.find(([, pattern]) => tokens.some((token) => pattern.test(token)));
  return part ? part[0] : ctx.region;
};

// Shadow roots by everything that holds them; found anew for each look.
const shadows = new Map();
const findShadows = (root) => {
  for (const el of root.querySelectorAll("*")) {
    if (!el.shadowRoot) continue;
    for (let at = el; at; at = at.parentNode || at.host) shadows.set(at, [...(shadows.get(at) || []), el.shadowRoot]);
    findShadows(el.shadowRoot);
  }
};
const deep = (el, selector) => [el, ...(shadows.get(el) || [])].flatMap((each) => [...each.querySelectorAll(selector)]);
const above = (el) => el.parentElement || (el.parentNode && el.parentNode.host) || null;
const textOf = (el) => {
  const inner = shadows.get(el) || [];
  const said = inner.flatMap((root) => [...root.childNodes]).filter((each) => !SILENT.has(each.tagName)).map((each) => each.textContent);
  return inner.length ? [...said, el.textContent].join(" ") : el.textContent;
};
const spacedText = (el) => { const text = textOf(el); return text.length > 20000 ? text : text.replace(/\s+/g, " "); }; // indented source counts for nothing

const substantial = (el, priced) => {
  const text = spacedText(el);
  if (text.length < 4 || text.length > 1500 || el.querySelector("h1")) return false; // what holds the page's title is the page
  if (!/\d/.test(text) && !deep(el, "img,input").length) return false;
  if ((text.replace(MONEY, "").match(/\p{L}/gu) || []).length < 3) return false;
  if (MONEY.test(text) || el.querySelector("input[type=number],[role=spinbutton]")) return true;
  return !priced && !!el.querySelector("img") && !!el.querySelector("a[href]");
};

const NO_LIST = /^(SELECT|TABLE|THEAD|TR|SVG|P|DL)$/i;
const NO_ROW = /^(SPAN|P|TD|TH|DD|DT|STRONG|B|EM|BUTTON|LABEL|OPTION|INPUT|BR|SCRIPT|STYLE|IMG|SVG|H[1-6])$/i;

// Containers that repeat: product cards, basket lines. Alike siblings must all have substance.
const GRID = /^((cols?|columns?)([-_]?(xs|sm|md|lg|xl|xxl))?|span|grid|small|medium|large|sm|md|lg|xl|w)[-_]?\d/i; // columns of unlike width are no peers
const kindOf = (name) => (GRID.test(name) ? name : name.replace(/\d+/g, ""));
const NONE = new Set();
const LISTLIKE = /^(LI|TR|ARTICLE)$/;
// Two parts side by side, of unlike width or with a table in one of them, are columns of the page: the goods and their sum.
const columns = (pair) => {
  const [one, other] = pair.map((each) => each.getBoundingClientRect());
  const beside = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 10 && (one.right <= other.left + 2 || other.right <= one.left + 2);
  return beside && (Math.abs(one.width - other.width) > 0.1 * Math.max(one.width, other.width) || pair.some((each) => each.querySelectorAll("tr").length > 1));
};
// Among goods with prices, what is free has a name and a box to tick.
const given = (el) => el.querySelectorAll("input[type=checkbox]").length === 1 && !!el.querySelector("h2,h3,h4,h5,h6,strong,b");
// And what is sold in several makes has its price a page further on: a name, and one way there.
const furtherOn = (el) => {
  const ways = new Set([...el.querySelectorAll("a[href]")].map((each) => each.href));
  return ways.size === 1 && !!el.querySelector("h2,h3,h4,h5,h6");
};
const repeating = (el) => {
  const children = el.tagName === "SLOT" ? el.assignedElements({ flatten: true }) : [...el.children];
  if (!children.length || (children.length === 1 && !LISTLIKE.test(children[0].tagName)) || NO_LIST.test(el.tagName)) return NONE;
  const found = new Set();
  const groups = new Map();
  for (const child of children) {
    if (NO_ROW.test(child.tagName) || (child.tagName === "A" && child.childElementCount === 0)) continue;
    const key = `${child.tagName} ${kindOf(classOf(child).split(/\s+/)[0])}`;
    if (groups.has(key)) groups.get(key).push(child);
    else groups.set(key, [child]);
  }
  for (const members of groups.values()) {
    const listlike = LISTLIKE.test(members[0].tagName) || /^(listitem|row)$/.test(attribute(members[0], "role"));
    if (!listlike && members.length < 2) continue;
    if (!listlike && members.length === 2 && columns(members)) continue;
    const priced = members.filter((each) => substantial(each, false));
    const rich = priced.length ? members.filter((each) => priced.includes(each) || given(each) || (priced.length > 1 && furtherOn(each))) : priced;
    if (listlike ? rich.length : rich.length > 1 && rich.length >= members.length * 0.6) rich.forEach((each) => found.add(each));
  }
  return found;
};

// A basket of one line repeats nothing: what holds an amount to change, what to take it out with and a price is a line.
const COUNTS = "input[type=number],[role=spinbutton],input[name*=qty i],input[name*=quantity i],input[class*=qty i],input[class*=quantity i],select[name*=qty i],select[name*=quantity i]";
const numbered = (el) => el.tagName === "SELECT" && el.options.length > 1 && [...el.options].every((each) => /^\d{1,3}\+?$/.test(each.text.trim()));
const countsOf = (el) => deep(el, `${COUNTS},select`).filter((each) => each.type !== "hidden" && (each.matches(COUNTS) || numbered(each)));
const TAKES_OUT = /remove|delete|trash|entfern|lösch|supprim|elimin|verwijder|rimuov|usuń|usun|remover/i;
const lonelyLines = () => {
  const found = new Set();
  for (const count of countsOf(document)) {
    let at = above(count);
    while (at && spacedText(at).length < 1500 && !(MONEY.test(spacedText(at)) && (TAKES_OUT.test(at.innerHTML) || deep(at, PRESSED).some(takesOut)))) at = above(at);
    if (at && !/^(FORM|TABLE|TBODY|MAIN|BODY)$/.test(at.tagName) && !at.querySelector("h1") && substantial(at, true) && countsOf(at).length === 1) found.add(at);
  }
  return found.size ? found : writtenLine();
};

// So does what holds a written number of pieces instead of the field.
const PRESSED = "button,[role=button],input[type=submit],a[href]";
const takesOut = (el) => TAKES_OUT.test(`${attribute(el, "aria-label")} ${attribute(el, "title")} ${el.textContent.length < 60 ? el.textContent : ""}`);
const PIECES = /^\s*(?:(?:qty|quantity|menge|anzahl|quantit\p{L}+|cantidad|aantal|ilość)\W{0,3})?[x×]?\s*\d{1,2}\s*[x×]?\s*$/iu;
const counted = (el) => {
  const texts = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (PIECES.test(texts.currentNode.data)) return true;
  return (shadows.get(el) || []).some(counted);
};
// A written number between two buttons counts by them: the one takes a piece out, and at last the line.
const steppers = () => deep(document, "button + * + button, button + button").filter((each) => {
  const beside = each.parentElement;
  return beside.querySelectorAll(PRESSED).length === 2 && spacedText(beside).length < 12 && counted(beside);
});
const writtenLine = () => {
  const found = new Set();
  const removers = deep(document, PRESSED).filter(takesOut);
  const [mark, more] = removers.length ? removers : steppers();
  if (!mark || more) return found;
  let at = above(mark);
  while (at && spacedText(at).length < 600 && !(MONEY.test(spacedText(at)) && counted(at))) at = above(at);
  const other = "h1,input:not([type=hidden]),select"; // an amount to change is no written one
  if (at && /^(DIV|SECTION|.+-.+)$/.test(at.tagName) && !mark.closest("table") && !deep(at, other).length && substantial(at, true)) found.add(at);
  return found;
};

const tenth = (number) => Math.round(number * 10) / 10;
const offset = { x: 0, y: 0 };
const boxOf = (rect) => [tenth(rect.left + offset.x), tenth(rect.top + offset.y), tenth(rect.width), tenth(rect.height)];
const inView = (rect) => rect.bottom > 0 && rect.right > 0 && rect.top < innerHeight && rect.left < innerWidth && rect.width > 0 && rect.height > 0;

const deepestAt = (x, y) => {
  let hit = document.elementFromPoint(x, y);
  while (hit && hit.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
};

const holds = (outer, inner) => {
  for (let at = inner; at; at = at.assignedSlot || at.parentNode || at.host) if (at === outer) return true;
  return false;
};

const isCovered = (el, rect) => {
  const x = rect.left + rect.width / 2;
  const y = rect.top + rect.height / 2;
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
  const hit = deepestAt(x, y);
  return !!hit && !holds(el, hit) && !holds(hit, el) && !(el.labels && [...el.labels].some((label) => holds(label, hit)));
};

const painted = (style) => {
  const [r, g, b, a = 1] = (style.backgroundColor.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  return a > 0.5 && (Math.max(r, g, b) - Math.min(r, g, b) > 25 || Math.max(r, g, b) < 110);
};

const stateOf = (el) => {
  for (const name of ["aria-pressed", "aria-selected", "aria-checked", "aria-current"]) {
    if (el.hasAttribute(name)) return el.getAttribute(name) !== "false";
  }
  return CHOSEN.test(classOf(el)) ? true : null;
};
const expandedOf = (el) => (el.hasAttribute("aria-expanded") ? attribute(el, "aria-expanded") === "true" : el.tagName === "SUMMARY" ? !!el.parentElement.open : null);
const disabledOf = (el) => !!el.disabled || attribute(el, "aria-disabled") === "true" || !!(el.matches && el.matches(":disabled")) || /(^|\s)(disabled|is-disabled)(\s|$)/.test(classOf(el));

const ANNOUNCED = "a[href],button,input,select,textarea,summary,[role]:not([role=none]):not([role=presentation])";
const noteControl = (el, role, ctx, rect, style, out) => {
  if (out.controls.length >= MOST.controls) return;
  const described = byIds(el, "aria-describedby");
  const name = nameOf(el);
  const labelled = el.hasAttribute("aria-label") || el.hasAttribute("aria-labelledby");
  out.controls.push({
    ref: refOf(el), role, name, tag: el.tagName.toLowerCase(), href: (el.tagName === "A" && el.href) || "",
    text: labelled ? tidy(el.innerText ?? el.textContent, 200) : el.textContent.trim() || el.tagName === "INPUT" || el.querySelector("slot") ? name : "",
    hint: tidy(`${described} ${hintOf(el, name)}`, 200),
    kind: el.tagName === "BUTTON" || el.tagName === "INPUT" ? (el.type === "image" ? "submit" : el.type) : "",
    disabled: disabledOf(el), expanded: expandedOf(el), chosen: stateOf(el), region: ctx.region,
    form: el.form ? refOf(el.form) : ctx.form, row: ctx.row, layer: ctx.layer, rect: boxOf(rect), in_view: inView(rect),
    covered: isCovered(el, rect), filled: painted(style), opens_tab: attribute(el, "target") === "_blank",
    picture: !!el.querySelector("svg,img,i") || el.type === "image", announced: el.matches(ANNOUNCED) && !el.closest("[aria-hidden=true]"),
    skipped: el.tabIndex < 0,
  });
};

// A wide empty box of the page's own part whose colour comes and goes without end is a place kept for words.
const pulses = (el, style, ctx, rect) => style.animationIterationCount.includes("infinite") && style.animationName !== "none" && !/^(header|footer|nav|aside)$/.test(ctx.region) &&
  rect.width > 60 && rect.height > 8 && (style.backgroundImage.includes("gradient") || /, 0\)$/.test(style.backgroundColor) === false) && !el.querySelector("img,svg,video,canvas,input,button,a");

// A button that opens a list of values is that list, closed; one that opens a menu of deeds is none.
const opensList = (el) => el.tagName === "BUTTON" && attribute(el, "aria-haspopup") === "listbox";

const fieldType = (el, role) => {
  if (el.tagName === "SELECT") return "select";
  if (el.tagName === "TEXTAREA") return "textarea";
  if (el.tagName === "INPUT") return el.readOnly && attribute(el, "role") === "combobox" && !/dialog|grid|tree/.test(attribute(el, "aria-haspopup")) ? "combobox" : el.type;
  return FIELD_ROLES[role] || "text";
};

const decoyOf = (el, type, shown, rect, label) => {
  if (!shown || rect.width < 3 || rect.height < 3) return "it cannot be seen";
  return attribute(el, "aria-hidden") === "true" && /^(text|email|url|tel)$/.test(type) && el.tabIndex < 0 ? "it is hidden from assistive tools and from the keyboard" : label;
};

// The native input that a custom box or radio carries along for the form's sake: the custom one is what people press.
const shadowed = (el, type) => /^(radio|checkbox)$/.test(type) && attribute(el, "aria-hidden") === "true" && !!el.parentElement && [...el.parentElement.children].some((each) => each !== el && /^(radio|checkbox|switch)$/.test(attribute(each, "role")));

// A list of the page's own making shows its own name, or says so, while nothing is chosen.
const inviting = (el, text, said) => el.tagName === "BUTTON" && (el.hasAttribute("data-placeholder") || tidy(text) === said.replace(/\s*\*$/, ""));

const noteField = (el, role, ctx, rect, shown, out) => {
  if (out.fields.length >= MOST.fields || out.seen.has(el)) return;
  out.seen.add(el);
  const type = fieldType(el, role);
  if (type === "hidden" || shadowed(el, type)) return;
  const ticked = type === "radio" || type === "checkbox" || type === "file";
  const label = [...(el.labels || [])].map((each) => [each, each.getBoundingClientRect()]).find(([each, box]) => box.width > 2 && box.height > 2 && getComputedStyle(each).visibility === "visible");
  const seen = shown && rect.width > 2 && rect.height > 2;
  if (ticked && !seen && !label) return;
  const place = !seen && label ? label[1] : rect;
  const { label: said, from, adjacent } = labelOf(el, type);
  const [group, question] = groupOf(el, type);
  const shows = el.tagName === "BUTTON" ? el.innerText : el.value ?? el.innerText;
  const text = type === "checkbox" || type === "radio" ? el.value || "" : shows ?? "";
  const secret = type === "password" || /^cc-/.test(el.autocomplete || "") || SECRET.test(`${el.name} ${el.id} ${said}`) || /^(?:\s*\d){13,19}\s*$/.test(text);
  const invalid = attribute(el, "aria-invalid") === "true" || (el.matches(":invalid") && el.matches(":user-invalid"));
  out.fields.push({
    ref: refOf(el), tag: el.tagName.toLowerCase(), type, label: said, label_from: from, adjacent, placeholder: tidy(attribute(el, "placeholder")),
    title: tidy(attribute(el, "title")), name: attribute(el, "name"), id: el.id, autocomplete: attribute(el, "autocomplete").toLowerCase(),
    inputmode: attribute(el, "inputmode"), required: !!el.required || attribute(el, "aria-required") === "true" || /\*\s*$/.test(said),
    value: secret ? "" : tidy(String(text), 200), filled: type === "select" ? !!el.value : String(text).length > 0 && !inviting(el, text, said),
    checked: type === "radio" || type === "checkbox" ? (typeof el.checked === "boolean" ? el.checked : attribute(el, "aria-checked") === "true") : null,
    options: el.tagName === "SELECT" ? [...el.options].slice(0, 400).map((each) => [each.value, tidy(each.text, 120), each.selected, each.disabled || each.hidden]) : [],
    disabled: disabledOf(el), readonly: !!el.readOnly, invalid, error: invalid ? byIds(el, "aria-errormessage") : "",
    maxlength: el.maxLength > 0 ? el.maxLength : 0, minimum: attribute(el, "min") || attribute(el, "aria-valuemin"), maximum: attribute(el, "max") || attribute(el, "aria-valuemax"),
    pattern: attribute(el, "pattern"), decoy: ticked ? "" : decoyOf(el, type, shown, rect, ""), group, group_label: question,
    press: refOf(!seen && label && !liesOpen(el, label[0], rect) ? label[0] : el), expanded: expandedOf(el), region: ctx.region, form: el.form ? refOf(el.form) : ctx.form,
    row: ctx.row, layer: ctx.layer, rect: boxOf(place), in_view: inView(place),
  });
};
