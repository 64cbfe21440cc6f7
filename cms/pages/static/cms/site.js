/* Turns the link to a film into its player when it is pressed. Without this script the link leads to the film's
   own page. Nothing is asked of the other host before the press. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-player]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.className = "video__player";
  player.title = link.textContent.trim();
  player.allow = "autoplay; fullscreen; picture-in-picture";
  player.allowFullscreen = true;
  // YouTube's player refuses to start unless it is told which site it stands on.
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.src = link.dataset.player;
  link.replaceWith(player);
  player.focus();
});

/* “Exit this page”: the entry of the history is replaced, so that Back does not lead here. Three times Escape does the
   same. Without this script it is a link. */
const exit = document.querySelector("[data-exit]");
if (exit) {
  const WITHIN = 5000; // milliseconds for three times
  const status = document.querySelector("[data-exit-status]");
  const leave = () => {
    document.documentElement.classList.add("is-left"); // hides the page while the other one loads
    document.title = exit.dataset.exitLeaving;
    status.textContent = exit.dataset.exitLeaving;
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat || event.defaultPrevented) return;
    const now = performance.now();
    pressed = [...pressed.filter((time) => now - time < WITHIN), now];
    const left = 3 - pressed.length;
    if (left <= 0) leave();
    else status.textContent = left === 1 ? exit.dataset.exitLast : exit.dataset.exitLeft.replace("{number}", left);
  });
  const note = document.querySelector("[data-exit-keys]");
  note.textContent = note.dataset.exitKeys;
  // A page that is shown again from the memory of the browser is hidden no more.
  addEventListener("pageshow", () => document.documentElement.classList.remove("is-left"));
}
