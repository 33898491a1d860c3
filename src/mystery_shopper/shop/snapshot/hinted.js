// What the shop file points at: found on the way when it is a selector or a bare text, among the parts when it is a name.

const wordsOf = (text) => tidy(text, 300).toLowerCase().replace(/[\d\p{P}\p{S}\s]+/gu, " ").trim() || tidy(text, 300).toLowerCase();
const PLACED_ROLES = { textbox: /^(text|email|tel|url|number|search|password|textarea)$/, searchbox: /^(search|text)$/, combobox: /^(select|combobox)$/, checkbox: /^checkbox$/, radio: /^radio$/ };

const hintsOf = (asked) => (asked || []).map(([thing, css, role, words, read]) => {
  let usable = true;
  if (css) { try { document.createDocumentFragment().querySelector(css); } catch { usable = false; } }
  return { thing, css, role, words: wordsOf(words), read, usable };
});

// A wrapper that is pointed at stands for the one thing in it that can be used.
const usedIn = (el) => {
  const inner = /^(A|BUTTON|INPUT|SELECT|TEXTAREA|LABEL)$/.test(el.tagName) ? [] : el.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea");
  return inner.length === 1 ? inner[0] : el;
};

const noteHinted = (el, ctx, rect, style, out) => {
  for (const hint of out.hints) {
    if (hint.css ? !hint.usable || !el.matches(hint.css) : !saysAlone(el, hint, ctx)) continue;
    const target = hint.read ? el : usedIn(el);
    out.hinted.push({ hint, target, ctx: { ...ctx }, rect, style });
  }
};

const saysAlone = (el, hint, ctx) => {
  if (!hint.words || (hint.role && !/^(text|heading)$/.test(hint.role)) || el.childElementCount > 3 || (ctx.control && !hint.read)) return false;
  const text = el.textContent;
  if (text.length > 400) return false;
  const says = (said) => (hint.read ? ` ${wordsOf(said)} `.includes(` ${hint.words} `) : wordsOf(said) === hint.words);
  return says(text) && ![...el.children].some((each) => says(each.textContent));
};

const named = (hint, out) => {
  const controls = out.controls.filter((each) => (!hint.role || each.role === hint.role) && [each.name, each.text].some((text) => text && wordsOf(text) === hint.words));
  const fields = out.fields.filter((each) => (!hint.role || (PLACED_ROLES[hint.role] || /^$/).test(each.type)) && [each.label, each.placeholder, each.title].some((text) => text && wordsOf(text) === hint.words));
  return [...controls, ...fields].map((each) => each.ref);
};

const settleHinted = (out) => {
  const found = [];
  const parts = () => new Set([...out.controls.map((each) => each.ref), ...out.fields.flatMap((each) => [each.ref, each.press])]);
  for (const hint of out.hints) {
    const refs = hint.words && !hint.read ? named(hint, out) : [];
    refs.forEach((ref) => found.push([hint.thing, ref, ""]));
    if (refs.length) continue;
    for (const { target, ctx, rect, style } of out.hinted.filter((each) => each.hint === hint)) {
      if (!hint.read && !parts().has(refOf(target))) noteControl(target, "button", ctx, rect, style, out);
      found.push([hint.thing, refOf(target), tidy(target.innerText ?? target.textContent, 300)]);
    }
  }
  return found;
};
