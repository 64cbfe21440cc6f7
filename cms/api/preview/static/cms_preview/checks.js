/*
 * Wagtail runs its content checker in the visible preview iframe. A cross-origin iframe can report that it is ready
 * while it still loads in the background. Wagtail would then check the old iframe, which is about to be removed, and
 * wait forever. This script delays the message until the new iframe is visible.
 */
(() => {
  const READY = "w-userbar:axe-ready";
  let isReady = false;

  const isOfPreview = (source) =>
    [...document.querySelectorAll("[data-controller~='w-preview'] iframe")].some(
      (frame) => frame.contentWindow === source,
    );

  window.addEventListener(
    "message",
    (event) => {
      if (event.data?.wagtail?.type !== READY || event.source === window) return;
      const visibleIframe = document.getElementById("w-preview-iframe");
      if (!visibleIframe || event.source === visibleIframe.contentWindow) return;
      event.stopImmediatePropagation();
      isReady ||= isOfPreview(event.source);
    },
    { capture: true },
  );

  document.addEventListener("w-preview:loaded", () => {
    if (isReady) window.postMessage({ wagtail: { type: READY } }, window.location.origin);
    isReady = false;
  });
})();
