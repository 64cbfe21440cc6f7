/* Suggests pages while somebody types into a search form. The form works the same without this script.
   The pattern is the combobox with a list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
(() => {
  const DELAY = 150; // milliseconds without a key before the server is asked
  const SHORTEST = 2;

  const suggestFor = (form) => {
    const input = form.querySelector("input[type=search]");
    const list = document.createElement("ul");
    list.id = `${input.id}-suggestions`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.querySelector("label").textContent);
    form.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    let timer;
    let asked;
    let selected = -1;

    const select = (number) => {
      selected = number;
      [...list.children].forEach((option, index) => option.setAttribute("aria-selected", index === number));
      if (number < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[number].id);
    };

    const close = () => {
      clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      select(-1);
    };

    const show = (suggestions) => {
      close();
      suggestions.forEach(({ name, title, url }, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.className = "suggestions__option";
        option.setAttribute("role", "option");
        option.textContent = name === title ? name : `${name} – ${title}`;
        option.dataset.url = url;
        list.append(option);
      });
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      select(-1);
    };

    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      const { signal } = asked;
      try {
        const query = encodeURIComponent(input.value.trim());
        const response = await fetch(`${form.dataset.suggestions}?q=${query}`, { signal });
        if (response.ok) show((await response.json()).suggestions);
      } catch (error) {
        if (!signal.aborted) close(); // The network failed: the form is sent without suggestions.
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (input.value.trim().length < SHORTEST) close();
      else timer = setTimeout(ask, DELAY);
    });
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.key === "Escape" && count) {
        event.preventDefault(); // which would empty the field
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than there are options: the field itself.
        select(((selected + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && selected >= 0) {
        event.preventDefault();
        location.assign(list.children[selected].dataset.url);
      }
    });
    input.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  };

  document.querySelectorAll("form[data-suggestions]").forEach(suggestFor);
})();
