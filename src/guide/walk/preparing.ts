import { UserError } from "../../errors.ts";
import { openWorkshop } from "../bring-up.ts";
import { prepareLab } from "../prepare-lab.ts";
import { WORDS } from "../words.ts";
import { startJob } from "./job.ts";
import type { Session } from "./session.ts";

/** Builds what the lab's text speaks of, while the learner reads. What fails is told; a check tries again. */
export function startPreparing(session: Session): void {
  const { ctx, at, options, events } = session;
  const job = startJob(
    ctx,
    async (inJob) => {
      const workshop = await openWorkshop(inJob, at.workspace, options);
      await prepareLab(inJob, workshop, at, () => ctx.screen.status(WORDS.lab.preparing));
      ctx.screen.status("");
    },
    (end) => {
      if ("error" in end && !(end.error instanceof UserError))
        events.put({ kind: "broken", error: end.error });
      else events.put({ kind: "prepared", job, problem: "error" in end ? (end.error as UserError) : null });
    },
  );
  session.job = job;
}
