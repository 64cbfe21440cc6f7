/** The practice's addresses, as they are on this front end. */

/** The address of one of the practice's pages, here. */
export const here = (url: string | null): string => (url ? new URL(url).pathname : "");

/** Rich text whose links to pages, which carry the page's id, lead to the same page here. */
export const linkedHere = (html: string): string =>
  html.replace(/<a\b[^>]*\bdata-page-id="[^>]*>/g, (tag) => tag.replace(/href="https?:\/\/[^/"]+/, 'href="'));

/** Whether the visitor chose to see sensitive pictures on this page. The choice is stored nowhere. */
export const showsSensitive = (url: URL): boolean => url.searchParams.get("show") === "sensitive";

/** The address of this page, with that choice or without it. */
export function withChoice(url: URL, show: boolean): string {
  const query = new URLSearchParams(url.searchParams);
  query.delete("show");
  if (show) query.set("show", "sensitive");
  return query.size ? `?${query}` : url.pathname;
}

export const isPreview = (url: URL): boolean => url.pathname.startsWith("/preview");

export const day = (date: string): string =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
