import { join, relative } from "node:path";
import type { Context, LabBase, Report, Task, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { type Lab, standInFolder } from "../labs/lab.ts";
import type { Finding } from "./examine.ts";

type Outside = Pick<Context, "engines" | "files" | "host">;

/**
 * Makes the bases present that only this lab stands on.
 * @throws UserError when one cannot be had
 */
export async function provideLabBases(
  outside: Outside,
  workshop: Workshop,
  lab: Lab,
  report: Report = () => {},
): Promise<void> {
  for (const reference of lab.file.bases)
    await outside.engines.provideLabBase(workshop, await labBase(outside, lab, reference), report);
}

async function labBase({ files, host }: Outside, { folder }: Lab, reference: string): Promise<LabBase> {
  const own = join(folder, standInFolder(reference));
  return { reference, standIn: (await files.exists(own)) ? relative(host.packageFolder, own) : null };
}

/** One task for each lab with bases of its own. One that cannot have them is told by `onProblem`: the others go on. */
export function labBaseTasks(
  outside: Outside,
  labs: readonly Lab[],
  workshop: () => Workshop,
  onProblem: (lab: Lab, error: UserError) => void,
): Task[] {
  return withBases(labs).map((lab) => ({
    title: `Lab ${lab.id}: ${lab.file.bases.join(", ")}`,
    work: async (report) => {
      try {
        await provideLabBases(outside, workshop(), lab, report);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        onProblem(lab, error);
      }
    },
  }));
}

/** Which of the labs' own bases are here. None is needed before its lab. */
export async function labBaseFindings(
  { engines }: Pick<Outside, "engines">,
  labs: readonly Lab[],
  options: { privateOnly: boolean },
): Promise<Finding[]> {
  const { engine } = await engines.find(options);
  if (engine === null) return [];
  const pairs = withBases(labs).flatMap(({ id, file }) => file.bases.map((reference) => ({ id, reference })));
  return Promise.all(
    pairs.map(async ({ id, reference }): Promise<Finding> => {
      const present = await engines.presentLabBase(engine, reference);
      if (present)
        return {
          id: `base ${reference}`,
          says: `${reference} is here${present.standIn ? " (stand-in)" : ""}, for the lab ${id}`,
          state: "ok",
          fix: null,
        };
      const says = `${reference} is not here yet; only the lab ${id} stands on it`;
      return { id: `base ${reference}`, says, state: "later", fix: "size-matters prepare" };
    }),
  );
}

function withBases(labs: readonly Lab[]): Lab[] {
  return labs.filter(({ file }) => file.bases.length > 0);
}
