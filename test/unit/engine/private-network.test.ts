import { expect, test } from "vitest";
import { freeSubnet } from "../../../src/engine/private-network.ts";

test.each([
  ["nothing is taken", [], "172.31.250.1/24"],
  ["the first is taken", ["172.31.250.0/24"], "172.31.249.1/24"],
  ["an address in it is routed", ["172.31.250.7"], "172.31.249.1/24"],
  ["a wider network covers its upper half", ["172.31.128.0/17"], "172.31.127.1/24"],
  ["others lie beside it", ["172.17.0.0/16", "10.0.0.0/8", "192.168.1.0/24"], "172.31.250.1/24"],
])("when %s", (_, taken, expected) => {
  expect(freeSubnet(taken)).toBe(expected);
});

test("a machine that routes all of it elsewhere is told so", () => {
  expect(() => freeSubnet(["172.16.0.0/12"])).toThrow("every subnet");
});
