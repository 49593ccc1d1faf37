import { table } from "../../columns.ts";
import { formatBytes, formatSeconds } from "../../figures.ts";
import type { Lab } from "../../labs/lab.ts";
import type { LoggedCheck } from "../log.ts";
import type { Progress } from "../progress.ts";

const BAR = 20;

/** Every lab with its state and what the learner's last build of it came to, the image also as a bar to scale. */
export function journey(
  labs: readonly Lab[],
  progress: Pick<Progress, "of">,
  checks: ReadonlyMap<string, readonly LoggedCheck[]>,
): string[] {
  const builds = labs.map(({ id }) => checks.get(id)?.findLast(({ bytes }) => bytes));
  const most = Math.max(1, ...builds.map((build) => build?.bytes ?? 0));
  const rows = labs.map(({ number, id }, index) => {
    const build = builds[index];
    const state = progress.of(id).state;
    return [
      `${number}`,
      id,
      state === "started" ? "" : state,
      build?.bytes ? formatBytes(build.bytes) : "-",
      build?.layers ? String(build.layers) : "-",
      build?.wastedBytes === null || build === undefined ? "-" : formatBytes(build.wastedBytes),
      build ? formatSeconds(build.seconds) : "-",
      "#".repeat(Math.round(((build?.bytes ?? 0) / most) * BAR)),
    ];
  });
  return table([["", "lab", "", "image", "layers", "waste", "build", ""], ...rows], [0, 3, 4, 5, 6]);
}
