import { defineMiddleware } from "astro:middleware";

import { CMS } from "./api";
import { isPreview } from "./here";

/** Pictures, and the answer to a form, come from the CMS. Nothing else comes from another host. */
const PUBLIC = [
  "default-src 'none'",
  `img-src 'self' ${CMS}`,
  "script-src 'self'",
  "style-src 'self'",
  `connect-src ${CMS}`,
  `form-action ${CMS}`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** The user bar brings scripts and styles of the CMS, some of them inline. Its editor shows the page in a frame. */
const PREVIEW = [
  `default-src 'self' 'unsafe-inline' ${CMS}`,
  `img-src 'self' data: ${CMS}`,
  "base-uri 'none'",
  `frame-ancestors ${CMS}`,
];

export const onRequest = defineMiddleware(async ({ url }, next) => {
  const response = await next();
  const { headers } = response;
  const preview = isPreview(url);
  // What the practice takes back is to be gone at once, also from the browser's cache and from its list of pages.
  headers.set("Cache-Control", preview ? "private, no-store" : "no-cache");
  headers.set("Referrer-Policy", preview ? "no-referrer" : "same-origin");
  headers.set("X-Content-Type-Options", "nosniff");
  if (preview) headers.set("X-Robots-Tag", "noindex");
  if (import.meta.env.PROD) headers.set("Content-Security-Policy", (preview ? PREVIEW : PUBLIC).join("; "));
  return response;
});
