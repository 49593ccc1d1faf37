import { type Dockerfile, finalStage, stagesBelow } from "../dockerfile/dockerfile.ts";
import type { Instruction, StageBase } from "../dockerfile/instruction.ts";
import type { Reading } from "./subject.ts";

/** The root folder, or the one that all programs and libraries lie in, as COPY may name them. */
const ROOT = /^(\/|\.|\*|(\.?\/)?usr(?![^/]))[/.*]*$/;

/** The instructions of an image that copy the whole file system of another image or stage: `COPY --from=x / /`. */
function copiesOfRoots(dockerfile: Dockerfile): Instruction[] {
  const last = finalStage(dockerfile);
  const stages = last ? stagesBelow(dockerfile, last) : [];
  return stages.flatMap(({ instructions }) =>
    instructions.filter(
      ({ keyword, from, sources }) =>
        keyword === "COPY" && from !== null && sources.some((one) => ROOT.test(one)),
    ),
  );
}

/** Where the copied file systems come from. */
export function sourcesOfRoots(dockerfile: Dockerfile): StageBase[] {
  return copiesOfRoots(dockerfile).flatMap(({ from }) => from ?? []);
}

/** The layers that hold a whole file system that was copied in. */
export function wholeSystems(reading: Reading, dockerfile: Dockerfile): Reading["layers"] {
  const copies = copiesOfRoots(dockerfile);
  return reading.layers.filter(({ createdBy }) => {
    const [, words = ""] = /^COPY (?:--\S+ )*(.*?)(?: # buildkit)?$/.exec(createdBy ?? "") ?? [];
    return copies.some(({ sources, destination }) => words === [...sources, destination].join(" "));
  });
}
