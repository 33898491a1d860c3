// The talk with the shop's page around the frame: to its origin only, and heard from it alone.
const { parent: origin, payment: id } = document.body.dataset;

export function tell(message) {
  window.parent.postMessage({ ...message, id }, origin);
}

export function onMessage(type, act) {
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.origin === origin && event.data?.type === type) act();
  });
}

export async function post(url, body) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The payment service answered ${answer.status}`);
  return answer.json();
}

// A frame has no width for an instant while a picture of the whole page is taken; the height it has then, with every
// word on a line of its own, would make the shop's page jump.
new ResizeObserver(() => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (window.innerWidth > 0) tell({ type: "resize", height });
}).observe(document.body);
