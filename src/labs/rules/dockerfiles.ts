import { readDockerfile } from "../../dockerfile/dockerfile.ts";
import type { Instruction } from "../../dockerfile/instruction.ts";
import { splitInstructions } from "../../dockerfile/split-instructions.ts";
import { messageOf } from "../../errors.ts";
import type { LabFolder } from "../lab-folder.ts";
import type { LabFile } from "../lab-schema.ts";
import { type Breach, breachIn, type Rule } from "./rule.ts";

/** What the BuildKit of Docker 20.10 cannot read, which many learners have, and what no one can without a network. */
export const DOCKERFILES: readonly Rule[] = [everyEngineCanBuild];

/** Reading a Dockerfile takes a while; most have none of it. */
const MAY_BE_NEW = /<<|--link|env=|^#\s*syntax/im;

function everyEngineCanBuild(_: LabFile, folder: LabFolder): Breach[] {
  const files = [...folder.texts].filter(([file]) => /(^|[/.])Dockerfile$/.test(file));
  return files.flatMap(([file, text]) => {
    if (text.trim() === "") return [breachIn(folder, file, 0, "This Dockerfile is empty.")];
    if (!MAY_BE_NEW.test(text)) return [];
    try {
      return [...syntaxLine(folder, file, text), ...newInstructions(file, text)];
    } catch (error) {
      return [breachIn(folder, file, 0, messageOf(error))];
    }
  });
}

function syntaxLine(folder: LabFolder, file: string, text: string): Breach[] {
  if (splitInstructions(text).syntax === null) return [];
  const says = "A syntax line is fetched from a registry: without a network the build fails. Take it out.";
  return [breachIn(folder, file, Math.max(0, text.search(/^#\s*syntax/im)), says)];
}

function newInstructions(file: string, text: string): Breach[] {
  const bodies = new Map(splitInstructions(text).instructions.map(({ line, body }) => [line, body]));
  return readDockerfile(text).instructions.flatMap((instruction) => {
    const says = problemWith(instruction, (bodies.get(instruction.line) ?? []).length > 0);
    return says ? [{ file, line: instruction.line, column: 1, says }] : [];
  });
}

function problemWith({ flags, mounts }: Instruction, isHeredoc: boolean): string | null {
  const old = "Docker 20.10 cannot read";
  if (isHeredoc) return `${old} <<. Join the commands with &&, or copy a file.`;
  if (flags.some(({ name }) => name === "link")) return `${old} --link. Take it out: the image is the same.`;
  if (mounts.some(({ type, options }) => type === "secret" && options.env))
    return `${old} env= of a secret. Read the file in /run/secrets instead.`;
  return null;
}
