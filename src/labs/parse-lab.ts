import { misfitsIn } from "./issue-words.ts";
import { type LabFile, labSchema } from "./lab-schema.ts";
import { inOrder, type Problem } from "./problems.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

/** A lab.yaml that was read: what it says, or everything that is wrong with it. */
export type Parsed =
  | { readonly lab: LabFile; readonly yaml: YamlFile; readonly problems: readonly [] }
  | { readonly lab: null; readonly yaml: YamlFile; readonly problems: readonly Problem[] };

/** Of a file that is no lab at all, nobody reads more. */
const MOST_PROBLEMS = 50;

/** Reads a lab.yaml. All problems are given at once, in the order of their lines, each with its line and column. */
export function parseLab(file: string, text: string): Parsed {
  const yaml = readYaml(file, text);
  if (!yaml.readable) return { lab: null, yaml, problems: inOrder(yaml.problems).slice(0, MOST_PROBLEMS) };
  const read = labSchema.safeParse(yaml.value);
  if (read.success && yaml.problems.length === 0) return { lab: read.data, yaml, problems: [] };
  const misfits = misfitsIn(read.error?.issues ?? [], yaml.value);
  const found = misfits.map(({ path, says, key }) => yaml.problemAt(path, says, key));
  return { lab: null, yaml, problems: inOrder([...yaml.problems, ...found]).slice(0, MOST_PROBLEMS) };
}
