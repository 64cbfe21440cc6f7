/* The rich text editor's “cite” button: opens the chooser of works and puts a marker behind the selected words.
   https://docs.wagtail.org/en/stable/extending/extending_draftail.html */
(() => {
  const { draftail, React } = window;

  class CitationSource extends window.ChosenEntitySource {
    textOf(work) {
      // A work's name begins with its label: “Pacik 2009: Botox treatment …”.
      return `[${work.string.split(':')[0]}]`;
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
