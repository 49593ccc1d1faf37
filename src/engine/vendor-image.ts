import { join } from "node:path";
import { z } from "zod";
import type { Context, Engine, ImageFacts, Report, VendorImage } from "../context.ts";
import { UserError } from "../errors.ts";
import { tryPull } from "./bases.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/** What an image was at its first use: what its registry calls it, and what the engine does. */
const recorded = z.object({ digest: z.string(), id: z.string() });

/** The first of these references that the engine holds; null for none. Nothing is fetched, and nothing is kept. */
export async function presentVendorImage(
  outside: Pick<Outside, "files" | "host">,
  { docker }: Engine,
  references: readonly string[],
): Promise<VendorImage | null> {
  const found = await Promise.all(references.map((reference) => docker.image(reference)));
  for (const [index, reference] of references.entries()) {
    const facts = found[index];
    if (facts) return compared(outside, reference, facts);
  }
  return null;
}

/** Keeps what an image is, unless that was kept at an earlier use. */
export async function recordVendorImage(
  { files, host }: Pick<Outside, "files" | "host">,
  { digest, id, record }: VendorImage,
): Promise<void> {
  if (await files.exists(record)) return;
  await files.makeFolder(folderOf(host), 0o711);
  await files.write(record, JSON.stringify({ digest, id }));
}

/**
 * Pulls the first of these references that a registry gives. Nothing of it is ours: it is never removed.
 * @throws UserError with each registry's refusal
 */
export async function fetchVendorImage(
  outside: Outside,
  engine: Engine,
  references: readonly string[],
  report: Report,
): Promise<VendorImage> {
  const refusals: string[] = [];
  for (const reference of references) {
    const refusal = await tryPull(outside, engine, reference, report);
    const present = refusal === null ? await presentVendorImage(outside, engine, [reference]) : null;
    if (present !== null) return present;
    refusals.push(`${reference}: ${refusal ?? "it is not there after the pull"}`);
  }
  throw new UserError(`The image cannot be had:\n  ${refusals.join("\n  ")}`, {
    fix: "Connect the engine to one of these registries and type the command again, or bring it by hand (docker save, docker load).",
  });
}

async function compared(
  { files, host }: Pick<Outside, "files" | "host">,
  reference: string,
  { id, digests }: ImageFacts,
): Promise<VendorImage> {
  const digest =
    digests.find((known) => known.startsWith(`${repositoryOf(reference)}@`))?.split("@")[1] ?? id;
  const record = join(folderOf(host), `${reference.replaceAll(/[^\w.-]/g, "_")}.json`);
  const first = recorded.nullable().parse(JSON.parse((await files.read(record)) ?? "null"));
  const isSame = first === null || first.digest === digest || first.id === id;
  return { reference, id, digest, record, firstDigest: isSame ? null : first.digest };
}

/** As engines name it: without Docker Hub's own name. */
function repositoryOf(reference: string): string {
  return reference.replace(/^docker\.io\//, "").replace(/:[^:/]+$/, "");
}

function folderOf({ dataFolder }: Pick<Context["host"], "dataFolder">): string {
  return join(dataFolder, "vendor-images");
}
