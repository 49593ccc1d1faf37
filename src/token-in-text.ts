import { finderOf } from "./image/finder.ts";
import { formsOf } from "./image/needle-forms.ts";

/** What of a text is the token. */
export interface TokenInText {
  isIn(text: string): boolean;
  /** The text with `***` where it stands. */
  masked(text: string): string;
}

/**
 * Looks for the token in what a program prints, in every form in which it is looked for in an image: curl -v prints it in
 * base64. An empty token is nowhere.
 */
export function tokenInText(token: string): TokenInText {
  const forms = token === "" ? [] : formsOf([{ rule: "find", value: Buffer.from(token) }]);
  const finder = finderOf(forms.map((form) => ({ ...form, masked: "***" })));
  return { isIn: (text) => finder.inText(text).length > 0, masked: (text) => finder.redact(text) };
}
