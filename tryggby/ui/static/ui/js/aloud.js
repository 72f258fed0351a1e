/** Reads the text aloud, only where the device has a voice of its own for the language: nothing is sent anywhere. */
const synthesis = window.speechSynthesis;

function voice(language) {
  const wanted = language === "nb" ? ["nb", "no"] : [language];
  return synthesis.getVoices().find((v) => v.localService && wanted.includes(v.lang.toLowerCase().split("-")[0]));
}

function offer() {
  const box = document.querySelector("[data-aloud]");
  if (box && voice(box.dataset.aloudLanguage)) box.hidden = false;
}

/* Piece by piece: some browsers stop in the middle of a long speech. */
function read(box, button, label, start) {
  const found = voice(box.dataset.aloudLanguage);
  const pieces = document.querySelector(box.dataset.aloud).innerText.split(/\n+/).filter((piece) => piece.trim());
  pieces.forEach((piece, place) => {
    const speech = new SpeechSynthesisUtterance(piece);
    speech.voice = found;
    speech.lang = found.lang;
    speech.rate = 0.9;
    speech.onerror = () => { label.textContent = start; };
    if (place === pieces.length - 1) speech.onend = speech.onerror;
    synthesis.speak(speech);
  });
  label.textContent = button.dataset.stop;
}

function begin() {
  const box = document.querySelector("[data-aloud]");
  if (!box) return;
  const button = box.querySelector("button");
  const label = button.querySelector("span");
  const start = label.textContent;
  button.addEventListener("click", () => {
    if (synthesis.speaking) synthesis.cancel();
    else read(box, button, label, start);
  });
  offer();
}

if (synthesis) {
  begin();
  // A form was sent, and the page is another one now (forlat.js).
  addEventListener("replaced", begin);
  addEventListener("pagehide", () => synthesis.cancel());
  synthesis.addEventListener("voiceschanged", offer);
}
