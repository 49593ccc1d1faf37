import type { Finding, ImageReading, Leak, Waste } from "../image/image-reading.ts";

/** The labs that teach to mend what is found, by what it is. The ids are those of the folders in labs/. */
const LABS = {
  base: "base-image",
  cleanUp: "clean-up",
  context: "build-context",
  merge: "layering",
  caches: "poetry",
  buildSecrets: "build-secrets",
  runTimeSecrets: "run-time-secrets",
  user: "non-root",
  manners: "nice-to-haves",
} as const;

/** Every lab that is named for a finding. */
export const NAMED_LABS: readonly string[] = Object.values(LABS);

/** Without a lab: accounts without a password, and programs with set id bits. */
const OF_FINDING: Readonly<Record<string, string>> = {
  "root-user": LABS.user,
  "unknown-user": LABS.user,
  "shell-form": LABS.manners,
  "apt-lists": LABS.cleanUp,
  "apt-cache": LABS.cleanUp,
  "apk-cache": LABS.cleanUp,
  "dnf-cache": LABS.cleanUp,
  "npm-cache": LABS.cleanUp,
  "pip-cache": LABS.caches,
  "poetry-cache": LABS.caches,
  "git-folder": LABS.context,
};

/** The lab that teaches to mend a finding; null where none does. */
export function labForFinding({ id, evidence }: Pick<Finding, "id" | "evidence">): string | null {
  if (id === "secret-name") return evidence.startsWith("ARG ") ? LABS.buildSecrets : LABS.runTimeSecrets;
  return OF_FINDING[id] ?? null;
}

/** The lab that teaches to mend waste. What the base wastes only another base mends. */
export function labForWaste({ reason, owner }: Pick<Waste, "reason" | "owner">): string {
  if (owner === "base") return LABS.base;
  return reason === "replaced" ? LABS.merge : LABS.cleanUp;
}

/** The lab that teaches to close a leak: it depends on how the value came in. */
export function labForLeak(
  { owner, place, layer }: Pick<Leak, "owner" | "place" | "layer">,
  { layers }: Pick<ImageReading, "layers">,
): string {
  if (owner === "base") return LABS.base;
  if (place === "env" || place === "label" || place === "command") return LABS.runTimeSecrets;
  const maker = layer === null ? null : (layers[layer]?.createdBy ?? null);
  const isCopied = place === "file" && /^(\/bin\/sh -c #\(nop\) )?(COPY|ADD)\b/.test(maker ?? "");
  return isCopied ? LABS.context : LABS.buildSecrets;
}
