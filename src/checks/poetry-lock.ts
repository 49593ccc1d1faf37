import { pythonName } from "../image/python-name.ts";

/** A package as poetry.lock has it. */
export interface Locked {
  /** In Python's one spelling. */
  readonly name: string;
  readonly version: string;
  readonly groups: readonly string[];
  /** On every system, and not only where a marker fits or somebody asks for it. */
  readonly isAlways: boolean;
}

/** The packages of a poetry.lock. Poetry writes the file itself, one key a line. */
export function readPoetryLock(text: string): Locked[] {
  const [, ...tables] = text.split(/^\[\[package\]\]\s*$/m);
  return tables.flatMap((table) => {
    // What follows in brackets are tables of their own: dependencies have versions, too.
    const own = table.split(/^\[/m, 1)[0] ?? "";
    const [name, version] = [textAt(own, "name"), textAt(own, "version")];
    if (name === null || version === null) return [];
    const isAlways = !/^markers\s*=/m.test(own) && !/^optional\s*=\s*true/m.test(own);
    return [{ name: pythonName(name), version, groups: groupsIn(own), isAlways }];
  });
}

function textAt(table: string, key: string): string | null {
  return new RegExp(`^${key}\\s*=\\s*"([^"]*)"`, "m").exec(table)?.[1] ?? null;
}

/** A lock from before Poetry 2 names no groups: then each package may be of any. */
function groupsIn(table: string): string[] {
  const list = /^groups\s*=\s*\[([^\]]*)\]/m.exec(table)?.[1];
  return list === undefined ? [] : [...list.matchAll(/"([^"]*)"/g)].map(([, group = ""]) => group);
}

/** The name of the project that a pyproject.toml describes; null when it tells none. */
export function projectIn(text: string): string | null {
  const tables = text.split(/^(?=\[)/m);
  const own = tables.filter((table) => /^\[(project|tool\.poetry)\]/.test(table));
  const name = own.map((table) => textAt(table, "name")).find((one) => one !== null);
  return name === undefined || name === null ? null : pythonName(name);
}
