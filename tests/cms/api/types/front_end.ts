// What a front end does with the types. Each @ts-expect-error is a mistake that the compiler has to find.
import type { components, paths } from "./api";
import type { Ok } from "./ok";

type Schemas = components["schemas"];
type Page = Schemas["AnyPage"];
type PageOf<Type extends Page["meta"]["type"]> = Extract<Page, { meta: { type: Type } }>;

/** TypeScript narrows by a property, and not by a property of a property. */
function is<Type extends Page["meta"]["type"]>(page: Page, type: Type): page is PageOf<Type> {
  return page.meta.type === type;
}

async function get<Path extends keyof paths>(path: Path, address: string = path): Promise<Ok<Path>> {
  return (await fetch(address)).json();
}

export async function list(): Promise<string[]> {
  const { items, meta } = await get("/api/v2/pages/");
  const total: number = meta.total_count;
  // @ts-expect-error: it is a number
  const words: string = meta.total_count;
  // @ts-expect-error: without `fields`, a list has no such thing for sure
  const summaries: string[] = items.map((item) => item.summary);
  return items.map((item) => `${item.title ?? "untitled"} of ${total}`);
}

export function detail(page: Page): string {
  const title: string = page.title;
  // @ts-expect-error: not every page has it
  page.citations;
  if (is(page, "articles.ProcedurePage")) {
    const status: "not_applicable" | "approved" | "off_label" | "investigational" = page.regulatory_status.status;
    const numbers: number[] = page.citations.map((citation) => citation.number);
    // @ts-expect-error: a procedure has no pairs
    page.pairs;
    // @ts-expect-error: misspelt
    page.citation;
    return `${title}: ${status}, ${numbers.join()}`;
  }
  if (is(page, "gallery.CasePage")) {
    return page.pairs.map(({ value }) => `${value.before.alt}, ${value.weeks_after + 1}`).join();
  }
  // @ts-expect-error: there is no such type
  is(page, "articles.ProcedurPage");
  return title;
}

export function block(block: Schemas["BodyBlock"]): string {
  // @ts-expect-error: which block it is, is not known yet
  block.value.caption;
  switch (block.type) {
    case "heading":
      return `${block.value.level} ${block.value.text}`;
    case "text":
      return block.value.toUpperCase();
    case "table":
      return block.value.rows.flatMap((row) => row.values.map((value) => value ?? "")).join();
    case "image":
      return block.value.image?.renditions.content.map(({ url, width }) => `${url} ${width}w`).join() ?? "";
    case "cards":
      return block.value.pages.map((card) => card.title).join();
    case "quote":
      // @ts-expect-error: a quote has a text and an attribution
      return block.value.author;
    case "claim":
      return `${block.value.text} ${block.value.as_of} ${block.value.basis.label} ${block.value.denominator?.number}`;
    case "regulatory_status":
      return block.value.status;
    case "questions":
    case "notice":
    case "key_facts":
    case "video":
    case "document":
    case "call_to_action":
    case "testimonials":
      return block.id ?? "";
    default:
      return block satisfies never; // Fails to compile once there is a block that is not above.
  }
}

export function related(group: Schemas["RelatedGroup"]): string[] {
  return group.type === "pages" ? group.items.map((card) => card.title) : group.items.map((item) => item.quote);
}

export function form(form: Schemas["Form"], refusal: Schemas["FormRefusal"]): string[] {
  return form.fields.map(({ name, role, widget }) => {
    // @ts-expect-error: there is no such widget
    if (widget === "colour") return "";
    const choices = form.schema.properties[name].oneOf?.map((choice) => choice.title) ?? [];
    return [role, widget, form.schema.properties[name].title, ...choices, ...(refusal.errors[name] ?? [])].join();
  });
}
