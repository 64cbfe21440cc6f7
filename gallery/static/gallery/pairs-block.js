/* The pairs of a case, with a button that uploads several photographs at once and makes a pair of each two. */
(() => {
  const LosslessStreamBlockDefinition = window.telepath.constructors['cms.pages.LosslessStreamBlock'];

  async function upload(file, url) {
    const body = new FormData();
    body.append('files[]', file);
    body.append('csrfmiddlewaretoken', document.querySelector('[name=csrfmiddlewaretoken]').value);
    const response = await fetch(url, { method: 'POST', body });
    const answer = await response.json();
    if (!answer.success) throw new Error(answer.error_message);
    return answer.image;
  }

  const stateOf = (image) => ({ image: image || null, alt_text: image?.default_alt_text || '' });

  class PairsBlockDefinition extends LosslessStreamBlockDefinition {
    render(...args) {
      const block = super.render(...args);
      const { url, label, help, progress, failed } = this.meta.upload;
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', multiple: true, accept: 'image/*', className: 'w-sr-only' });
      const button = document.createElement('label');
      button.className = 'button button-secondary button-small';
      button.append(label, input);
      const status = document.createElement('p');
      status.className = 'help';
      status.setAttribute('aria-live', 'polite');
      status.textContent = help;
      block.sequenceContainer.before(button, status);

      input.addEventListener('change', async () => {
        const files = [...input.files].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
        const images = [];
        const refused = [];
        input.disabled = true;
        for (const [number, file] of files.entries()) {
          status.textContent = progress.replace('{number}', number + 1).replace('{total}', files.length);
          try {
            images.push(await upload(file, url));
          } catch (error) {
            refused.push(failed.replace('{file}', file.name).replace('{reason}', error.message));
            images.push(null); // keeps the others in their pairs
          }
        }
        for (let place = 0; place < images.length; place += 2) {
          if (!images[place] && !images[place + 1]) continue;
          const state = this.initialChildStates.pair;
          const pair = { ...state, before: stateOf(images[place]), after: stateOf(images[place + 1]) };
          block.insert({ type: 'pair', value: pair, id: crypto.randomUUID?.() }, block.children.length, {});
        }
        input.disabled = false;
        input.value = '';
        status.textContent = refused.length ? refused.join(' ') : help;
        block.countInput[0].dispatchEvent(new Event('change', { bubbles: true })); // for the autosave
      });
      return block;
    }
  }

  window.telepath.register('gallery.PairsBlock', PairsBlockDefinition);
})();
