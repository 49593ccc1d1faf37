import { file, symlink, whiteout } from "../support/archives/entries.ts";
import { docker25, type ImageSpec } from "../support/archives/layouts.ts";
import { type Case, type Facts, truthOf } from "./case.ts";

const PASSWD =
  "root:x:0:0:root:/root:/bin/sh\nadmin:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n7:x:77:77::/:/bin/sh\n";
const passwd = file("etc/passwd", PASSWD);
const GROUPS = "root:x:0:\napp:x:1000:\nx:x:5:\n";
const groups = file("etc/group", GROUPS);
const other = file("etc/passwd", "app:x:0:0::/:/bin/sh\n");

/** What the configuration says, and the number that a container runs as; null: it does not start. */
const written: [name: string, trap: string, user: string, uid: number | null][] = [
  ["user-empty", "No user means root.", "", 0],
  ["user-0", "Root by its number.", "0", 0],
  ["user-00", "Root by its number, written longer.", "00", 0],
  ["user-0-0", "Root with a group.", "0:0", 0],
  ["user-root", "Root by its name.", "root", 0],
  ["user-root-x", "Root with another group.", "root:x", 0],
  ["user-only-group", "Only a group: root.", ":app", 0],
  ["user-mapped-to-0", "A name that the image's own passwd maps to 0.", "admin", 0],
  ["user-by-name", "A name that is another number.", "app", 1000],
  ["user-by-name-and-group", "A name with a group.", "app:root", 1000],
  ["user-by-number", "A number that no passwd needs to know.", "4711", 4711],
  ["user-by-number-and-root-group", "The group root does not make root.", "4711:0", 4711],
  ["user-with-a-number-as-name", "A name made of digits is a name first.", "7", 77],
  ["user-with-blanks", "Blanks around a number: it is a name, and nobody has it.", " 0 ", null],
  ["user-unknown", "A name that passwd does not know: the container does not start.", "ghost", null],
  ["user-negative", "No user has a negative number.", "-1", null],
  ["user-too-large", "No user has such a number.", "99999999999", null],
];

const named = written.map(([name, trap, User, uid]) =>
  userCase(
    { name, trap, uid },
    { layers: [[passwd, groups]], config: { User } },
    { bytes: [PASSWD.length + GROUPS.length], files: 2 },
  ),
);

/** The passwd that counts is that of the final file system. */
const files: Case[] = [
  userCase(
    { name: "user-made-root-later", trap: "A later layer maps the name to 0.", uid: 0 },
    { layers: [[passwd], [other]], config: { User: "app" } },
    {
      bytes: [PASSWD.length, 21],
      files: 1,
      waste: [`etc/passwd ${PASSWD.length} 0<1 replaced`],
    },
  ),
  userCase(
    { name: "user-whose-passwd-is-removed", trap: "A later layer removes passwd.", uid: null },
    { layers: [[passwd], [whiteout("etc/passwd")]], config: { User: "app" } },
    { bytes: [PASSWD.length, 0], files: 0, waste: [`etc/passwd ${PASSWD.length} 0<1 removed`] },
  ),
  userCase(
    { name: "user-in-scratch", trap: "A name where there is no passwd at all.", uid: null },
    { layers: [[file("app", 5)]], config: { User: "app" } },
    { bytes: [5], files: 1 },
  ),
  userCase(
    { name: "user-by-number-in-scratch", trap: "A number needs no passwd.", uid: 65_532 },
    { layers: [[file("app", 5)]], config: { User: "65532" } },
    { bytes: [5], files: 1 },
  ),
  userCase(
    { name: "user-whose-passwd-leads-outside", trap: "A passwd that is a link out of the image.", uid: null },
    { layers: [[symlink("etc/passwd", "../../../etc/passwd")]], config: { User: "root" } },
    { bytes: [0], files: 0 },
  ),
];

/** Engines from API 1.52 on leave empty keys away. https://docs.docker.com/reference/api/engine/version-history/ */
const missing: Case[] = [
  ["config-without-user", "No key User.", {}],
  ["config-with-nothing", "A configuration without its part for containers.", { config: undefined }],
  ["config-with-null", "The same as null.", { config: null }],
  [
    "config-with-nulls",
    "Keys that are null, as in documents that Go writes.",
    { config: { User: null, Env: null, Cmd: null, Labels: null, OnBuild: null } },
  ],
].map(([name, trap, top]) =>
  userCase(
    { name: String(name), trap: String(trap), uid: 0 },
    { layers: [[passwd, groups]], top: top as object },
    { bytes: [PASSWD.length + GROUPS.length], files: 2 },
  ),
);

function userCase(
  { name, trap, uid }: { name: string; trap: string; uid: number | null },
  spec: ImageSpec,
  facts: Facts,
): Case {
  const { User = "" } = (spec.config ?? {}) as { User?: string };
  return {
    name,
    trap,
    archive: () => docker25(spec),
    truth: truthOf({ ...facts, user: { written: User, uid } }),
  };
}

/** Who a container runs as. */
export const userCases: Case[] = [...named, ...files, ...missing];
