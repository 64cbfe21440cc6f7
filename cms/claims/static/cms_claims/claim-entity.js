/* The rich text editor's “claim” button: opens the chooser and puts the chosen claim behind the selected words.
   https://docs.wagtail.org/en/stable/extending/extending_draftail.html */
(() => {
  const { draftail, DraftJS, React } = window;

  class ClaimSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrl,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    onChosen(claim) {
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
        .createEntity(entityType.type, 'IMMUTABLE', { id: Number(claim.id) });
      const changed = DraftJS.Modifier.insertText(
        content,
        end,
        claim.text,
        null,
        content.getLastCreatedEntityKey(),
      );
      this.workflow.close();
      onComplete(DraftJS.EditorState.push(editorState, changed, 'insert-characters'));
    }
  }

  const Claim = ({ contentState, entityKey, children }) =>
    React.createElement(
      'span',
      {
        'className': 'w-bg-surface-field-inactive',
        'data-claim': contentState.getEntity(entityKey).getData().id,
        'style': { borderBottom: '2px dotted var(--w-color-text-link-default)' },
      },
      children,
    );

  draftail.registerPlugin({ type: 'CLAIM', source: ClaimSource, decorator: Claim }, 'entityTypes');
})();
