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
