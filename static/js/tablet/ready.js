/* Puts the worker in place and this visit onto the tablet, so that it opens without a network. */
(() => {
  "use strict";
  const { visit, pages } = ja;
  const QUIET = 1500;
  if (!navigator.serviceWorker) return;

  async function place() {
    ja.worker = await navigator.serviceWorker.register(visit.urls.worker, { updateViaCache: "none" });
    const look = () => ja.store.tell({ what: "net" });
    ja.worker.addEventListener("updatefound", () =>
      ja.worker.installing?.addEventListener("statechange", look),
    );
    let isOurs = Boolean(navigator.serviceWorker.controller);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (isOurs) location.reload(); // “restart” was tapped
      isOurs = true;
    });
    await navigator.serviceWorker.ready;
    if (["accepted", "sent_back"].includes(visit.status)) await keepAll();
    document.documentElement.dataset.offline = "ready";
  }

  async function keepAll() {
    if ((await pages.user()) !== visit.user) await pages.forget();
    for (const path of visit.paths) if (!(await pages.has([path]))) await pages.load(path);
  }

  document.addEventListener("ja:ready", () => setTimeout(() => place().catch(() => {}), QUIET));
})();
