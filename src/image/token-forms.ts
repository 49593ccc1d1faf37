import type { SoughtForm } from "./finder.ts";
import { type Form, mask, type Shape } from "./needle-forms.ts";
import type { TokenRule } from "./token-rules.ts";

// Two secrets of one kind are two findings when their tails differ; a file made to fill the memory is not worth it.
const MOST_TAILS = 1000;

/** A form for every literal of every rule: a finding where the rule's shape is around it. */
export function tokenForms(rules: readonly TokenRule[]): SoughtForm[] {
  return rules.flatMap((rule) => {
    const shape = shapeOf(rule);
    return rule.literals.map((literal) => ({
      ...formOf(rule.rule, Buffer.from(literal), "****", shape),
      glance: glanceOf(rule, literal),
    }));
  });
}

function shapeOf({ rule, pattern, accepts }: TokenRule): Shape {
  const forms = new Map<string, Form>();
  return (text, at) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const secret = match?.[1];
    if (secret === undefined || (accepts && !accepts(secret))) return null;
    const masked = forms.size < MOST_TAILS ? mask(Buffer.from(secret.trimEnd(), "latin1")) : "****";
    const form = forms.get(masked) ?? formOf(rule, Buffer.alloc(0), masked, null);
    forms.set(masked, form);
    return { form, start: pattern.lastIndex - secret.length, end: pattern.lastIndex };
  };
}

function glanceOf({ behind }: TokenRule, literal: string): SoughtForm["glance"] {
  if (!behind) return undefined;
  const { of, most, last } = behind;
  const isOf = Array.from({ length: 256 }, (_, byte) => of.test(String.fromCharCode(byte)));
  return (bytes, start) => {
    let at = start + literal.length;
    const end = at + most;
    while (at < end && isOf[bytes[at] ?? 0]) at++;
    return bytes[at] === last.charCodeAt(0);
  };
}

function formOf(rule: string, bytes: Buffer, masked: string, shape: Shape | null): Form {
  return { rule, encoding: "plain", bytes, masked, shape };
}
