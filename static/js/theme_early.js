/* Before the first paint: the theme and text size chosen on this device. A plain script,
   loaded in the head without defer, so that nothing flashes. theme.js offers the choices. */
try {
  const theme = localStorage.getItem("ja-theme");
  const text = localStorage.getItem("ja-text");
  if (["light", "dark", "dim"].includes(theme)) document.documentElement.dataset.theme = theme;
  if (["l", "xl"].includes(text)) document.documentElement.dataset.text = text;
} catch {
  /* Storage is forbidden: the device's own wish holds. */
}
