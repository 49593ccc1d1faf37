import { expect, test } from "vitest";
import { riddleTag } from "../../../src/guide/riddle.ts";

test("each lab has a riddle of its own: building one leaves the other's as it is", () => {
  const tags = ["layers", "inspect"].map((id) => riddleTag({ id: "1a2b3c4d" }, { id }));
  expect(tags).toEqual(["size-matters/1a2b3c4d:layers-riddle", "size-matters/1a2b3c4d:inspect-riddle"]);
});
