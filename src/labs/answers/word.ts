import { createHash } from "node:crypto";
import { UserError } from "../../errors.ts";
import { expectation, RIGHT, tidy, wrong } from "./expected.ts";
import { kind } from "./kind.ts";

/** The word that was hidden in the image for this learner. */
export const word = kind("word", {
  says: "The secret word that the program hid in the image. Only its hash is kept.",
  options: {},
  expected: (_, source) => {
    if (!source.word) {
      throw new UserError("No word was hidden in this image.", {
        fix: "Build it again with: size-matters build",
      });
    }
    const { salt, sha256 } = source.word;
    const look = {
      text: "Save the image, unpack the layer that added the file, and read the file there.",
      command: "docker save {{image}} --output image.tar",
    };
    const question = { shown: "the word in the file", accepts: "one word", look };
    return expectation(question, (text) =>
      hashOfWord(text, salt) === sha256.toLowerCase() ? RIGHT : wrong("That is not the word.", look),
    );
  },
});

/** What is kept of a word. Capitals, quotes and blanks around it make no difference. */
export function hashOfWord(given: string, salt: string): string {
  return createHash("sha256")
    .update(`${salt}\n${tidy(given).toLowerCase()}`)
    .digest("hex");
}
