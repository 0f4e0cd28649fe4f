/* The state of the visit in plain words, at the top of every page: what is where. A tap sends what
   waits, or signs in, and opens the panel that tells it in full. */
(() => {
  "use strict";
  const { store, sync, visit, say } = ja;
  const DAY = 24 * 3600 * 1000;
  const LOOKS = {
    saved: ["ok", "check"], sent: ["ok", "check"], here: ["here", "clock"], sending: ["here", "send"],
    offline: ["off", "check"], offline_none: ["off", "check"], portal: ["look", "warning"],
    server: ["off", "clock"], signin: ["look", "person"], wrong_user: ["look", "warning"],
    update: ["look", "warning"], gone: ["look", "warning"], look: ["look", "warning"],
    restart: ["look", "return"], old: ["look", "warning"], bad: ["bad", "error"], full: ["bad", "error"],
  };
  const sprite = document.querySelector("svg use")?.getAttribute("href").split("#")[0];
  const bar = document.querySelector(".visit-bar .pill") ?? document.querySelector(".visit-bar .menu");
  if (!bar) return;

  const pill = document.createElement("button");
  Object.assign(pill, { type: "button", className: "pill", id: "pill" });
  pill.innerHTML = '<svg class="icon" aria-hidden="true"><use></use></svg><span class="word"></span><b></b>';
  const live = document.createElement("p");
  live.className = "vh";
  live.setAttribute("role", "status");
  /* Only once it has words: a button without a name helps nobody. */
  function place() {
    if (bar.matches(".pill")) bar.replaceWith(pill);
    else bar.before(pill);
    pill.after(live);
  }

  function named({ answers, photos, dead, oldest }) {
    const n = answers + photos;
    if (ja.held.size && ja.fault) return ja.fault === "QuotaExceededError" ? "full" : "bad";
    if (sync.state === "gone" && sync.gone !== visit.id) return "look";
    if (["signin", "wrong_user", "update", "gone", "portal"].includes(sync.state)) return sync.state;
    if (dead) return "look";
    if (n && oldest && Date.now() - Date.parse(oldest) > 2 * DAY) return "old";
    if (sync.state === "sending" && n) return "sending";
    if (!navigator.onLine || sync.state === "offline") return n ? "offline" : "offline_none";
    if (n) return sync.state === "server" ? "server" : "here";
    if (ja.worker?.waiting) return "restart";
    return sync.last ? "sent" : "saved";
  }

  let timer, since;
  let before = "";
  async function draw() {
    since = 0;
    const counts = await store.held();
    const name = named(counts);
    const time = new Date(sync.last).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    const n = name === "look" ? counts.dead : counts.answers + counts.photos;
    const words = say(name, { n, time });
    const [look, icon] = LOOKS[name];
    pill.dataset.state = look;
    pill.querySelector("span").textContent = words;
    pill.querySelector("b").textContent = n || ""; // on a phone the number stands for the words
    pill.setAttribute("aria-label", words);
    pill.querySelector("use").setAttribute("href", `${sprite}#${icon}`);
    if (!pill.isConnected) place();
    if (before && before !== name && name !== "sending") live.textContent = words;
    if (name !== "sending") before = name;
    ja.emit("ja:state", { state: name, counts });
  }
  /* Counting waits for a pause in the typing, a second at most: a write does not wait for it. */
  function soon() {
    clearTimeout(timer);
    since ||= Date.now();
    timer = setTimeout(() => draw().catch(() => {}), since + 1000 < Date.now() ? 0 : 250);
  }

  async function tap() {
    if (before === "restart") return ja.worker.waiting.postMessage("restart");
    if (before === "signin" || before === "wrong_user")
      return location.assign(`${visit.urls.login}?next=${encodeURIComponent(location.pathname)}`);
    for (const key of ja.held.keys()) ja.write(key, ja.values.get(key));
    sync.now([visit.id]);
    if (!ja.panel) await Promise.all([ja.load(visit.urls.panel_look).catch(() => {}), ja.load(visit.urls.panel)]);
    ja.panel();
  }
  pill.addEventListener("click", tap);

  /* A script that few need, fetched when somebody does. */
  ja.load = (url) =>
    new Promise((done, fail) => {
      const [tag, from] = url.endsWith(".css") ? ["link", { rel: "stylesheet", href: url }] : ["script", { src: url }];
      document.head.append(Object.assign(document.createElement(tag), { ...from, onload: done, onerror: fail }));
    });

  // When to send: after an edit (sync.js), and whenever the page comes back to life.

  const wake = () => ja.isOn && !document.hidden && sync.now([visit.id]);
  ja.news.addEventListener("news", soon);
  document.addEventListener("ja:value", soon);
  document.addEventListener("ja:ready", () => {
    soon();
    wake();
  });
  for (const name of ["online", "pageshow"]) addEventListener(name, wake);
  addEventListener("offline", soon);
  document.addEventListener("visibilitychange", wake);
  setInterval(() => sync.state !== "signin" && navigator.onLine && wake(), 30000);
})();
