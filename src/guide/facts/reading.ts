import { matcherOf } from "../../checks/paths.ts";
import { isOfPackage } from "../../checks/python-record.ts";
import { mayBeScript } from "../../checks/scripts.ts";
import type { BaseFacts, Reading } from "../../checks/subject.ts";
import { FEED_PASSWORD } from "../../feed-password.ts";
import type { Wanted } from "../../image/final-files.ts";
import type { ImageReading, Needle } from "../../image/image-reading.ts";
import { knownLayers, readingStore } from "../../readings/known-layers.ts";
import { wayOfReading } from "../../readings/way.ts";
import { valuesFor } from "../move-to.ts";
import type { Asked, Outside } from "../open-subject.ts";

/** Reads the image that was built, in one pass: for the token, with every entry, and with whose each layer is. */
export async function readOwn(outside: Outside, asked: Asked, base: BaseFacts): Promise<Reading> {
  const { workshop, image } = asked;
  const token = ((await outside.files.read(workshop.secrets.tokenFile)) ?? "").trim();
  const find = [needleOf(token), ...(await wordOf(asked))];
  return readBuilt(outside, asked, { id: image.id, base, find });
}

/** The lab's word, where a check asks for it. */
async function wordOf({ workspace, lab }: Asked): Promise<Needle[]> {
  const checks = lab.file.goals.flatMap((goal) => goal.checks);
  if (!checks.some(({ type }) => type === "word-nowhere")) return [];
  const { word = "" } = await valuesFor(workspace, lab);
  return [{ rule: "word", value: Buffer.from(word) }];
}

/** The value to look for. */
export function needleOf(token: string): Needle {
  return { rule: "find", value: Buffer.from(token) };
}

/** The files of an image whose bytes are wanted, too. */
export interface Contents {
  readonly of: (path: string) => Wanted;
  /** Equal for equal wishes. */
  readonly says: string;
}

/** Reads any image of the lab's. Layers that were read before in the same way are not read again. */
export async function readBuilt(
  outside: Outside,
  { workshop, lab }: Asked,
  { id, base, find }: { id: string; base: BaseFacts | null; find: readonly Needle[] },
  contents = contentsFor(lab.file.goals.flatMap(({ checks }) => checks)),
): Promise<Reading> {
  const { readImage } = await import("../../image/read-image.ts");
  const { engine } = workshop;
  const facts = await engine.docker.image(id);
  const baseLayers = facts?.layers.slice(0, base?.layers ?? 0) ?? [];
  const way = { find, rules: [FEED_PASSWORD] };
  const reading = await readImage(await outside.engines.imageBytes(engine, id), {
    ...way,
    signal: outside.signal,
    list: contents.of,
    layers: knownLayers(
      readingStore(outside),
      engine.facts.id,
      await wayOfReading(outside, way, contents.says),
    ),
    ...(base && baseLayers.length > 0 ? { base: { name: base.reference, diffIds: baseLayers } } : {}),
  });
  return withEntries(reading);
}

function withEntries(reading: ImageReading): Reading {
  return { ...reading, entries: reading.entries ?? [] };
}

/** Whose contents the checks of a lab ask for: scripts, files that are named, and those of a package of Python. */
function contentsFor(checks: readonly { type: string; path?: unknown; package?: unknown }[]): Contents {
  const named = checks.flatMap(({ type, path }) =>
    type === "file" && typeof path === "string" ? [path] : [],
  );
  const isNamed = named.length > 0 ? matcherOf(named) : () => false;
  const packages = checks.flatMap(({ type, package: name }) =>
    type === "finding-gone" && typeof name === "string" && name.startsWith("python:")
      ? [name.slice("python:".length)]
      : [],
  );
  const arePackages = packages.map(isOfPackage);
  const scripts = checks.some(({ type }) => type === "interpreters");
  return {
    of: (path) => {
      if (isNamed(path) || arePackages.some((isOfIt) => isOfIt(path))) return true;
      return scripts && mayBeScript(path) && "start";
    },
    says: JSON.stringify({ named, packages, scripts }),
  };
}
