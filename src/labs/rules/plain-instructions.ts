import { readDockerfile } from "../../dockerfile/dockerfile.ts";

/** The instructions of a Dockerfile, one in a line, without comments and with single blanks. Enough to compare two. */
export function plainInstructions(text: string): string[] {
  try {
    return readDockerfile(text).instructions.map((instruction) => instruction.text);
  } catch {
    // What cannot be read is told by the rule on Dockerfiles.
    return [text];
  }
}
