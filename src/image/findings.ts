import { finalFile, finalFiles } from "./final-files.ts";
import type { ImageConfig } from "./image-documents.ts";
import type { Finding, RunsAs } from "./image-reading.ts";
import type { LayerContents } from "./layer-contents.ts";
import { leftBehind } from "./left-behind.ts";
import { secretNames } from "./secret-names.ts";
import type { Stack } from "./stack-layers.ts";

interface Parts {
  config: ImageConfig;
  layers: readonly LayerContents[];
  stack: Stack;
  runsAs: RunsAs;
}

const GRAVITY = { high: 0, medium: 1, low: 2 };
const SET_ID_BITS = 0o6000;

/** What is worth a look in the final file system and in the configuration, gravest first. */
export function findingsOf(parts: Parts): Finding[] {
  const findings = [
    ...user(parts),
    ...emptyPasswords(parts),
    ...secretNames(parts.config),
    ...shellForm(parts.config),
    ...leftBehind(finalFiles(parts.stack)),
    ...setIdPrograms(parts.stack),
  ];
  return findings.sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}

function user({ config, runsAs: { isRoot, uid, why } }: Parts): Finding[] {
  const told = config.config?.User ?? "";
  const evidence =
    told === "" ? "The image sets no USER." : `USER ${told}${uid === null ? "" : `, number ${uid}`}`;
  if (why !== null) {
    const next =
      "Create the user in the Dockerfile, or name one that is there: RUN useradd --system app, then USER app";
    return [{ id: "unknown-user", severity: "high", says: why, evidence, next }];
  }
  if (!isRoot) return [];
  const says = "The container's program runs as root: whoever breaks into it owns all that is in it.";
  const next = "Before the last command of the Dockerfile: RUN useradd --system app, then USER app";
  return [{ id: "root-user", severity: "medium", says, evidence, next }];
}

/** Accounts that anybody may log in to: an empty second field. https://man7.org/linux/man-pages/man5/shadow.5.html */
function emptyPasswords({ stack, layers }: Parts): Finding[] {
  return ["etc/passwd", "etc/shadow"].flatMap((path) => {
    const lines = finalFile(stack, layers, path)?.toString("utf8").split("\n") ?? [];
    const open = lines.flatMap((line) => /^([^:#\s+-][^:\s]*)::/.exec(line)?.[1] ?? []);
    if (open.length === 0) return [];
    const says = `${open.length === 1 ? "One account has" : `${open.length} accounts have`} an empty password.`;
    const evidence = `/${path}: ${some(open)}`;
    return [
      {
        id: "empty-password",
        severity: "high" as const,
        says,
        evidence,
        next: "Lock it: RUN passwd --lock NAME",
      },
    ];
  });
}

/** Docker wraps a command without brackets in a shell, which passes no signals on. */
function shellForm({ config }: ImageConfig): Finding[] {
  const [program = "", option] = config?.Entrypoint?.length ? config.Entrypoint : (config?.Cmd ?? []);
  if (!/^(\/usr)?(\/bin\/)?(ba|da|a)?sh$/.test(program) || option !== "-c") return [];
  const says =
    "The container starts a shell that starts the program, so the program may miss the signal to stop.";
  const evidence = `${config?.Entrypoint?.length ? "ENTRYPOINT" : "CMD"} ${program} -c …`;
  return [
    {
      id: "shell-form",
      severity: "low",
      says,
      evidence,
      next: 'Write it with brackets: CMD ["python", "app.py"]',
    },
  ];
}

function setIdPrograms(stack: Stack): Finding[] {
  const paths: string[] = [];
  for (const { entry } of finalFiles(stack)) {
    if ((Number.parseInt(entry.meta, 10) & SET_ID_BITS) !== 0) paths.push(entry.path);
  }
  if (paths.length === 0) return [];
  const count = paths.length === 1 ? "One program runs" : `${paths.length} programs run`;
  const says = `${count} with the rights of the file's owner or group, whoever starts it (setuid, setgid).`;
  const next =
    "If nothing in the container needs them: RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +";
  return [{ id: "setuid", severity: "low", says, evidence: some(paths.sort()), next }];
}

function some(names: string[]): string {
  const more = names.length > 10 ? ` and ${names.length - 10} more` : "";
  return names.slice(0, 10).join(", ") + more;
}
