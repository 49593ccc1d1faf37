import { UserError } from "../../errors.ts";
import { expectation, RIGHT, wrong } from "./expected.ts";
import { kind } from "./kind.ts";
import { layersOf, WHOSE } from "./whose-layers.ts";

/** The largest file that a container sees. */
export const largestFile = kind("largest-file", {
  says: "The path of the largest file of the final file system.",
  options: { of: WHOSE },
  expected: ({ of }, { reading }) => {
    const inLayers = new Set(layersOf(reading, of).map(({ index }) => index));
    const files = reading.largest.filter(({ layer }) => inLayers.has(layer));
    const right = files.filter(({ bytes }) => bytes === files[0]?.bytes).map(({ path }) => path);
    if (right.length === 0) {
      throw new UserError("No such file is among the largest of this image.", {
        fix: "Look at them with: size-matters inspect IMAGE --files --all",
      });
    }
    const text =
      of === "all" ? "The largest file is in the first row." : "Find the first file of such a layer.";
    const look = {
      text,
      command: `size-matters inspect {{image}} --files${of === "all" ? "" : " --all --layers"}`,
    };
    const shown = right.map((path) => `/${path}`).join(" or ");
    return expectation({ shown, accepts: "a path", look }, (typed) => {
      const meant = filesMeant(
        typed,
        reading.largest.map(({ path }) => path),
      );
      if (meant.length > 0 && meant.every((path) => right.includes(path))) return RIGHT;
      return wrong(
        meant.length > 1
          ? "More than one file is called that: give the whole path."
          : "That is not the largest file.",
        look,
      );
    });
  },
});

/** The files that a path, the end of a path, or a path that a screen cut at its beginning may mean. */
export function filesMeant(typed: string, paths: readonly string[]): string[] {
  const cut = /^(?:…|\.\.\.)(.+)$/.exec(typed)?.[1]?.toLowerCase();
  if (cut !== undefined) return paths.filter((path) => path.toLowerCase().endsWith(cut) && cut.includes("/"));
  const whole = typed.replace(/^(?:\.?\/)+/, "").toLowerCase();
  const same = paths.filter((path) => path.toLowerCase() === whole);
  return same.length > 0 ? same : paths.filter((path) => path.toLowerCase().endsWith(`/${whole}`));
}
