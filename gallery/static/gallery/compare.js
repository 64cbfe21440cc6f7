/* Lays the two pictures of a pair over each other, with a slider between them. Without this script they stand side by
   side, and the button brings them back there. The slider is a range input: mouse, finger and keyboard come with it. */
for (const pair of document.querySelectorAll(".pair__pictures")) {
  const [before, after] = pair.querySelectorAll("img");
  const view = pair.closest(".pair").querySelector(".pair__view").textContent.trim().toLowerCase();

  // The box of the first is that of both, or pictures of unequal proportions would jump.
  pair.style.setProperty("--ratio", before.getAttribute("width") / before.getAttribute("height"));

  const stage = document.createElement("div");
  stage.className = "pair__stage";
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "pair__slider";
  slider.value = 50;
  slider.setAttribute("aria-label", pair.dataset.compare.replace("{view}", view));
  slider.setAttribute("autocomplete", "off"); // or a browser puts it back where it was, and the picture not
  stage.append(slider);

  const move = () => {
    pair.style.setProperty("--split", `${slider.value}%`);
    slider.setAttribute("aria-valuetext", pair.dataset.position.replace("{percent}", 100 - slider.value));
  };
  slider.addEventListener("input", move);
  move();

  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet pair__switch";
  const lay = (over) => {
    pair.classList.toggle("pair__pictures--over", over);
    stage.hidden = !over;
    button.textContent = over ? pair.dataset.toPair : pair.dataset.toSlider;
  };
  button.addEventListener("click", () => lay(stage.hidden));

  pair.append(stage);
  pair.after(button);
  lay(true);
}
