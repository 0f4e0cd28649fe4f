/* The camera of the cards: what it gives is in the database before anything is tried with it.
   Making small and showing (photos.js) is loaded where there are photos. */
(() => {
  "use strict";
  const { store, visit, values } = ja;
  const FILES = 'input[type="file"][name^="p."]';
  let loading = null;
  const load = () => (loading ??= ja.load(visit.urls.photos).catch(() => (loading = null)));

  function alarm(box, name, filled) {
    const line = document.createElement("p");
    Object.assign(line, { className: "field-error", textContent: ja.say(`photo_${name}`, filled) });
    line.setAttribute("role", "alert");
    box.append(line);
  }

  document.addEventListener("change", async ({ target }) => {
    if (!ja.isOn || !target.matches?.(FILES)) return;
    const files = [...target.files];
    target.value = "";
    const box = target.closest(".photos");
    for (const old of box.querySelectorAll("[role=alert]")) old.remove();
    const about = { criterion: target.name.slice(2), stage: visit.place.split(":")[1] ?? "" };
    for (const file of files) {
      try {
        await store.addPhoto(visit.id, about, file);
      } catch (fault) {
        alarm(box, fault.name === "QuotaExceededError" ? "full" : "lost", { name: file.name });
      }
    }
    await load();
    ja.photos?.recover(); // else at the next visit of a page: the raw ones are safe
  });

  const look = ({ key }) => key.startsWith("photo.") && load();
  document.addEventListener("toggle", ({ target }) => target.matches("details.photo") && ja.isOn && load(), true);
  document.addEventListener("ja:value", ({ detail }) => ja.isOn && look(detail));
  document.addEventListener("ja:ready", async () => {
    if (!ja.isOn) return;
    const isHere = (await store.photos(visit.id)).length || (await store.photosIn("raw")).length;
    if (isHere || [...values.keys()].some((key) => key.startsWith("photo."))) load();
  });
})();
