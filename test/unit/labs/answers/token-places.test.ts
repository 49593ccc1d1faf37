import { describe, expect, test } from "vitest";
import type { LeakPlace } from "../../../../src/image/image-reading.ts";
import { ask, judged, LEAKS, NAIVE } from "./naive-reading.ts";

const WHERE = { from: "token-places" };
const inPlaces = (...places: LeakPlace[]) => ({
  reading: { ...NAIVE, leaks: places.map((place) => LEAKS[place]) },
});
const WORDS = "Name the places in these words: env, history, file, label, command, attestation, config.";
const NOT_ALL = "The token is not in all of these places. Name only those where you saw it.";
const MORE = "That is right, but not all: look in one more place.";

describe("in the environment and the history", () => {
  test.each(
    [
      [
        "env, history",
        "history, env",
        "ENV and HISTORY",
        "env history",
        "env/history",
        "env + history",
        "env & history",
      ],
      ["environment variable and docker history", "the environment variables; the RUN lines"],
      [
        "Config.Env and the build arguments",
        "in the ENV instruction as well as in every RUN",
        "env,\n history.",
      ],
      ["POETRY_HTTP_BASIC_CATS_PASSWORD, history[7]", "env, history, config", "ENV + history (layer 3)"],
    ].flat(),
  )("%j is right", (given) => {
    expect(judged(WHERE, given)).toBe("right");
  });

  test.each([
    ["env", "Read the RUN lines: `|1 TOKEN=` is there too."],
    ["docker inspect and env", "Read the RUN lines: `|1 TOKEN=` is there too."],
    ["history", MORE],
    ["config", MORE],
    ["env history file label command attestation config", NOT_ALL],
    ["env, history, file", NOT_ALL],
    ["label", NOT_ALL],
    ["env, not history", WORDS],
    ["everywhere", WORDS],
    ["nowhere", WORDS],
    ["1 2 3 4 5 6 7 8 9 10", WORDS],
    ["the", WORDS],
    ["constructor", WORDS],
  ])("%j: %s", (given, says) => {
    expect(judged(WHERE, given)).toBe(says);
  });

  test("what is missing is told by where to look", () => {
    expect(ask(WHERE).judge("env")).toMatchObject({
      look: { command: "docker history --no-trunc {{image}}" },
    });
    expect(ask(WHERE).judge("history")).toMatchObject({
      look: { text: "Read Config.Env.", command: "docker inspect {{image}}" },
    });
  });

  test("no build argument is named that is not there", () => {
    const row = { createdBy: "RUN |2 A=b TOKEN=…4b62 /bin/sh -c make # buildkit", layer: 3 };
    const history = NAIVE.history.map((line, index) => (index === 7 ? row : line));
    expect(judged(WHERE, "env", { reading: { ...NAIVE, history } })).toBe(MORE);
    expect(judged(WHERE, "env", { reading: { ...NAIVE, history: [] } })).toBe(MORE);
  });
});

describe("elsewhere", () => {
  test.each<[LeakPlace[], string, string[]]>([
    [
      ["file"],
      "file",
      ["file", "files", "app/.env", "/app/.env", "the file app/.env in layer 7", ".env file"],
    ],
    [["label", "env"], "env, label", ["labels, env", "env label"]],
    [["command"], "command", ["cmd", "CMD", "entrypoint", "the start command"]],
    [["attestation"], "attestation", ["provenance", "attestations"]],
    [["config"], "config", ["config", "the configuration"]],
    [["env", "config"], "env", ["env", "env and config"]],
    [["file", "config"], "file, config", ["file, config"]],
  ])("%j is shown as %s", (places, shown, right) => {
    expect(ask(WHERE, inPlaces(...places)).shown).toBe(shown);
    for (const given of right) expect(judged(WHERE, given, inPlaces(...places)), given).toBe("right");
  });

  test("the configuration is a place of its own only where nothing implies it", () => {
    expect(judged(WHERE, "file, config", inPlaces("file"))).toBe(NOT_ALL);
    expect(judged(WHERE, "file", inPlaces("file", "config"))).toBe(MORE);
  });

  test("all places are right where it is everywhere", () => {
    const source = inPlaces("env", "history", "file", "label", "command", "attestation", "config");
    expect(judged(WHERE, "env history file label command attestation", source)).toBe("right");
    expect(judged(WHERE, "env history file label command", source)).toBe(MORE);
  });

  test("only the finding that is asked for counts", () => {
    const other = { ...LEAKS.label, rule: "github-token" };
    const reading = { ...NAIVE, leaks: [...NAIVE.leaks, other] };
    expect(ask(WHERE, { reading }).shown).toBe("env, history");
    expect(ask({ ...WHERE, rule: "github-token" }, { reading }).shown).toBe("label");
  });

  test("a token that is nowhere cannot be asked for", () => {
    expect(() => ask(WHERE, inPlaces())).toThrow("The token was not found anywhere in this image.");
  });
});
