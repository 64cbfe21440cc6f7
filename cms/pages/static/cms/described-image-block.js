/* An image with its description beside it. Choosing an image fills in the description of that image, unless staff have
   written another. */
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;

  class DescribedImageBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, state, error) {
      const block = super.render(placeholder, prefix, state, error);
      const description = document.getElementById(`${prefix}-alt_text`);
      let own = state?.image?.default_alt_text || '';
      block.childBlocks.image.widget.addEventListener('chosen', ({ detail }) => {
        if (!description.value || description.value === own) description.value = detail.default_alt_text || '';
        own = detail.default_alt_text || '';
      });
      return block;
    }
  }

  window.telepath.register('cms.pages.DescribedImageBlock', DescribedImageBlockDefinition);
})();
