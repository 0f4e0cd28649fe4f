/* The pages kept on this device, of one auditor at a time. Used by the worker and by pages.
   Only what carries our mark is kept: a Wi-Fi login page never stands in for a visit. */
(() => {
  "use strict";
  const CACHE = "ja-pages";
  const WHO = "/ja-user";
  const ja = (self.ja ||= {});

  const open = () => caches.open(CACHE);
  const forget = () => caches.delete(CACHE);
  const user = async () => Number(await (await (await open()).match(WHO))?.text()) || null;

  /* how: "1" to be shown, "keep" to be kept only. */
  const ask = (path, how, time) =>
    fetch(`${path}?tablet=${how}`, {
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout?.(time),
    });

  /* Another auditor's pages go as soon as somebody else's come. */
  async function keep(path, response) {
    const whose = response.headers.get("X-JA-User");
    if (String(await user()) !== whose) {
      await forget();
      await (await open()).put(WHO, new Response(whose));
    }
    await (await open()).put(path, response);
  }

  const mark = (response) => (response.ok ? response.headers.get("X-JA-Page") : null);

  async function load(path) {
    const response = await ask(path, "keep", 20000);
    if (!mark(response)) return false;
    await keep(path, response);
    return true;
  }

  async function has(paths) {
    const cache = await open();
    const found = await Promise.all(paths.map((path) => cache.match(path)));
    return found.every(Boolean);
  }

  ja.pages = { open, forget, user, ask, keep, mark, load, has, WHO };
})();
