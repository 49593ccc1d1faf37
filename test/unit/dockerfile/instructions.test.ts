import { describe, expect, test } from "vitest";
import { readDockerfile } from "../../../src/dockerfile/dockerfile.ts";
import type { Instruction } from "../../../src/dockerfile/instruction.ts";

const instructionsIn = (text: string): Instruction[] => readDockerfile(text).instructions;

function only(text: string): Instruction {
  const instructions = instructionsIn(text);
  expect(instructions).toHaveLength(1);
  return instructions[0] as Instruction;
}

/** `line-endLine text`, one for each instruction. */
const outline = (text: string): string[] =>
  instructionsIn(text).map((one) => `${one.line}-${one.endLine} ${one.text}`);

describe("lines", () => {
  test.each<[string, string, string[]]>([
    ["nothing", "", []],
    ["empty lines", "\n \n\t\n", []],
    ["a comment alone", "# FROM a", []],
    ["no line end at the end", "FROM a\nRUN b", ["1-1 FROM a", "2-2 RUN b"]],
    ["comments and empty lines between", "# x\n\nFROM a\n  # y\n\nRUN b\n", ["3-3 FROM a", "6-6 RUN b"]],
    [
      "line ends of Windows",
      "FROM a\r\nRUN b \\\r\n  c\r\nRUN d\r\n",
      ["1-1 FROM a", "2-3 RUN b c", "4-4 RUN d"],
    ],
    ["a mark of the byte order", "\uFEFFFROM a\nRUN b", ["1-1 FROM a", "2-2 RUN b"]],
    ["a mark of the byte order and a comment", "\uFEFF# x\nFROM a", ["2-2 FROM a"]],
    ["tabs and blanks", "\t FROM\t\ta  AS\tb \t\n", ["1-1 FROM a AS b"]],
    ["small letters", "from a as B\nrUn c", ["1-1 FROM a as B", "2-2 RUN c"]],
    ["a lone carriage return", "RUN a\rb\nRUN c", ["1-1 RUN a b", "2-2 RUN c"]],
    ["lines are joined without a blank", "RUN ec\\\nho a", ["1-2 RUN echo a"]],
    ["blanks behind the escape character", "RUN a \\ \t\n b\nRUN c", ["1-2 RUN a b", "3-3 RUN c"]],
    ["a keyword alone on its line", "RUN \\\n  a\nRUN b", ["1-2 RUN a", "3-3 RUN b"]],
    ["a keyword in two pieces", "RU\\\nN a\nRUN b", ["1-2 RUN a", "3-3 RUN b"]],
    ["a comment inside", "RUN a \\\n# no \\\n  # no\n  b\nRUN c", ["1-4 RUN a b", "5-5 RUN c"]],
    ["empty lines inside", "RUN a \\\n\n \t\n  b\nRUN c", ["1-4 RUN a b", "5-5 RUN c"]],
    ["a comment ends nothing", "RUN a && \\\n# b\n\nRUN c", ["1-4 RUN a && RUN c"]],
    ["a comment behind a command is none", "RUN a # b\nRUN c", ["1-1 RUN a # b", "2-2 RUN c"]],
    ["an escape character at the end of the file", "FROM a\nRUN b \\", ["1-1 FROM a", "2-2 RUN b"]],
    ["the same with empty lines and a comment", "FROM a\nRUN b \\\n\n# c\n\n", ["1-1 FROM a", "2-2 RUN b"]],
    ["the same with a blank", "FROM a\nRUN \\ ", ["1-1 FROM a", "2-2 RUN"]],
    ["a line that only continues", "\\\nRUN a\nRUN b", ["2-2 RUN a", "3-3 RUN b"]],
    [
      "a doubled escape character ends the line",
      "WORKDIR C:\\\\\nRUN a",
      ["1-1 WORKDIR C:\\\\", "2-2 RUN a"],
    ],
    ["an escape character inside a line", "RUN a \\; b \\ c\nRUN d", ["1-1 RUN a \\; b \\ c", "2-2 RUN d"]],
    ["what is no instruction", "FROM a\n&& b\nfoo", ["1-1 FROM a", "2-2 && b", "3-3 FOO"]],
    [
      "flags over several lines",
      "RUN --mount=type=secret,id=a \\\n  --network=none \\\n b",
      ["1-3 RUN --mount=type=secret,id=a --network=none b"],
    ],
  ])("%s", (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});

describe("directives", () => {
  const backquote = "FROM a\nCOPY . C:\\\nRUN b `\n c\nRUN d";
  const windows = ["FROM a", "COPY . C:\\", "RUN b c", "RUN d"];
  const unix = ["FROM a", "COPY . C:RUN b `", "C", "RUN d"];

  test.each<[string, string[]]>([
    [`# escape=\`\n${backquote}`, windows],
    [`#ESCAPE = \` \r\n${backquote}`, windows],
    [`# syntax=docker/dockerfile:1\n# check=skip=all\n# escape=\`\n${backquote}`, windows],
    [`\uFEFF# escape=\`\n${backquote}`, windows],
    [backquote, unix],
    [`# escape=\\\n${backquote}`, unix],
    [`# a comment\n# escape=\`\n${backquote}`, unix],
    [`# a=b\n# escape=\`\n${backquote}`, unix],
    [`\n# escape=\`\n${backquote}`, unix],
    [`FROM a\n# escape=\`\n${backquote}`, ["FROM a", ...unix]],
    [`# escape=x\n${backquote}`, unix],
  ])("%j", (text, expected) => {
    expect(instructionsIn(text).map((one) => one.text)).toEqual(expected);
  });

  test.each<[string, string | null]>([
    ["# syntax=docker/dockerfile:1\nFROM a", "docker/dockerfile:1"],
    ["#syntax = docker/dockerfile:1.7-labs  \r\nFROM a", "docker/dockerfile:1.7-labs"],
    ["# SYNTAX=docker/dockerfile:1 more\nFROM a", "docker/dockerfile:1"],
    ["\uFEFF# syntax=a", "a"],
    ["# escape=`\n# syntax=a\nFROM b", "a"],
    ["# syntax=a\n# escape=`\nFROM b", "a"],
    ["# check=skip=all\n# syntax=a\nFROM b", "a"],
    ["FROM a", null],
    ["", null],
    ["# syntax=\nFROM a", null],
    ["# other=a\n# syntax=b\nFROM c", null],
    ["# words\n# syntax=b\nFROM c", null],
    ["\n# syntax=b\nFROM c", null],
    ["FROM c\n# syntax=b", null],
  ])("the syntax of %j is %j", (text, syntax) => {
    expect(readDockerfile(text).syntax).toBe(syntax);
  });
});

describe("here-documents", () => {
  test.each<[string, string, string[]]>([
    ["one", "RUN <<EOF\na\n  b\nEOF\nRUN c", ["1-4 RUN <<EOF\na\n  b\nEOF", "5-5 RUN c"]],
    [
      "behind a command",
      "RUN cat <<EOF > /a\nFROM b\nEOF\nRUN c",
      ["1-3 RUN cat <<EOF > /a\nFROM b\nEOF", "4-4 RUN c"],
    ],
    ["with line ends of Windows", "RUN <<EOF\r\na\r\nEOF\r\nRUN c", ["1-3 RUN <<EOF\na\nEOF", "4-4 RUN c"]],
    ["with a quoted name", "RUN <<'EOF'\na\nEOF\nRUN b", ["1-3 RUN <<'EOF'\na\nEOF", "4-4 RUN b"]],
    ["with tabs", "RUN <<-EOF\n\ta\n\tEOF\nRUN b", ["1-3 RUN <<-EOF\n\ta\n\tEOF", "4-4 RUN b"]],
    ["whose end has no tabs", "RUN <<EOF\n\tEOF\nEOF\nRUN b", ["1-3 RUN <<EOF\n\tEOF\nEOF", "4-4 RUN b"]],
    [
      "whose end has no blanks",
      "RUN <<EOF\nEOF \n EOF\nEOF x\nEOF\nRUN b",
      ["1-5 RUN <<EOF\nEOF \n EOF\nEOF x\nEOF", "6-6 RUN b"],
    ],
    ["two", "RUN <<A cat <<B\na\nA\nb\nB\nRUN c", ["1-5 RUN <<A cat <<B\na\nA\nb\nB", "6-6 RUN c"]],
    ["of a copy", "COPY <<a /b\nFROM c\na\nRUN d", ["1-3 COPY <<a /b\nFROM c\na", "4-4 RUN d"]],
    ["of a trigger", "ONBUILD RUN <<A\nb\nA\nRUN c", ["1-3 RUN <<A\nb\nA", "4-4 RUN c"]],
    ["behind a blank", "RUN cat << EOF\na\nEOF\nRUN b", ["1-3 RUN cat << EOF\na\nEOF", "4-4 RUN b"]],
    ["with a file's number", "RUN cat 3<<EOF\na\nEOF\nRUN b", ["1-3 RUN cat 3<<EOF\na\nEOF", "4-4 RUN b"]],
    [
      "on a line that continues",
      "RUN cat <<EOF \\\n  > /a\nb\nEOF\nRUN c",
      ["1-4 RUN cat <<EOF > /a\nb\nEOF", "5-5 RUN c"],
    ],
    [
      "on a later line",
      "RUN a && \\\n  cat <<EOF\nb \\\n# c\nEOF\nRUN d",
      ["1-5 RUN a && cat <<EOF\nb \\\n# c\nEOF", "6-6 RUN d"],
    ],
    ["with empty lines", "RUN <<EOF\n\na\n\nEOF\nRUN b", ["1-5 RUN <<EOF\n\na\n\nEOF", "6-6 RUN b"]],
    ["at the end of the file", "RUN <<EOF\na\nEOF", ["1-3 RUN <<EOF\na\nEOF"]],
    ["that does not end", "RUN <<EOF\nRUN a", ["1-1 RUN <<EOF", "2-2 RUN a"]],
    ["that is a string", "RUN cat <<< EOF\nEOF", ["1-1 RUN cat <<< EOF", "2-2 EOF"]],
    [
      "inside double quotes",
      'RUN echo "a <<EOF b"\nRUN c\nEOF',
      ['1-1 RUN echo "a <<EOF b"', "2-2 RUN c", "3-3 EOF"],
    ],
    [
      "inside single quotes",
      "RUN echo 'a <<EOF b'\nRUN c\nEOF",
      ["1-1 RUN echo 'a <<EOF b'", "2-2 RUN c", "3-3 EOF"],
    ],
    ["that is a shift", "RUN echo $((1 << 2))\nRUN c", ["1-1 RUN echo $((1 << 2))", "2-2 RUN c"]],
    ["of what takes none", "LABEL a=b <<EOF\nRUN c\nEOF", ["1-1 LABEL a=b <<EOF", "2-2 RUN c", "3-3 EOF"]],
  ])("%s", (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});

describe("what an instruction says", () => {
  test("the arguments are without keyword and flags, the text is with them", () => {
    const text = "run --mount=type=cache,target=/c   --network=none \\\n   apt-get  update \\\n && b";
    expect(only(text)).toMatchObject({
      keyword: "RUN",
      text: "RUN --mount=type=cache,target=/c --network=none apt-get update && b",
      arguments: "apt-get update && b",
    });
    expect(only("RUN --network=none <<EOF\n  a\nEOF").arguments).toBe("<<EOF\n  a\nEOF");
  });

  test.each<[string, [string, string | null][], string]>([
    [
      "COPY --from=a --link --chown=1:1 b c",
      [
        ["from", "a"],
        ["link", null],
        ["chown", "1:1"],
      ],
      "b c",
    ],
    ["COPY --link=false b c", [["link", "false"]], "b c"],
    ["COPY --from= b c", [["from", ""]], "b c"],
    ["RUN a --b", [], "a --b"],
    ["RUN a--b --c", [], "a--b --c"],
    ["RUN -- --a", [], "--a"],
    ["RUN --mount=type=secret,id='a b',env=\"C\" d", [["mount", "type=secret,id=a b,env=C"]], "d"],
    ["HEALTHCHECK --interval=10s CMD a", [["interval", "10s"]], "CMD a"],
    ["FROM --platform=$BUILDPLATFORM a", [["platform", "$BUILDPLATFORM"]], "a"],
    ["RUN --a", [["a", null]], ""],
    ["RUN --=a b", [["", "a"]], "b"],
    ["RUN --a=b\\ c\\'d e", [["a", "b c'd"]], "e"],
    ['RUN --a="b\\"c d" e', [["a", 'b"c d']], "e"],
  ])("the flags of %j", (text, flags, rest) => {
    const instruction = only(text);
    expect(instruction.flags).toEqual(flags.map(([name, value]) => ({ name, value })));
    expect(instruction.arguments).toBe(rest);
  });

  test.each<[string, string[] | null]>([
    ['CMD ["python", "app.py"]', ["python", "app.py"]],
    ['CMD ["a b",  "c\\"d", "e\\nf", "\\u0041"]', ["a b", 'c"d', "e\nf", "A"]],
    ['ENTRYPOINT [ "a" , "b" ]', ["a", "b"]],
    ['RUN --network=none ["a", "b"]', ["a", "b"]],
    ['RUN ["a", \\\n  "b"]', ["a", "b"]],
    ['SHELL ["/bin/bash", "-c"]', ["/bin/bash", "-c"]],
    ['VOLUME ["/a b"]', ["/a b"]],
    ['COPY ["a b", "/c"]', ["a b", "/c"]],
    ['HEALTHCHECK --timeout=3s CMD ["a", "b"]', ["a", "b"]],
    ["CMD []", []],
    ["CMD python app.py", null],
    ["CMD ['a']", null],
    ['CMD ["a", 1]', null],
    ['CMD ["a"', null],
    ['CMD ["a"] b', null],
    ["RUN [ -f a ] && b", null],
    ["HEALTHCHECK NONE", null],
    ["HEALTHCHECK CMD a [b]", null],
    ['LABEL ["a"]', null],
  ])("the exec form of %j", (text, json) => {
    expect(only(text).json).toEqual(json);
  });

  test.each<[string, string[], string | null]>([
    ["COPY a b", ["a"], "b"],
    ["COPY  a\tb  \\\n c ./", ["a", "b", "c"], "./"],
    ["ADD --chown=1:1 https://a/b.tgz $C", ["https://a/b.tgz"], "$C"],
    ['COPY ["a b", "c", "/d e/"]', ["a b", "c"], "/d e/"],
    ["COPY \"a\" '/b'", ["a"], "/b"],
    ["COPY <<EOF /a\nx y\nEOF", ["<<EOF"], "/a"],
    ["COPY a", ["a"], null],
    ["COPY", [], null],
    ["COPY --from=a", [], null],
    ["RUN a b", [], null],
  ])("the paths of %j", (text, sources, destination) => {
    expect(only(text)).toMatchObject({ sources, destination });
  });

  test.each<[string, Partial<Instruction>]>([
    ["ONBUILD RUN a  b", { keyword: "RUN", text: "RUN a b", arguments: "a b" }],
    ["onbuild copy --from=x a b", { keyword: "COPY", sources: ["a"], destination: "b" }],
    ['ONBUILD \\\n  CMD ["a", "b"]', { keyword: "CMD", json: ["a", "b"], line: 1, endLine: 2 }],
    ["ONBUILD ONBUILD RUN a", { keyword: "RUN", text: "RUN a" }],
    ["ONBUILD", { keyword: "ONBUILD", text: "ONBUILD" }],
  ])("%j is a trigger", (text, expected) => {
    expect(only(text)).toMatchObject({ ...expected, onbuild: true });
  });

  test("what is no trigger is not one", () => {
    expect(only("RUN onbuild").onbuild).toBe(false);
    expect(only("ONBUILDER a")).toMatchObject({ keyword: "ONBUILDER", onbuild: false });
  });
});

describe("mounts", () => {
  const mount = { id: null, source: null, target: null, from: null, required: false };

  test.each<[string, object[]]>([
    ["RUN a", []],
    [
      "RUN --mount=type=secret,id=token,required=true a",
      [{ ...mount, type: "secret", id: "token", required: true }],
    ],
    ["RUN --mount=type=secret,id=a,required a", [{ ...mount, type: "secret", id: "a", required: true }]],
    ["RUN --mount=type=secret,id=a,required=TRUE a", [{ ...mount, type: "secret", id: "a", required: true }]],
    ["RUN --mount=type=secret,id=a,required=false a", [{ ...mount, type: "secret", id: "a" }]],
    [
      "RUN --mount=type=secret,target=/run/x.netrc a",
      [{ ...mount, type: "secret", id: "x.netrc", target: "/run/x.netrc" }],
    ],
    ["RUN --mount=type=secret,source=a b", [{ ...mount, type: "secret", id: "a", source: "a" }]],
    ["RUN --mount=type=ssh a", [{ ...mount, type: "ssh", id: "default" }]],
    ["RUN --mount=type=cache,dst=/c a", [{ ...mount, type: "cache", id: "/c", target: "/c" }]],
    ["RUN --mount=TYPE=Cache,id=x,Target=/c a", [{ ...mount, type: "cache", id: "x", target: "/c" }]],
    ["RUN --mount=src=a,destination=/b c", [{ ...mount, type: "bind", source: "a", target: "/b" }]],
    ["RUN --mount c", [{ ...mount, type: "bind", options: {} }]],
    [
      "RUN --mount=type=bind,source=a,target=/a \\\n --mount=type=bind,source=b,target=/b c",
      [
        { ...mount, type: "bind", source: "a", target: "/a" },
        { ...mount, type: "bind", source: "b", target: "/b" },
      ],
    ],
  ])("%j", (text, expected) => {
    expect(only(text).mounts).toMatchObject(expected);
    expect(only(text).mounts).toHaveLength(expected.length);
  });

  test("every key is kept", () => {
    const [first] = only("RUN --mount=type=cache,target=/c,sharing=locked,ro,,uid=1001,__proto__=x a").mounts;
    expect(Object.entries(first?.options ?? {})).toEqual([
      ["type", "cache"],
      ["target", "/c"],
      ["sharing", "locked"],
      ["ro", "true"],
      ["uid", "1001"],
      ["__proto__", "x"],
    ]);
  });

  test("a mount of nothing has no keys", () => {
    expect(only("RUN --mount a").mounts.map(({ options }) => options)).toEqual([{}]);
  });

  test("only RUN has mounts", () => {
    expect(only("COPY --mount=type=secret,id=a b c").mounts).toEqual([]);
  });
});
