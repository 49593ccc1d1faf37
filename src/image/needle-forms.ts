import { isUtf8 } from "node:buffer";
import { UserError } from "../errors.ts";
import type { Encoding, Needle } from "./image-reading.ts";

/** One way in which a value may stand in bytes. */
export interface Form {
  rule: string;
  encoding: Encoding;
  bytes: Buffer;
  /** The value with all but its last characters starred. */
  masked: string;
  /** For a literal that only begins a finding: what must stand around it. Null for a value that is known. */
  shape: Shape | null;
}

/** Looks around a literal at `at` of a text. */
export type Shape = (text: string, at: number) => { form: Form; start: number; end: number } | null;

const SHORTEST_VALUE = 4;
// Shorter pieces of base64 or hex turn up by chance in a gigabyte.
const SHORTEST_ENCODED = 8;

/**
 * Every form of the values to look for: plain (also as JSON writes it), base64 at each of the three offsets in both
 * alphabets, hex, percent-encoded, UTF-16. Throws a UserError for a value under four bytes.
 */
export function formsOf(needles: readonly Needle[]): Form[] {
  return needles.flatMap(({ rule, value }) => {
    if (value.length < SHORTEST_VALUE) {
      throw new UserError(`The value to look for (${rule}) is too short: it has ${value.length} bytes.`, {
        fix: `Give a value of at least ${SHORTEST_VALUE} bytes.`,
      });
    }
    const masked = mask(value);
    const seen = new Set<string>();
    return encodings(value)
      .map(({ encoding, bytes }) => ({ rule, encoding, bytes, masked, shape: null }))
      .filter(({ bytes }) => !seen.has(bytes.toString("latin1")) && seen.add(bytes.toString("latin1")));
  });
}

function encodings(value: Buffer): { encoding: Encoding; bytes: Buffer }[] {
  const of = (encoding: Encoding, texts: string[]) =>
    texts.map((text) => ({ encoding, bytes: Buffer.from(text, "latin1") }));
  const encoded = [...of("base64", base64Forms(value)), ...of("hex", hexForms(value)), ...utf16Forms(value)];
  return [
    { encoding: "plain", bytes: value },
    ...jsonForms(value),
    ...of("percent", percentForms(value)),
    ...encoded.filter(({ bytes }) => bytes.length >= SHORTEST_ENCODED),
  ];
}

/** At most the last four characters, and never more than a quarter of the value. */
export function mask(value: Buffer): string {
  const text = value.toString("latin1");
  const shown = Math.min(4, Math.floor(text.length / 4));
  const tail = text.slice(text.length - shown).replaceAll(/[^\x21-\x7e]/g, "*");
  return `****${tail}`;
}

/** The characters that the value alone decides, for each place where it may begin in a group of three bytes. */
function base64Forms(value: Buffer): string[] {
  const standard = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), value]).toString("base64");
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + value.length) * 8) / 6));
  });
  return [...standard, ...standard.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"))];
}

function hexForms(value: Buffer): string[] {
  const hex = value.toString("hex");
  return [hex, hex.toUpperCase()];
}

/** As the common libraries do it: they differ in which characters stay as they are. */
function percentForms(value: Buffer): string[] {
  const kept = [/[\w.~-]/, /[\w.~!*'()-]/, /[\w.~/-]/, /[\w.~!*'();/?:@&=+$,#-]/, /[\w.~$&+,;=:-]/, /^$/];
  const bytes = [...value].map((byte) => String.fromCharCode(byte));
  const code = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  const upper = kept.map((keep) => bytes.map((char) => (keep.test(char) ? char : code(char))).join(""));
  const lower = upper.map((text) => text.replaceAll(/%../g, (code) => code.toLowerCase()));
  return [...upper, ...lower].flatMap((text) => [text, text.replaceAll(/%20/g, "+")]);
}

function jsonForms(value: Buffer): { encoding: Encoding; bytes: Buffer }[] {
  if (!isUtf8(value)) return [];
  const plain = JSON.stringify(value.toString("utf8")).slice(1, -1);
  const code = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const go = plain.replaceAll(/[<>&\u2028\u2029]/g, code);
  const ascii = plain.replaceAll(/[^\x20-\x7e]/g, code);
  return [plain, go, ascii].map((text) => ({ encoding: "plain" as const, bytes: Buffer.from(text, "utf8") }));
}

function utf16Forms(value: Buffer): { encoding: Encoding; bytes: Buffer }[] {
  if (!isUtf8(value)) return [];
  const little = Buffer.from(value.toString("utf8"), "utf16le");
  return [little, Buffer.from(little).swap16()].map((bytes) => ({ encoding: "utf-16" as const, bytes }));
}
