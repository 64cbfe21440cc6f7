/*
 * Wagtail checks the frame of the preview that is shown. On another host, a frame with a change says that it can be
 * checked before it has taken the place of the one with the draft before; Wagtail would then check a frame that is
 * about to go, and wait for it in vain. So what comes early is said again once the frame is shown.
 */
(() => {
  let early = null;

  window.addEventListener(
    "message",
    (event) => {
      if (event.data?.wagtail?.type !== "w-userbar:axe-ready" || event.source === window) return;
      const shown = document.getElementById("w-preview-iframe");
      if (!shown || event.source === shown.contentWindow) return;
      event.stopImmediatePropagation();
      early = event.data;
    },
    { capture: true },
  );

  document.addEventListener("w-preview:loaded", () => {
    if (early) window.postMessage(early, window.location.origin);
    early = null;
  });
})();
