import type { RunsAs } from "./image-reading.ts";

// As in Docker: numbers beyond are refused.
const LARGEST_ID = 2 ** 31 - 1;

/**
 * Who a container of the image runs as: the `User` of its configuration (`""`, `app`, `1000:1000`), looked up in its
 * own `/etc/passwd` (null: it has none that can be read). A name comes before a number, and the first line wins, as in
 * https://github.com/moby/sys/blob/main/user/user.go
 */
export function runsAs(user: string, passwd: Buffer | null): RunsAs {
  const [name = ""] = user.split(":");
  if (name === "") return { uid: 0, isRoot: true, why: null };
  const number = /^[+-]?\d+$/.test(name) ? Number(name) : null;
  const uid = uidIn(passwd?.toString("utf8") ?? "", name, number) ?? number;
  if (uid === null) return { uid, isRoot: null, why: noUser(name, passwd !== null) };
  if (uid >= 0 && uid <= LARGEST_ID) return { uid, isRoot: uid === 0, why: null };
  const why = `The number ${name} is no user's: a container of this image does not start.`;
  return { uid: null, isRoot: null, why };
}

function uidIn(passwd: string, name: string, number: number | null): number | null {
  for (const line of passwd.split("\n")) {
    const [account, , id = ""] = line.trim().split(":");
    const uid = Number(id);
    if (/^\d+$/.test(id) && (account === name || (number !== null && uid === number))) return uid;
  }
  return null;
}

function noUser(name: string, hasFile: boolean): string {
  const start = "a container of this image does not start.";
  if (hasFile) return `The image's /etc/passwd names no user "${name}": ${start}`;
  return `"${name}" is no number, and the image has no /etc/passwd to look it up in: ${start}`;
}
