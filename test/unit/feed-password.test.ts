import { expect, test } from "vitest";
import { FEED_PASSWORD, newFeedPassword } from "../../src/feed-password.ts";
import { file } from "../support/archives/entries.ts";
import { readSpec } from "../support/archives/read.ts";

const own = newFeedPassword();

function leaksOf(text: string) {
  const find = [{ rule: "find", value: Buffer.from(own) }];
  return readSpec({ layers: [[file("list", text)]] }, { find, rules: [FEED_PASSWORD] });
}

test("another workspace's password is found as one's own is", async () => {
  const other = newFeedPassword();
  const { leaks } = await leaksOf(`http://learner:${other}@feed:8080/simple/`);
  expect(leaks).toMatchObject([{ rule: "find", path: "list", masked: `****${other.slice(-4)}` }]);
});

test("one's own password is one finding, though it has that shape", async () => {
  const { leaks } = await leaksOf(`password ${own}\n`);
  expect(leaks).toMatchObject([{ rule: "find", path: "list", masked: `****${own.slice(-4)}` }]);
});

test.each([
  ["a word of a riddle", "cat-0123456789ab"],
  ["a longer digest", `${newFeedPassword()}00`],
])("%s is no password", async (_, text) => {
  expect((await leaksOf(text)).leaks).toEqual([]);
});
