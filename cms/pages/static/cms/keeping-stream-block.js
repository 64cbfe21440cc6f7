/* A stream whose form shows blocks of missing types at their place. They can be moved and deleted, and are otherwise
   sent back as they came. See cms/pages/blocks/lossless.py. */
(() => {
  const { StreamBlock, StreamBlockDefinition } = window.wagtailStreamField.blocks;

  class UnknownBlockValue {
    constructor(blockDef, placeholder, prefix, state) {
      this.blockDef = blockDef;
      this.type = blockDef.name;
      this.element = document.createElement('div');
      this.words = document.createElement('p');
      this.words.tabIndex = -1;
      this.input = document.createElement('input');
      this.input.type = 'hidden';
      this.input.name = prefix;
      this.element.append(this.words, this.input);
      placeholder.replaceWith(this.element);
      this.setState(state);
    }

    setState(state) {
      this.state = state;
      this.words.textContent = state.words;
      this.input.value = state.signed;
    }

    getState() {
      return this.state;
    }

    getValue() {
      return this.state.signed;
    }

    getTextLabel() {
      return this.state.type;
    }

    setError() {}

    focus() {
      this.words.focus();
    }
  }

  class MissingBlockDefinition {
    constructor({ name, ...meta }) {
      this.name = name;
      this.meta = meta;
    }

    render(placeholder, prefix, state) {
      return new UnknownBlockValue(this, placeholder, prefix, state);
    }
  }

  class LosslessStreamBlock extends StreamBlock {
    _createChild(blockDef, ...rest) {
      const child = super._createChild(blockDef, ...rest);
      if (blockDef instanceof MissingBlockDefinition) child.disableDuplication();
      return child;
    }

    /* The server counts blocks without those of missing types. */
    setError(error) {
      if (!error?.blockErrors) return super.setError(error);
      const counted = this.children.filter((child) => !(child.blockDef instanceof MissingBlockDefinition));
      const places = Object.entries(error.blockErrors).map(([n, one]) => [this.children.indexOf(counted[n]), one]);
      return super.setError({ ...error, blockErrors: Object.fromEntries(places) });
    }
  }

  /* Its menu offers the types in the groups, and the missing one is in none. */
  class KeepingStreamBlockDefinition extends StreamBlockDefinition {
    constructor(name, groups, states, meta) {
      super(name, groups, states, meta);
      this.childBlockDefsByName[meta.missing.name] = new MissingBlockDefinition(meta.missing);
    }

    render(...args) {
      return new LosslessStreamBlock(this, ...args);
    }
  }

  window.telepath.register('cms.pages.LosslessStreamBlock', KeepingStreamBlockDefinition);
})();
