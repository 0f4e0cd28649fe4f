/* Photos of the cards: what camera.js has kept raw is made small without its metadata, shown, and
   then sent by sync.js. What cannot be decoded here is sent as it is: the server decides. */
(() => {
  "use strict";
  const { store, visit, values } = ja;
  const { record, lay, changed, write, photoBytes } = store;
  const PHOTO = ["photos", "blobs", "answers", "outbox"];
  const SIDE = 1600;
  const QUALITY = 0.82;
  const RETRY = 3000;
  const rows = new Map(); // photos whose bytes are here, by id

  const say = (name, filled) => ja.say(`photo_${name}`, filled);
  const make = (tag, text, props = {}) => Object.assign(document.createElement(tag), { textContent: text, ...props });

  // In the database

  /* What the server is told of a photo; its bytes go by PUT. */
  function announce(at, row) {
    const { criterion, stage, caption, sha256, taken_at } = row;
    const value = { criterion, stage, caption, sha256, taken_at };
    at("photos").put(row);
    return record(at, row.visit, `photo.${row.id}`, value);
  }

  async function readyPhoto(id, bytes, about) {
    const done = await write(PHOTO, async (at) => {
      const row = await at("photos").get(id);
      if (row?.state !== "raw") return false; // another tab was faster
      at("blobs").put(bytes, id);
      await announce(at, { ...row, ...about, state: "ready", size: bytes.byteLength });
      return true;
    });
    if (done) changed(id, "ready");
    return done;
  }

  async function captionPhoto(id, caption) {
    await write(PHOTO, async (at) => {
      const row = { ...(await at("photos").get(id)), caption };
      if (row.state === "raw") at("photos").put(row);
      else await announce(at, row);
    });
    changed(id);
  }

  async function remove(at, visit, id) {
    const row = await at("photos").get(id);
    at("photos").delete(id);
    at("blobs").delete(id);
    if (row?.state !== "raw") await record(at, visit, `photo.${id}`, { deleted: true });
    return row;
  }

  async function dropPhoto(visit, id) {
    await write(PHOTO, (at) => remove(at, visit, id));
    changed(id, "deleted");
  }

  async function replacePhoto(visit, id, blob) {
    const bytes = await blob.arrayBuffer();
    const made = await write(PHOTO, async (at) => {
      const known = await at("answers").get([visit, `photo.${id}`]);
      const row = await remove(at, visit, id);
      return lay(at, visit, row ?? known?.value ?? {}, bytes, blob.type);
    });
    changed(id, "deleted");
    changed(made, "raw");
    return made;
  }

  const urls = new Map();
  async function photoUrl(id) {
    if (!urls.has(id)) {
      const found = await photoBytes(id);
      if (!found?.bytes) return null;
      urls.set(id, URL.createObjectURL(new Blob([found.bytes], { type: found.type })));
    }
    return urls.get(id);
  }

  // Making small

  function decode(blob) {
    const viaImage = async () => {
      const image = new Image();
      image.src = URL.createObjectURL(blob);
      await image.decode().finally(() => URL.revokeObjectURL(image.src));
      return image;
    };
    return createImageBitmap(blob, { imageOrientation: "from-image" }).catch(viaImage);
  }

  function canvasOf(width, height) {
    if (self.OffscreenCanvas) return new OffscreenCanvas(width, height);
    return Object.assign(document.createElement("canvas"), { width, height });
  }

  const encode = (canvas) =>
    canvas.convertToBlob
      ? canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY })
      : new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));

  /* Upright, at most 1600 pixels, on white, and nothing but pixels. */
  async function small(blob) {
    const picture = await decode(blob);
    const [wide, high] = [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height];
    const scale = Math.min(1, SIDE / Math.max(wide, high));
    const canvas = canvasOf(Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale)));
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.imageSmoothingQuality = "high";
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close?.();
    const made = await encode(canvas);
    if (made?.type !== "image/jpeg") throw new TypeError("no JPEG");
    return { blob: made, width: canvas.width, height: canvas.height };
  }

  const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  async function shrink(id) {
    const row = await store.photoBytes(id);
    if (row?.state !== "raw") return;
    const raw = new Blob([row.bytes], { type: row.type });
    const made = await small(raw).catch(() => ({ blob: raw }));
    const bytes = await made.blob.arrayBuffer();
    const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
    const size = made.width ? { width: made.width, height: made.height } : {};
    try {
      await readyPhoto(id, bytes, { type: made.blob.type, sha256, ...size });
    } catch {
      setTimeout(recover, RETRY); // the raw one is safe
    }
  }

  /* What is raw, new or left by a killed browser; tabs take turns. */
  function recover() {
    const all = async () => {
      for (const id of await store.photosIn("raw")) await shrink(id);
    };
    return navigator.locks ? navigator.locks.request("ja-shrink", all) : all();
  }

  // On the cards

  const inputs = () => document.querySelectorAll('input[type="file"][name^="p."]');
  const cardOf = (code) => document.getElementById(`q-${code}`);

  const known = (code) => {
    const found = new Map();
    for (const [key, value] of values)
      if (key.startsWith("photo.") && value?.criterion === code) found.set(key.slice(6), value);
    for (const [id, row] of rows) if (row.criterion === code) found.set(id, row);
    return [...found].sort(([a], [b]) => a.localeCompare(b));
  };

  const address = (id, small = "") => `${visit.urls.list}photos/${id}/${small}`;

  function thumb([id, row], number) {
    const item = make("li", "", { className: "photo-item" });
    const state = rows.has(id) ? rows.get(id).state : "done";
    const image = make("img", "", { alt: say("alt", { number }), width: 148, height: 111, loading: "lazy" });
    const badge = make("p", say(`is_${state}`), { className: `photo-state ${state}` });
    image.onerror = () => rows.has(id) || (badge.textContent = say("is_elsewhere"));
    (rows.has(id) ? photoUrl(id) : Promise.resolve(null)).then((url) => (image.src = url ?? address(id, "small/")));
    const caption = make("input", "", { className: "input", value: row.caption ?? "", maxLength: 200 });
    caption.setAttribute("aria-label", say("caption", { number }));
    caption.placeholder = say("words");
    caption.onchange = () => rename(id, caption.value.trim());
    const edit = make("button", say("edit"), { type: "button", className: "btn btn-quiet", onclick: ({ target }) => change(id, target) });
    const away = make("button", say("delete"), { type: "button", className: "btn btn-quiet" });
    away.onclick = () => {
      if (away.dataset.sure) return dropPhoto(visit.id, id);
      away.dataset.sure = "yes";
      away.textContent = say("sure");
    };
    for (const button of [edit, away]) button.append(make("span", ` ${say("alt", { number })}`, { className: "vh" }));
    item.append(image, badge, caption, edit, away);
    return item;
  }

  function rename(id, caption) {
    if (rows.has(id)) return captionPhoto(id, caption);
    return ja.write(`photo.${id}`, { ...values.get(`photo.${id}`), caption });
  }

  function draw(code) {
    const card = cardOf(code);
    if (!card || card.querySelector(".thumbs[data-photos] input:focus")) return;
    card.querySelector(".thumbs[data-photos]")?.remove();
    for (const link of card.querySelectorAll(".thumbs a")) // drawn by the server
      if (values.has(`photo.${link.href.split("/").at(-2)}`)) link.closest("li").remove();
    const list = make("ul", "", { className: "thumbs" });
    list.dataset.photos = code;
    list.append(...known(code).map((pair, index) => thumb(pair, index + 1)));
    if (list.children.length) card.append(list);
  }

  const codes = () => new Set([...inputs()].map((input) => input.name.slice(2)));

  const isGone = ({ id }) => values.get(`photo.${id}`)?.deleted;

  /* A photo deleted elsewhere, by the desk for instance, leaves this tablet too. */
  async function refresh() {
    const found = await store.photos(visit.id);
    for (const { id } of found.filter(isGone)) dropPhoto(visit.id, id);
    const before = JSON.stringify([...rows]);
    rows.clear();
    for (const row of found) if (!isGone(row)) rows.set(row.id, row);
    if (JSON.stringify([...rows]) !== before || !refresh.isDone) for (const code of codes()) draw(code);
    refresh.isDone = true;
  }

  // Drawing on a photo, hiding a part of it

  async function change(id, button) {
    const local = await store.photoBytes(id);
    const blob = local?.bytes
      ? new Blob([local.bytes], { type: local.type })
      : await fetch(address(id)).then((response) => (response.ok ? response.blob() : null), () => null);
    if (!ja.annotate) await Promise.all([ja.load(visit.urls.annotate_look).catch(() => {}), ja.load(visit.urls.annotate)]);
    if (!blob || !ja.annotate) return void (button.textContent = say("away"));
    const made = await ja.annotate(blob);
    if (made) await shrink(await replacePhoto(visit.id, id, made));
  }

  document.addEventListener("ja:photo", refresh);
  document.addEventListener("ja:value", ({ detail }) => {
    if (!detail.key.startsWith("photo.")) return;
    for (const code of codes()) draw(code);
    if (detail.value?.deleted) refresh();
  });
  ja.photos = { recover };
  refresh();
  recover();
})();
