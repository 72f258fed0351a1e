/* Reads the text aloud, only where the device has a voice of its own for the language: nothing is sent anywhere. */
const box = document.querySelector("[data-aloud]");
const synthesis = window.speechSynthesis;

function voice(language) {
  const wanted = language === "nb" ? ["nb", "no"] : [language];
  return synthesis.getVoices().find((v) => v.localService && wanted.includes(v.lang.toLowerCase().split("-")[0]));
}

function offer() {
  if (!voice(box.dataset.aloudLanguage)) return;
  box.hidden = false;
}

if (box && synthesis) {
  const button = box.querySelector("button");
  const label = button.querySelector("span");
  const start = label.textContent;
  button.addEventListener("click", () => {
    if (synthesis.speaking) {
      synthesis.cancel();
      return;
    }
    const speech = new SpeechSynthesisUtterance(document.querySelector(box.dataset.aloud).innerText);
    speech.voice = voice(box.dataset.aloudLanguage);
    speech.lang = speech.voice.lang;
    speech.rate = 0.9;
    speech.onend = speech.onerror = () => { label.textContent = start; };
    label.textContent = button.dataset.stop;
    synthesis.speak(speech);
  });
  window.addEventListener("pagehide", () => synthesis.cancel());
  synthesis.addEventListener("voiceschanged", offer);
  offer();
}
