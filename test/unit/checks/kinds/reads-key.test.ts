import { describe, expect, test } from "vitest";
import type { KeyPlace, KeyUse } from "../../../../src/context.ts";
import { judged, refused, verdictOf } from "../judged.ts";

const ANSWERS = { answers: true, problem: null, log: "" };

/** An app that makes this of a key; `places` collects where the key was put. */
function app(use: Partial<KeyUse> = {}, config: object = {}, places: KeyPlace[] = []) {
  const withKey = async (place: KeyPlace): Promise<KeyUse> => {
    places.push(place);
    return { answer: ANSWERS, sent: "this", shown: [], ...use };
  };
  return { withKey, config };
}
const env = (...Env: string[]) => ({ Env });

describe("the key is put", () => {
  test.each([
    [env(), "/run/secrets/cat-api-key"],
    [env("CAT_API_KEY_FILE=/etc/cat/key"), "/etc/cat/key"],
    [env("CAT_API_KEY_FILE="), "/run/secrets/cat-api-key"],
    [env("CAT_API_KEY_FILE_OLD=/etc/old/key"), "/run/secrets/cat-api-key"],
  ])("where the image says: %j", async (config, path) => {
    const places: KeyPlace[] = [];
    expect(await verdictOf("reads-key", {}, app({}, config, places))).toBe("met: so it does");
    expect(places).toEqual([{ path, uid: 1001 }]);
  });

  test("where and for whom a lab says", async () => {
    const places: KeyPlace[] = [];
    const options = { variable: "KEY", path: "/keys/a", uid: 7 };
    await judged("reads-key", options, app({}, env("CAT_API_KEY_FILE=/etc/cat/key"), places));
    expect(places).toEqual([{ path: "/keys/a", uid: 7 }]);
    expect(refused("reads-key", { path: "/key" })).toEqual([
      "Write a file in a folder, with its slash: /run/secrets/cat-api-key",
    ]);
  });

  test.each(["/key", "key", "secrets/key", "/run/../key", "/run/secrets/"])(
    "nowhere where no folder can be mounted: %s",
    async (path) => {
      const places: KeyPlace[] = [];
      const pieces = app({}, env(`CAT_API_KEY_FILE=${path}`), places);
      expect(await judged("reads-key", {}, pieces)).toMatchObject({
        verdict: "not-yet",
        actual: `no folder with a key can be put to ${path}`,
        evidence: [{ text: `CAT_API_KEY_FILE=${path}` }],
      });
      expect(places).toEqual([]);
    },
  );
});

describe("not yet", () => {
  test("is an app that asks without a key", async () => {
    expect(await judged("reads-key", {}, app({ sent: "none" }))).toMatchObject({
      verdict: "not-yet",
      actual: "the app asks without a key",
      evidence: [{ kind: "feed", text: "x-api-key: none" }, { text: "no CAT_API_KEY_FILE" }],
      next: { text: expect.stringContaining("The file was at /run/secrets/cat-api-key.") },
    });
  });

  test("is an app that asks with another one", async () => {
    expect(await judged("reads-key", {}, app({ sent: "another" }))).toMatchObject({
      actual: "the app asks with another key than the one in the file",
      next: { text: expect.stringContaining("Take it out of the image.") },
    });
  });

  test("is an app that shows the key, although it asks with it", async () => {
    const shown = ["the variable KEY of process 1", "what the app prints"];
    expect(await judged("reads-key", {}, app({ shown }))).toMatchObject({
      verdict: "not-yet",
      actual: `the app asks with the key, and shows it: ${shown.join(", ")}`,
    });
  });

  test("is an app that does not answer with the key there", async () => {
    const answer = { answers: false, problem: "it answers with status 500", log: "PermissionError" };
    const next = async (User: string) =>
      (await judged("reads-key", {}, app({ answer, sent: "none" }, { User }))).next?.text;
    expect(await next("1002:1002")).toBe(
      "Your image runs as uid 1002, and the file is for uid 1001 alone. Say USER 1001.",
    );
    expect(await next("1001")).toMatch(/^Read what it printed last/);
    expect(await verdictOf("reads-key", {}, app({ answer }, { User: "1001" }))).toBe(
      "not-yet: with the key there the app does not answer as it should: it answers with status 500",
    );
  });
});
