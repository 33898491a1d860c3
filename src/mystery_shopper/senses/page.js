// What a page shows of itself while a shopper is at it: an activity clock for each act, what covers a control, and the
// web vitals. It runs first in every document, changes nothing that a page lives by, and never throws into the page.
(() => {
  'use strict';
  const KEY = Symbol.for('ms');
  const WATCHED = ['class', 'style', 'hidden', 'disabled', 'open', 'src', 'srcset', 'value', 'checked', 'selected',
    'aria-busy', 'aria-expanded', 'aria-hidden', 'aria-disabled', 'aria-pressed', 'aria-selected', 'aria-checked',
    'aria-invalid', 'aria-current', 'aria-valuenow', 'data-state', 'inert'];
  const UNSEEN = new Set(['HEAD', 'SCRIPT', 'STYLE', 'LINK', 'META', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'BASE']);
  const WORDS = /(^|[-_\s])(spin|spinner|spinning|loading|loader|busy|preloader|skeleton|shimmer|progress)([-_\s]|$)/i;
  const SIGNS = '[aria-busy="true"],[role=progressbar],progress,svg animateTransform,' +
    'img[src*=loading i],img[src*=loader i],img[src*=spinner i]';
  const PRESSABLE = 'button,input,select,a,summary,label,[role=button],[role=link]';
  const TOGETHER_MS = 150; // what is told within this time goes in one message (P)
  const FIRST = 60, LAST = 30; // so many changes are kept of the beginning and of the end of an act

  // Pages replace natives; the ones that were here first are taken before any script of the page runs.
  const bare = method => Function.prototype.call.bind(method);
  const now = performance.now.bind(performance);
  const styleOf = window.getComputedStyle.bind(window);
  const soon = window.queueMicrotask.bind(window), later = window.setTimeout.bind(window);
  const Observer = window.MutationObserver, define = Object.defineProperty, note = window.__ms_note;
  const attribute = bare(Element.prototype.getAttribute), matches = bare(Element.prototype.matches);
  const closest = bare(Element.prototype.closest), boxOf = bare(Element.prototype.getBoundingClientRect);
  const boxesOf = bare(Element.prototype.getClientRects), select = bare(Document.prototype.querySelectorAll);
  const holds = bare(Node.prototype.contains), listen = bare(EventTarget.prototype.addEventListener);
  const isShown = Element.prototype.checkVisibility && bare(Element.prototype.checkVisibility);
  const animations = document.getAnimations ? document.getAnimations.bind(document) : () => [];
  const safely = (deed, otherwise) => (...given) => {
    try { return deed(...given) } catch { return otherwise } // a page in the middle of leaving, or a strange one
  };

  // ------------------------------------------------------------------ what hears that a pointer comes, or a key is typed

  const heardBy = types => ({types: new Set(types), by: new WeakSet()});
  const pointing = heardBy(['over', 'enter', 'move', 'out', 'leave'].flatMap(way => [`mouse${way}`, `pointer${way}`]));
  const typing = heardBy(['keydown', 'keypress', 'keyup', 'beforeinput', 'input']);
  const CLOSELY = 5; // elements, the heard one among them; what hears all of a page stands further up (P)
  const hears = (what, node) => what.by.has(node) || [...what.types].some(type => node[`on${type}`]);
  const onTheWay = (what, el) => {
    for (let node = el; node; node = node.assignedSlot || node.parentNode || node.host) if (hears(what, node)) return true;
    return hears(what, window);
  };

  // ------------------------------------------------------------------ what is there to see

  const elementOf = node => (node.nodeType === 1 ? node : node.host || node.documentElement || node.parentElement);
  const rendered = el => isShown ? isShown(el, {opacityProperty: true, visibilityProperty: true}) : boxesOf(el).length > 0;
  const inView = el => {
    const box = boxOf(el);
    return box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight &&
      box.left < innerWidth && rendered(el);
  };
  const describe = safely(el => {
    const tag = el.tagName.toLowerCase(), type = (attribute(el, 'type') || '').toLowerCase();
    const pushes = tag === 'button' || (tag === 'input' && /^(submit|button|image|reset)$/.test(type));
    const words = {a: 'link', img: 'picture', select: 'list', textarea: 'field', input: 'field', p: 'text', li: 'entry',
      div: 'box', section: 'box', aside: 'box', article: 'box', span: 'text', svg: 'picture'};
    const word = pushes ? 'button' : /^h[1-6]$/.test(tag) ? 'heading' : attribute(el, 'role') || words[tag] || tag;
    const label = el.labels && el.labels.length ? el.labels[0].textContent : '';
    const own = /^(input|select|textarea)$/.test(tag) ? label : el.innerText ?? el.textContent; // no styles, words apart
    const name = attribute(el, 'aria-label') || attribute(el, 'alt') || (pushes && attribute(el, 'value')) || own ||
      attribute(el, 'placeholder') || attribute(el, 'title') || attribute(el, 'name') || el.id || '';
    const said = name.replace(/\s+/g, ' ').trim();
    return said ? `${word} "${said.length > 60 ? said.slice(0, 59) + '…' : said}"` : word;
  }, '');

  // ------------------------------------------------------------------ the activity clock

  let first = [], last = [], firstSeen = null, began = 0, dom = false, focused = false, scrolled = false;
  let start = {x: 0, y: 0, href: location.href}, pressed = null, key = '', furniture = new WeakSet(), marked = false;
  let aimed = null, aimedBox = null, moved = ''; // what she reaches for, and what she met there instead
  let slept = false; // a button that had gone to sleep under her finger
  const sleeps = el => !!(el && closest(el, 'button:disabled, input:disabled'));
  let holding = null, slipped = ''; // what she holds down, and where she let go of it instead
  let own = null; // the list that she chooses in: that it shows her choice is no answer of the page's
  let pointer = null; // where the pointer came to rest, on what, and when
  let came = null; // how long nothing had stirred when it came upon an element: nobody there had heard of it yet
  let hosts = 0, busyAt = -1, busyWas = {busy: false, progress: false};
  const roots = new WeakSet();

  // A clock that ticks answers nothing: what calls itself a countdown, or a text that counts hours, minutes and seconds.
  const CLOCK = '[role=timer],[class*=countdown i],[id*=countdown i],[class*=timer i],[id*=timer i]';
  const TIME = /^\D{0,24}\d{1,2}(?:\s?(?::|[hms]|hours?|min\w*)\s?\d{1,2}){2}\D{0,12}$/i;
  const CLOCK_WORDS = 80; // characters; what holds more is more than a clock (P)
  const ticks = safely(node => {
    const el = elementOf(node), clock = el && (closest(el, CLOCK) || el);
    if (!clock || clock.textContent.length > CLOCK_WORDS || (pressed && holds(clock, pressed))) return false;
    return clock !== el || matches(el, CLOCK) || TIME.test(clock.textContent.trim());
  }, false);
  const keep = (node, when, {gone = false, classes = null, written = false} = {}) => {
    if (own && holds(own, node)) return;
    if (ticks(node)) return;
    dom = true;
    const change = {node, when, gone, classes, written};
    if (first.length < FIRST) first.push(change);
    if (last.push(change) > LAST) last.shift();
  };
  // An element that is not rendered after one of these changed has most likely just gone, which people see.
  const hides = record => ['hidden', 'open', 'class', 'style'].includes(record.attributeName) &&
    !(record.attributeName === 'style' && /display:\s*none|visibility:\s*hidden/.test(record.oldValue || ''));
  const names = text => (text || '').split(/\s+/).filter(Boolean);
  const turned = (old, is) => {
    const had = names(old), has = names(is);
    return {got: has.filter(each => !had.includes(each)), lost: had.filter(each => !has.includes(each))};
  };
  const seenNode = nodes => {
    for (const node of nodes) if (node.nodeType === 1 ? !UNSEEN.has(node.nodeName) : node.data && node.data.trim()) return node;
    return null;
  };
  const take = (record, when) => {
    const target = record.target;
    if (UNSEEN.has(target.nodeName)) return;
    if (record.type === 'attributes') {
      const {attributeName: name, oldValue: old} = record, is = attribute(target, name);
      const same = name === 'class' || name === 'style' ? (is || '') === (old || '') : is === old;
      if (!same) keep(target, when, {gone: hides(record), classes: name === 'class' ? turned(old, is) : null});
    } else if (record.type === 'characterData') {
      keep(target, when);
    } else {
      const added = seenNode(record.addedNodes);
      if (added) keep(added, when);
      else if (seenNode(record.removedNodes)) keep(target, when);
    }
  };
  const observer = new Observer(safely(records => {
    const when = now(), many = records.length;
    for (let i = 0; i < many; i++) if (first.length < FIRST || i >= many - LAST) take(records[i], when);
  }));
  const watch = root => {
    roots.add(root);
    observer.observe(root, {subtree: true, childList: true, characterData: true, attributes: true,
      attributeOldValue: true, attributeFilter: WATCHED});
  };
  const beginToWatch = () => { if (!roots.has(document)) watch(document) };
  const shadows = [];
  const watchAmong = all => {
    for (let i = 0; i < all.length; i++) {
      const root = all[i].shadowRoot;
      if (root && !roots.has(root)) { watch(root); shadows.push(root); }
    }
  };
  const watchShadows = () => {
    const all = document.getElementsByTagName('*');
    if (all.length !== hosts) { hosts = all.length; watchAmong(all); }
    for (let i = 0; i < shadows.length; i++) watchAmong(shadows[i].querySelectorAll('*')); // one may hold the next
  };
  const showsClasses = typeof newStyles === 'function' ? newStyles(rendered) : () => true;
  const takeUp = () => observer.takeRecords().forEach(record => safely(take)(record, now()));
  const visible = change => {
    const {node, gone, classes} = change, el = elementOf(node);
    if (!el || !el.isConnected) return false;
    if (!rendered(el)) return gone && !!el.parentElement && rendered(el.parentElement);
    return change.shown ??= !classes || safely(showsClasses, true)(el, classes);
  };
  const zero = when => {
    observer.takeRecords();
    first = []; last = []; firstSeen = null; began = when; dom = focused = scrolled = false; busyAt = -1;
    start = {x: scrollX, y: scrollY, href: location.href};
  };

  // The wait begins with the press itself, not with reaching for it: scrolling, hovering and Tab are the shopper's own.
  listen(window, 'pointerdown', safely(event => {
    if (!event.isTrusted) return;
    pressed = event.target; key = '';
    slept = sleeps(pressed);
    zero(now());
    const {clientX: x, clientY: y} = event, box = aimedBox; // a press beside it is a miss, and nothing has moved
    const meant = aimed && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    moved = meant ? meets(event.composedPath()[0] || event.target, aimed) : '';
    holding = meant && !moved ? aimed : null;
    aimed = null;
  }), {capture: true, passive: true});
  // What slips away between press and release, as a button does under an error that its field shows when it is left,
  // was never pressed. It may have come back already: then that nothing comes of it tells it from a list that opens.
  listen(window, 'pointerup', safely(event => {
    const el = holding, {clientX: x, clientY: y} = event, box = el && boxOf(el);
    holding = null;
    slept = slept || sleeps(pressed);
    if (!event.isTrusted || !el || !el.isConnected || !rendered(el)) return;
    const away = x < box.left || x > box.right || y < box.top || y > box.bottom;
    const met = meets(event.composedPath()[0] || event.target, el);
    if (away) moved = met; else slipped = met;
  }), {capture: true, passive: true});
  listen(window, 'click', safely(event => { if (event.isTrusted) slept = false }), {capture: true, passive: true});
  const sinceStirred = () => {
    const stirred = last.findLast(each => !each.written);
    return stirred ? now() - stirred.when : Infinity;
  };
  // One move of the pointer tells first upon what it comes, and what opens over that has not opened before it came.
  listen(window, 'pointerover', safely(event => {
    if (event.isTrusted) came = {at: event.timeStamp, still_ms: sinceStirred()};
  }), {capture: true, passive: true});
  listen(window, 'pointermove', safely(event => {
    if (!event.isTrusted) return;
    pointer = {over: event.composedPath()[0] || event.target, x: event.clientX, y: event.clientY, when: now(), down: scrollY,
      still_ms: came && came.at === event.timeStamp ? came.still_ms : sinceStirred()};
  }), {capture: true, passive: true});
  listen(window, 'keydown', safely(event => {
    if (!event.isTrusted) return;
    key = event.key;
    if (key !== 'Enter' && key !== ' ') return;
    pressed = event.target;
    zero(now());
  }), {capture: true, passive: true});
  listen(window, 'focusin', safely(event => {
    const to = event.target, label = pressed && closest(pressed, 'label');
    const hers = key === 'Tab' || key.startsWith('Arrow') || to === own ||
      (pressed && (holds(pressed, to) || holds(to, pressed) || (label && label.control === to)));
    if (!hers) focused = true;
  }), {capture: true, passive: true});
  listen(window, 'scroll', safely(event => {
    if (event.target !== document && now() - began > 50) scrolled = true;
  }), {capture: true, passive: true});
  for (const type of ['invalid', 'toggle', 'change', 'input'])
    listen(window, type, safely(event => keep(event.target, now(), {written: type !== 'toggle'})), {capture: true, passive: true});

  // ------------------------------------------------------------------ is a field scolded before it is left?

  const TYPED = 'input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]),textarea';
  const ALARMS = '[role=alert],[class*=error i],[class*=invalid i],[class*=danger i]';
  const MARKED = /(^|[-_\s])(is-|has-)?(invalid|error)([-_\s]|$)/i;
  const left = new WeakSet();
  let writing = null, known = '';
  const reads = el => el.textContent.replace(/\s+/g, ' ').trim().slice(0, 200);
  const isRed = el => {
    const [r, g, b] = (styleOf(el).color.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
    return r > 140 && g < 90 && b < 90;
  };
  // A list that narrows while she types has nothing to offer yet, and how strong a password is or how much is left to
  // write is told in passing.
  const offered = el => !!closest(el, '[role=listbox],[role=meter],[class*=strength i],[id*=strength i],[class*=counter i]');
  // The words of an error at a field, a mark alone as a space, or nothing.
  const complaint = el => {
    const ids = `${attribute(el, 'aria-errormessage') || ''} ${attribute(el, 'aria-describedby') || ''}`.split(/\s+/);
    const isMarked = attribute(el, 'aria-invalid') === 'true' || MARKED.test(attribute(el, 'class') || '');
    const own = ids.map(id => id && document.getElementById(id)).filter(each => each && rendered(each));
    const near = isMarked ? own : own.filter(each => matches(each, ALARMS));
    for (let up = el.parentElement, i = 0; up && i < 3 && !/^(FORM|FIELDSET|BODY|MAIN)$/.test(up.tagName); up = up.parentElement, i++) {
      if (up.querySelectorAll(TYPED).length > 1) break;
      near.push(...[...up.querySelectorAll(ALARMS)].filter(each => each !== el && !holds(each, el) && rendered(each) && !offered(each)));
      near.push(...[...up.children].filter(each => !holds(each, el) && !/^(LABEL|INPUT)$/.test(each.tagName) && reads(each) && rendered(each) && isRed(each) && !offered(each)));
    }
    for (const side of ['previousElementSibling', 'nextElementSibling'])
      for (let by = el[side], i = 0; by && i < 2 && !matches(by, `${TYPED},label`); by = by[side], i++)
        near.push(...[by, ...by.querySelectorAll(ALARMS)].filter(each => (matches(each, ALARMS) || isRed(each)) && rendered(each) && !offered(each)));
    return near.map(reads).find(Boolean) || (isMarked ? ' ' : '');
  };
  const scolded = safely(el => {
    const said = el === writing && !left.has(el) && el.value ? complaint(el) : '';
    if (!said || said === known) return;
    known = said;
    tell({name: 'early', element: describe(el), text: said.trim()}, true);
  });
  listen(window, 'focusin', safely(event => {
    writing = matches(event.target, TYPED) ? event.target : null;
    known = writing ? complaint(writing) : '';
  }), {capture: true, passive: true});
  listen(window, 'input', safely(event => scolded(event.target)), {capture: true, passive: true});
  listen(window, 'focusout', safely(event => { scolded(event.target); left.add(event.target) }), {capture: true, passive: true});

  // ------------------------------------------------------------------ is it busy?

  const named = el => {
    for (let up = el, i = 0; up && i < 3; up = up.parentElement, i++)
      if (WORDS.test(`${attribute(up, 'class') || ''} ${up.id || ''}`) || /^(status|alert)$/.test(attribute(up, 'role') || '')) return true;
    return false;
  };
  const turns = (animation, el) => {
    const box = boxOf(el);
    return marked && box.width <= 120 && box.height <= 120 &&
      animation.effect.getKeyframes().some(frame => /rotate/.test(`${frame.transform} ${frame.rotate}`));
  };
  const signs = () => {
    const found = [];
    for (const el of select(document, SIGNS)) found.push(closest(el, 'svg') || el);
    for (const animation of animations()) {
      const effect = animation.effect, el = effect && effect.target;
      if (!el || animation.playState !== 'running' || effect.getTiming().iterations !== Infinity) continue;
      if (named(el) || turns(animation, el)) found.push(el);
    }
    return found.filter(el => el.tagName !== 'svg' || marked || named(el)).filter(inView);
  };
  const waits = el => !!el && el.isConnected && /^(wait|progress)$/.test(styleOf(el).cursor);
  const busyNow = safely(() => {
    if (now() - busyAt < 25) return busyWas;
    const shown = signs().filter(el => !furniture.has(el));
    const isBar = el => el.hasAttribute(el.tagName === 'PROGRESS' ? 'value' : 'aria-valuenow'); // says how far it is
    const busy = shown.length > 0 || waits(document.body) || waits(document.documentElement) || waits(pressed);
    busyAt = now();
    return (busyWas = {busy, progress: shown.some(isBar)});
  }, {busy: false, progress: false});
  const held = () => {
    const control = pressed && pressed.isConnected && closest(pressed, PRESSABLE);
    return !!control && (control.disabled === true || attribute(control, 'aria-disabled') === 'true');
  };

  // ------------------------------------------------------------------ the web vitals

  const navigation = () => `${Math.round(performance.timeOrigin)}-${returns}`;
  const latest = {}, home = location.href;
  let returns = 0, waiting = [], leaving = false;
  const send = safely((...more) => {
    const notes = [...waiting, ...more], give = note || window.__ms_note;
    waiting = [];
    if (notes.length && give) Promise.resolve(give(notes)).catch(() => {});
  });
  // Each way out of the page costs it a millisecond, so the vitals of one moment go together; not while it is left.
  const tell = (seen, at_once = leaving) => { if (waiting.push(seen) === 1 || at_once) (at_once ? soon : later)(send, TOGETHER_MS) };
  const leave = safely(() => { leaving = true; send() });
  listen(window, 'pagehide', leave, {capture: true, passive: true});
  listen(document, 'visibilitychange', () => { if (document.visibilityState === 'hidden') leave() }, {capture: true, passive: true});
  const culprit = metric => {
    const entry = metric.entries[metric.entries.length - 1];
    if (!entry) return null;
    if (metric.name === 'LCP') return entry.element;
    if (metric.name === 'INP') return entry.target;
    if (metric.name !== 'CLS') return null;
    const worst = metric.entries.reduce((most, each) => (each.value > most.value ? each : most));
    const area = source => source.currentRect.width * source.currentRect.height;
    const moved = [...(worst.sources || [])].filter(source => source.node).sort((a, b) => area(b) - area(a))[0];
    return moved ? elementOf(moved.node) : null;
  };
  const report = safely(metric => {
    const el = safely(culprit, null)(metric), shifting = metric.name === 'CLS' || metric.name === 'INP';
    const seen = {name: metric.name, value: metric.value, rating: metric.rating, element: el ? describe(el) : '',
      url: shifting ? location.href : home, id: navigation(), at_ms: now()};
    latest[metric.name] = seen;
    tell(seen, leaving || metric.name === 'INP'); // what was pressed may lead away
  });
  if (window === window.top && typeof webVitals !== 'undefined') {
    listen(window, 'pageshow', event => { if (event.persisted) { returns++; leaving = false } }, {capture: true, passive: true});
    for (const name of ['LCP', 'CLS', 'FCP', 'TTFB', 'INP'])
      safely(() => webVitals[`on${name}`](report, {reportAllChanges: true}))();
    // INP is told in an idle moment, and after an input Chromium may know no idle moment until it has drawn a frame.
    const draw = window.requestAnimationFrame.bind(window);
    safely(() => new PerformanceObserver(() => later(() => draw(() => {}), 0))
      .observe({type: 'event', durationThreshold: 40}))();
  }

  // ------------------------------------------------------------------ what the shopper's senses ask

  let covers = [], reader = null;
  const deepest = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found && found.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const within = (outer, inner) => {
    for (let node = inner; node; node = node.assignedSlot || node.parentNode || node.host) if (node === outer) return true;
    return false;
  };
  const lends = (hit, el) => !!hit.shadowRoot && within(hit.shadowRoot, el) && !!el.querySelector('slot'); // bare text in a slot is its host's
  const belongs = (hit, el) => {
    const label = closest(hit, 'label');
    if (within(el, hit) || lends(hit, el) || (label && label.control === el)) return true;
    return within(hit, el) && (!!closest(hit, PRESSABLE) || styleOf(el).pointerEvents === 'none');
  };
  const control = el => (el && closest(el, PRESSABLE)) || el;
  // The entries of an open list shift while it opens or narrows itself down; that is the list's own way.
  const LIST = '[role=listbox],[role=menu]', ENTRY = '[role=option],[role^=menuitem]';
  const sameList = (hit, el) => {
    const entry = closest(el, ENTRY), list = entry && (closest(entry, LIST) || entry.parentElement);
    return !!list && within(list, hit);
  };
  const meets = safely((hit, el) => {
    const same = belongs(hit, el) || sameList(hit, el) || describe(control(hit)) === describe(control(el)); // drawn anew, it is the same
    return same ? '' : hit === document.body || hit === document.documentElement ? 'nothing' : describe(control(hit));
  }, '');
  const api = {
    mark(el = null, at = null) {
      beginToWatch();
      watchShadows();
      own = el && el.tagName === 'SELECT' ? el : null;
      aimed = el; aimedBox = at ? {left: at.x, right: at.x, top: at.y, bottom: at.y} : el ? boxOf(el) : null; moved = slipped = ''; slept = false;
      marked = true; pressed = null; key = '';
      zero(now());
      furniture = new WeakSet(safely(signs, [])());
      return began;
    },
    changes() {
      takeUp();
      const {busy, progress} = busyNow();
      firstSeen ??= (first.find(safely(visible, false)) || last.find(safely(visible, false)) || null);
      const lastSeen = last.findLast(safely(visible, false)) || firstSeen;
      return {
        first_change_ms: firstSeen ? firstSeen.when - began : marked ? null : 0, last_change_ms: lastSeen ? lastSeen.when - began : null,
        last_at: lastSeen ? lastSeen.when : null, dom_changed: dom, restyled: first.some(each => each.shown === false), busy, progress, held: safely(held, false)(),
        fresh: !marked,
        asleep: slept, moved: moved || (firstSeen ? '' : slipped), focus_changed: focused, url_changed: location.href !== start.href,
        scrolled: scrolled || Math.abs(scrollX - start.x) > 1 || Math.abs(scrollY - start.y) > 1,
      };
    },
    hit(el) {
      const fits = box => box.top >= -0.5 && box.bottom <= innerHeight + 0.5 && box.left >= -0.5 && box.right <= innerWidth + 0.5;
      if (!fits(boxOf(el))) el.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
      const box = boxOf(el), x = box.left + box.width / 2, y = box.top + box.height / 2;
      const line = [...boxesOf(el)].some(each => x >= each.left && x <= each.right && y >= each.top && y <= each.bottom);
      const hit = line ? deepest(x, y) : null;
      if (!hit || belongs(hit, el)) return {covered: false, by: '', covered_ref: -1};
      covers.push(hit);
      return {covered: true, by: describe(hit), covered_ref: covers.length - 1};
    },
    // Where the pointer has come to rest on an element that has run away from under it since; null when none has.
    fled(el) {
      if (!pointer || !pointer.over.isConnected || !belongs(pointer.over, el)) return null;
      if (Math.abs(scrollY - pointer.down) > 1) return null; // the page has scrolled, as to an error: nothing has fled
      const {x, y} = pointer, box = boxOf(el);
      return x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1 ? null : {x, y};
    },
    // Since something was last seen to change that may have moved others: a field that takes up a text moves nothing.
    still_ms() {
      takeUp();
      const stirred = last.findLast(each => !each.written && safely(visible, false)(each));
      return stirred ? now() - stirred.when : Infinity;
    },
    came_to: (x, y) => !!pointer && Math.abs(pointer.x - x) <= 1 && Math.abs(pointer.y - y) <= 1,
    rests_ms: () => (pointer ? now() - pointer.when : Infinity),
    // How long nothing had stirred when the pointer came: what was sliding before does not flee from it.
    came_to_rest_ms: () => (pointer ? pointer.still_ms : Infinity),
    // Whether anything on the way to an element may act on a pointer that comes there, or goes from where it was.
    hovers: el => onTheWay(pointing, el),
    // Whether anything may act on a single key that is typed into it.
    listens: el => onTheWay(typing, el),
    // Whether it or what holds it closely does: such a one acts on this very element, and may take its time over it.
    heeds(el) {
      for (let node = el, i = 0; node && node !== document.body && i < CLOSELY; node = node.parentElement, i++)
        if (hears(pointing, node)) return true;
      return false;
    },
    // The layer that lies over an element at a point, as a whole: it is the same one whatever part of it lies there.
    over(el, x, y) {
      const hit = deepest(x, y);
      if (!hit || belongs(hit, el)) return '';
      let layer = hit;
      for (let node = hit; node && !within(node, el); node = node.assignedSlot || node.parentElement || node.getRootNode().host)
        if (/fixed|sticky|absolute/.test(styleOf(node).position) || node.matches(':modal')) layer = node;
      return describe(layer) || 'something';
    },
    cover: ref => covers[ref] || null,
    describe,
    vitals: () => ({...latest}),
    owed: () => waiting.splice(0), // what has not been told yet
    reader: () => (reader ??= typeof newReader === 'function' ? newReader() : null),
  };
  // While the next page is on its way, Chromium may let nobody ask this one, so it tells by itself what is to be seen.
  const every = window.setInterval.bind(window), enough = window.clearInterval.bind(window);
  let telling = 0;
  if (note && window === window.top) listen(window, 'beforeunload', safely(() => {
    const act = began;
    let before = '';
    const say = safely(() => {
      if (act !== began) return enough(telling);
      const seen = api.changes(), {busy, progress, moved: met, focus_changed, scrolled: gone} = seen;
      const news = JSON.stringify([seen.first_change_ms !== null, busy, progress, met, focus_changed, gone]);
      if (news !== before) send({name: 'changes', ...seen});
      before = news;
    });
    enough(telling);
    telling = every(say, 60);
    say();
  }), {capture: true, passive: true});
  // A page that is being built changes all the time, and nobody has done anything to it yet.
  if (document.readyState === 'loading') listen(document, 'DOMContentLoaded', safely(beginToWatch), {capture: true, once: true});
  else beginToWatch();
  // What listens from here on is the page's own.
  EventTarget.prototype.addEventListener = new Proxy(EventTarget.prototype.addEventListener, {apply(method, target, given) {
    for (const each of [pointing, typing]) if (each.types.has(given[0])) each.by.add(target ?? window);
    return Reflect.apply(method, target, given);
  }});
  define(window, KEY, {value: Object.freeze(api), enumerable: false, configurable: true, writable: false});
  if (note) safely(() => define(window, '__ms_note', {enumerable: false}))();
})();
