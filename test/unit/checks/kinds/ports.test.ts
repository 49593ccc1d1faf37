import { expect, test } from "vitest";
import { judged, verdictOf } from "../judged.ts";

const exposed = (...ports: string[]) => ({
  config: { ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])) },
});
const OPTIONS = { exposed: ["3000/tcp"] };

test.each([[["3000/tcp"]], [["3000"]], [["3000/TCP"]]])("%j is met", async (ports) => {
  expect(await verdictOf("ports", OPTIONS, exposed(...ports))).toBe("met: 3000/tcp");
});

test.each([
  [[], "none"],
  [["3000/udp"], "3000/udp"],
  [["30000/tcp"], "30000/tcp"],
  [["3000/tcp", "80/tcp"], "3000/tcp, 80/tcp"],
])("%j is not yet", async (ports, actual) => {
  expect(await judged("ports", OPTIONS, exposed(...ports))).toMatchObject({
    verdict: "not-yet",
    expected: "exposed: 3000/tcp",
    actual,
    evidence: [{ kind: "config", where: "Config.ExposedPorts", text: actual }],
    next: { text: "Write EXPOSE 3000, and no other port." },
  });
});

test("as many ports are not the same ports", async () => {
  const options = { exposed: ["80/tcp", "443/tcp"] };
  expect(await verdictOf("ports", options, exposed("80/tcp", "8443/tcp"))).toMatch(/^not-yet/);
});

test("a port that a lab names twice is one port; the order is free", async () => {
  const options = { exposed: ["53/udp", "80/tcp", "53/udp"] };
  expect(await verdictOf("ports", options, exposed("80/tcp", "53/udp"))).toMatch(/^met/);
  expect((await judged("ports", options)).next?.text).toBe("Write EXPOSE 53/udp 80, and no other port.");
});
