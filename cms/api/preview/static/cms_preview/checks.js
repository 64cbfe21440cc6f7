/*
 * Wagtail runs its content checker in the visible preview iframe. A cross-origin iframe can report that it is ready
 * while it still loads in the background. Wagtail would then check the old iframe, which is about to be removed, and
 * wait forever. This script delays the message until the new iframe is visible.
 */
(() => {
  let delayedMessage = null;

  window.addEventListener(
    "message",
    (event) => {
      if (event.data?.wagtail?.type !== "w-userbar:axe-ready" || event.source === window) return;
      const visibleIframe = document.getElementById("w-preview-iframe");
      if (!visibleIframe || event.source === visibleIframe.contentWindow) return;
      event.stopImmediatePropagation();
      delayedMessage = event.data;
    },
    { capture: true },
  );

  document.addEventListener("w-preview:loaded", () => {
    if (delayedMessage) window.postMessage(delayedMessage, window.location.origin);
    delayedMessage = null;
  });
})();
