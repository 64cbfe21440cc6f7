import type { paths } from "./api";

/** The answer to a GET of `Path`. */
export type Ok<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Answer } } } };
}
  ? Answer
  : never;
