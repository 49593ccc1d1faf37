import { z } from "zod";
import type { Health } from "../../context.ts";
import { logEvidence, problemOf } from "../app-log.ts";
import type { Kind } from "../kind.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    health: z.infer<typeof options>;
  }
}

const LAST_LINES = 5;
const EXPECTED = "healthy while the app answers, and unhealthy where something sleeps in its place";

/** That the health check knows a living app from a dead one. */
export const health: Kind<z.infer<typeof options>> = {
  says: "HEALTHCHECK calls the image healthy while the app answers, and unhealthy when in its place something only sleeps.",
  options,
  async judge(_, subject) {
    const { answer, awake, asleep } = await subject.health();
    if (!answer.answers) {
      const actual = `the app itself does not answer as it should: ${problemOf(answer)}`;
      return notYet({ expected: EXPECTED, actual }, [logEvidence(answer)], "Mend the app first.");
    }
    if (awake === null) return noCheck();
    if (awake.status !== "healthy") return fails(awake);
    if (asleep?.status === "unhealthy") return met(EXPECTED, "so it is");
    return blind(asleep);
  },
};

function noCheck(): Judgement {
  return notYet(
    { expected: EXPECTED, actual: "the image has no health check" },
    [{ kind: "config", where: "Config.Healthcheck", text: "none" }],
    "Write HEALTHCHECK in the final stage: a command that asks the app, and fails when it gets no answer.",
  );
}

function fails({ output }: Health): Judgement {
  const last = output.split("\n").at(-1) || "it prints nothing";
  return notYet(
    { expected: EXPECTED, actual: `the app answers, and its health check fails: ${last}` },
    [logOf(output)],
    "Run the command of your HEALTHCHECK in a container of the image: what does it miss?",
  );
}

function blind(found: Health | null): Judgement {
  const status = found?.status ?? "nothing";
  return notYet(
    {
      expected: EXPECTED,
      actual: `Healthy with a dead app: it slept, and the check said ${status}.`,
    },
    [logOf(found?.output ?? "")],
    "Ask for the page /health itself, and fail when there is no answer. That a process is there says nothing.",
  );
}

function logOf(output: string): Evidence {
  const text = output.split("\n").slice(-LAST_LINES).join("\n");
  return { kind: "command", where: "State.Health.Log", text: text || "nothing was printed" };
}
