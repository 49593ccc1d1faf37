import { randomBytes } from "node:crypto";
import type { TokenRule } from "./image/token-rules.ts";

/** A new password for the private feed. */
export function newFeedPassword(): string {
  return `cat-${randomBytes(24).toString("hex")}`;
}

/**
 * The shape of any such password, found as the one that is looked for is. What a secret holds is in no cache key: an
 * image may have a layer that was made with the password of another workspace, or with one that was valid once.
 */
export const FEED_PASSWORD: TokenRule = {
  rule: "find",
  literals: ["cat-"],
  pattern: /(cat-[0-9a-f]{48})(?![0-9a-f])/y,
};
