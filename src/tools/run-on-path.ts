import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Context, ToolJob, ToolSaid } from "../context.ts";
import { UserError } from "../errors.ts";

type Outside = Pick<Context, "files" | "host" | "run" | "signal">;

/** What in the environment changes what a tool says. */
const SETTINGS = /^(CI|(DIVE|HADOLINT|SYFT|ANCHORE|GRYPE|TRIVY)_\w+)$/;

/** A program of this machine, and what it is to do. */
export interface OnPath {
  readonly path: string;
  readonly job: ToolJob;
  /** The image's archive; null without an image. */
  readonly archive: string | null;
  /** Files of this machine that lie in the folder, too, by their paths in it. */
  readonly links?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly within: number;
}

/** Where a tool runs, so that nothing of the learner's own settings counts. */
interface CleanPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a program of this machine in a folder with nothing but the job's files. The folder is gone afterwards.
 * @throws UserError when it does not end in time
 */
export function runOnPath(
  outside: Outside,
  { path, job, archive, links = {}, within }: OnPath,
): Promise<ToolSaid> {
  return inCleanPlace(outside, { job, archive, links }, async (place) => {
    const { signal } = outside;
    const said = await outside.run(path, job.args, { ...place, signal, timeout: within });
    if (said.timedOut) {
      throw new UserError(`${path} did not end within ${within / 1000} s.`, {
        fix: "Type the command again; when it happens again, try the tool by hand.",
      });
    }
    const { exitCode, stdout, stderr } = said;
    const written = job.writes === undefined ? null : await outside.files.read(join(place.cwd, job.writes));
    return { exitCode, stdout, stderr, written };
  });
}

/** The same on the learner's own terminal. Gives its exit code. */
export function showOnPath(
  outside: Outside & Pick<Context, "processes">,
  { path, job, archive, links = {} }: Omit<OnPath, "within">,
): Promise<number> {
  return inCleanPlace(outside, { job, archive, links }, (place) =>
    outside.processes.runOnTerminal(path, job.args, place),
  );
}

async function inCleanPlace<T>(
  { files, host }: Outside,
  { job, archive, links }: Required<Pick<OnPath, "job" | "archive" | "links">>,
  work: (place: CleanPlace) => Promise<T>,
): Promise<T> {
  const cwd = join(host.cacheFolder, `tool-${randomBytes(6).toString("hex")}`);
  await files.makeFolder(cwd, 0o700);
  try {
    for (const [name, content] of Object.entries(job.files ?? {})) {
      await files.makeFolder(dirname(join(cwd, name)), 0o700);
      await files.write(join(cwd, name), content);
    }
    const held = archive === null ? links : { ...links, "image.tar": archive };
    for (const [name, file] of Object.entries(held)) {
      await files.makeFolder(dirname(join(cwd, name)), 0o700);
      await files.link(file, join(cwd, name));
    }
    return await work({ cwd, env: cleanEnvironment(host.env, cwd) });
  } finally {
    await files.remove(cwd);
  }
}

/** The environment without what changes a tool's answers, and with a home of its own. */
export function cleanEnvironment(env: Context["host"]["env"], home: string): CleanPlace["env"] {
  const settings = Object.keys(env).filter((name) => SETTINGS.test(name));
  return {
    ...Object.fromEntries(settings.map((name) => [name, undefined])),
    ...{ HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    SYFT_CHECK_FOR_APP_UPDATE: "false",
  };
}
