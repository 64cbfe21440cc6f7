/*
 * Starts the widgets that Wagtail's own templates start with an inline script, which the policy of the admin refuses.
 * The server puts this element in the place of the script:
 *   <cms-start hidden call="new Chooser" arguments="[…]"></cms-start>
 * As an inline script, a custom element runs at once when a panel is added to the page.
 */
(() => {
  const ALLOWED = /^(new )?(\w*(?:Chooser|InlinePanel|ChooserPanel))$/;

  class Start extends HTMLElement {
    connectedCallback() {
      const [, isClass, name] = this.getAttribute("call").match(ALLOWED) ?? [];
      if (!name) throw new Error(`Not a widget of the admin: ${this.getAttribute("call")}`);
      const options = JSON.parse(this.getAttribute("arguments"));
      // A panel that staff move is connected again, and must not start twice.
      this.remove();
      if (isClass) new window[name](...options);
      else window[name](...options);
    }
  }

  customElements.define("cms-start", Start);

  // The cropping tool of images would test for touch screens by an inline event handler.
  if (window.jQuery.Jcrop) window.jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
})();
