const livres = { prince: ["Le Petit Prince", 8.9], miserables: ["Les Misérables", 14.5], bovary: ["Madame Bovary", 5.2] };
const euros = (n) => n.toFixed(2).replace(".", ",") + " €";
const panier = () => JSON.parse(sessionStorage.getItem("librairie") || "{}");
const garder = (p) => sessionStorage.setItem("librairie", JSON.stringify(p));
const tete = document.createElement("table");
tete.id = "header"; tete.width = "100%";
tete.innerHTML = `<tr><td><a href="index.html"><b>Librairie du Pont</b></a></td><td><a href="rayon.html">Romans</a> | <a href="contact.html">Contact</a> | <a href="compte.html">Mon compte</a></td><td align="right"><a href="panier.html">Panier (${Object.values(panier()).reduce((a, b) => a + b, 0)} article(s))</a></td></tr>`;
document.body.prepend(tete);
