/* The source of an entity of the rich text editor: opens a chooser, and puts the chosen object behind the selected
   words. https://docs.wagtail.org/en/stable/extending/extending_draftail.html */
(() => {
  const { draftail, DraftJS } = window;

  window.ChosenEntitySource = class extends draftail.ModalWorkflowSource {
    /* Return the data of the entity for `chosen`, the response of the chooser. */
    dataOf(chosen) {
      return { id: chosen.id };
    }

    /* Return the text that the editor shows for `chosen`. */
    textOf(chosen) {
      return chosen.string;
    }

    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrl,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    onChosen(chosen) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const end = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, 'IMMUTABLE', this.dataOf(chosen));
      const changed = DraftJS.Modifier.insertText(
        content,
        end,
        this.textOf(chosen),
        null,
        content.getLastCreatedEntityKey(),
      );
      this.workflow.close();
      onComplete(DraftJS.EditorState.push(editorState, changed, 'insert-characters'));
    }
  };
})();
