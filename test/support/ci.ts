import type { Runner, RunnerStep, StepResult } from "../../src/checks/ci/runner.ts";
import type { Subject } from "../../src/checks/subject.ts";

/** What a step does, by what it is told to run; by default nothing, and well. */
export type Acts = (words: string, image: "own" | "riddle", step: RunnerStep) => Partial<StepResult>;

/** A subject's machines, on which every step does what is said here. What was run is added to `seen`. */
export function machinesThat(acts: Acts, seen: RunnerStep[] = []): Pick<Subject, "onRunner"> {
  return {
    onRunner: (image, work) =>
      work(async (): Promise<Runner> => {
        let files: Readonly<Record<string, string>> = {};
        return {
          secret: "a-secret",
          checkout: async (given) => {
            files = given;
          },
          run: async (step) => {
            seen.push(step);
            const words =
              "script" in step.what ? step.what.script : `${step.what.command}\n${files.Dockerfile}`;
            return { exitCode: 0, output: "", events: [], leaks: [], ...acts(words, image, step) };
          },
        };
      }),
  };
}
