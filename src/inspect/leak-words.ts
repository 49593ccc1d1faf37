import type { ImageReading, Leak } from "../image/image-reading.ts";
import { instructionOf } from "./instruction.ts";

/** Where a leak is, in a few words: `ENV TOKEN`, `app/.env`, `history: RUN pip install …`. */
export function placeOf(leak: Leak, { history }: Pick<ImageReading, "history">): string {
  const name = leak.path ?? "";
  if (leak.place === "env") return `ENV ${name}`;
  if (leak.place === "label") return `LABEL ${name}`;
  if (leak.place === "command") return name.toUpperCase();
  if (leak.place === "history") {
    const line = history[Number(/\d+/.exec(name)?.[0] ?? -1)];
    return `history: ${instructionOf(line?.createdBy ?? null)}`;
  }
  if (leak.place !== "file") return `${leak.place}${name && ` ${name}`}`;
  return `${leak.path ?? "between the files"}${leak.inside === null ? "" : `!/${leak.inside}`}`;
}

/** What was found: the kind, how it is written, and as much of it as may be shown. */
export function kindOf({ rule, encoding, masked, removed }: Leak): string {
  const kind = rule === "find" ? "the value given" : rule;
  const written = encoding === "plain" ? "" : `, ${encoding}`;
  return `${kind} ${masked}${written}${removed ? ", removed later" : ""}`;
}

/** How to close a leak: it depends on where it is. */
export function closing(leak: Leak): string {
  if (leak.owner === "base") return "It comes with the base image: choose another, and tell who makes it.";
  if (leak.place === "env" || leak.place === "label" || leak.place === "command")
    return "Take it out of the Dockerfile; give it when the container starts: docker run --env-file FILE.";
  if (leak.place === "history" || leak.place === "attestation" || leak.place === "config")
    return "Hand it to the one step that needs it: RUN --mount=type=secret, not a build argument.";
  if (leak.removed)
    return "A later rm hides it only: never let it into a layer (.dockerignore, RUN --mount=type=secret).";
  return "Keep it out of the image: .dockerignore for files, RUN --mount=type=secret for what a step needs.";
}
