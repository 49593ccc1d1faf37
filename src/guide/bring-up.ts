import type {
  BringUpPlan,
  Builder,
  BuilderSearch,
  Context,
  Engine,
  Report,
  Task,
  Workshop,
} from "../context.ts";
import { UserError } from "../errors.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "engines" | "screen" | "ask" | "processes">;

export interface EngineOptions {
  readonly privateEngine?: boolean;
  /** False for `--no-install`. */
  readonly install?: boolean;
  /** The answer to every question is yes. */
  readonly yes?: boolean;
}

/**
 * Decides how to come to an engine, and asks before anything is installed: all questions come before the work.
 * @throws UserError when there is no way, or the answer is no
 */
export async function agreeOnEngine(outside: Outside, options: EngineOptions): Promise<BringUpPlan> {
  const { screen, ask, engines, processes } = outside;
  const plan = await engines.plan({
    privateOnly: options.privateEngine ?? false,
    mayInstall: options.install ?? true,
  });
  if (plan.engine === null)
    for (const { place, reason } of plan.tried) screen.say(screen.tint("quiet", `${place}: ${reason}`));
  if (plan.packages.length === 0) return plan;
  const what = `${plan.packages.join(", ")} (packages of this Linux distribution)`;
  if (screen.interactive && !options.yes) {
    const agreed = await ask.confirm(`No Docker engine answers here. Install ${what}?`, "--yes");
    if (!agreed) throw declined();
    if (plan.needsPassword && (await processes.runOnTerminal("sudo", ["-v"])) !== 0) throw declined();
  } else if (plan.needsPassword) {
    throw new UserError(`No Docker engine answers here, and installing ${what} needs a password.`, {
      fix: `Type: sudo apt-get install ${plan.packages.join(" ")}; and then the command again.`,
    });
  } else {
    screen.say(`No Docker engine answers here. Installing ${what}; --no-install forbids it.`);
  }
  return plan;
}

function declined(): UserError {
  return new UserError("Without a Docker engine the workshop cannot go on; nothing was installed.", {
    fix: "Install Docker Desktop or Docker Engine, start it, and type: size-matters doctor",
  });
}

/** The tasks that turn a plan into a workshop. Read `workshop()` after they have run. */
export function bringUpTasks(
  { engines }: Pick<Outside, "engines">,
  plan: BringUpPlan,
  workspace: Workspace,
): { tasks: Task[]; workshop: () => Workshop } {
  const parts: Partial<{ -readonly [Key in keyof Workshop]: Workshop[Key] }> = { secrets: workspace.secrets };
  const engineTask = async (report: Report) => {
    parts.engine = await engines.bringUp(plan, report);
    report("looking for a docker that can build with BuildKit");
    parts.builder = builderOf(await engines.findBuilder(parts.engine), parts.engine);
  };
  const tasks: Task[] = [
    { title: "Docker engine", work: engineTask },
    {
      title: "Base images",
      work: async (report) => {
        const { engine, builder } = parts as Workshop;
        parts.bases = await engines.provideBases(engine, builder, report);
      },
    },
    {
      title: "Private package feed",
      work: async (report) => {
        const { engine, builder, bases, secrets } = parts as Workshop;
        parts.feed = await engines.startFeed(engine, builder, bases, secrets, report);
      },
    },
  ];
  return { tasks, workshop: () => parts as Workshop };
}

/**
 * The workshop as it stands: an engine that answers already, and its feed. Installs, starts and pulls no engine.
 * @throws UserError when there is none
 */
export async function openWorkshop(
  outside: Outside,
  workspace: Workspace,
  options: EngineOptions,
): Promise<Workshop> {
  const { engines, screen } = outside;
  const search = await engines.find({ privateOnly: options.privateEngine ?? false });
  if (search.engine === null) {
    const places = search.tried.map(({ place, reason }) => `  ${place}: ${reason}`).join("\n");
    throw new UserError(`No Docker engine answers. Looked at:\n${places}`, {
      fix: "Start yours, or let the workshop bring one up: size-matters start",
    });
  }
  const { engine } = search;
  const [builders, bases] = await Promise.all([
    engines.findBuilder(engine, { remembered: true }),
    engines.presentBases(engine),
  ]);
  const builder = builderOf(builders, engine);
  const feed = await engines.startFeed(engine, builder, bases, workspace.secrets, screen.status);
  screen.status("");
  return { engine, builder, bases, feed, secrets: workspace.secrets };
}

function builderOf(search: BuilderSearch, engine: Engine): Builder {
  if (search.builder !== null) return search.builder;
  const tried = search.tried.map(({ path, version, reason }) => `  ${path} (${version}): ${reason}`);
  const none = "  there is no docker command on this machine";
  throw new UserError(
    [
      `No docker command here can build on ${engine.endpoint.host} with BuildKit:`,
      ...(tried.length ? tried : [none]),
    ].join("\n"),
    {
      fix: "Install docker's buildx plugin (package docker-buildx or docker-buildx-plugin), then type the command again.",
    },
  );
}
