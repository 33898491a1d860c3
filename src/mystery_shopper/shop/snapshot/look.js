// The look itself: visit every element once, then settle layers and messages.

const flush = (out) => {
  const line = out.line;
  out.line = null;
  if (!line || out.lines.length >= MOST.lines) return;
  line.text = tidy(line.text, 600);
  if (!/[\p{L}\p{N}$€£]/u.test(line.text)) return;
  out.lines.push(line);
  for (const id of line.rows) {
    const row = out.rows.get(id);
    if (row.text.length < 500) row.text = tidy(`${row.text} ${line.text}`, 500);
  }
  for (const id of line.layers) {
    const layer = out.layers.get(id);
    if (layer.text.length < 1500) layer.text = tidy(`${layer.text} ${line.text}`, 1500);
  }
  const message = out.messages[line.message];
  if (message && message.text.length < 500) message.text = tidy(`${message.text} ${line.text}`, 500);
  delete line.rows; delete line.layers; delete line.message; delete line.right;
};

const addText = (node, ctx, style, rect, out) => {
  const raw = drawn(node.parentNode, node.nodeValue) ? " " : node.nodeValue;
  if (!raw.trim()) { if (out.line && raw) out.line.text += " "; return; }
  const size = parseFloat(style.fontSize) || 0;
  if (size < 1) return;
  if (!out.line) {
    out.line = {
      text: "", tag: ctx.tag, heading: ctx.heading, size, bold: Number(style.fontWeight) >= 600, struck: ctx.struck, region: ctx.region, control: ctx.control,
      row: ctx.row, layer: ctx.layer, form: ctx.form, rect: boxOf(rect), in_view: inView(rect), rows: ctx.rows, layers: ctx.layers, message: ctx.message, right: rect.right,
    };
  }
  const line = out.line;
  // Cents drawn small and high are still cents.
  const cents = /^\d{2}$/.test(raw.trim()) && /\d\s*$/.test(line.text) && size <= line.size * 0.8;
  const gap = node === node.parentNode.firstChild && rect.left - line.right > size * 0.15;
  if (line.control !== ctx.control) line.control = 0;
  if (line.control) line.heading ||= ctx.heading;  // the number before a heading, in what is pressed to open its part
  line.text = cents ? `${line.text.trimEnd()}.${raw.trim()}` : line.text + (gap ? " " : "") + raw;
  line.size = Math.max(line.size, size);
  line.right = rect.right;
};

const layerFor = (el, role, ctx, rect, style, fixed, out) => {
  const dialog = el.tagName === "DIALOG" || role === "dialog" || role === "alertdialog" || attribute(el, "aria-modal") === "true";
  const raised = fixed || (style.position === "absolute" && Number(style.zIndex) >= 10);
  if ((!dialog && !raised) || !inView(rect) || rect.width * rect.height < 400) return null;
  const layer = {
    id: refOf(el), parent: ctx.layer, text: "", dialog, hint: tidy(`${el.id} ${classOf(el)} ${nameOf(el).slice(0, 60)}`, 160), rect: boxOf(rect), fixed,
    share: Math.min(1, (rect.width * rect.height) / (innerWidth * innerHeight)), modal: attribute(el, "aria-modal") === "true" || (el.tagName === "DIALOG" && el.matches(":modal")),
  };
  out.layers.set(layer.id, layer);
  return layer.id;
};

// What is not to be seen yet but is fading in and will be there within a second.
const fadesIn = (el) => el.getAnimations().some((each) => {
  const left = each.effect ? each.effect.getComputedTiming().endTime - (each.currentTime || 0) : 0;
  return each.playState === "running" && left > 0 && left < 1000;
});

const fills = (el, rect) => Math.min(rect.right, innerWidth) - Math.max(rect.left, 0) > innerWidth * 0.4 && el.textContent.trim().length > 40 &&
  Math.min(rect.bottom, innerHeight) - Math.max(rect.top, 0) > innerHeight * 0.3 && !el.closest("[aria-hidden=true]");

// What a subtree inherits from this element; null when nothing in it can be perceived.
const enter = (el, ctx, style, rect, out) => {
  const { position } = style;
  const fixed = position === "fixed";
  const free = fixed || (position === "absolute" && ctx.clip && !ctx.clip.positioned);
  const clip = free ? null : ctx.clip;
  const role = attribute(el, "role").split(" ")[0];
  const clear = Number(style.opacity) < 0.05;
  const faint = ctx.faint || clear;
  if (clear && fadesIn(el)) out.coming = true;
  // A large part that keeps its place and cannot be seen has yet to be shown: where it will be, the page has a hole.
  if ((clear || (style.visibility === "hidden" && ctx.shown)) && !ctx.faint && !ctx.fixed && /^(static|relative)$/.test(position) && fills(el, rect)) out.busy = true;
  const left = rect.right + (fixed || ctx.fixed ? 0 : offset.x) <= 0 || rect.bottom + (fixed || ctx.fixed ? 0 : offset.y) <= 0;
  const beyond = rect.left >= innerWidth && (fixed || ctx.fixed || document.documentElement.scrollWidth <= innerWidth + 2);
  const clipped = clip && (Math.min(rect.right, clip.right) - Math.max(rect.left, clip.left) < 2 || Math.min(rect.bottom, clip.bottom) - Math.max(rect.top, clip.top) < 2);
  const shown = style.visibility === "visible" && !faint && !clipped && !(rect.width > 0 && (left || beyond)) && !el.inert && !ctx.inert;
  const next = { ...ctx, role, shown, faint, clip, fixed: ctx.fixed || fixed, inert: ctx.inert || el.inert, tag: el.tagName.toLowerCase() };
  if (clip && position !== "static") next.clip = { ...clip, positioned: true };
  const page = el === document.body || el === document.documentElement;
  if (!page && !style.display.startsWith("inline") && style.display !== "contents") {
    const flow = style.overflow;
    if (flow.includes("auto") || flow.includes("scroll")) next.clip = clipped ? next.clip : null;
    else if (flow !== "visible") {
      const inner = next.clip || { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
      next.clip = {
        left: Math.max(inner.left, rect.left), top: Math.max(inner.top, rect.top), right: Math.min(inner.right, rect.right),
        bottom: Math.min(inner.bottom, rect.bottom), positioned: position !== "static",
      };
    }
  }
  next.region = regionOf(el, role, ctx, rect, out);
  next.sectioned = ctx.sectioned || (/^(MAIN|ARTICLE|DIALOG|FIELDSET)$/.test(el.tagName) && !isWholePage(el, role)) || role === "dialog" || (el.tagName === "FORM" && !el.querySelector("nav,main"));
  if (el.tagName === "FORM") next.form = refOf(el);
  if (/^H[1-6]$/.test(el.tagName)) next.heading = Number(el.tagName[1]);
  else if (role === "heading") next.heading = Number(attribute(el, "aria-level")) || 2;
  next.struck = ctx.struck || /^(DEL|S|STRIKE)$/.test(el.tagName) || style.textDecorationLine.includes("line-through");
  const layer = shown ? layerFor(el, role, ctx, rect, style, fixed, out) : null;
  if (layer) Object.assign(next, { layer, layers: [...ctx.layers, layer] });
  return next;
};

// Within a row only what has a name of its own is a row again; the rest are its cells.
const NAMING = "h1,h2,h3,h4,h5,h6,[role=heading],a[href],b,strong,label";
const enterRow = (el, parent, ctx, rect, out) => {
  const named = () => LONE_ROW.test(classOf(el)) && /^(DIV|FORM|SECTION)$/.test(el.tagName) && !el.querySelector("h1") && el.querySelector("a,button,input") && substantial(el, true);
  if (ctx.line || !((!ctx.row && (out.lonely.has(el) || named())) || (parent && parent.has(el) && (!ctx.row || el.querySelector(NAMING))))) return;
  ctx.line = [...out.lonely].filter((each) => holds(el, each)).length === 1; // the cells of such a line are no rows of their own
  const id = refOf(el);
  out.rows.set(id, { id, text: "", tag: el.tagName.toLowerCase(), region: ctx.region, rect: boxOf(rect), group: refOf(el.parentElement || el), outer: ctx.row });
  Object.assign(ctx, { row: id, rows: [...ctx.rows, id] });
};

// The address of a picture that a script has yet to bring.
const owedOf = (el) => attribute(el, "data-src") || attribute(el, "data-lazy-src") || attribute(el, "data-original") || attribute(el, "data-srcset");

const noteParts = (el, ctx, rect, style, outer, out) => {
  const tag = el.tagName;
  const role = ctx.role || (opensList(el) ? "combobox" : "");
  const box = ctx.shown && rect.width > 1 && rect.height > 1;
  const native = tag === "INPUT" ? (/^(submit|button|image|reset)$/.test(el.type) ? "button" : "field") : /^(SELECT|TEXTAREA)$/.test(tag) ? "field" : "";
  const shows = !native && role === "textbox" && attribute(el, "aria-readonly") === "true"; // a list's own choice, as text
  if (native === "field" || (!native && FIELD_ROLES[role] && !shows && !outer.choice) || (!native && el.isContentEditable && !outer.editing)) {
    if (native || box) noteField(el, role, ctx, rect, ctx.shown, out);
    ctx.choice = ctx.choice || role === "radio" || role === "checkbox";
    ctx.editing = el.isContentEditable;
    if (!native) ctx.pointed = true;
    return;
  }
  if (tag === "IMG" && box && rect.width >= 16 && inView(rect)) {
    if (ctx.shown && turns(el)) out.busy = true;
    out.pictures.push({ src: el.currentSrc || el.src, alt: attribute(el, "alt"), natural_width: el.naturalWidth, complete: el.complete, owed: !el.currentSrc && !el.src ? owedOf(el) : "", rect: boxOf(rect), row: ctx.row, region: ctx.region });
  }
  if (!box) return;
  const known = native === "button" || tag === "BUTTON" ? "button" : tag === "A" && el.hasAttribute("href") ? "link" : tag === "SUMMARY" ? "summary" : "";
  const acts = ROLES[role] || known;
  if (acts && !(outer.control && !known)) {
    noteControl(el, acts, ctx, rect, style, out);
    Object.assign(ctx, { control: refOf(el), pointed: true });
  } else if (tag === "LABEL" && el.control) {
    out.labels.push([el, { ...ctx }]);
    ctx.pointed = true;
  } else if (!ctx.pointed && style.cursor === "pointer" && rect.width * rect.height < 90000 && !el.querySelector("a[href],button,input,select,textarea,[role=button],[role=radio],[role=link]")) {
    noteControl(el, "button", ctx, rect, style, out);
    Object.assign(ctx, { control: refOf(el), pointed: true });
  }
  if (SPINNER.test(classOf(el)) && inView(rect) && rect.height > 8 && style.animationName !== "none") out.busy = true;
  // What stands in for a part that has yet to come, in view or a little below.
  if ((STANDS_IN.test(classOf(el)) || pulses(el, style, ctx, rect)) && rect.height > 4 && rect.top < 2 * innerHeight && rect.bottom > 0 && !el.textContent.trim()) out.busy = true;
  if ((attribute(el, "aria-busy") === "true" || role === "progressbar" || tag === "PROGRESS") && inView(rect)) out.busy = true;
};

// What decides how well the page can be read and named: its controls, how each is named, and the colours, opacity and
// sizes of text, and of controls too small to hit. Elements of one kind that look alike count once.
const noteDress = (el, role, rect, style, out) => {
  const veil = Math.round(style.opacity * 10) / 10;
  if (veil > 0 && veil < 1) out.dress.set(`${el.tagName}|${classOf(el)}|${veil}`.replace(/[0-9a-f]*\d{2,}[0-9a-f]*/g, "#"), "faint");
  const field = /^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(el.tagName);
  const first = el.firstChild;
  if (!field && !role && !(first && first.nodeType === 3 && first.nodeValue.trim())) return;
  const named = !field ? "" : [el.type, el.disabled, !!(el.labels && el.labels.length), el.id || el.name, el.hasAttribute("aria-label"),
    el.hasAttribute("aria-labelledby"), el.hasAttribute("title")].join();
  const kind = `${el.tagName}|${classOf(el)}|${el.parentElement ? classOf(el.parentElement) : ""}|${attribute(el, "style")}|${named}`.replace(/[0-9a-f]*\d[0-9a-f]*/g, "#");
  const flat = rect.height < 24, thin = rect.width < 24; // how thin, only of the first: it may be as long as its words
  if (!out.dress.has(kind)) out.dress.set(kind, flat || thin ? `${Math.round(rect.width)}x${Math.round(rect.height)}` : "");
  const size = field || role ? `${flat},${thin}` : "";
  out.dress.set(`${kind}|${size},${style.color},${style.backgroundColor},${style.fontSize},${style.fontWeight}`, "");
};

// What is cut away for eyes, as words for screen readers are, takes no room: themes cut buttons away that Enter stands for.
const cutAway = ({ position, clip, clipPath }) => {
  const [top, right, bottom, left] = clip === "auto" ? [] : (clip.match(/-?[\d.]+/g) || []).map(Number);
  return right - left < 2 || bottom - top < 2 || /^inset\((50|100)%/.test(clipPath);
};
const FLOATS = new Set(["absolute", "fixed"]);

const visit = (el, outer, peers, out) => {
  if (SILENT.has(el.tagName) && el.tagName !== "IFRAME") return;
  const style = getComputedStyle(el);
  if (style.display === "none" || (outer.tag === "details" && !el.parentElement.open && el.tagName !== "SUMMARY")) return;
  const whole = el.getBoundingClientRect();
  const rect = FLOATS.has(style.position) && cutAway(style) ? new DOMRect(whole.left, whole.top, 1, 1) : whole;
  const ctx = enter(el, outer, style, rect, out);
  if (el.tagName === "IFRAME") {
    if (ctx.shown && rect.width > 2 && rect.height > 2) out.frames.push({ src: el.src, title: attribute(el, "title"), name: el.name, rect: boxOf(rect) });
    return;
  }
  enterRow(el, peers, ctx, rect, out);
  if (out.hints.length && ctx.shown && rect.width > 1 && rect.height > 1) noteHinted(el, { ...ctx, control: outer.control }, rect, style, out);
  noteParts(el, ctx, rect, style, outer, out);
  noteDress(el, ctx.role, rect, style, out);
  if ((el.tagName === "svg" && !el.querySelector("[role=button],[role=checkbox],[role=radio],[role=option]")) || el.tagName === "SELECT" || el.tagName === "TEXTAREA") return;
  const kind = ctx.shown && rect.height > 0 ? messageKind(el, ctx.role, style, outer.color) : "";
  if (kind) {
    const held = out.messages[outer.message];
    out.messages.push({ el, kind: held && !/red|news/.test(held.kind) && !isFine(el) ? held.kind : kind, text: "", rect: boxOf(rect), in_view: inView(rect), layer: ctx.layer });
    ctx.message = out.messages.length - 1;
  }
  ctx.color = style.color;
  const inline = style.display === "contents" || style.display === "inline" || (/^inline-(block|flex)$/.test(style.display) && !el.childElementCount);
  const apart = !inline || (ctx.control !== outer.control && rect.height > 0 && style.display !== "inline") || ctx.struck !== outer.struck || el.tagName === "BR" || el.tagName === "BUTTON" || !!kind;
  if (apart) flush(out);
  const rows = repeating(el.shadowRoot || el);
  const readable = ctx.shown && rect.width > 1 && rect.height > 1;
  if (style.contentVisibility !== "hidden") for (const child of insideOf(el)) {
    if (child.nodeType === 1) visit(child, ctx, rows, out);
    else if (child.nodeType === 3 && readable) addText(child, ctx, style, rect, out);
  }
  if (apart) flush(out);
};

// Whether something was first looked at less than a second ago.
const met = new WeakMap();
const isNew = (el) => {
  if (!met.has(el)) met.set(el, performance.now());
  return performance.now() - met.get(el) < 1000;
};

// Whether a backdrop lies over the middle of a layer.
const isUnder = (layer, backdrop) => {
  const box = kept.get(layer.id).deref().getBoundingClientRect();
  const hit = deepestAt(box.x + box.width / 2, box.y + box.height / 2);
  return !!hit && holds(kept.get(backdrop.id).deref(), hit) && !holds(kept.get(layer.id).deref(), hit);
};

// A backdrop without words gives its place to the layer that it was put up for.
const settleLayers = (out) => {
  const hit = deepestAt(innerWidth / 2, innerHeight / 2);
  const layers = [...out.layers.values()];
  const middle = layers.filter((layer) => hit && holds(kept.get(layer.id).deref(), hit)).pop();
  layers.forEach((layer) => { layer.backdrop = layer.share > 0.9 && layer.text.length < 3; });
  if (middle && !middle.backdrop && (middle.share > 0.08 || middle.dialog)) middle.modal = true;
  if (middle && middle.backdrop) {
    const raised = layers.filter((layer) => layer !== middle && layer.text && (layer.fixed || layer.dialog) && layer.share > 0.04 && !isUnder(layer, middle));
    const top = raised.filter((layer) => layer.dialog).pop() || raised.filter((layer) => layer.share < 0.95).pop();
    if (top) top.modal = true;
  }
  const veil = layers.find((layer) => layer.backdrop);
  if (veil && !layers.some((layer) => layer.modal) && isNew(kept.get(veil.id).deref())) out.coming = true;  // what it is put up for
  return layers.filter((layer) => layer.text || layer.backdrop || out.controls.some((each) => each.layer === layer.id));
};

const settleMessages = (out) => {
  const fields = [...out.seen];
  return out.messages.filter((each) => each.text && /\p{L}{2}/u.test(each.text)).map(({ el, ...each }) => {
    const field = /alert|error|red/.test(each.kind) ? fieldOfMessage(el, fields) : null;
    return { ...each, field: field ? refOf(field) : 0 };
  });
};

// Before its style sheets have come a page is as wide as its pictures; one that failed holds nothing up.
const isStyled = () => document.readyState === "complete" || [...document.querySelectorAll("link[rel~=stylesheet]")]
  .every((el) => el.sheet || el.disabled || (el.media && !matchMedia(el.media).matches));
// A page that may not scroll sideways hides what is too wide, such as a drawer; that is no loss.
const sidewaysOf = (root) => {
  const fixed = [root, document.body].some((el) => el && /hidden|clip/.test(getComputedStyle(el).overflowX));
  return fixed || !isStyled() ? 0 : Math.max(0, root.scrollWidth - root.clientWidth);
};
// A phone's window counts as wider than it is where the page is; the part that is seen tells its true width.
const windowWidth = () => (window.visualViewport ? Math.min(innerWidth, Math.round(visualViewport.width * visualViewport.scale)) : innerWidth);
const liveTexts = () => [...document.querySelectorAll("[aria-live]:not([aria-live=off]),[role=status],[role=alert],[role=log],output")].filter((el) => el.ariaLive !== "off" && !el.closest("[aria-hidden=true]"))
  .filter((el) => el.checkVisibility()).map((el) => tidy(el.textContent, 300)).filter(Boolean).join("\n");

// A picture that Tab leaves out leads where its product's name leads: the one that everybody reaches is meant.
const forEverybody = (controls) => {
  const reached = new Set(controls.filter((each) => each.href && each.name && !each.skipped).map((each) => each.href));
  return controls.filter((each) => !(each.skipped && reached.has(each.href)));
};

const look = (asked) => {
  const root = document.documentElement;
  Object.assign(offset, { x: scrollX, y: scrollY });
  shadows.clear();
  findShadows(document);
  const out = {
    lines: [], controls: [], fields: [], rows: new Map(), layers: new Map(), messages: [], pictures: [], frames: [], labels: [], seen: new Set(), dress: new Map(), hints: hintsOf(asked), hinted: [],
    line: null, lonely: lonelyLines(), busy: document.readyState === "loading", height: root.scrollHeight,
  };
  const veiled = Number(getComputedStyle(root).opacity) < 0.05; // as long as something is decided, or for ever
  if (veiled) out.busy = true;
  const start = {
    region: "", form: 0, row: 0, rows: [], line: false, layer: 0, layers: [], heading: 0, struck: false, shown: !veiled, faint: veiled, clip: null, fixed: false, inert: false,
    sectioned: false, control: 0, pointed: false, choice: false, editing: false, message: -1, tag: "", role: "", color: "",
  };
  if (document.body) visit(document.body, start, null, out);
  flush(out);
  for (const [label, ctx] of out.labels) {
    if (/^(radio|checkbox|file)$/.test(label.control.type)) noteField(label.control, "", ctx, label.control.getBoundingClientRect(), false, out);
  }
  const pointed = out.hints.length ? settleHinted(out) : [];
  const layers = settleLayers(out);
  return {
    pointed, refused: out.hints.filter((each) => !each.usable).map((each) => each.css),
    url: location.href, title: tidy(document.title), lang: root.lang || "", width: windowWidth(), height: root.scrollHeight, busy: out.busy, coming: !!out.coming,
    scrolled: scrollY, sideways: sidewaysOf(root), live: liveTexts(),
    controls: forEverybody(out.controls), fields: out.fields, lines: out.lines, rows: [...out.rows.values()], layers, messages: settleMessages(out),
    pictures: out.pictures, frames: out.frames, products: productData(), dress: [...out.dress].map((pair) => pair.join(">")).sort().join("\n"),
  };
};

// Prototype-era libraries teach arrays a toJSON of their own, which would spoil the answer.
const asJson = (value) => {
  const spoilt = [Array.prototype, Object.prototype, String.prototype].filter((each) => Object.hasOwn(each, "toJSON"));
  const saved = spoilt.map((each) => [each, each.toJSON]);
  spoilt.forEach((each) => { delete each.toJSON; });
  try { return JSON.stringify(value); } finally { saved.forEach(([each, method]) => { each.toJSON = method; }); }
};

// Most of what could be said of an element is nothing; only the rest is sent.
const TELLING = new Set(["checked", "expanded", "chosen", "available", "complete", "announced"]);
const slim = (parts) => parts.map((part) => {
  const kept = {};
  for (const key in part) {
    const value = part[key];
    if (value === "" || value === 0 || value === null || (value === false && !TELLING.has(key)) || (Array.isArray(value) && !value.length)) continue;
    kept[key] = value;
  }
  return kept;
});
const answer = (seen) => Object.fromEntries(Object.entries(seen).map(([key, value]) => [key, Array.isArray(value) && key !== "pointed" && key !== "refused" ? slim(value) : value]));

const token = `${performance.timeOrigin} ${performance.now()} ${Math.random()}`; // tells this document from any other

return { token, look: (asked) => asJson(answer(look(asked))), element: (ref) => (kept.get(ref) ? kept.get(ref).deref() || null : null) };
