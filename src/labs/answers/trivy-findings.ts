import { z } from "zod";
import { countAnswer } from "./counts.ts";
import { kind } from "./kind.ts";

/** How many lines trivy's tables have. */
export const trivyFindings = kind("trivy-findings", {
  says: "How many vulnerabilities trivy finds, by the demonstration database.",
  options: {
    which: z
      .enum(["all", "fixed", "unfixed"])
      .default("all")
      .describe("All of them, those that a newer version mends, or those that none does."),
  },
  expected: ({ which }, { trivy }) => {
    if (!trivy) throw new Error("trivy was not asked");
    const all = trivy.vulnerabilities.length;
    const fixed = trivy.vulnerabilities.filter((one) => one.fixed !== null).length;
    const counts = { all, fixed, unfixed: all - fixed };
    const look = {
      text: "Add up the lines that begin with Total, with --ignore-unfixed and without.",
      command: "size-matters run trivy image --scanners vuln {{image}}",
    };
    const mistakes = [
      { count: counts.all, says: "Those are all of them." },
      { count: counts.fixed, says: "Those are the ones that a newer version mends." },
    ];
    return countAnswer({ right: counts[which], look, mistakes });
  },
});
