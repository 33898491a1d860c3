const shop = {
  goods: { brown: ["Brown Betty Teapot", 24.5], iron: ["Cast Iron Teapot", 1049.99], glass: ["Glass Teapot with Warmer", 31] },
  read: () => JSON.parse(localStorage.getItem("teapots") || "[]"),
  write: (lines) => localStorage.setItem("teapots", JSON.stringify(lines)),
  money: (n) => "£" + n.toLocaleString("en-GB", { minimumFractionDigits: 2 }),
  total: () => shop.read().reduce((sum, each) => sum + each.price * each.quantity, 0),
};
document.querySelector("#site-head").innerHTML = `<div class="bar"><a href="index.html">The Teapot Shelf</a>
 <form action="search.html" role="none"><input name="q" placeholder="What are you looking for?"><button class="go"><i class="icon-magnifier"></i></button></form>
 <nav><a href="index.html">All teapots</a> <a href="about.html">Help &amp; contact</a> <a href="basket.html">Basket <span class="badge">${shop.read().reduce((n, l) => n + l.quantity, 0)}</span></a>
 <a href="checkout.html">Checkout</a></nav></div>`;
document.querySelector("#site-foot").innerHTML = `<p>Free delivery over £50. <a href="about.html">Returns</a></p><form><label>Newsletter <input type="email" name="news"></label><button>Sign me up</button></form>`;
