import { structuredPatch } from "diff";
import type { Screen } from "../../context.ts";
import type { ComparedFile } from "../compared-files.ts";
import { WORDS } from "../words.ts";

const AROUND = 2;

/** The lines in which two texts differ, as `diff -u` shows them; none when they are the same. */
export function differenceLines(
  from: string | null,
  to: string | null,
  { tint }: Pick<Screen, "tint">,
): string[] {
  const { hunks } = structuredPatch("", "", from ?? "", to ?? "", "", "", { context: AROUND });
  return hunks.flatMap(({ lines }, index) => [
    ...(index > 0 ? [tint("quiet", "  …")] : []),
    ...lines.filter((line) => !line.startsWith("\\")).map((line) => shown(line, tint)),
  ]);
}

/** From the learner's files to the reference's. */
export function differenceScreen(files: readonly ComparedFile[], screen: Pick<Screen, "tint">): string[] {
  const different = files.filter(({ own, reference }) => own !== reference);
  if (different.length === 0) return [WORDS.difference.none];
  return different.flatMap(({ path, own, reference }) => [
    screen.tint("strong", WORDS.difference.title(path)),
    ...differenceLines(own, reference, screen),
  ]);
}

function shown(line: string, tint: Screen["tint"]): string {
  const text = `  ${line[0]} ${line.slice(1)}`.trimEnd();
  if (line.startsWith("+")) return tint("good", text);
  return line.startsWith("-") ? tint("bad", text) : tint("quiet", text);
}
