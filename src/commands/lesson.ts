import { join } from "node:path";
import type { Context } from "../context.ts";
import { atLab } from "../guide/current-lab.ts";
import { lessonValues } from "../guide/lesson-values.ts";
import { fill } from "../labs/fill.ts";

export interface LessonOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** The whole text of a lab: the current one's, unless another is named. */
export async function lesson(ctx: Context, options: LessonOptions, named?: string): Promise<number> {
  const { lab, workspace } = await atLab(ctx, options.workspace, named);
  const values = await lessonValues(workspace, lab);
  const texts = lab.file.steps.map(({ text }) => ctx.files.read(join(lab.folder, text)));
  const pages = (await Promise.all(texts)).map((text) => fill(text ?? "", values));
  for (const page of pages) ctx.screen.page(page);
  if (options.json) ctx.screen.result({ schemaVersion: 1, lab: lab.id, title: lab.file.title, pages });
  return 0;
}
