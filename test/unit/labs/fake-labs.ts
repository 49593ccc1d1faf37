// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a Dockerfile look like those of a template.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Context } from "../../../src/context.ts";
import { lineOf } from "../../../src/labs/problems.ts";
import { type ReadLabs, readAllLabs } from "../../../src/labs/read-labs.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

/** A lab's files, by their paths in its folder. */
export type LabFiles = Readonly<Record<string, string>>;

const LAB_YAML = `title: A smaller base
minutes: 8
chapter: shrink
steps:
  - text: steps/1-look.md
goals:
  - id: small
    says: Your image is small, and it still works.
    checks:
      - type: wasted-bytes
        at-most: 1MB
      - type: app-answers
        mistakes:
          - seen: libpq
            says: It needs libpq. Layer {{layer}} lost it.
    hints:
      - Which layer is the largest?
      - Look at its instruction.
      - Take the compilers out of it.
    why: What is not there is not shipped.
  - id: known
    says: You know how many layers there are.
    checks:
      - type: answer
        question: layers
    hints:
      - Who knows the layers?
      - The configuration lists them.
      - "Type: docker image inspect {{image}}"
    why: The builder made one for each change.
questions:
  - id: layers
    asks: How many layers does your image have?
    answer: { from: layer-count }
wrong:
  removed-later:
    goal: small
    rule: wasted-bytes
    says: still ships
  nothing-left:
    goal: small
    rule: app-answers
    says: does not answer
  a-guess:
    goal: known
    rule: answer
    says: RootFS
    answers: { layers: "99" }
  one:
    goal: known
    rule: answer
    says: RootFS
    answers: { layers: "1" }
`;

const LESSON = `# Look

\`\`\`sh run
docker history {{image}}
\`\`\`

\`\`\`sh
size-matters answer layers …
\`\`\`
`;

/** A lab in which nothing is wrong. Each test breaks one thing. */
export const SOUND: LabFiles = {
  "lab.yaml": LAB_YAML,
  "steps/1-look.md": LESSON,
  "start/Dockerfile":
    "ARG SLIM=python:3.13-slim\nFROM ${SLIM}\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists\n",
  "reference/Dockerfile":
    "ARG SLIM=python:3.13-slim\nFROM ${SLIM}\nRUN apt-get update \\\n    && rm -rf /var/lib/apt/lists\n",
  "alternatives/mount/Dockerfile": "FROM a\nRUN --mount=type=cache,target=/var/lib/apt apt-get update\n",
  "alternatives/none/Dockerfile": "FROM a\n",
  "wrong/removed-later/Dockerfile": "FROM a\nRUN rm x\n",
  "wrong/nothing-left/Dockerfile": "FROM scratch\n",
};

/** The sound lab with a piece of its lab.yaml exchanged; a piece that is not there is a mistake of the test. */
export function changed(from: string, to: string, lab: LabFiles = SOUND): LabFiles {
  const text = lab["lab.yaml"] ?? "";
  if (!text.includes(from)) throw new Error(`the sound lab has no ${from}`);
  return { ...lab, "lab.yaml": text.replace(from, () => to) };
}

/** The sound lab with other files; null takes one away. */
export function withFiles(files: Readonly<Record<string, string | null>>, lab: LabFiles = SOUND): LabFiles {
  const all = Object.entries({ ...lab, ...files });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
}

const ROOT = "/opt/size-matters";

/** A package with these labs, by their folders' names, and a ladder of two rungs, and an app of one file. */
export function packageWith(labs: Readonly<Record<string, LabFiles>>): Pick<Context, "files" | "host"> {
  const texts: Record<string, string> = {
    [`${ROOT}/dockerfiles/0_original.Dockerfile`]: "FROM python:3.13\nRUN pip install flask\n",
    [`${ROOT}/dockerfiles/1_base.Dockerfile`]: "FROM python:3.13-slim\nRUN pip install flask\n",
    [`${ROOT}/dockerfiles/README.md`]: "no rung",
    [`${ROOT}/cat_app/pyproject.toml`]: "",
  };
  for (const [name, files] of Object.entries(labs)) {
    for (const [path, text] of Object.entries(files)) texts[`${ROOT}/labs/${name}/${path}`] = text;
  }
  const files = {
    ...fakeFiles(texts),
    list: async (folder: string) => [...new Set(await fakeFiles(texts).list(folder))],
    folder: (folder: string) => ({
      list: async () =>
        Object.keys(texts).flatMap((path) =>
          path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
        ),
    }),
  };
  return { files: files as unknown as Context["files"], host: fakeHost({ packageFolder: ROOT }) };
}

export function readLabs(labs: Readonly<Record<string, LabFiles>>): Promise<ReadLabs> {
  return readAllLabs(packageWith(labs));
}

/** The problems of a lab, one in a line, without `labs/05-smaller-base/`. */
export async function problemsOf(lab: LabFiles): Promise<string[]> {
  const { problems } = await readLabs({ "05-smaller-base": lab });
  return problems.map((problem) => lineOf(problem).replace("labs/05-smaller-base/", ""));
}

/** The files of labs/_template. */
export function templateFiles(): LabFiles {
  const folder = fileURLToPath(new URL("../../../labs/_template", import.meta.url));
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
