// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a Dockerfile look like those of a template.
import { describe, expect, test } from "vitest";
import { finalStage, readDockerfile } from "../../../src/dockerfile/dockerfile.ts";
import { instructionsOf } from "../../../src/dockerfile/instructions-of.ts";
import { randomFrom } from "../../support/random.ts";

/** The lines of the instructions that are found for the lines of a history; null where none is. */
function linesOf(text: string, history: readonly string[]): (number | null)[] {
  const dockerfile = readDockerfile(text);
  const stage = finalStage(dockerfile);
  if (!stage) throw new Error("no stage");
  return instructionsOf(dockerfile, stage, history).map((one) => one?.line ?? null);
}

describe("one line", () => {
  const found = (instruction: string, line: string) => linesOf(`FROM a\n${instruction}`, [line])[0] === 2;

  test.each<[string, string]>([
    // BuildKit
    ["RUN apt-get update", "RUN /bin/sh -c apt-get update # buildkit"],
    ["RUN poetry install", "RUN |1 TOKEN=cat-0a1b2c /bin/sh -c poetry install # buildkit"],
    ["RUN poetry install", "RUN |1 TOKEN=****1b2c /bin/sh -c poetry install # buildkit"],
    ["RUN poetry install", "RUN |2 A=b c -d E= /bin/sh -c poetry install # buildkit"],
    ["RUN a \\\n    && b \\\n\n# no\n  && c", "RUN /bin/sh -c a     && b   && c # buildkit"],
    ["RUN a \"b\"  'c' \\; d", "RUN /bin/sh -c a \"b\"  'c' \\; d # buildkit"],
    ["RUN --mount=type=secret,id=a,required=true \\\n  --network=none b c", "RUN /bin/sh -c b c # buildkit"],
    ["RUN echo $HOME ${A:-b}", "RUN /bin/sh -c echo $HOME ${A:-b} # buildkit"],
    ['RUN ["apt-get", "update"]', "RUN apt-get update # buildkit"],
    ['RUN ["apt-get", "update"]', "RUN |1 TOKEN=a b apt-get update # buildkit"],
    ["RUN make", "RUN /bin/bash -o pipefail -c make # buildkit"],
    ["RUN make", "RUN |1 A=b /bin/bash -euxo pipefail -c make # buildkit"],
    ["RUN make", "RUN cmd /S /C make # buildkit"],
    ["RUN make", "RUN powershell -Command make # buildkit"],
    ["RUN <<EOF\na\nb  c\nEOF", "RUN /bin/sh -c a\nb  c\n # buildkit"],
    ["RUN <<-'EOF'\n\ta\n\tEOF", "RUN /bin/sh -c a\n # buildkit"],
    ["RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF", "RUN /bin/sh -c /dev/pipes/EOF # buildkit"],
    ["RUN <<-EOF\n\t#!/bin/sh\n\ta\nEOF", "RUN /bin/sh -c /dev/pipes/EOF # buildkit"],
    ["RUN cat <<EOF > /a\nb\nEOF", "RUN /bin/sh -c cat <<EOF > /a\nb\nEOF # buildkit"],
    ["COPY . .", "COPY . . # buildkit"],
    ["COPY a b c/ ./", "COPY a b c/ ./ # buildkit"],
    ["COPY ./a b/", "COPY a b # buildkit"],
    ["COPY --from=0 --link /app/.venv /app/.venv", "COPY /app/.venv /app/.venv # buildkit"],
    ["COPY --chown=1:1 a /b", "COPY --chown=1:1 a /b # buildkit"],
    ["COPY --chown=1:1 --chmod=755 a /b", "COPY --chown=1:1 --chmod=755 a /b # buildkit"],
    ["COPY --parents a /b", "COPY --parents a /b # buildkit"],
    ['COPY ["a b", "/c"]', "COPY a b /c # buildkit"],
    ["COPY <<-'EOF' /a\nb\nEOF", "COPY <<EOF /a # buildkit"],
    ["COPY $SOURCE/${NAME:-x}.txt /a", "COPY src/y.txt /a # buildkit"],
    ["ADD https://a/b.tgz /c/", "ADD https://a/b.tgz /c/ # buildkit"],
    ["ENV A=b", "ENV A=b"],
    ["ENV A b c", "ENV A=b c"],
    ['ENV A="b c" D=e\\ f', "ENV A=b c D=e f"],
    ["ENV PATH=/app/.venv/bin:$PATH", "ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin"],
    ["ENV A=$B-${C:-${D}}-e", "ENV A=x-y-e"],
    ["ENV A=b${C}d", "ENV A=bd"],
    ["ENV PASSWORD=$TOKEN", "ENV PASSWORD=cat-0a1b2c"],
    ['LABEL a.b="c d" \\\n      e="f"', "LABEL a.b=c d e=f"],
    ["ARG TOKEN", "ARG TOKEN"],
    ["ARG TOKEN", "ARG TOKEN=cat-0a1b2c"],
    ["ARG A=b", "ARG A=c"],
    ["ARG A=b C", "ARG A=b C=d"],
    ["WORKDIR /app", "WORKDIR /app"],
    ["WORKDIR /app/", "WORKDIR /app"],
    ["WORKDIR app", "WORKDIR /srv/app"],
    ["WORKDIR $HOME/app", "WORKDIR /root/app"],
    ["USER 1001:1001", "USER 1001:1001"],
    ["USER $ID", "USER 1001"],
    ["USER $A$B", "USER app"],
    ["EXPOSE 3000", "EXPOSE map[3000/tcp:{}]"],
    ["EXPOSE 3000", "EXPOSE [3000/tcp]"],
    ["EXPOSE 3000/udp 80", "EXPOSE map[80/tcp:{} 3000/udp:{}]"],
    ["EXPOSE 3000/TCP", "EXPOSE map[3000/tcp:{}]"],
    ["EXPOSE $PORT", "EXPOSE map[3000/tcp:{}]"],
    ["VOLUME /a /b", "VOLUME [/a /b]"],
    ['VOLUME ["/a", "/b"]', "VOLUME [/a /b]"],
    ['CMD ["python", "app.py"]', 'CMD ["python" "app.py"]'],
    ['CMD ["sh", "-c", "a, \\"b\\""]', 'CMD ["sh" "-c" "a, \\"b\\""]'],
    ["CMD python app.py", 'CMD ["/bin/sh" "-c" "python app.py"]'],
    ["CMD python app.py", 'CMD ["/bin/bash" "-o" "pipefail" "-c" "python app.py"]'],
    ["CMD []", "CMD []"],
    ['ENTRYPOINT ["a"]', 'ENTRYPOINT ["a"]'],
    ["ENTRYPOINT a b", 'ENTRYPOINT ["/bin/sh" "-c" "a b"]'],
    ['HEALTHCHECK --interval=10s CMD ["a"]', 'HEALTHCHECK &{["CMD" "a"] "10s" "0s" "0s" \'\\x00\'}'],
    ["HEALTHCHECK NONE", 'HEALTHCHECK &{["NONE"] "0s" "0s" "0s" \'\\x00\'}'],
    ["STOPSIGNAL SIGINT", "STOPSIGNAL SIGINT"],
    ['SHELL ["/bin/bash", "-c"]', "SHELL [/bin/bash -c]"],
    ["MAINTAINER A B <a@b>", "MAINTAINER A B <a@b>"],
    // The legacy builder
    ["RUN apt-get update", "/bin/sh -c apt-get update"],
    ["RUN poetry install", "|1 TOKEN=cat-0a1b2c /bin/sh -c poetry install"],
    ['RUN ["apt-get", "update"]', "apt-get update"],
    ["COPY a /x", "/bin/sh -c #(nop) COPY file:0a1b2c in /x "],
    ["COPY . .", "/bin/sh -c #(nop) COPY dir:0a1b2c in . "],
    ["COPY a b ./", "/bin/sh -c #(nop) COPY multi:0a1b2c in ./ "],
    ["COPY --chown=app a /x", "/bin/sh -c #(nop) COPY --chown=appfile:0a1b2c in /x "],
    ["ADD a /", "/bin/sh -c #(nop) ADD file:0a1b2c in / "],
    ["ENV A=b c=d", "/bin/sh -c #(nop)  ENV A=b c=d"],
    ['CMD ["a" ,"b"]', '/bin/sh -c #(nop)  CMD ["a" "b"]'],
    ["CMD a b", '/bin/sh -c #(nop)  CMD ["/bin/sh" "-c" "a b"]'],
    ["WORKDIR /app", "/bin/sh -c #(nop) WORKDIR /app"],
    ["EXPOSE 3000", "/bin/sh -c #(nop)  EXPOSE 3000"],
    ["USER app", "/bin/bash -o pipefail -c #(nop)  USER app"],
    ["ARG TOKEN", "/bin/sh -c #(nop)  ARG TOKEN"],
    ["ONBUILD RUN a  b", "/bin/sh -c #(nop)  ONBUILD RUN a b"],
    // buildah
    ["RUN --mount=type=secret,id=tok a b", "/bin/sh -c --mount=type=secret,id=tok a b"],
    ['CMD ["a", "b"]', '/bin/sh -c #(nop) CMD ["a", "b"]'],
  ])("%j left %j", (instruction, line) => {
    expect(found(instruction, line)).toBe(true);
  });

  test.each<[string, string]>([
    ["RUN apt-get update", "RUN /bin/sh -c apt-get upgrade # buildkit"],
    ["RUN install", "RUN /bin/sh -c apt-get install # buildkit"],
    ["RUN install", "/bin/sh -c apt-get install"],
    ["RUN install", "RUN /bin/sh -c apt-get -c install # buildkit"],
    ["RUN apt-get", "RUN /bin/sh -c apt-get install # buildkit"],
    ['RUN ["install"]', "RUN apt-get install # buildkit"],
    ['RUN ["install"]', "RUN /bin/sh -c install # buildkit"],
    ["RUN echo $A", "RUN /bin/sh -c echo b # buildkit"],
    ["RUN", "RUN /bin/sh -c a # buildkit"],
    ["RUN a", ""],
    ["RUN COPY a b", "COPY a b # buildkit"],
    ["COPY a b", "RUN /bin/sh -c COPY a b # buildkit"],
    ["COPY a b", "ADD a b # buildkit"],
    ["COPY a b", "COPY a c # buildkit"],
    ["COPY a b", "COPY a a b # buildkit"],
    ["COPY a /b", "COPY a b # buildkit"],
    ["COPY a /x", "/bin/sh -c #(nop) COPY file:0a1b2c in /y "],
    ["COPY $A/b /c", "COPY a/d /c # buildkit"],
    ["ENV A=b", "ENV A=c"],
    ["ENV A=b", "ENV A=b C=d"],
    ["ENV A=b", "LABEL A=b"],
    ["ENV A=b$C", "ENV A=c"],
    ["ENV A=$B-$C-$D", "ENV A=b-c"],
    ["ENV A=b${C}b", "ENV A=b"],
    ["ARG A", "ARG B"],
    ["ARG A", "ARG AB"],
    ["ARG A B", "ARG A"],
    ["WORKDIR /app", "WORKDIR /srv/app"],
    ["WORKDIR app", "WORKDIR /wrap/happ"],
    ["USER app", "USER root"],
    ["EXPOSE 3000", "EXPOSE map[3001/tcp:{}]"],
    ["EXPOSE 3000", "EXPOSE map[3000/udp:{}]"],
    ["EXPOSE 3000", "EXPOSE map[3000/tcp:{} 80/tcp:{}]"],
    ['CMD ["app.py"]', 'CMD ["python" "app.py"]'],
    ["CMD app.py", 'CMD ["python" "app.py"]'],
    ["CMD app.py", 'CMD ["/bin/sh" "-c" "python app.py"]'],
    ["CMD a", 'ENTRYPOINT ["/bin/sh" "-c" "a"]'],
    ["ONBUILD RUN a", "RUN /bin/sh -c a # buildkit"],
    ["FOO a", "FOO a"],
  ])("%j did not leave %j", (instruction, line) => {
    expect(found(instruction, line)).toBe(false);
  });
});

const SLIM = [
  "",
  "LABEL size-matters.stand-in=true",
  "ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
  "RUN /bin/sh -c apt-get update     && apt-get install --yes --no-install-recommends         libbz2-1.0 # buildkit",
  'CMD ["python3"]',
];

/** As `docker history` tells it of images that BuildKit of 20.10 built. */
describe("the history of real images", () => {
  test("two equal instructions are told apart, and lines of the base are of none", () => {
    const dockerfile = `# The naive start.
FROM python:3.13

ARG TOKEN

ENV DEBIAN_FRONTEND=noninteractive
ENV PIP_INDEX_URL=http://feed/simple/
ENV POETRY_HTTP_BASIC_CATS_PASSWORD=$TOKEN

WORKDIR /app

RUN apt-get update
RUN apt-get install -y build-essential git imagemagick libpq-dev
RUN apt-get update
RUN apt-get install -y python3-dev python3-pip

COPY . .

RUN pip install poetry==2.5.1
RUN poetry install

CMD python cat_app/app.py
`;
    const history = [
      ...SLIM,
      "ARG TOKEN",
      "ENV DEBIAN_FRONTEND=noninteractive",
      "ENV PIP_INDEX_URL=http://feed/simple/",
      "ENV POETRY_HTTP_BASIC_CATS_PASSWORD=cat-0a1b2c",
      "WORKDIR /app",
      "RUN |1 TOKEN=cat-0a1b2c /bin/sh -c apt-get update # buildkit",
      "RUN |1 TOKEN=cat-0a1b2c /bin/sh -c apt-get install -y build-essential git imagemagick libpq-dev # buildkit",
      "RUN |1 TOKEN=cat-0a1b2c /bin/sh -c apt-get update # buildkit",
      "RUN |1 TOKEN=cat-0a1b2c /bin/sh -c apt-get install -y python3-dev python3-pip # buildkit",
      "COPY . . # buildkit",
      "RUN |1 TOKEN=cat-0a1b2c /bin/sh -c pip install poetry==2.5.1 # buildkit",
      "RUN |1 TOKEN=cat-0a1b2c /bin/sh -c poetry install # buildkit",
      'CMD ["/bin/sh" "-c" "python cat_app/app.py"]',
    ];
    const own = [4, 6, 7, 8, 10, 12, 13, 14, 15, 17, 19, 20, 22];
    expect(linesOf(dockerfile, history)).toEqual([...SLIM.map(() => null), ...own]);
    expect(linesOf(dockerfile, history.slice(SLIM.length))).toEqual(own);
  });

  test("the stages below come first, and those beside leave nothing", () => {
    const dockerfile = `ARG SLIM=python:3.13-slim

FROM \${SLIM} AS base

WORKDIR /app

RUN apt-get update \\
    && apt-get install -y --no-install-recommends "libpq5=17.*" \\
    && rm -rf /var/lib/apt/lists/*

ENV VIRTUAL_ENV=/app/.venv
ENV PATH=/app/.venv/bin:$PATH

FROM base AS installer

RUN python -m venv --without-pip /app/.venv
COPY cat_app cat_app

FROM base AS runner

RUN groupadd --gid 1001 app \\
    && useradd -l --uid 1001 --gid 1001 --no-create-home app

COPY --from=installer /app/.venv /app/.venv
COPY cat_app cat_app

USER 1001:1001

LABEL org.opencontainers.image.title="cat-app" \\
      org.opencontainers.image.description="A page with a random picture of a cat"

EXPOSE 3000

HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \\
    CMD ["python", "-c", "urlopen('http://127.0.0.1:3000/health', timeout=2)"]

# Process 1 has no default handlers.
STOPSIGNAL SIGINT

CMD ["python", "cat_app/app.py"]
`;
    const history = [
      ...SLIM,
      "WORKDIR /app",
      'RUN /bin/sh -c apt-get update     && apt-get install -y --no-install-recommends "libpq5=17.*"     && rm -rf /var/lib/apt/lists/* # buildkit',
      "ENV VIRTUAL_ENV=/app/.venv",
      "ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
      "RUN /bin/sh -c groupadd --gid 1001 app     && useradd -l --uid 1001 --gid 1001 --no-create-home app # buildkit",
      "COPY /app/.venv /app/.venv # buildkit",
      "COPY cat_app cat_app # buildkit",
      "USER 1001:1001",
      "LABEL org.opencontainers.image.title=cat-app org.opencontainers.image.description=A page with a random picture of a cat",
      "EXPOSE map[3000/tcp:{}]",
      'HEALTHCHECK &{["CMD" "python" "-c" "urlopen(\'http://127.0.0.1:3000/health\', timeout=2)"] "10s" "3s" "10s" \'\\x00\'}',
      "STOPSIGNAL SIGINT",
      'CMD ["python" "cat_app/app.py"]',
    ];
    const own = [5, 7, 11, 12, 21, 24, 25, 27, 29, 32, 34, 38, 40];
    expect(linesOf(dockerfile, history)).toEqual([...SLIM.map(() => null), ...own]);
  });
});

/** How many of both can be paired, by trying all ways. */
function longest([a, ...left]: readonly string[], [b, ...right]: readonly string[]): number {
  if (a === undefined || b === undefined) return 0;
  if (a === b) return 1 + longest(left, right);
  return Math.max(longest(left, [b, ...right]), longest([a, ...left], right));
}

describe("order", () => {
  const run = (command: string) => `RUN /bin/sh -c ${command} # buildkit`;

  test.each<[string, string, string[], (number | null)[]]>([
    ["each in its place", "FROM x\nRUN a\nRUN b", [run("a"), run("b")], [2, 3]],
    ["the same three times", "FROM x\nRUN a\nRUN a\nRUN a", [run("a"), run("a"), run("a")], [2, 3, 4]],
    ["nothing", "FROM x\nRUN a", [], []],
    ["no instruction", "FROM x", [run("a")], [null]],
    ["a line that none left", "FROM x\nRUN a\nRUN b", [run("a"), run("c"), run("b")], [2, null, 3]],
    ["an instruction that left none", "FROM x\nRUN a\nRUN c\nRUN b", [run("a"), run("b")], [2, 4]],
    [
      "an instruction that is gone since",
      "FROM x\nRUN a\nRUN b\nRUN c",
      [run("a"), run("b"), run("a"), run("c")],
      [2, 3, null, 4],
    ],
    [
      "most are found, not the first",
      "FROM x\nRUN c\nRUN a\nRUN b\nRUN c",
      [run("c"), run("a"), run("b")],
      [2, 3, 4],
    ],
    ["of two ways the later", "FROM x\nRUN a\nRUN b\nRUN a", [run("b"), run("a"), run("b")], [null, 2, 3]],
    [
      "the base did the same",
      "FROM x\nRUN a\nRUN b",
      [run("a"), run("b"), run("a"), run("b")],
      [null, null, 2, 3],
    ],
  ])("%s", (_, text, history, expected) => {
    expect(linesOf(text, history)).toEqual(expected);
  });

  test("no other order finds more", () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = randomFrom(seed);
      const some = () => Array.from({ length: random.below(9) }, () => random.pick(["a", "b", "c"]));
      const [commands, history] = [some(), some()];
      const lines = linesOf(["FROM x", ...commands.map((one) => `RUN ${one}`)].join("\n"), history.map(run));
      const found = lines.flatMap((line) => line ?? []);
      expect(found, `seed ${seed}`).toHaveLength(longest(commands, history));
      expect(found, `seed ${seed}`).toEqual([...new Set(found)].sort((a, b) => a - b));
      lines.forEach((line, at) => {
        if (line !== null) expect(commands[line - 2], `seed ${seed}`).toBe(history[at]);
      });
    }
  });

  test("triggers run first in the stage above theirs", () => {
    const text = "FROM x AS y\nONBUILD COPY a b\nRUN c\nFROM y\nRUN d";
    expect(linesOf(text, [run("c"), "COPY a b # buildkit", run("d")])).toEqual([3, 2, 5]);
    expect(linesOf(text, [run("c"), run("d")])).toEqual([3, 5]);
  });

  test("an instruction is found before a trigger that does the same", () => {
    const text = "FROM x AS y\nONBUILD COPY a b\nFROM y\nCOPY a b";
    expect(linesOf(text, ["COPY a b # buildkit"])).toEqual([4]);
    expect(linesOf(text, ["COPY a b # buildkit", "COPY a b # buildkit"])).toEqual([2, 4]);
  });

  test("of another stage than the last", () => {
    const dockerfile = readDockerfile("FROM a AS b\nRUN c\nFROM d\nRUN c");
    const [first] = dockerfile.stages;
    const found = first && instructionsOf(dockerfile, first, [run("c")]);
    expect(found?.map((one) => one?.line)).toEqual([2]);
  });

  test("the instruction is the one of the Dockerfile", () => {
    const dockerfile = readDockerfile("FROM a\nRUN b");
    const stage = finalStage(dockerfile);
    expect(stage && instructionsOf(dockerfile, stage, [run("b")])[0]).toBe(dockerfile.instructions[1]);
  });

  test("too many are not looked at", () => {
    const runs = Array.from({ length: 2001 }, (_, index) => `a${index}`);
    const text = ["FROM x", ...runs.map((command) => `RUN ${command}`)].join("\n");
    expect(linesOf(text, runs.map(run))).toEqual(runs.map(() => null));
    expect(linesOf(text, runs.slice(1).map(run)).every((line) => line === null)).toBe(true);
    expect(linesOf(text, runs.slice(2).map(run))).toEqual(runs.slice(2).map((_, index) => index + 4));
  });
});
