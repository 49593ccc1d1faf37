import { expect, test } from "vitest";
import { withMountOnce } from "../../../src/dockerfile/mount-once.ts";

const ONCE = "--mount=type=secret,id=once";

test("each step that is lent a secret has the mount, and no line moves", () => {
  const text = [
    "FROM a AS b",
    "RUN before",
    "run \\",
    "  --mount=type=secret,id=token \\",
    "  use",
    "FROM c",
    "COPY --from=b /x /x",
    '\tRUN --mount=id=netrc,type="secret",target=/n --mount=type=cache,target=/c <<EOF',
    "use",
    "EOF",
    "RUN after",
  ].join("\n");
  const expected = text
    .replace("run \\", `run ${ONCE} \\`)
    .replace("RUN --mount=id=netrc", `RUN ${ONCE} --mount=id=netrc`);
  expect(withMountOnce(text, ONCE)).toBe(expected);
});

test("the ends of lines of Windows stay", () => {
  const text = "FROM a\r\nRUN --mount=type=secret,id=token use\r\n";
  expect(withMountOnce(text, ONCE)).toBe(`FROM a\r\nRUN ${ONCE} --mount=type=secret,id=token use\r\n`);
});

test.each([
  ["there is none", "FROM a\nRUN use\n"],
  ["it is in a comment", "FROM a\n# RUN --mount=type=secret,id=token use\nRUN use\n"],
  ["it is a trigger, which runs in another build", "FROM a\nONBUILD RUN --mount=type=secret,id=token use\n"],
  [
    "one stands where no flag is read: then a step might be missed",
    "FROM a\nRUN --mount=type=secret,id=token use\nRUN use --mount=type=secret,id=token\n",
  ],
])("where %s nothing is said", (_, text) => {
  expect(withMountOnce(text, ONCE)).toBeNull();
});
