// Whether a class that an element has got or lost can be seen: whether a style sheet speaks of it, and what it says there.
// Scripts hang classes on elements for each other, too, and such a mark is no sign for anybody who looks.
rendered => {
  'use strict';
  const UNSEEN = new RegExp('^(position|z-index|pointer-events|touch-action|will-change|isolation|contain|cursor|' +
    '(-webkit-)?user-select|(transition|overflow|overscroll|scroll|outline)(-.*)?)$'); // the outline tells of focus alone
  const HIDES = ['display', 'visibility', 'opacity', 'content-visibility'];
  const PART = /::[\w-]+(\([^)]*\))?|:(before|after)\b/g;
  const bare = method => Function.prototype.call.bind(method);
  const styleOf = window.getComputedStyle.bind(window), media = window.matchMedia.bind(window);
  const select = bare(Document.prototype.querySelectorAll), rootOf = bare(Node.prototype.getRootNode);
  const escape = CSS.escape;
  const known = new Map(); // class -> the rules that speak of it; null where a sheet cannot be read
  let read = -1;

  const gather = (rules, word, found) => {
    for (const rule of rules) {
      if (rule.media && !media(rule.media.mediaText).matches) continue;
      if (rule.selectorText && word(rule.selectorText) && [...rule.style].some(each => !UNSEEN.test(each))) found.push(rule);
      if (rule.styleSheet) gather(rule.styleSheet.cssRules, word, found); // an import
      if (rule.cssRules && rule.cssRules.length) gather(rule.cssRules, word, found);
    }
    return found;
  };
  const rulesOf = name => {
    const sheets = [...document.styleSheets, ...(document.adoptedStyleSheets || [])];
    if (sheets.length !== read) { known.clear(); read = sheets.length; }
    if (!known.has(name)) {
      const own = new RegExp(`\\.${escape(name).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w-])`);
      const word = text => own.test(text) ||
        [...text.matchAll(/\[class[*^$|~]?=["']?([^"'\]]+)/g)].some(each => name.includes(each[1].trim()));
      let found = null;
      try { found = sheets.flatMap(sheet => gather(sheet.cssRules, word, [])) } catch { /* another host's sheet */ }
      known.set(name, found);
    }
    return known.get(name);
  };
  const draws = rule => {
    const text = rule.selectorText, parts = text.match(PART), all = select(document, text.replace(PART, '') || '*');
    const drawn = el => {
      if (!parts || text.includes(',') || !/(before|after)$/.test(parts[0])) return rendered(el);
      const style = styleOf(el, parts[0]);
      return rendered(el) && style.content !== 'none' && style.display !== 'none';
    };
    return all.length > 0 && (HIDES.some(each => rule.style.getPropertyValue(each)) && !parts || [...all].some(drawn));
  };
  return (el, {got, lost}) => {
    if (rootOf(el) !== document) return true; // a shadow tree has sheets of its own
    const told = name => rulesOf(name) === null || rulesOf(name).length > 0;
    return lost.some(told) || got.some(name => rulesOf(name) === null || rulesOf(name).some(draws));
  };
}
