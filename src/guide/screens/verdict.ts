import { VERDICT_WORDS } from "../../checks/verdict.ts";
import { COLUMNS, wrapped } from "../../columns.ts";
import type { Screen } from "../../context.ts";
import { formatBytes } from "../../figures.ts";
import type { Lab } from "../../labs/lab.ts";
import type { CheckVerdict, GoalVerdict, LabVerdict } from "../lab-verdict.ts";

type Shown = Pick<Screen, "tint" | "typed">;

/** A verdict as a learner reads it, in lines of at most 80 columns. The last line is the verdict on the lab. */
export function verdictScreen(lab: Lab, found: LabVerdict, screen: Shown): string[] {
  const { tint } = screen;
  const goals = found.goals.flatMap((goal) => goalLines(goal, screen));
  const open = found.questions.filter(({ verdict }) => verdict !== "met");
  const image = found.image ? [`Your image: ${formatBytes(found.image.bytes)}, ${found.image.tag}`, ""] : [];
  const tone = found.verdict === "met" ? "good" : "bad";
  return [
    tint("strong", `Lab ${lab.number}, ${lab.file.title}`),
    "",
    ...goals,
    "",
    ...image,
    ...open.flatMap(({ id, asks }) => wrapped(`Open question "${id}": ${asks}`, COLUMNS, "", "  ")),
    ...(open.length > 0 ? [""] : []),
    tint(tone, `${lab.id}: ${VERDICT_WORDS[found.verdict]}`),
  ];
}

function goalLines({ says, verdict, checks }: GoalVerdict, screen: Shown): string[] {
  const word = VERDICT_WORDS[verdict].padEnd(16);
  const [first = "", ...rest] = wrapped(says, COLUMNS, `  ${word}`, " ".repeat(18));
  const { tint } = screen;
  const tone = verdict === "met" ? "good" : "bad";
  const open = checks.filter((check) => check.verdict !== "met");
  return [
    first.replace(word, tint(tone, word)),
    ...rest,
    ...open.flatMap((check) => checkLines(check, screen)),
  ];
}

function checkLines({ expected, actual, evidence, next }: CheckVerdict, { tint, typed }: Shown): string[] {
  const part = (name: string, text: string) =>
    wrapped(typed(text), COLUMNS, `    ${name.padEnd(10)}`, " ".repeat(14));
  return [
    ...part("asked for", expected),
    ...part("found", actual),
    ...evidence.flatMap(({ where, text }) => evidenceLines(where, text).map((line) => tint("quiet", line))),
    ...(next ? part("next", next.text) : []),
    ...(next?.command ? [`${" ".repeat(14)}$ ${next.command}`] : []),
  ];
}

/** The words of builders and apps keep their lines. */
function evidenceLines(where: string, text: string): string[] {
  const [first = "", ...rest] = text.split("\n");
  return [
    ...wrapped(`${where}: ${first}`, COLUMNS, `    ${"because".padEnd(10)}`, " ".repeat(14)),
    ...rest.map((line) => `${" ".repeat(14)}${line}`.slice(0, 200)),
  ];
}
