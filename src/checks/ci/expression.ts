import { Unplayable } from "./runner.ts";

/** A value of an expression of GitHub Actions. */
export type Value = string | number | boolean | null;

/** What an expression may look up and ask. */
export interface Surroundings {
  /** Where it stands, for who reads that it is not played. */
  readonly where: string;
  /** The value of `github.sha`; undefined where it is not known here. */
  readonly lookUp: (path: string) => Value | undefined;
  readonly failed: boolean;
}

const EXPRESSION = /\$\{\{(.*?)\}\}/gs;

/** The text with a value in place of each `${{ … }}`. @throws Unplayable where one is not known */
export function substituted(text: string, around: Surroundings): string {
  return text.replaceAll(EXPRESSION, (_, inner: string) => String(evaluated(inner, around) ?? ""));
}

const STATUS = /\b(always|success|failure|cancelled)\s*\(/;

/** Whether a step or job with this `if` is run. Without one of the functions for it, only where nothing has failed. */
export function isRun(condition: string | null, around: Surroundings): boolean {
  if (condition === null) return !around.failed;
  const inner = condition.trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
  if (!STATUS.test(inner) && around.failed) return false;
  return isTrue(evaluated(inner, around));
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions */
export function evaluated(text: string, around: Surroundings): Value {
  const tokens = text.match(/'(?:[^']|'')*'|[A-Za-z_][\w.-]*|\d+(?:\.\d+)?|==|!=|&&|\|\||[!(),]|\S/g) ?? [];
  const parser = new Parser(tokens, around, text.trim());
  return parser.whole();
}

function isTrue(value: Value): boolean {
  return value !== null && value !== false && value !== "" && value !== 0;
}

const sameText = (a: Value, b: Value) => String(a ?? "").toLowerCase() === String(b ?? "").toLowerCase();

class Parser {
  private at = 0;
  private readonly tokens: readonly string[];
  private readonly around: Surroundings;
  private readonly text: string;

  constructor(tokens: readonly string[], around: Surroundings, text: string) {
    this.tokens = tokens;
    this.around = around;
    this.text = text;
  }

  whole(): Value {
    const value = this.either();
    if (this.at < this.tokens.length) this.unknown();
    return value;
  }

  private either(): Value {
    let left = this.both();
    while (this.takes("||")) {
      const right = this.both();
      left = isTrue(left) ? left : right;
    }
    return left;
  }

  private both(): Value {
    let left = this.compared();
    while (this.takes("&&")) {
      const right = this.compared();
      left = isTrue(left) ? right : left;
    }
    return left;
  }

  private compared(): Value {
    const left = this.single();
    if (this.takes("==")) return sameText(left, this.single());
    if (this.takes("!=")) return !sameText(left, this.single());
    return left;
  }

  private single(): Value {
    if (this.takes("!")) return !isTrue(this.single());
    if (this.takes("(")) {
      const value = this.either();
      if (!this.takes(")")) this.unknown();
      return value;
    }
    const token = this.tokens[this.at++] ?? this.unknown();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (/^\d/.test(token)) return Number(token);
    if (this.takes("(")) return this.called(token);
    return this.named(token);
  }

  private named(token: string): Value {
    const constants: Record<string, Value> = { true: true, false: false, null: null };
    if (Object.hasOwn(constants, token)) return constants[token] ?? null;
    const value = this.around.lookUp(token);
    return value === undefined ? this.unknown() : value;
  }

  private called(name: string): Value {
    const given: Value[] = [];
    while (!this.takes(")")) {
      given.push(this.either());
      if (!this.takes(",") && this.tokens[this.at] !== ")") this.unknown();
    }
    const [first = "", second = ""] = given.map((one) => String(one ?? "").toLowerCase());
    const functions: Record<string, () => Value> = {
      always: () => true,
      success: () => !this.around.failed,
      failure: () => this.around.failed,
      cancelled: () => false,
      contains: () => first.includes(second),
      startswith: () => first.startsWith(second),
      endswith: () => first.endsWith(second),
    };
    return (functions[name.toLowerCase()] ?? (() => this.unknown()))();
  }

  private takes(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private unknown(): never {
    throw new Unplayable(this.around.where, `the expression \${{ ${this.text} }}`);
  }
}
