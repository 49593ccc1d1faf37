import { describe, expect, test } from "vitest";
import { stepsAnew } from "../../../src/dockerfile/steps-anew.ts";

const ONCE = "--mount=type=secret,id=once";
const textOf = (text: string) => stepsAnew(text, "once")?.text ?? null;

describe("a step that is lent a secret", () => {
  test("has a mount more, and no line moves", () => {
    const text = [
      "FROM a AS b",
      "RUN before",
      "run \\",
      "  --mount=type=secret,id=token \\",
      "  use",
      "FROM c",
      "COPY --from=b /x /x",
      '\tRUN --mount=id=netrc,type="secret",target=/n <<EOF',
      "use",
      "EOF",
      "RUN after",
    ].join("\n");
    const expected = text
      .replace("run \\", `run ${ONCE} \\`)
      .replace("RUN --mount=id=netrc", `RUN ${ONCE} --mount=id=netrc`);
    expect(textOf(text)).toBe(expected);
  });

  test("keeps the ends of lines of Windows", () => {
    const text = "FROM a\r\nRUN --mount=type=secret,id=token use\r\n";
    expect(textOf(text)).toBe(`FROM a\r\nRUN ${ONCE} --mount=type=secret,id=token use\r\n`);
  });

  test("has empty cache mounts, which it shares with the same steps as before", () => {
    const text = [
      "FROM a",
      "RUN --mount=type=cache,target=/other first",
      "RUN --mount=type=cache,target=/pip second",
      "RUN --mount=type=cache,target=/pip \\",
      "    # --mount=type=cache,target=/pip",
      "    --mount=type=secret,id=token --mount=type=cache,id=mine,target=/p third --mount=type=none",
      "RUN --mount=target=/q,id=mine,type=cache fourth",
    ].join("\n");
    expect(textOf(text)?.split("\n")).toEqual([
      "FROM a",
      "RUN --mount=type=cache,target=/other first",
      "RUN --mount=type=cache,target=/pip,id=once-0 second",
      `RUN ${ONCE} --mount=type=cache,target=/pip,id=once-0 \\`,
      "    # --mount=type=cache,target=/pip",
      "    --mount=type=secret,id=token --mount=type=cache,id=mine,target=/p,id=once-1 third --mount=type=none",
      "RUN --mount=target=/q,id=mine,type=cache,id=once-1 fourth",
    ]);
  });
});

test("the builder's words are as the learner wrote them", () => {
  const text = "FROM a\nRUN --mount=type=cache,target=/c --mount=type=secret,id=token use\n";
  const anew = stepsAnew(text, "once");
  expect(anew?.text).not.toBe(text);
  expect(anew?.asWritten(`> [2/2] ${anew.text}`)).toBe(`> [2/2] ${text}`);
});

test.each([
  ["there is none", "FROM a\nRUN use\n"],
  ["it is in a comment", "FROM a\n# RUN --mount=type=secret,id=token use\nRUN use\n"],
  ["it is a trigger, which runs in another build", "FROM a\nONBUILD RUN --mount=type=secret,id=token use\n"],
  [
    "one stands where no flag is read: then a step might be missed",
    "FROM a\nRUN --mount=type=secret,id=token use\nRUN use --mount=type=secret,id=token\n",
  ],
  [
    "a flag goes on in the next line: then it could not be changed",
    "FROM a\nRUN --mount=type=secret,id=token --mount=type=cache,targ\\\net=/c use\n",
  ],
])("where %s nothing is said", (_, text) => {
  expect(textOf(text)).toBeNull();
});
