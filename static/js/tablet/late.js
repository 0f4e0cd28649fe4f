/* Critical facts that were noted late: the server knows the times, so it is asked while there is
   a network. */
(() => {
  "use strict";
  const { visit } = ja;
  const card = document.querySelector("[data-late]");

  function line({ url, number, text }) {
    const link = Object.assign(document.createElement("a"), { href: url });
    link.append(
      Object.assign(document.createElement("span"), { className: "num", textContent: number }),
      Object.assign(document.createElement("span"), { textContent: text }),
    );
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  async function look() {
    if (!ja.isOn || !card || !navigator.onLine) return;
    const asked = fetch(`${visit.urls.brief}late/`, { redirect: "manual", cache: "no-store" });
    const said = await asked.then((response) => (response.ok ? response.json() : null), () => null);
    if (!said) return;
    card.querySelector("ul").replaceChildren(...said.late.map(line));
    card.hidden = !said.late.length;
  }

  document.addEventListener("ja:ready", look);
  ja.news.addEventListener("news", ({ detail }) => detail.what === "settled" && detail.visit === visit.id && look());
})();
