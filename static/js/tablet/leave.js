/* Signing out on a shared tablet: what was not sent is asked about before it is forgotten. The
   database's scripts are fetched only now, so that other pages do not carry them. */
{
  const form = document.querySelector("form[data-sign-out]");
  const dialog = document.getElementById("leave");
  let isAsked = false;

  const load = (src) =>
    new Promise((done, fail) => {
      const script = document.createElement("script");
      Object.assign(script, { src, onload: done, onerror: fail });
      document.head.append(script);
    });

  async function engine() {
    for (const src of form.dataset.scripts.split(" "))
      if (!document.querySelector(`script[src="${src}"]`)) await load(src);
    await ja.store.open(Number(form.dataset.signOut));
    return ja.store;
  }

  const total = ({ answers, photos, dead }) => answers + photos + dead;

  async function destroy() {
    ja.store.drop(true);
    await ja.copy?.forget(ja.store.user).catch(() => {});
    await idb.deleteDB(`ja-${ja.store.user}`);
    ja.store.tell({ what: "destroyed" });
  }

  /* The kept pages go in any case: the next person must not find them. */
  async function leave({ forget }) {
    if (forget) await destroy();
    else ja.store.drop(true);
    await ja.pages.forget();
    isAsked = true;
    form.requestSubmit();
  }

  async function ask() {
    const store = await engine();
    const counts = await store.counts();
    if (!total(counts)) return leave({ forget: true });
    for (const part of dialog.querySelectorAll("[data-count]")) part.textContent = counts[part.dataset.count];
    const number = dialog.querySelector("[name=number]");
    const remove = dialog.querySelector("[data-leave=delete]");
    number.value = "";
    remove.disabled = true;
    number.oninput = () => (remove.disabled = number.value.trim() !== String(total(counts)));
    dialog.querySelector("[data-total]").textContent = total(counts);
    if (!dialog.open) dialog.showModal();
  }

  const DEEDS = {
    async send() {
      const said = dialog.querySelector("[data-leave-say]");
      said.textContent = said.dataset.sending;
      await ja.sync.now();
      if (!total(await ja.store.counts())) return leave({ forget: true });
      said.textContent = said.dataset.failed;
      return ask();
    },
    keep: () => leave({ forget: false }),
    delete: () => leave({ forget: true }),
    cancel: () => dialog.close(),
  };

  form?.addEventListener("submit", (event) => {
    if (isAsked || !window.indexedDB) return;
    event.preventDefault();
    ask().catch(() => {
      isAsked = true; // no database to ask about
      form.requestSubmit();
    });
  });
  dialog?.addEventListener("click", (event) => {
    const deed = event.target.closest("[data-leave]");
    if (deed) DEEDS[deed.dataset.leave]();
  });
}
