/**
 * All that this front end asks the CMS.
 *
 * The types are made of the CMS's own description (`npm run types`). Nothing is kept between two requests: what a
 * practice unpublishes, or a patient takes back, is gone here at the same moment.
 */
import type { components } from "./schema";

type Schemas = components["schemas"];

/** A page of a content type. A bare page of Wagtail's, which has no body, is not shown here. */
export type Page = Exclude<Schemas["AnyPage"], { meta: { type: "wagtailcore.Page" } }>;
export type PageType = Page["meta"]["type"];
export type PageOf<Type extends PageType> = Extract<Page, { meta: { type: Type } }>;
export type Block = Schemas["BodyBlock"];
export type BlockValue<Type extends Block["type"]> = Extract<Block, { type: Type }>["value"];
export type Card = Schemas["PageCard"];
export type Citation = Schemas["NumberedCitation"];
export type Form = Schemas["Form"];
export type FormField = Schemas["FormFieldRepresentation"];
export type FormProperty = Schemas["FormProperty"];
export type FormRefusal = Schemas["FormRefusal"];
export type Image = Schemas["Image"];
export type Link = Schemas["Link"];
export type Pair = Schemas["Pair"];
export type RelatedGroup = Schemas["RelatedGroup"];

export const CMS = new URL(process.env.CMS_URL || "http://localhost:8000").origin;
const HEADERS: HeadersInit = process.env.CMS_TOKEN ? { Authorization: `Bearer ${process.env.CMS_TOKEN}` } : {};

/** Whether `page` is of this type. TypeScript does not see by itself that `meta.type` tells pages apart. */
export function is<Type extends PageType>(page: Page, type: Type): page is PageOf<Type> {
  return page.meta.type === type;
}

/** The page at `path`, a path of this front end, which is that of the CMS's own site. */
export const pageAt = (path: string) => ask<Page>("pages/find/", { html_path: path });

/** Where `path` was moved to. Redirects are kept without the slash at the end. */
export const movedTo = async (path: string) =>
  (await ask<Schemas["Redirect"]>("redirects/find/", { html_path: path.replace(/\/$/, "") }))?.location;

export const menus = () => must(ask<Schemas["MenusRepresentation"]>("menus/"));
export const practice = () => must(ask<Schemas["PracticeRepresentation"]>("practice/"));

/** What the form of a page asks. Null while the page is a draft. */
export const form = (id: number) => ask<Form>(`forms/${id}/`);
export const formAddress = (id: number) => `${CMS}/api/v2/forms/${id}/`;

/** The pages below `page`, for a list. A draft that was never saved has the id 0, and none below it. */
export const below = (page: Page) =>
  list<Pick<Schemas["Page"], "id" | "title" | "summary" | "meta"> & { listing_image: Image | null }>(page, {
    fields: "summary,listing_image",
  });

/** The cases of an album. */
export const casesOf = (album: PageOf<"gallery.GalleryPage">) =>
  list<PageOf<"gallery.CasePage">>(album, { type: "gallery.CasePage", fields: "summary,age_range,pairs" });

/** The draft that the query string of a preview names, or the sentence that says why there is none. */
export async function draft(
  query: URLSearchParams,
): Promise<{ page: Page } | { page: null; status: number; message: string }> {
  const response = await fetch(`${CMS}/api/v2/page_preview/?${query}`, { headers: HEADERS });
  if (response.ok) return { page: await response.json() };
  const { message }: Schemas["Problem"] = await response.json();
  return { page: null, status: response.status, message };
}

/** Wagtail's user bar for that draft, as HTML: its accessibility checks, and its links to the editor. */
export async function userBar(query: URLSearchParams): Promise<string> {
  const response = await fetch(`${CMS}/api/v2/page_preview/userbar/?${query}`, { headers: HEADERS });
  return response.ok ? response.text() : "";
}

async function list<Item>(parent: Page, query: Record<string, string>): Promise<Item[]> {
  if (!parent.id) return [];
  const found = await ask<{ items: Item[] }>("pages/", { child_of: String(parent.id), limit: "100", ...query });
  return found?.items ?? [];
}

/** The answer of the API, or null where there is nothing. Any other refusal is a mistake of ours, and fails aloud. */
async function ask<Answer>(endpoint: string, query: Record<string, string> = {}): Promise<Answer | null> {
  const address = `${CMS}/api/v2/${endpoint}?${new URLSearchParams(query)}`;
  const response = await fetch(address, { headers: HEADERS });
  if (response.status === 404) return null;
  const answer = await response.json();
  if (!response.ok) throw new Error(`${address}: ${(answer as Schemas["Problem"]).message}`);
  return answer as Answer;
}

async function must<Answer>(answer: Promise<Answer | null>): Promise<Answer> {
  const given = await answer;
  if (!given) throw new Error(`${CMS} serves no site`);
  return given;
}
