/** Read aloud, only by a voice that lives on the device; the button stays hidden when there is none. */
export function voice(button, parts) {
  const speaker = window.speechSynthesis;
  const language = document.documentElement.lang.slice(0, 2);
  let on = false;
  const own = (spoken = language) => {
    const wanted = { nb: ["nb", "no"], nn: ["nn", "nb", "no"] }[spoken] ?? [spoken];
    const local = (speaker?.getVoices() ?? []).filter((found) => found.localService);
    return wanted.map((code) => local.find((found) => found.lang.replace("_", "-").toLowerCase().startsWith(code))).find(Boolean);
  };
  const mark = (part) => {
    for (const old of document.querySelectorAll(".is-read")) old.classList.remove("is-read");
    part?.classList.add("is-read");
  };
  const stop = () => {
    if (!on) return;
    on = false;
    speaker.cancel();
    mark();
    label();
  };
  const label = () => {
    button.setAttribute("aria-pressed", String(on));
    button.querySelector("span").textContent = on ? button.dataset.stop : button.dataset.start;
  };
  const read = (queue) => {
    const [part, ...rest] = queue;
    if (!on || !part) return stop();
    // What is written in another language is read by a voice of that language, or not at all.
    const teller = own(part.closest("[lang]").lang.slice(0, 2));
    if (!teller) return read(rest);
    mark(part);
    const speech = new SpeechSynthesisUtterance(part.textContent.trim());
    speech.voice = teller;
    speech.lang = speech.voice.lang;
    speech.rate = 0.9;
    speech.onend = () => read(rest);
    speech.onerror = stop;
    speaker.speak(speech);
  };
  const offer = () => (button.hidden = !own());
  if (speaker) {
    offer();
    speaker.addEventListener?.("voiceschanged", offer);
    button.addEventListener("click", () => {
      if (on) return stop();
      on = true;
      label();
      read(parts());
    });
    addEventListener("pagehide", stop);
  }
  return { stop };
}
