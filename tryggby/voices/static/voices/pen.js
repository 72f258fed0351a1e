/** A place to draw with finger, pen or mouse. */
export function pen(canvas, eraser) {
  if (!canvas) return { erase() {}, picture: () => "" };
  const paper = canvas.getContext("2d");
  let drawn = false;
  let last = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const erase = () => {
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    drawn = false;
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = place(event);
    paper.lineWidth = 6;
    paper.lineCap = "round";
    paper.strokeStyle = "#103036";
    paper.beginPath();
    paper.moveTo(...last);
    paper.lineTo(...next);
    paper.stroke();
    last = next;
    drawn = true;
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (last = null));
  eraser.addEventListener("click", erase);
  erase();
  return { erase, picture: () => (drawn ? canvas.toDataURL("image/png") : "") };
}
