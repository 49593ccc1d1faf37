import { z } from "zod";
import type { Package } from "../image/image-reading.ts";
import { pythonName } from "../image/python-name.ts";
import { wildcard } from "./wildcard.ts";

/** Packages, as a lab names them. */
export const packageNames = z.array(
  z.string().regex(/^(deb|apk|python):\S+$/, "Write type:name, for example python:flask"),
);

/** Tells whether a package is the one that a lab names: `python:flask`, `deb:gcc-??`. */
export function isNamed({ type, name }: Pick<Package, "type" | "name">, pattern: string): boolean {
  const [kind = "", ...rest] = pattern.split(":");
  const spelled = (text: string) => (type === "python" ? pythonName(text) : text);
  return kind === type && wildcard(spelled(rest.join(":"))).test(spelled(name));
}
