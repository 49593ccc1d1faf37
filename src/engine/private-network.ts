import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { mustRunAsRoot, runAsRoot } from "./root.ts";

type Outside = Pick<Context, "run" | "host">;

const FIX = "Read what is printed above, mend it, and type the command again.";

/**
 * Makes the bridge of our own engine, with a subnet that no route of this machine uses. A bridge that is already
 * there is kept. Our own, because an engine started without one would delete the other engine's `docker0`.
 */
export async function ensureBridge(outside: Outside, bridge: string): Promise<void> {
  const there = await outside.run("ip", ["link", "show", bridge]);
  if (there.exitCode !== 0) {
    const subnet = freeSubnet([...(await routedSubnets(outside)), ...(await translatedSubnets(outside))]);
    const added = [
      "ip",
      "link",
      "add",
      bridge,
      "address",
      hardwareAddress(bridge),
      "type",
      "bridge",
    ] as const;
    await mustRunAsRoot(outside, [...added], { fix: FIX });
    await mustRunAsRoot(outside, ["ip", "address", "add", subnet, "dev", bridge], { fix: FIX });
  }
  await mustRunAsRoot(outside, ["ip", "link", "set", bridge, "up"], { fix: FIX });
}

/**
 * A fixed hardware address. Without one a bridge takes the lowest of its ports' and changes it as containers come
 * and go; the others then lose their way out until their ARP entry expires.
 * https://docs.kernel.org/networking/bridge.html
 */
function hardwareAddress(bridge: string): string {
  const bytes = createHash("sha256").update(bridge).digest("hex").slice(0, 8).match(/../g) ?? [];
  return ["02", "42", ...bytes].join(":");
}

/** Takes the bridge away, and the packet filter's rules that name it. */
export async function removeBridge(outside: Outside, bridge: string): Promise<void> {
  for (const table of ["nat", "filter"]) {
    const { stdout } = await runAsRoot(outside, "iptables-save", ["-t", table]);
    const subnet = await subnetOf(outside, bridge);
    const ours = stdout
      .split("\n")
      .filter((rule) => rule.startsWith("-A") && namesBridge(rule, bridge, subnet));
    for (const rule of ours) {
      await runAsRoot(outside, "iptables", ["-t", table, ...rule.replace(/^-A/, "-D").split(" ")]);
    }
  }
  await runAsRoot(outside, "ip", ["link", "delete", bridge]);
}

function namesBridge(rule: string, bridge: string, subnet: string | null): boolean {
  const words = rule.split(" ");
  return words.includes(bridge) || (subnet !== null && words.includes(subnet));
}

async function subnetOf({ run }: Outside, bridge: string): Promise<string | null> {
  const { stdout } = await run("ip", ["-4", "route", "show", "dev", bridge]);
  return /^(\d+\.\d+\.\d+\.\d+\/\d+)/m.exec(stdout)?.[1] ?? null;
}

async function routedSubnets({ run }: Outside): Promise<string[]> {
  const { stdout } = await run("ip", ["-4", "route", "show"]);
  return [...stdout.matchAll(/^(\d+\.\d+\.\d+\.\d+(?:\/\d+)?)/gm)].map(([, subnet]) => subnet ?? "");
}

/**
 * Subnets that the packet filter rewrites the sender of. A rule that an engine left behind when it was killed would
 * hide our containers from each other behind the bridge's own address.
 */
async function translatedSubnets(outside: Outside): Promise<string[]> {
  const { stdout } = await runAsRoot(outside, "iptables-save", ["-t", "nat"]);
  return [...stdout.matchAll(/^-A POSTROUTING .*-s (\d+\.\d+\.\d+\.\d+\/\d+)/gm)].map(
    ([, subnet]) => subnet ?? "",
  );
}

/**
 * The first /24 of 172.31.0.0/16, from above, that overlaps none of the given subnets; with `.1` as the address.
 * @throws Error when all are taken
 */
export function freeSubnet(taken: readonly string[]): string {
  for (let third = 250; third >= 0; third--) {
    const candidate = `172.31.${third}.0/24`;
    if (!taken.some((subnet) => overlap(candidate, subnet))) return `172.31.${third}.1/24`;
  }
  throw new Error("every subnet of 172.31.0.0/16 is routed elsewhere");
}

function overlap(left: string, right: string): boolean {
  const [a, b] = [parse(left), parse(right)];
  const shift = 32 - Math.min(a.bits, b.bits);
  return shift === 32 || a.address >>> shift === b.address >>> shift;
}

function parse(subnet: string): { address: number; bits: number } {
  const [dotted = "", bits = "32"] = subnet.split("/");
  const address = dotted.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return { address: address >>> 0, bits: Number(bits) };
}

/**
 * The largest packet that this machine's way out takes, in bytes. Containers on a bridge with a larger one lose
 * long answers (TLS hangs) where the network is a tunnel.
 */
export async function outgoingMtu({ run }: Pick<Context, "run">): Promise<number> {
  const { stdout } = await run("ip", ["-4", "route", "show", "default"]);
  const device = /\bdev (\S+)/.exec(stdout)?.[1];
  if (device === undefined) return 1500;
  const link = await run("ip", ["link", "show", device]);
  return Number(/\bmtu (\d+)/.exec(link.stdout)?.[1] ?? 1500);
}
