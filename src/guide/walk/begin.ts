import { join } from "node:path";
import type { Choice, Context } from "../../context.ts";
import type { Lab } from "../../labs/lab.ts";
import { shellWord } from "../../shell-word.ts";
import { agreeOnEngine, bringUpTasks } from "../bring-up.ts";
import { atLab } from "../current-lab.ts";
import { WORDS } from "../words.ts";
import { inWorkspace } from "../workspace.ts";
import type { WalkOptions } from "./walk.ts";

const ROOM = { columns: 60, rows: 16 };

/** Welcomes a learner, has an engine ready, and asks how they want to go: through the labs, or not at all. */
export async function begin(ctx: Context, options: WalkOptions): Promise<"walk" | "tour"> {
  const { screen, tasks } = ctx;
  const { lab, labs, workspace } = await atLab(ctx, options.workspace);
  const { current, track } = workspace.progress;
  if (current === null) screen.page(await welcome(ctx));
  else screen.say(screen.tint("strong", WORDS.begin.back(lab.file.title)));
  const { columns, rows } = screen.size();
  if (columns < ROOM.columns || rows < ROOM.rows) screen.say(WORDS.begin.small);
  const chosen = track ?? (await chooseTrack(ctx, labs));
  if (chosen === "tour") return "tour";
  if (track === null) await workspace.progress.follow(chosen);
  const plan = await agreeOnEngine(ctx, options);
  const up = bringUpTasks(ctx, plan, workspace);
  await inWorkspace(ctx, workspace, () => tasks.run(up.tasks));
  const { host } = up.workshop().engine.endpoint;
  if (up.workshop().engine.ours) screen.say(WORDS.begin.engine(`export DOCKER_HOST=${shellWord(host)}`));
  return "walk";
}

async function welcome({ files, host }: Context): Promise<string> {
  return (await files.read(join(host.packageFolder, "labs", "welcome.md"))) ?? "";
}

async function chooseTrack({ ask }: Context, labs: readonly Lab[]): Promise<"all" | "talk" | "tour"> {
  const talk = labs.filter(({ file }) => file.talk);
  const sum = (some: readonly Lab[], minutes: (lab: Lab) => number) =>
    some.reduce((total, lab) => total + minutes(lab), 0);
  const all = sum(labs, ({ file }) => file.minutes);
  const inTalk = sum(talk, ({ file }) => file["talk-minutes"] ?? file.minutes);
  const choices: Choice<"all" | "talk" | "tour">[] = [
    { says: WORDS.begin.all(labs.length, all), value: "all", first: true },
    { says: WORDS.begin.talk(talk.length, inTalk), value: "talk" },
    { says: WORDS.begin.tour, value: "tour" },
  ];
  return (await ask.choose(WORDS.begin.which, choices, "size-matters tour")) ?? "all";
}
