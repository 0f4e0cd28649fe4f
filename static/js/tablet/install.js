/* The hint to install: Chromium offers it by itself, on an iPad it is two taps to be told. */
{
  const box = document.querySelector("[data-install]");
  const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  const isApple = /iPad|iPhone/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  let offer = null;

  const show = (name) => {
    box.hidden = false;
    box.querySelector(`[data-install-${name}]`).hidden = false;
  };
  if (box && !isInstalled) {
    if (isApple) show("apple");
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      offer = event;
      show("offer");
    });
    box.querySelector("button").addEventListener("click", () => offer?.prompt());
    addEventListener("appinstalled", () => (box.hidden = true));
  }
}
