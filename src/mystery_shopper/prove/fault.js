// What a fault's script finds beside the page: when(selector, [text], deed), dose and amount. It runs in every document
// of the visit before the page's own scripts, tells that it took hold, and keeps its own mistakes from the page.
(dose, amount, name, faulty) => {
  'use strict';
  const tell = window.__ms_fault, Observer = window.MutationObserver;
  const soon = window.setTimeout.bind(window);
  let waits = false, told = false;
  const took = () => { if (!told) { told = true; tell && tell(name, '') } };
  const failed = error => tell && tell(name, String(error && error.message || error));

  // Calls the deed for every element that fits, now and whenever one comes, each element once.
  const when = (selector, text, deed) => {
    waits = true;
    if (typeof text === 'function') [text, deed] = [null, text];
    const done = new WeakSet();
    const words = el => [el.innerText || el.textContent, el.value, el.getAttribute('aria-label'), el.name, el.id]
      .filter(each => typeof each === 'string').join(' ');
    const fits = el => !text || (text.test ? text.test(words(el)) : words(el).includes(text));
    const sweep = () => {
      for (const el of document.querySelectorAll(selector)) {
        if (done.has(el) || !fits(el)) continue;
        done.add(el); took();
        try { deed(el) } catch (error) { failed(error) }
      }
    };
    try { document.querySelector(selector) } catch (error) { failed(error); return }
    new Observer(sweep).observe(document, {childList: true, subtree: true});
    sweep();
  };

  try { faulty(when, dose, amount) } catch (error) { failed(error) }
  if (!waits) took();
}
