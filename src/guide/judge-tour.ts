import type { Verdict } from "../checks/verdict.ts";
import type { RungResult } from "./rung-result.ts";

export interface TourGoal {
  readonly id: string;
  readonly says: string;
  readonly verdict: Verdict;
  /** What was seen, in a few words. */
  readonly evidence: string;
}

const LARGEST_SHARE = 0.2;

type Judge = (rungs: readonly RungResult[], last: RungResult) => Omit<TourGoal, "id" | "says">;

/** What the whole ladder has to reach. `every-image-answers` is asked of a part of it, too. */
const GOALS: readonly { id: string; says: string; wholeLadder: boolean; judge: Judge }[] = [
  {
    id: "every-image-answers",
    says: "The app in every image shows a picture that was handed out just now.",
    wholeLadder: false,
    judge: (rungs) => {
      const silent = rungs.filter(({ answers }) => !answers);
      return judged(
        silent.length === 0,
        silent.map(({ name, problem }) => `${name}: ${problem}`).join("; ") || "all answer",
      );
    },
  },
  {
    id: "small",
    says: "The last image is at most a fifth of the first.",
    wholeLadder: true,
    judge: (_, last) =>
      judged(last.shareOfNaive <= LARGEST_SHARE, `${(last.shareOfNaive * 100).toFixed(1)} %`),
  },
  {
    id: "no-secret",
    says: "The token is nowhere in the last image, and the package behind it is installed.",
    wholeLadder: true,
    judge: (_, last) => {
      if (last.canary.length > 0) return judged(false, `found in ${last.canary.length} places`);
      if (last.unread > 0)
        return { verdict: "could-not-check", evidence: `${last.unread} parts could not be searched` };
      return judged(
        last.privatePackage,
        last.privatePackage ? "nowhere; installed" : "the package is not installed",
      );
    },
  },
  {
    id: "stays-closed",
    says: "Once the token is out of the image, no later rung brings it back.",
    wholeLadder: true,
    judge: (rungs) => {
      const clean = rungs.findIndex(({ canary }) => canary.length === 0);
      const back = clean < 0 ? rungs.at(-1) : rungs.slice(clean).find(({ canary }) => canary.length > 0);
      return judged(
        back === undefined,
        back === undefined ? `out since rung ${rungs[clean]?.rung}` : `in rung ${back.rung}`,
      );
    },
  },
  {
    id: "not-root",
    says: "The last image does not run as root.",
    wholeLadder: true,
    judge: (_, last) => {
      const root = isRoot(last.user);
      const evidence = `user ${last.user}`;
      return root === null ? { verdict: "could-not-check", evidence } : judged(!root, evidence);
    },
  },
];

function judged(met: boolean, evidence: string): { verdict: Verdict; evidence: string } {
  return { verdict: met ? "met" : "not-yet", evidence };
}

/** Is this `USER` root? Null for a name: only the image's own passwd file could tell. */
export function isRoot(user: string): boolean | null {
  const name = user.split(":")[0]?.trim() ?? "";
  if (name === "" || name === "root") return true;
  return /^\d+$/.test(name) ? Number(name) === 0 : null;
}

/**
 * Judges the rungs that were played.
 * @param whole was the whole ladder played? Goals about its end are asked only then.
 */
export function judgeTour(rungs: readonly RungResult[], whole: boolean): TourGoal[] {
  const last = rungs.at(-1);
  if (last === undefined) return [];
  const asked = GOALS.filter(({ wholeLadder }) => whole || !wholeLadder);
  return asked.map(({ id, says, judge }) => ({ id, says, ...judge(rungs, last) }));
}
