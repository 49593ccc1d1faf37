import { z } from "zod";
import type { Package } from "../../image/image-reading.ts";
import { pythonName } from "../../image/python-name.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { fewOf, layerEvidence } from "../places.ts";
import { type Locked, projectIn, readPoetryLock } from "../poetry-lock.ts";
import { environmentWith } from "../python-environment.ts";
import type { Reading, Subject } from "../subject.ts";
import { notRead, unlisted } from "../unread.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  lock: z.string().min(1).default("poetry.lock").describe("The lock file, by its path in the build context."),
  group: z
    .string()
    .min(1)
    .default("main")
    .describe("The group of dependencies that the app needs while it runs."),
  package: z
    .string()
    .min(1)
    .default("flask")
    .describe("A package of the app: where it lies is the app's environment."),
});

type Options = z.infer<typeof options>;

declare module "../kind.ts" {
  interface CheckKinds {
    "packages-locked": Options;
  }
}

/** What a new environment has by itself. No lock names these. */
const INSTALLERS = new Set(["pip", "setuptools", "wheel"]);

/** That the app runs with what its lock names, and with nothing else. */
export const packagesLocked: Kind<Options> = {
  says: "The app's environment has every package that the lock names, in that version, and none beside.",
  options,
  async judge(wanted, subject) {
    const reading = await subject.reading();
    const text = await subject.contextFile(wanted.lock);
    const expected = `the packages of group ${wanted.group} in ${wanted.lock}, and none beside`;
    if (text === null) return noLock(expected, wanted.lock);
    const locked = readPoetryLock(text);
    const environment = environmentWith(reading, wanted.package);
    if (environment === null) return notInstalled(expected, reading, wanted.package);
    if (environment.unlisted) return evidenceRemoved(expected, reading, environment.unlisted);
    const found = { reading, installed: environment.packages, locked, expected };
    const strange =
      otherVersion(found, wanted) ?? beside(found, wanted, await ownNames(subject)) ?? missing(found, wanted);
    const [unread] = unlisted(reading);
    if (strange) return strange;
    return unread
      ? notRead(expected, unread)
      : met(expected, counted(environment.packages.length, "package"));
  },
};

interface Found {
  readonly reading: Reading;
  readonly installed: readonly Package[];
  readonly locked: readonly Locked[];
  readonly expected: string;
}

/** The project itself may be installed like a package. */
async function ownNames(subject: Pick<Subject, "contextFile">): Promise<ReadonlySet<string>> {
  const project = projectIn((await subject.contextFile("pyproject.toml")) ?? "");
  return new Set([...INSTALLERS, ...(project === null ? [] : [project])]);
}

function otherVersion({ reading, installed, locked, expected }: Found, { lock }: Options): Judgement | null {
  const versionsOf = ({ name }: Package) => locked.filter((one) => one.name === pythonName(name));
  const others = installed.filter((one) => {
    const versions = versionsOf(one);
    return versions.length > 0 && !versions.some(({ version }) => version === one.version);
  });
  const [first] = others;
  if (!first) return null;
  const named = fewOf(versionsOf(first).map(({ version }) => version));
  const actual = `You shipped a version that the lock does not name: ${first.name} ${first.version}, and the lock says ${named}.`;
  const evidence = layerEvidence(reading, first.layer, fewOf(others.map(({ path }) => path)));
  const next = `Install what ${lock} of your build context names, and let nothing solve it anew.`;
  return notYet({ expected, actual }, [evidence], next);
}

function beside(
  { reading, installed, locked, expected }: Found,
  { lock, group }: Options,
  own: ReadonlySet<string>,
): Judgement | null {
  const isNamed = ({ name, groups }: Locked, other: Package) =>
    name === pythonName(other.name) && (groups.length === 0 || groups.includes(group));
  const others = installed.filter(
    (one) => !own.has(pythonName(one.name)) && !locked.some((named) => isNamed(named, one)),
  );
  const [first] = others;
  if (!first) return null;
  const groups = locked.find(({ name }) => name === pythonName(first.name))?.groups ?? [];
  const whose =
    groups.length > 0 ? `${lock} has it for ${groups.join(", ")} alone` : `${lock} does not name it`;
  const actual = `${fewOf(others.map(({ name }) => name))}: beside the app's own packages. Of ${first.name}, ${whose}.`;
  const next = "What only builds or tests the app belongs into another environment, or into no image.";
  return notYet({ expected, actual }, [layerEvidence(reading, first.layer, first.path)], next);
}

function missing(
  { reading, installed, locked, expected }: Found,
  { group, lock }: Options,
): Judgement | null {
  // PYTHONPATH may name several folders.
  const anywhere = reading.packages.filter(({ type, removed }) => type === "python" && !removed);
  const names = new Set(anywhere.map(({ name }) => pythonName(name)));
  const absent = locked.filter(
    ({ name, groups, isAlways }) => isAlways && groups.includes(group) && !names.has(name),
  );
  if (absent.length === 0) return null;
  const text = `${counted(installed.length, "package")} in the app's environment`;
  return notYet(
    { expected, actual: `not installed: ${fewOf(absent.map(({ name }) => name))}` },
    [{ kind: "file", where: "the package lists", text }],
    `Install all that ${lock} names for the app.`,
  );
}

function noLock(expected: string, lock: string): Judgement {
  const evidence = {
    kind: "file",
    where: lock,
    text: "There is no such file in your build context.",
  } as const;
  return notYet({ expected, actual: `${lock} is gone` }, [evidence], "Put it back: size-matters reset");
}

function notInstalled(expected: string, { packages }: Reading, name: string): Judgement {
  const text = `${counted(packages.length, "package")}, and not ${name}`;
  return notYet(
    { expected, actual: `${name} is not installed` },
    [{ kind: "file", where: "the package lists", text }],
    "The app needs it: which instruction should install it?",
  );
}

function evidenceRemoved(
  expected: string,
  reading: Reading,
  { path, layer }: { path: string; layer: number },
): Judgement {
  return notYet(
    { expected, actual: "You removed the evidence, not the package." },
    [layerEvidence(reading, layer, `/${path} is here, and no list beside it says which version it is`)],
    "Keep the dist-info folders: they tell scanners what is installed.",
  );
}
