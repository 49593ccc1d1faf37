import { join } from "node:path";
import { commandLine } from "../checks/process-one.ts";
import type { BaseFacts, LentBuild, Reading, Rebuilt, SentContext, Subject } from "../checks/subject.ts";
import type { Context, HealthFacts, Workshop } from "../context.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { Lab } from "../labs/lab.ts";
import type { AboutImage } from "./about-image.ts";
import { appOnce } from "./facts/app.ts";
import { baseOf } from "./facts/base.ts";
import { ciFacts } from "./facts/ci.ts";
import { sentContext } from "./facts/context.ts";
import { earlierBuild } from "./facts/earlier.ts";
import { lentBuild } from "./facts/lent-build.ts";
import { naiveBytes } from "./facts/naive-bytes.ts";
import { readOwn } from "./facts/reading.ts";
import { rebuild } from "./facts/rebuild.ts";
import { relock } from "./facts/relock.ts";
import { readRiddle } from "./facts/riddle.ts";
import { toolFacts } from "./facts/tools.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { once, onceEach } from "./once.ts";
import type { Workspace } from "./workspace.ts";

export type Outside = Pick<Context, "engines" | "files" | "host" | "signal" | "tools">;

/** All that is needed to ask about one built image. */
export interface Asked {
  readonly workshop: Workshop;
  readonly workspace: Workspace;
  /** All labs: a goal may compare with an earlier one. */
  readonly labs: readonly Lab[];
  readonly lab: Lab;
  readonly dockerfile: Dockerfile;
  readonly image: { readonly id: string; readonly tag: string };
  /** The lines of the build's output in which the token stood, masked. */
  readonly printed?: readonly string[];
}

/** A subject whose facts are had once, when they are asked for first. `close` takes away what was made for it. */
export function openSubject(
  outside: Outside,
  asked: Asked,
): { subject: Subject; close: () => Promise<void> } {
  const base = once<BaseFacts>(() => baseOf(outside, asked));
  const reading = once<Reading>(async () => readOwn(outside, asked, await base()));
  const app = appOnce(outside, asked);
  const lent = once<LentBuild>(() => lentBuild(outside, asked));
  const rebuilt = onceEach<Rebuilt>((source) => rebuild(outside, asked, source));
  const context = once<SentContext>(() => sentContext(outside, asked));
  const riddle = once<AboutImage>(() => readRiddle(outside, asked));
  const own = async (): Promise<AboutImage> => ({ id: asked.image.id, reading: await reading() });
  const naive = once(() => naiveBytes(outside, asked));
  const { engines } = outside;
  const dive = onceEach((id) => outside.tools.dive(asked.workshop, id));
  const trivy = onceEach((id) => outside.tools.trivyVulnerabilities(asked.workshop, id));
  const health = once<HealthFacts>(async () => {
    const { image } = await reading();
    return engines.healthOf(asked.workshop, asked.image.id, { command: commandLine(image), env: image.env });
  });
  const subject: Subject = {
    image: { ...asked.image, printed: asked.printed ?? [] },
    dockerfile: asked.dockerfile,
    workspace: asked.workspace.id,
    reading,
    base,
    earlier: onceEach((lab) => earlierBuild(outside, asked, lab)),
    app: app.facts,
    stop: app.stop,
    readOnlyApp: app.readOnly,
    command: (command) => engines.runCommand(asked.workshop, asked.image.id, command),
    withKey: (place) => engines.askWithKey(asked.workshop, asked.image.id, place),
    health,
    lentBuild: lent,
    rebuilt,
    rebuiltAgain: onceEach<Rebuilt>((source) => rebuild(outside, asked, source)),
    relocked: (lock, name) => relock(outside, asked, lock, name),
    context,
    contextFile: (path) => outside.files.read(join(asked.workspace.app, path)),
    ...ciFacts(outside, asked, riddle),
    ...toolFacts(outside, asked, riddle),
    trivy: () => trivy(asked.image.id),
    answered: (question) => judgeAnswer(asked, question, { own, riddle, naiveBytes: naive, dive, trivy }),
  };
  return { subject, close: app.close };
}
