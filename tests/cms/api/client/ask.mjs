// Asks the API with wagtail-js what its documentation shows, and prints the answers as JSON.
// the npm package wagtail-js
import { CMSClient, FetchError, fetchContent } from "wagtail-js";

const [baseURL, pageId, imageId, documentId] = process.argv.slice(2);
const client = new CMSClient({ baseURL, apiPath: "/api/v2" });
const document = await client.fetchDocument(Number(documentId));

// The client writes a failure to the console, where the answers are to stand.
console.group = console.log = console.groupEnd = () => {};
const refusal = await fetchContent(baseURL, "/api/v2", "pages", { order: "colour" }).catch((error) => ({
  isFetchError: error instanceof FetchError,
  code: error.code,
}));

const answers = {
  pages: await client.fetchPages({ limit: 1, order: "-title", child_of: Number(pageId) }),
  secondPage: await client.fetchPages({ limit: 1, offset: 1, child_of: Number(pageId) }),
  ofType: await client.fetchPages({ type: "articles.ArticlePage", fields: ["_", "title", "date", "tags"] }),
  nested: await client.fetchPages({ type: "articles.ArticlePage", fields: ["_", "listing_image(_,alt)"] }),
  inMenus: await client.fetchPages({ show_in_menus: true }),
  searched: await client.fetchPages({ search: "leaves roots", search_operator: "or", order: "title" }),
  byId: await client.fetchPage(Number(pageId)),
  bySlug: await client.fetchPage("leaves", { type: "articles.ArticlePage", fields: ["date"] }),
  noSlug: await client.fetchPage("nowhere"),
  noId: await client.fetchPage(99999),
  images: await client.fetchImages({ limit: 5 }),
  image: await client.fetchImage(Number(imageId), { fields: ["renditions"] }),
  documents: await client.fetchDocuments({ limit: 3 }),
  document,
  documentAddress: client.getMediaSrc(document.meta),
  refusal,
};
process.stdout.write(JSON.stringify(answers));
