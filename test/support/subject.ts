import type { AppFacts, Reading, Subject } from "../../src/checks/subject.ts";
import { readDockerfile } from "../../src/dockerfile/dockerfile.ts";
import type { Wanted } from "../../src/image/final-files.ts";
import { type ImageSpec, partsOf } from "./archives/layouts.ts";
import { FIND, readSpec } from "./archives/read.ts";
import type { Entry } from "./archives/tar.ts";

type Layers = readonly (readonly Entry[])[];

/** An image, and what else is known of it, in small pieces. Without a base it stands on scratch. */
export interface Pieces extends Partial<Omit<Subject, "reading" | "base" | "dockerfile" | "image">> {
  /** The base's layers, lowest first. */
  readonly base?: Layers;
  /** False: the engine has another image under the base's name. */
  readonly baseIsKnown?: boolean;
  /** As FROM has it. */
  readonly reference?: string;
  /** What the engine calls the base. */
  readonly names?: readonly string[];
  /** The layers above the base, each with the instruction that made it, or without. */
  readonly layers?: Layers;
  readonly made?: readonly string[];
  readonly config?: object;
  readonly attestations?: readonly string[];
  readonly dockerfile?: string;
  readonly printed?: readonly string[];
  /** Which files' bytes are read; all unless given. */
  readonly contents?: (path: string) => Wanted;
  /** By which rule the planted value is looked for; as the token unless given. */
  readonly rule?: "find" | "word";
}

export const TAG = "size-matters/test:lab";
const SLIM = "python:3.13-slim";

/** The image of these pieces, as the reader reads it. */
export async function readingOf(pieces: Pieces): Promise<Reading> {
  const { base = [], baseIsKnown = true, contents = () => true, rule = "find" } = pieces;
  const spec = specOf(pieces);
  const { rootfs } = JSON.parse(partsOf(spec).config.toString()) as { rootfs: { diff_ids: string[] } };
  const diffIds = rootfs.diff_ids.slice(0, base.length);
  const known = baseIsKnown && base.length > 0 ? { base: { name: SLIM, diffIds } } : {};
  const find = FIND.map(({ value }) => ({ rule, value }));
  const reading = await readSpec(spec, { find, list: contents, ...known });
  return { ...reading, entries: reading.entries ?? [] };
}

function specOf({ base = [], layers = [], made = [], config = {} }: Pieces): ImageSpec {
  const lines = layers.map((_, index) => made[index] ?? `RUN step ${index}`);
  const history = [...base.map(() => "ADD rootfs.tar /"), ...lines].map((line) => ({ created_by: line }));
  return { layers: [...base, ...layers], config, history };
}

/** An app that is asked these things, and no others. */
export function appThat(answers: Partial<AppFacts>): Pick<Subject, "app"> {
  const facts: AppFacts = {
    answer: () => unasked("its page"),
    prints: () => unasked("what it prints"),
    look: () => unasked("its process"),
    ...answers,
  };
  return { app: async () => facts };
}

/** What a check asks about: the pieces, and a refusal for everything else. */
export function subjectOf(pieces: Pieces = {}): Subject {
  const { base = [], baseIsKnown = true, names = [], printed = [], dockerfile, ...answers } = pieces;
  const reference = pieces.reference ?? (base.length > 0 || !baseIsKnown ? SLIM : "scratch");
  const reading = readingOf(pieces);
  reading.catch(() => undefined);
  return {
    image: { id: "sha256:0", tag: TAG, printed },
    dockerfile: readDockerfile(dockerfile ?? `FROM ${reference}\n`),
    workspace: "test",
    earlier: () => unasked("an earlier build"),
    app: () => unasked("the app"),
    stop: () => unasked("to stop"),
    readOnlyApp: () => unasked("a read-only root"),
    command: () => unasked("a command"),
    withKey: () => unasked("a key"),
    health: () => unasked("a health check"),
    lentBuild: () => unasked("a build with a lent token"),
    rebuilt: () => unasked("another build"),
    rebuiltAgain: () => unasked("yet another build"),
    relocked: () => unasked("another lock"),
    context: () => unasked("the build context"),
    contextFile: () => unasked("a file of the build context"),
    contextFiles: () => unasked("files of the build context"),
    riddleDockerfile: () => unasked("a riddle"),
    onRunner: () => unasked("machines for CI"),
    diveRules: () => unasked("what dive says"),
    hadolint: () => unasked("what hadolint says"),
    trivy: () => unasked("what trivy finds"),
    syft: () => unasked("what syft finds"),
    answered: () => unasked("an answer"),
    ...answers,
    reading: () => reading,
    base: async () => ({
      reference,
      where: "Dockerfile:1",
      digest: /@(sha256:\w+)$/.exec(reference)?.[1] ?? null,
      names,
      layers: baseIsKnown ? base.length : null,
    }),
  };
}

async function unasked(what: string): Promise<never> {
  throw new Error(`This test has no ${what}.`);
}
