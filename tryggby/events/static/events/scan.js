/** Reads ticket codes with the camera where the browser can; each new code is checked in at once. */
import { key, replay, send } from "./arrivals.js";

const page = document.querySelector("[data-scan]");
const picture = page.querySelector("[data-scan-picture]");
const answer = page.querySelector("[data-scan-answer]");
const form = page.querySelector("[data-scan-form]");
const start = page.querySelector("[data-scan-start]");
let last = "";

async function read(text) {
  const code = /kode=([0-9a-z]+)/.exec(text)?.[1];
  if (text === last) return;
  last = text;
  setTimeout(() => (last = ""), 4000);
  if (!code || !text.includes(key.scan)) return tell(key.foreign, false);
  form.elements.kode.value = code;
  const result = await send(form);
  tell(result.waits ? key.waits : [result.name, result.text].filter(Boolean).join(" – "), result.ok);
}

function tell(text, fine) {
  answer.textContent = text;
  answer.classList.toggle("is-fine", fine);
  answer.classList.toggle("is-not", !fine);
  navigator.vibrate?.(fine ? 60 : [60, 60, 60]);
}

async function look(detector) {
  try {
    for (const code of await detector.detect(picture)) await read(code.rawValue);
  } catch {
    /* a frame that could not be read */
  }
  setTimeout(look, 250, detector);
}

async function supported() {
  return "BarcodeDetector" in globalThis && (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

if (await supported()) {
  page.querySelector("[data-scan-without]").hidden = true;
  start.hidden = false;
  start.addEventListener("click", async () => {
    picture.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    picture.hidden = false;
    start.hidden = true;
    await picture.play();
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  });
}

addEventListener("online", replay);
setInterval(replay, 5000);
