const waren = { lavendel: ["Lavendelseife", 6.5], rosmarin: ["Rosmarinseife", 7.25], kohle: ["Schwarze Seife mit Aktivkohle", 1008] };
const geld = (n) => n.toLocaleString("de-DE", { minimumFractionDigits: 2 }) + " €";
const holen = (id) => document.getElementById(id);
let korb = [];
const spaeter = (tun) => setTimeout(tun, 250);
const zaehlen = () => { holen("zahl").textContent = korb.length || ""; };
const summe = () => korb.reduce((s, x) => s + x.preis, 0);
const buehne = (html) => { holen("buehne").innerHTML = html; };
const kachel = ([id, [name, preis]]) => { const [ganz, rest] = preis.toFixed(2).split("."); return `<a href="#/ware/${id}"><img src="../teapots/pot.svg" alt="" width="60"><h4>${name}</h4><div class="preis">${Number(ganz).toLocaleString("de-DE")},<sup>${rest}</sup> €</div></a>`; };
const liste = (q) => { const t = Object.entries(waren).filter(([, [n]]) => n.toLowerCase().includes(q.toLowerCase())); return t.length ? `<div class="kacheln">${t.map(kachel).join("")}</div>` : "<p>Leider nichts gefunden.</p>"; };
const ware = (id) => {
  const [name, preis] = waren[id];
  buehne(`<div class="ware"><h1>${name}</h1><div>${geld(preis)} <small>inkl. MwSt., zzgl. Versand</small></div><div class="feld">Duft <select id="duft"><option value="">Bitte wählen</option><option>mild</option><option>kräftig</option></select></div>
  <button class="weiter" id="rein" disabled>In den Warenkorb</button><p id="warum">Bitte wählen Sie zuerst einen Duft.</p></div>`);
  holen("duft").onchange = () => { holen("rein").disabled = !holen("duft").value; holen("warum").textContent = ""; };
  holen("rein").onclick = () => spaeter(() => { korb.push({ id, name, preis }); zaehlen(); holen("toast").textContent = `${name} wurde in den Warenkorb gelegt`; holen("toast").hidden = false; setTimeout(() => { holen("toast").hidden = true; }, 4000); });
};
const tablett = () => {
  holen("tablett").innerHTML = korb.length ? `<h3>Ihr Warenkorb</h3>${korb.map((x, n) => `<div class="position"><a href="#/ware/${x.id}">${x.name}</a> 1 × ${geld(x.preis)} <a href="#" data-n="${n}" title="entfernen">×</a></div>`).join("")}
  <p>Zwischensumme ${geld(summe())}</p><button class="weiter" id="kasse">Zur Kasse</button> <button id="zu">Weiter einkaufen</button>` : "<p>Ihr Warenkorb ist leer.</p>";
  holen("tablett").hidden = false;
  if (korb.length) { holen("kasse").onclick = () => { holen("tablett").hidden = true; location.hash = "#/kasse"; }; holen("zu").onclick = () => { holen("tablett").hidden = true; }; }
};
const kasse = () => {
  buehne(`<h1>Kasse</h1><div id="schritt"><input class="feld" placeholder="Vorname*"><input placeholder="Nachname*"><br><input placeholder="Straße und Hausnummer*"><input placeholder="PLZ*"><input placeholder="Ort*"><br><input placeholder="E-Mail-Adresse*"><input placeholder="Telefon (optional)">
  <div style="position:absolute;left:-9999px"><input name="website" placeholder="Website"></div><p><button class="weiter" id="w1">Weiter zur Zahlung</button></p></div>`);
  holen("w1").onclick = () => {
    const leer = [...document.querySelectorAll("#schritt > input")].filter((x) => x.placeholder.endsWith("*") && !x.value);
    document.querySelectorAll(".fehler").forEach((x) => x.remove());
    if (leer.length) { leer.forEach((x) => x.insertAdjacentHTML("afterend", '<span class="fehler">Pflichtfeld</span>')); return; }
    spaeter(() => {
      buehne(`<h1>Zahlung</h1><p>Lieferung an ${document.title}</p><table><tr><td>Zwischensumme</td><td>${geld(summe())}</td></tr><tr><td>Versandkosten</td><td>${geld(3.9)}</td></tr><tr><td><b>Gesamtsumme</b></td><td><b>${geld(summe() + 3.9)}</b></td></tr><tr><td>enthaltene MwSt.</td><td>${geld(1.66)}</td></tr></table>
      <div>Zahlungsart</div><label class="feld"><input type="radio" name="z"> Rechnung</label><br><label class="feld"><input type="radio" name="z"> Vorkasse per Überweisung</label><div id="agbzeile"></div><button class="weiter" id="fertig" disabled>Zahlungspflichtig bestellen</button>`);
      document.querySelectorAll("[name=z]").forEach((r) => { r.onchange = () => { holen("agbzeile").innerHTML = '<label><input type="checkbox" id="agb"> Ich habe die AGB und die Widerrufsbelehrung gelesen</label>'; holen("agb").onchange = () => { holen("fertig").disabled = !holen("agb").checked; }; }; });
      holen("fertig").onclick = () => { buehne('<div class="loader">Einen Moment bitte ...</div>'); setTimeout(() => { korb = []; zaehlen(); location.hash = "#/danke"; }, 700); };
    });
  };
};
const gehen = () => { const weg = location.hash.slice(2);
  if (weg.startsWith("ware/")) spaeter(() => ware(weg.slice(5)));
  else if (weg === "kasse") kasse();
  else if (weg === "danke") buehne("<h2>Vielen Dank für Ihre Bestellung!</h2><p>Ihre Bestellnummer: <strong>SK-2026-00417</strong></p><p>Wir haben Ihnen eine Bestätigung per E-Mail geschickt.</p>");
  else buehne(`<h1>Seifen aus eigener Küche</h1><div class="kacheln">${Object.entries(waren).slice(1).map(kachel).join("")}</div>`); };
addEventListener("hashchange", gehen); gehen(); zaehlen();
holen("lupe").onclick = (e) => { e.preventDefault(); holen("suchzeile").hidden = false; };
holen("suchzeile").onkeydown = (e) => { if (e.key === "Enter") spaeter(() => buehne(liste(e.target.value))); };
holen("tasche").onclick = tablett;
["ja", "nein"].forEach((id) => { holen(id).onclick = () => { holen("einwilligung").hidden = true; }; });
