const S = {
  shoes: { cloud: ["Cloud Runner", 129.95, 149.95], trail: ["Trail Blazer", 99], court: ["Court Classic", 84.5] },
  bag: () => JSON.parse(localStorage.getItem("stride") || "[]"),
  keep: (b) => { localStorage.setItem("stride", JSON.stringify(b)); },
  usd: (n) => "$" + n.toFixed(2),
  card: (k, [name, price, was]) => `<div class="tile"><button class="quick" title="Save for later">♡</button><a href="shoe.html?s=${k}"><img src="../teapots/pot.svg" alt="${name}" width="120"></a><div><a href="shoe.html?s=${k}">${name}</a></div>${was ? `<span>Was ${S.usd(was)}</span> ` : ""}<span class="now">${was ? "Now " : ""}${S.usd(price)}</span></div>`,
  sum: () => S.bag().reduce((a, b) => a + b.price, 0),
};
document.write(`<div class="top" role="banner"><a href="index.html">Stride Supply</a><input aria-label="Search" name="keywords" onkeydown="if(event.key==='Enter')location='find.html?k='+encodeURIComponent(this.value)"><a href="index.html">Men</a><a href="index.html?w">Women</a><a href="checkout.html" class="cart-link" aria-label="Cart"><svg width="18" height="18"><rect width="14" height="12"/></svg><span class="bubble">${S.bag().length}</span></a></div>`);
