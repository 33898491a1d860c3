"""Whether a page lets a customer paste into a field, asked without leaving anything in it."""

from __future__ import annotations

from typing import Final

from mystery_shopper.shop.looking import reader_of
from mystery_shopper.shop.view import PageView

# What a browser sends when somebody pastes, in its order; a page prevents pasting by preventing one of them. A page
# that prevents it and puts the text in by itself, as fields for single digits do, lets people paste all the same; one
# that takes out again what has been pasted does not.
_PASTE: Final = """async (reader, ref) => {
  const el = reader.element(ref);
  if (!el) return null;
  const was = el.value, how = {bubbles: true, cancelable: true, composed: true};
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', '1');
  const events = [new KeyboardEvent('keydown', {...how, key: 'v', code: 'KeyV', ctrlKey: true}),
    new ClipboardEvent('paste', {...how, clipboardData}),
    new InputEvent('beforeinput', {...how, inputType: 'insertFromPaste', data: '1'})];
  const free = events.every(each => el.dispatchEvent(each)), taken = el.value !== was;
  if (free && !taken) {
    el.value = '1';
    await new Promise(go => setTimeout(go, 30));
    const emptied = el.value === '';
    el.value = was;
    return !emptied;
  }
  if (taken) el.value = was;
  return taken;
}"""


def pasting_works(view: PageView, ref: int) -> bool | None:
    """Return whether pasting into a field works; None when it is gone."""
    reader = reader_of(view)
    answer = reader.ask(_PASTE, ref) if reader else None
    return None if answer is None else bool(answer)
