import type { BringUpPlan, Engine, Machine, Report } from "../context.ts";
import { UserError } from "../errors.ts";
import { findEngine } from "./find-engine.ts";
import { installPackages, isDebianLike, missingPackages, noEngine } from "./install-docker.ts";
import { startPrivateEngine, stopPrivateEngine } from "./private-engine.ts";
import { privateFolders } from "./private-folders.ts";
import { rootAccess, runAsRoot } from "./root.ts";

const INSTALL_BY_HAND = "Install Docker Desktop or Docker Engine, start it, and type: size-matters doctor";

/**
 * What it takes to have an engine here. Changes nothing.
 * @throws UserError that names every place looked at, when no engine answers and none can be brought up
 */
export async function planBringUp(
  outside: Machine,
  options: { privateOnly: boolean; mayInstall: boolean },
): Promise<BringUpPlan> {
  const search = await findEngine(outside, options);
  const found = { ...search, privateOnly: options.privateOnly };
  if (search.engine !== null) return { ...found, packages: [], needsPassword: false };
  if (outside.host.platform !== "linux") throw noEngine(search.tried, INSTALL_BY_HAND);
  const packages = await missingPackages(outside);
  if (packages.length > 0) {
    if (!(await isDebianLike(outside))) throw noEngine(search.tried, INSTALL_BY_HAND);
    const byHand = `Install it by hand: apt-get install ${packages.join(" ")}; or type the command without --no-install.`;
    if (!options.mayInstall) throw noEngine(search.tried, byHand);
  }
  const access = await rootAccess(outside);
  if (access === "no")
    throw noEngine(search.tried, `Ask someone who is root here to start one, or: ${INSTALL_BY_HAND}`);
  return { ...found, packages, needsPassword: access === "with-password" };
}

/**
 * Carries the plan out, one process at a time: a second one waits and then finds the engine of the first.
 * @throws UserError when installing or starting fails
 */
export async function bringUp(outside: Machine, plan: BringUpPlan, report: Report): Promise<Engine> {
  if (plan.engine !== null) return plan.engine;
  await outside.files.makeFolder(outside.host.dataFolder, 0o711);
  const wait = () => report("another size-matters is bringing up the engine; waiting for it");
  return outside.files.locked(
    privateFolders(outside.host).lock,
    { signal: outside.signal, busy: { wait } },
    async () => {
      const again = await findEngine(outside, plan);
      if (again.engine !== null) return again.engine;
      const packages = await missingPackages(outside);
      if (packages.length > 0) await installPackages(outside, packages, report);
      return plan.privateOnly ? startPrivate(outside, report) : startAny(outside, report);
    },
  );
}

/** The distribution's service where systemd runs; our own engine elsewhere. */
async function startAny(outside: Machine, report: Report): Promise<Engine> {
  if (!(await outside.files.exists("/run/systemd/system"))) return startPrivate(outside, report);
  report("starting the docker service");
  await runAsRoot(outside, "systemctl", ["start", "docker"]);
  const search = await findEngine(outside, { privateOnly: false });
  if (search.engine !== null) return search.engine;
  throw noEngine(
    search.tried,
    'If it says you may not use the socket: sudo usermod -aG docker "$USER", and log in again.',
  );
}

async function startPrivate(outside: Machine, report: Report): Promise<Engine> {
  try {
    return await startPrivateEngine(outside, report);
  } catch (error) {
    if (outside.signal.aborted || !(error instanceof UserError)) await stopPrivateEngine(outside);
    throw error;
  }
}
