/* What is safely elsewhere does not stay on the tablet for ever: pictures seven days after they
   arrived, a visit seven days after it was sent. Nothing that waits or was set aside is touched. */
(() => {
  "use strict";
  const { store } = ja;
  const WEEK = 7 * 24 * 3600 * 1000;
  const isOld = (time) => time && Date.now() - Date.parse(time) > WEEK;

  async function sweepPhotos() {
    for (const id of await store.photosIn("done")) {
      const { bytes, done_at } = await store.photoBytes(id);
      if (bytes && isOld(done_at)) await store.write(["blobs"], (at) => at("blobs").delete(id));
    }
  }

  async function sweepVisits() {
    const names = await store.read(["meta"], (at) => at("meta").getAllKeys());
    for (const name of names.filter((key) => key.startsWith("submitted:"))) {
      const visit = name.slice("submitted:".length);
      const closed = await store.meta(`closed:${visit}`);
      if (!(await store.meta(name))) {
        if (closed) await store.keep(`closed:${visit}`, null); // opened again
      } else if (!closed) await store.keep(`closed:${visit}`, new Date().toISOString());
      else if (isOld(closed)) await sweepVisit(visit);
    }
  }

  async function sweepVisit(visit) {
    const { answers, photos, dead } = await store.counts(visit);
    if (answers + photos + dead) return;
    const stores = ["answers", "outbox", "photos", "blobs", "meta"];
    await store.write(stores, async (at) => {
      if (await at("outbox").index("visit").count(visit)) return;
      for (const key of await at("answers").index("visit").getAllKeys(visit)) at("answers").delete(key);
      for (const id of await at("photos").index("visit").getAllKeys(visit)) {
        at("photos").delete(id);
        at("blobs").delete(id);
      }
      for (const name of ["rev", "conflicts", "submitted", "closed", "wish"]) at("meta").delete(`${name}:${visit}`);
    });
  }

  /* Called by the list of visits once its database is open. */
  ja.sweep = async () => {
    await sweepPhotos();
    await sweepVisits();
  };
})();
