/**
 * A name or a text without what could steer a terminal: control characters, and marks that turn the direction of
 * writing. Line ends and tabs become blanks.
 */
export function safeText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text.replaceAll(/[\t\n\r]+/g, " ").replaceAll(ALL_UNSAFE, "");
}

const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
const ALL_UNSAFE = new RegExp(UNSAFE.source, "gu");
