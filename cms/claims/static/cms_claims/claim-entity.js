/* The rich text editor's “claim” button: opens the chooser and puts the chosen claim behind the selected words.
   https://docs.wagtail.org/en/stable/extending/extending_draftail.html */
(() => {
  const { draftail, React } = window;

  class ClaimSource extends window.ChosenEntitySource {
    dataOf(claim) {
      return { id: Number(claim.id) };
    }

    textOf(claim) {
      return claim.text;
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
