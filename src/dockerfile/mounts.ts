import { posix } from "node:path";
import type { Mount, StageBase } from "./instruction.ts";
import { nameAndValue } from "./words.ts";

/**
 * The value of one `--mount`: keys and values, parted by commas.
 * https://docs.docker.com/reference/dockerfile/#run---mount
 */
export function readMount(text: string, resolve: (from: string) => StageBase): Mount {
  const pairs = text.split(",").filter(Boolean).map(nameAndValue);
  const options = Object.fromEntries(pairs.map(({ name, value }) => [name.toLowerCase(), value ?? "true"]));
  const type = (options.type ?? "bind").toLowerCase();
  const source = options.source ?? options.src ?? null;
  const target = options.target ?? options.dst ?? options.destination ?? null;
  return {
    type,
    id: options.id ?? ownId(type, source, target),
    source,
    target,
    from: options.from === undefined ? null : resolve(options.from),
    required: /^(?:1|t|true)$/i.test(options.required ?? ""),
    options,
  };
}

function ownId(type: string, source: string | null, target: string | null): string | null {
  if (type === "secret") return source ?? (target === null ? null : posix.basename(target));
  if (type === "ssh") return "default";
  return type === "cache" ? target : null;
}
