import type { Finding } from "./image-reading.ts";
import type { LayerEntry } from "./layer-contents.ts";

interface Leftover {
  id: string;
  /** Part of each path; what stands before and in it is the folder that is named. */
  folder: RegExp;
  /** The subject of "… are left in the image". */
  what: string;
  next: string;
}

const LEFTOVERS: readonly Leftover[] = [
  {
    id: "apt-lists",
    folder: /^var\/lib\/apt\/lists\//,
    what: "The lists of apt packages",
    next: "End the RUN that calls apt-get update with: && rm -rf /var/lib/apt/lists/*",
  },
  {
    id: "apt-cache",
    folder: /^var\/cache\/apt\//,
    what: "Packages and indexes that apt keeps",
    next: "End the RUN that calls apt-get install with: && apt-get clean",
  },
  {
    id: "apk-cache",
    folder: /^(var\/cache\/apk|etc\/apk\/cache)\//,
    what: "Packages and indexes that apk keeps",
    next: "Install with: apk add --no-cache PACKAGE",
  },
  {
    id: "dnf-cache",
    folder: /^var\/cache\/(dnf|yum|libdnf5)\//,
    what: "Packages and indexes that dnf keeps",
    next: "End the RUN that calls dnf install with: && dnf clean all",
  },
  {
    id: "pip-cache",
    folder: /(^|\/)\.cache\/pip\//,
    what: "Downloads that pip keeps",
    next: "Install with: pip install --no-cache-dir, or RUN --mount=type=cache,target=/root/.cache/pip",
  },
  {
    id: "poetry-cache",
    folder: /(^|\/)\.cache\/pypoetry\//,
    what: "Downloads and environments that Poetry keeps",
    next: "Install with: RUN --mount=type=cache,target=/root/.cache/pypoetry poetry install",
  },
  {
    id: "npm-cache",
    folder: /(^|\/)(\.npm\/_cacache|\.cache\/yarn)\//,
    what: "Downloads that npm or yarn keeps",
    next: "Install with: RUN --mount=type=cache,target=/root/.npm npm ci",
  },
  {
    id: "git-folder",
    folder: /(^|\/)\.git\/(?=(objects|refs|logs)\/|HEAD$|config$|index$|packed-refs$)/,
    what: "A Git folder, with all that was ever committed,",
    next: "Add .git to .dockerignore, or copy only the folders that the image needs.",
  },
];

interface Found {
  folders: Set<string>;
  files: number;
  bytes: number;
}

/** What tools left in the final file system that no container needs. */
export function leftBehind(files: Iterable<{ entry: LayerEntry }>): Finding[] {
  const found = new Map<Leftover, Found>();
  for (const { entry } of files) {
    for (const leftover of entry.bytes > 0 && WORTH_A_LOOK.test(entry.path) ? LEFTOVERS : []) {
      const match = leftover.folder.exec(entry.path);
      if (match) count(found, leftover, entry, entry.path.slice(0, match.index + match[0].length));
    }
  }
  return [...found].map(([leftover, sum]) => findingOf(leftover, sum));
}

// One look instead of one for each kind: there may be a million paths.
const WORTH_A_LOOK = /cache|\.git\/|\.npm\/|apt\/lists\//;

function count(found: Map<Leftover, Found>, leftover: Leftover, entry: LayerEntry, folder: string): void {
  const sum = found.get(leftover) ?? { folders: new Set(), files: 0, bytes: 0 };
  found.set(leftover, sum);
  sum.folders.add(folder);
  sum.files++;
  sum.bytes += entry.bytes;
}

function findingOf({ id, what, next }: Leftover, { folders, files, bytes }: Found): Finding {
  const verb = id === "git-folder" ? "is" : "are";
  const size = bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const count = files === 1 ? "1 file" : `${files} files`;
  const severity = id === "git-folder" ? "high" : "low";
  const evidence = [...folders].slice(0, 5).join(", ");
  return { id, severity, says: `${what} ${verb} left in the image: ${size} in ${count}.`, evidence, next };
}
