/*
 * Starts the widgets that Wagtail's own templates start with an inline script, which the policy of the admin refuses.
 * The server puts this element in the place of the script:
 *   <template data-controller="cms-start" data-cms-start-call-value="new Chooser" data-cms-start-arguments-value="[…]">
 */
(() => {
  const ALLOWED = /^(new )?(\w*(?:Chooser|InlinePanel|ChooserPanel))$/;

  class StartController extends window.StimulusModule.Controller {
    static values = { call: String, arguments: Array };

    connect() {
      const [, isClass, name] = this.callValue.match(ALLOWED) ?? [];
      if (!name) throw new Error(`Not a widget of the admin: ${this.callValue}`);
      // A panel that staff move is connected again, and must not start twice.
      this.element.remove();
      if (isClass) new window[name](...this.argumentsValue);
      else window[name](...this.argumentsValue);
    }
  }

  window.wagtail.app.register("cms-start", StartController);

  // The cropping tool of images would test for touch screens by an inline event handler.
  if (window.jQuery.Jcrop) window.jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
})();
