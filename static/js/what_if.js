// A tick shows its result at once: the same page is fetched and its result put in place. Without
// this script the button does it.

const form = document.getElementById("what-if");
let running = null;

async function refresh() {
  running?.abort();
  running = new AbortController();
  const query = new URLSearchParams(new FormData(form));
  const address = `${location.pathname}?${query}`;
  try {
    const answer = await fetch(address, { signal: running.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = document.activeElement?.id;
    document.getElementById("result").replaceChildren(...page.getElementById("result").childNodes);
    if (focused) document.getElementById(focused)?.focus();
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

form?.addEventListener("change", refresh);
