import type { Context, Engine, ImageBytes, ImageFacts } from "../context.ts";
import { UserError } from "../errors.ts";
import { engineWith } from "./engine-image.ts";

export type Outside = Pick<Context, "engines" | "files" | "host" | "screen" | "signal">;

export interface TargetOptions {
  readonly privateEngine?: boolean;
  /** Let the engine fetch an image that it does not hold. */
  readonly pull?: boolean;
}

/** What is to be inspected: an archive, or an image that an engine holds. */
export interface Target {
  readonly kind: "archive" | "engine";
  /** As it was asked for. */
  readonly name: string;
  /** Null for an archive. */
  readonly held: { readonly engine: Engine; readonly facts: ImageFacts } | null;
  /** May be called once. */
  open(): Promise<ImageBytes>;
}

/**
 * Finds what a name means: `-` is an archive on standard input, a path that is there is an archive or the folder of
 * one, anything else an image of an engine. Nothing is installed or started, and nothing fetched without `pull`.
 * @throws UserError when there is no such thing, or when a bare name is both a file and an image
 */
export async function findTarget(outside: Outside, name: string, options: TargetOptions): Promise<Target> {
  const { files } = outside;
  if (name === "-") return archive(name, async () => piped(outside));
  const kind = await files.kind(name);
  if (kind === null && looksLikePath(name)) throw noFile(name);
  if (kind !== null && !looksLikePath(name)) await mustBeOnlyFile(outside, name, options);
  if (kind === "file") return archive(name, async () => files.stream(name));
  if (kind === "folder") return archive(name, async () => files.folder(name));
  const { engine, facts } = await engineWith(outside, name, options);
  const open = () => outside.engines.imageBytes(engine, facts.id);
  return { kind: "engine", name, held: { engine, facts }, open };
}

function archive(name: string, open: Target["open"]): Target {
  return { kind: "archive", name: name === "-" ? "standard input" : name, held: null, open };
}

function piped({ files }: Outside): ImageBytes {
  const input = files.standardInput();
  if (input !== null) return input;
  throw new UserError("Nothing is piped into standard input.", {
    fix: "Pipe an archive into it: docker save IMAGE | size-matters inspect -",
  });
}

/** A reference to an image cannot begin with a dot or a slash, and no image is called x.tar. */
function looksLikePath(name: string): boolean {
  return /^[./~\\]|^[A-Za-z]:\\|\.(tar|tgz|tar\.gz|tar\.zst|oci)$/.test(name);
}

function noFile(name: string): UserError {
  return new UserError(`There is no file ${name}.`, {
    fix: "Give a file made by docker save IMAGE -o FILE, or the name of an image: size-matters inspect IMAGE",
  });
}

/** A file in the way of an image of the same name would be read in its place, and nobody would know. */
async function mustBeOnlyFile(outside: Outside, name: string, options: TargetOptions): Promise<void> {
  const privateOnly = options.privateEngine ?? false;
  const { engine } = await outside.engines.find({ privateOnly, toRead: true });
  if (engine === null || (await engine.docker.image(name)) === null) return;
  throw new UserError(`${name} is both a file here and an image of the Docker engine.`, {
    fix: `Say which: ./${name} is the file, ${name.includes(":") ? name : `${name}:latest`} the image.`,
  });
}
