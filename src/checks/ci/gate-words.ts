import { type Evidence, type Judgement, notYet } from "../verdict.ts";
import type { PlayedJob, PlayedStep } from "./play.ts";
import type { RunnerEvent } from "./runner.ts";

type EventOf<Name extends RunnerEvent["event"]> = Extract<RunnerEvent, { event: Name }>;

/** What the steps did of one kind, each with its step. */
export function eventsOf<Name extends RunnerEvent["event"]>(
  jobs: readonly PlayedJob[],
  name: Name,
): { readonly step: PlayedStep; readonly event: EventOf<Name> }[] {
  const steps = jobs.flatMap((job) => job.steps);
  return steps.flatMap((step) =>
    (step.result?.events ?? [])
      .filter((event): event is EventOf<Name> => event.event === name)
      .map((event) => ({ step, event })),
  );
}

const LAST_LINES = 6;

/** A step as evidence: its place in the file, and the last lines that it printed. */
export function stepEvidence({ where, result, outcome }: PlayedStep): Evidence {
  const lines = linesOf(result?.output ?? "")
    .slice(-LAST_LINES)
    .join("\n");
  const end = outcome === "skipped" ? "it is skipped" : `exit code ${result?.exitCode ?? 0}`;
  return { kind: "file", where, text: [lines, end].filter(Boolean).join("\n") };
}

/** What a tool logs of its own doings is left out, with times and levels. */
function linesOf(output: string): string[] {
  return output.split("\n").filter((line) => line.trim() !== "" && !/^\S+\t(?:DEBUG|INFO|WARN)\t/.test(line));
}

/** Why an image that must be stopped comes through, though it was scanned. */
export function whyPassed({ step, event }: { step: PlayedStep; event: EventOf<"scan"> }): string {
  const { exitCode, found } = event;
  if (exitCode === 0)
    return found
      ? `Trivy found ${found} and exited 0`
      : "Trivy found nothing of what it was told to count, and exited 0";
  if (step.outcome === "failure")
    return "the step fails, and continue-on-error lets the job go on: a gate with a way around it";
  const [, last] = /\|\s*([\w./-]+)(?!.*\|)/s.exec(withoutOr(step.script)) ?? [];
  if (last && !step.pipefail) return `No pipefail: ${last}'s success won. Trivy itself exited ${exitCode}`;
  return `trivy exited ${exitCode}, and the script went on and ended with 0`;
}

/** What to do about it. */
export function nextFor({ step, event }: { step: PlayedStep; event: EventOf<"scan"> }): string {
  if (event.exitCode === 0)
    return event.found
      ? "Tell trivy to fail: --exit-code 1, with the --severity that you want to stop."
      : "What would you have stopped in that image? Ask for those severities, and for what has no fix, too.";
  if (step.outcome === "failure") return "Take continue-on-error away.";
  return "The exit code must reach the runner: shell: bash sets pipefail, and nothing may stand behind the scan that ends with 0.";
}

function withoutOr(script: string): string {
  return script.replaceAll("||", "  ");
}

/** Verdicts of one check on a step that misses what the check expects. */
export function missedBy(expected: string) {
  return (rule: string, actual: string, step: PlayedStep, next: string): Judgement =>
    notYet({ rule, expected, actual }, [stepEvidence(step)], next);
}
