import { FEED_PASSWORD } from "../../feed-password.ts";
import { finderOf } from "../../image/finder.ts";
import { formsOf } from "../../image/needle-forms.ts";
import { soundsSecret } from "../../image/secret-names.ts";
import { tokenForms } from "../../image/token-forms.ts";
import { TOKEN_RULES } from "../../image/token-rules.ts";

/** A value that stands behind a name; one that a shell or the builder fills in is none. */
const ASSIGNED = /\b([A-Za-z_]\w*)=(?!["']?\$)("[^"\n]*"|'[^'\n]*'|[^\s"'\\]+)/g;
const ASSIGNED_BY_BLANK = /^(\s*ENV\s+)([A-Za-z_]\w*)(\s+)(?!["']?\$)(\S.*)$/gm;
const IN_ADDRESS = /(:\/\/[^\s/:@]+:)(?!\$)[^\s/@]+(?=@)/g;

/**
 * A text without secrets: the values that are known, in every form; what has the shape of a token; what stands behind a
 * name that sounds like one; passwords in addresses.
 */
export function masked(text: string, values: readonly string[]): string {
  const known = values
    .filter((value) => value.length >= 4)
    .map((value) => ({ rule: "known", value: Buffer.from(value) }));
  return finderOf([...formsOf(known), ...tokenForms([...TOKEN_RULES, FEED_PASSWORD])])
    .redact(text)
    .replaceAll(ASSIGNED, (whole, name: string) => (soundsSecret(name) ? `${name}=****` : whole))
    .replaceAll(ASSIGNED_BY_BLANK, (whole, env: string, name: string, blank: string) =>
      soundsSecret(name) ? `${env}${name}${blank}****` : whole,
    )
    .replaceAll(IN_ADDRESS, "$1****");
}
