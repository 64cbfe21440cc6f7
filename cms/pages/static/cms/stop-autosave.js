/* Stops Wagtail's autosave when an editor's form is submitted. Both requests write the same page, so an autosave beside
   a submission may repeat it or undo it. A submission waits for an autosave that the server is still working on. */
(() => {
  const submitNatively = HTMLFormElement.prototype.submit;

  function guard(form) {
    let latestSave = null; // the latest event with which the autosave announced a request
    let waiting = false;

    /* Return a promise while an autosave is under way, or null. No further autosave starts. */
    function stopAutosave() {
      const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
      if (!autosave) return null;
      autosave.activeValue = false;
      latestSave?.preventDefault(); // an announced request is not sent, if it has not been sent yet
      return autosave.submitPromise;
    }

    function submitAfter(underWay, submitter) {
      waiting = true;
      underWay.then(() => {
        if (submitter?.name) {
          // By then Wagtail has disabled the button, and a disabled button is not part of what a form sends.
          const field = document.createElement("input");
          Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
          form.append(field);
        }
        submitNatively.call(form);
      });
    }

    form.addEventListener("w-autosave:save", (event) => {
      latestSave = event;
    });

    window.addEventListener("submit", (event) => {
      if (event.target !== form || event.defaultPrevented) return;
      const underWay = stopAutosave();
      if (waiting || underWay) event.preventDefault();
      if (!waiting && underWay) submitAfter(underWay, event.submitter);
    });

    // Wagtail submits by script, without an event, after the dialog of an approval with a comment.
    form.submit = () => {
      const underWay = stopAutosave();
      if (!waiting && underWay) submitAfter(underWay);
      else if (!waiting) submitNatively.call(form);
    };
  }

  document.querySelectorAll("form[data-edit-form]").forEach(guard);
})();
