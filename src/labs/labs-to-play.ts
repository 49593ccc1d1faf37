import { join } from "node:path";
import type { Context } from "../context.ts";
import type { Lab } from "./lab.ts";
import { alternativesOf, listFolder, namesIn } from "./lab-folder.ts";
import type { LabFile } from "./lab-schema.ts";
import { parseLab } from "./parse-lab.ts";
import { noFile, type Place, placesOf, unsound } from "./read-labs.ts";

/** The labs, for whoever plays them: each is parsed when its file is looked into first, and its problems are told then. */
export async function readLabs({ files, host }: Pick<Context, "files" | "host">): Promise<readonly Lab[]> {
  const root = join(host.packageFolder, "labs");
  const places = placesOf(root, await files.list(root));
  return Promise.all(places.map((place) => labToPlay(files, place)));
}

async function labToPlay(files: Context["files"], { root, name, id, number }: Place): Promise<Lab> {
  const folder = join(root, name);
  const [text, all] = await Promise.all([files.read(join(folder, "lab.yaml")), listFolder(files, folder)]);
  let parsed: LabFile | undefined;
  const parse = (): LabFile => {
    const file = `labs/${name}/lab.yaml`;
    const { lab, problems } = text === null ? { lab: null, problems: [noFile(file)] } : parseLab(file, text);
    if (!lab) throw unsound(problems);
    return lab;
  };
  const file = () => {
    parsed ??= parse();
    return parsed;
  };
  return {
    ...{ id, number, folder, wrongFolders: namesIn({ files: all }, "wrong") },
    get file() {
      return file();
    },
    get alternatives() {
      return alternativesOf(file(), all);
    },
  };
}
