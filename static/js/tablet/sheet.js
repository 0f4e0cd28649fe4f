/* The sheets for a promise and for a moment of truth: written, changed and deleted on this device,
   stamped with the time and the stage at which they were opened. */
(() => {
  "use strict";
  const { visit, values, say } = ja;
  const stages = visit.parts.filter((part) => part.place.startsWith("stage:"));
  const isShut = (stage) => Boolean(ja.opens?.(`stage:${stage}`)); // opening.js, where there is such a stage
  const here = () => {
    const open = stages.map((part) => part.place.slice(6)).filter((stage) => !isShut(stage));
    return open.find((stage) => visit.place === `stage:${stage}`) ?? open.at(-1);
  };
  let open = null; // {kind, key, value}

  const local = (iso) => {
    const at = new Date(iso);
    return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  };

  ja.sheet = (kind, key, at, about = {}) => {
    const dialog = document.getElementById(`${kind}-sheet`);
    const form = dialog.querySelector("form");
    const stamp = { stage: here(), ...(kind === "incident" && { happened_at: at }) };
    open = { kind, key, value: { ...stamp, ...about, ...values.get(key) } };
    form.reset();
    for (const control of form.elements) {
      const value = open.value[control.name];
      if (control.type === "radio") control.checked = String(value ?? "") === control.value;
      else if (control.type === "checkbox") control.checked = Boolean(value);
      else if (control.type === "datetime-local") control.value = value ? local(value) : "";
      else if (control.name) control.value = typeof value === "number" ? String(value).replace(".", visit.decimal) : (value ?? "");
    }
    for (const option of form.elements.stage.options)
      option.disabled = isShut(option.value) && option.value !== open.value.stage;
    form.querySelector("[data-delete]").hidden = !key;
    stampLine(form);
    dialog.showModal();
  };

  function stampLine(form) {
    const line = form.querySelector("[data-stamp]");
    const time = form.elements.happened_at?.value.slice(11) ?? "";
    const name = stages.find((part) => part.place === `stage:${form.elements.stage.value}`)?.name ?? "";
    line.textContent = [time, name].filter(Boolean).join(" · ");
  }

  const typed = {
    number: (text) => (text.trim() ? Number(text.replace(",", ".").replace("−", "-")) : null),
    moment: (text) => (text ? new Date(text).toISOString() : null),
  };

  function read(form) {
    const value = { ...open.value };
    for (const control of form.elements) {
      const { name, type } = control;
      if (!name || (type === "radio" && !control.checked)) continue;
      if (type === "checkbox") value[name] = control.checked;
      else if (type === "datetime-local") value[name] = local(value[name] ?? 0) === control.value ? value[name] : typed.moment(control.value);
      else value[name] = "number" in control.dataset ? typed.number(control.value) : control.value.trim();
    }
    if (value.polarity === "surprise")
      for (const { name, type } of form.querySelectorAll(".of-a-failure [name]"))
        value[name] = type === "checkbox" ? false : name === "noticed_by" ? "" : null;
    return value;
  }

  function save(event) {
    const form = event.target.closest("dialog.sheet form");
    if (!form || !open) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const isBad = [...form.querySelectorAll("[data-number]")].find((field) => Number.isNaN(typed.number(field.value)));
    if (isBad) return isBad.focus();
    ja.write(open.key || `${open.kind}.${ja.store.newId()}`, read(form));
    form.closest("dialog").close();
    ja.announce(say("moment_saved"));
  }

  function remove(form) {
    ja.write(open.key, { deleted: true });
    form.closest("dialog").close();
  }

  document.addEventListener("submit", save, true);
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-delete]");
    if (button) remove(button.form);
  });
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("dialog.sheet form");
    if (form) stampLine(form);
    if (target.name === "polarity") form.elements.what.focus();
  });
})();
