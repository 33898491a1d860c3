// What the page says to machines about itself: product data, and where errors belong.

const offerOf = (offers) => {
  const first = Array.isArray(offers) ? offers[0] : offers;
  if (!first || typeof first !== "object") return {};
  const spec = Array.isArray(first.priceSpecification) ? first.priceSpecification[0] : first.priceSpecification || {};
  const nested = first.offers ? offerOf(first.offers) : {};
  const state = String(first.availability || nested.state || "");
  return {
    price: String(first.price ?? first.lowPrice ?? spec.price ?? nested.price ?? ""),
    currency: String(first.priceCurrency || spec.priceCurrency || nested.currency || ""),
    state,
  };
};

const availability = (state) => (!state ? null : !/OutOfStock|SoldOut|Discontinued/i.test(state));

const fromJsonLd = () => {
  const found = [];
  const visit = (node, depth) => {
    if (!node || typeof node !== "object" || depth > 6) return;
    if (Array.isArray(node)) return node.forEach((each) => visit(each, depth + 1));
    const types = [].concat(node["@type"] || []);
    if (types.some((type) => /^(Product|ProductGroup|IndividualProduct)$/.test(String(type).split("/").pop()))) {
      const variant = [].concat(node.hasVariant || [])[0] || {};
      const offer = offerOf(node.offers || variant.offers);
      const image = [].concat(node.image || [])[0];
      found.push({
        name: tidy(String(node.name || "")), price: offer.price || "", currency: offer.currency || "",
        available: availability(offer.state || ""), image: String((image && (image.url || image)) || ""),
        sku: String(node.sku || ""), source: "json-ld",
      });
      return;
    }
    if (types.includes("ItemList")) return;
    ["@graph", "mainEntity", "itemListElement", "item"].forEach((key) => visit(node[key], depth + 1));
  };
  document.querySelectorAll('script[type="application/ld+json"]').forEach((script) => {
    try { visit(JSON.parse(script.textContent), 0); } catch { /* a shop's broken markup is no business of the customer's */ }
  });
  return found;
};

const fromMicrodata = () => [...document.querySelectorAll("[itemscope][itemtype*='schema.org/Product']")].slice(0, 40).map((scope) => {
  const property = (name) => {
    const el = [...scope.querySelectorAll(`[itemprop~=${name}]`)][0];
    return el ? attribute(el, "content") || attribute(el, "href") || attribute(el, "src") || tidy(el.textContent) : "";
  };
  return {
    name: tidy(property("name")), price: property("price") || property("lowPrice"), currency: property("priceCurrency"),
    available: availability(property("availability")), image: property("image"), sku: property("sku"), source: "microdata",
  };
});

const fromOpenGraph = () => {
  const meta = (name) => attribute(document.querySelector(`meta[property="${name}"],meta[name="${name}"]`) || document.documentElement, "content");
  const price = meta("product:price:amount") || meta("og:price:amount");
  if (!price && !/product/.test(meta("og:type"))) return [];
  return [{
    name: tidy(meta("og:title")), price, currency: meta("product:price:currency") || meta("og:price:currency"),
    available: availability(meta("product:availability") === "oos" ? "OutOfStock" : ""), image: meta("og:image"), sku: "", source: "open-graph",
  }];
};

const productData = () => {
  for (const way of [fromJsonLd, fromMicrodata, fromOpenGraph]) {
    const found = way().filter((each) => each.name);
    if (found.length) return found;
  }
  return [];
};

const TROUBLE = /(^|[-_\s])(error|errors|errorlist|invalid|danger|warning|failure|fail|alert)([-_\s]|$)|(^|[a-z])(Error|Invalid|Danger|Warning)/;
const NEWS = /(^|[-_\s])(message|messages|notice|notification|toast|flash|snackbar|success|info|alert|growl)([-_\s]|$)|(Message|Notice|Toast|Snackbar)/;

// Many shops call every box an alert, and say by a second word what kind of news it brings.
const FINE = /(^|[-_\s])(success|info|notice|ok)([-_\s]|$)/, ALERT = /(^|[-_\s])alert(?=[-_\s]|$)/g;

const classOf = (el) => (typeof el.className === "string" ? el.className : attribute(el, "class"));

const isFine = (el) => FINE.test(classOf(el));

// How the page addresses the customer here, or "" where it does not.
const messageKind = (el, role, style, around) => {
  const live = el.ariaLive;
  if (role === "alert" || live === "assertive") return "alert";
  if (role === "status" || role === "log" || live === "polite" || el.tagName === "OUTPUT") return "status";
  const words = el.attributes.length ? `${classOf(el)} ${el.id}` : "";
  if (words.length > 2 && !/^(BODY|HTML|FORM|INPUT|SELECT|TEXTAREA|MAIN|BUTTON|A)$/.test(el.tagName)) {
    if (TROUBLE.test(FINE.test(words) ? words.replace(ALERT, " ") : words)) return "error";
    if (NEWS.test(words)) return "news";
  }
  if (style.color === around) return "";
  const [r, g, b] = (style.color.match(/\d+/g) || []).map(Number);
  return r > 140 && g < 80 && b < 95 && el.childElementCount < 3 && !/^(A|BUTTON)$/.test(el.tagName) ? "red" : "";
};

// The one field an error text belongs to: pointed at by it, else the only field close by.
const fieldOfMessage = (el, fields) => {
  const id = el.id || (el.closest("[id]") || {}).id;
  for (const field of fields) {
    const ids = `${attribute(field, "aria-describedby")} ${attribute(field, "aria-errormessage")}`.split(/\s+/);
    if (id && ids.includes(id)) return field;
  }
  let at = el;
  for (let up = 0; at && up < 4; up += 1, at = at.parentElement) {
    if (/^(FORM|BODY|MAIN)$/.test(at.tagName)) return null;
    const near = [...at.querySelectorAll(FIELDLIKE)].filter((each) => fields.includes(each));
    if (near.length === 1) return near[0];
    if (near.length > 1) {
      const radios = near.every((each) => each.type === "radio" && each.name === near[0].name);
      return radios ? near[0] : null;
    }
  }
  return null;
};
