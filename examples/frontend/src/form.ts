/** Sends the form of a contact page to the CMS, from the visitor's browser, and shows what it answers. */
import type { FormProperty, FormRefusal } from "./api";

const form = document.querySelector<HTMLFormElement>("form.form");
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(form);
});

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector("button");
  if (button?.ariaDisabled === "true") return; // It is on its way.
  button?.setAttribute("aria-disabled", "true");
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(answers(form)),
    });
    const answer = await response.json();
    if (response.status === 201) thank(form, answer.thank_you);
    else if (response.status === 422) refuse(form, answer);
    else say(form, answer.message);
  } catch {
    say(form, "Your message did not reach us. Please try again in a minute, or call us.");
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

/** What was filled in, by field, in the types that the form's schema wants. What was left empty is left out. */
function answers(form: HTMLFormElement): Record<string, unknown> {
  const data = new FormData(form);
  const filled: Record<string, unknown> = {};
  for (const { dataset } of fields(form)) {
    const name = dataset.name!;
    const values = data.getAll(name).map(String).filter(Boolean);
    switch (dataset.type as FormProperty["type"]) {
      case "boolean": filled[name] = values.length > 0; break;
      case "array": filled[name] = values; break;
      case "number": case "integer": if (values.length) filled[name] = Number(values[0]); break;
      case "string": if (values.length) filled[name] = values[0]; break;
    }
  }
  return filled;
}

function thank(form: HTMLFormElement, html: string): void {
  const thanks = document.createElement("div");
  thanks.className = "notice";
  thanks.tabIndex = -1;
  thanks.innerHTML = html; // Rich text of the practice, made safe by the CMS.
  form.replaceWith(thanks);
  thanks.focus();
}

function refuse(form: HTMLFormElement, { errors, renewed }: FormRefusal): void {
  for (const field of fields(form)) {
    const name = field.dataset.name!;
    const error = field.querySelector<HTMLElement>(".error");
    if (error) {
      error.textContent = (errors[name] ?? []).join(" ");
      error.hidden = !errors[name];
    }
    for (const control of controls(field)) control.setAttribute("aria-invalid", String(name in errors));
    if (name in renewed) renew(field, renewed[name]);
  }
  say(form, ["Not sent yet. See what is said at the fields.", ...(errors.__all__ ?? [])].join(" "));
  fields(form).filter(({ dataset }) => dataset.name! in errors).flatMap(controls)[0]?.focus();
}

/** The wording of the box as it is now, which is to be accepted anew, and the hidden field that tells it. */
function renew(field: HTMLElement, value: string): void {
  for (const control of controls(field)) {
    if (control.type === "hidden") control.value = value;
    else (control as HTMLInputElement).checked = false;
  }
  const wording = field.querySelector("[data-wording]");
  if (wording) wording.textContent = value;
}

function say(form: HTMLFormElement, words: string): void {
  const outcome = form.querySelector<HTMLElement>("[data-outcome]")!;
  outcome.hidden = false;
  outcome.textContent = words;
}

const fields = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLElement>("[data-name]")];
const controls = (field: HTMLElement) => [...field.querySelectorAll<HTMLInputElement>("input, select, textarea")];
