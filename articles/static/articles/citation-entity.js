/* The rich text editor's “cite” button: opens the chooser of works and puts a marker behind the selected words.
   https://docs.wagtail.org/en/stable/extending/extending_draftail.html */
(() => {
  const { draftail, DraftJS, React } = window;

  class CitationSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrl,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    onChosen(work) {
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
        .createEntity(entityType.type, 'IMMUTABLE', { id: work.id });
      // A work's name begins with its label: “Pacik 2009: Botox treatment …”.
      const marker = `[${work.string.split(':')[0]}]`;
      const changed = DraftJS.Modifier.insertText(
        content,
        end,
        marker,
        null,
        content.getLastCreatedEntityKey(),
      );
      this.workflow.close();
      onComplete(DraftJS.EditorState.push(editorState, changed, 'insert-characters'));
    }
  }

  const Citation = (props) =>
    React.createElement(
      'span',
      { style: { color: 'var(--w-color-text-link-default)' } },
      props.children,
    );

  draftail.registerPlugin(
    { type: 'CITATION', source: CitationSource, decorator: Citation },
    'entityTypes',
  );
})();
