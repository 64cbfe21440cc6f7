/** “Exit this page”: replaces the entry of the history. Three times Escape within five seconds does the same. */
const exit = document.querySelector<HTMLAnchorElement>("[data-exit]");
if (exit) {
  const leave = () => {
    document.body.hidden = true;
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed: number[] = [];
  document.addEventListener("keydown", ({ key, repeat }) => {
    if (key !== "Escape" || repeat) return;
    pressed = [...pressed, performance.now()].slice(-3);
    if (pressed.length === 3 && pressed[2] - pressed[0] < 5000) leave();
  });
  document.querySelector("[data-exit-note]")!.textContent = "Or press the Escape key three times.";
  addEventListener("pageshow", () => { document.body.hidden = false; });
}
