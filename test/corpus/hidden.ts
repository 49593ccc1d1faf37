import { gzipSync } from "node:zlib";
import { file } from "../support/archives/entries.ts";
import { docker25 } from "../support/archives/layouts.ts";
import { CANARY } from "../support/archives/read.ts";
import { tarOf } from "../support/archives/tar.ts";
import { listedZipOf } from "../support/archives/zip.ts";
import { zstdStored } from "../support/archives/zstd.ts";
import { type Case, type LeakTruth, leak, truthOf } from "./case.ts";

type Row = [name: string, trap: string, path: string, body: Buffer | string, found: Partial<LeakTruth>];

const bytes = Buffer.from(CANARY);
const base64From = (offset: number) => Buffer.from(`${"u".repeat(offset)}${CANARY}:x`).toString("base64");
const utf16 = Buffer.from(`set TOKEN=${CANARY}\r\n`, "utf16le");

/** Texts that hold the value in other letters. */
const encoded: Row[] = [
  ...[0, 1, 2].map(
    (offset): Row => [
      `base64-at-offset-${offset}`,
      "In base64 a value reads differently at each of three places.",
      "root/.docker/config.json",
      `{"auths":{"feed":{"auth":"${base64From(offset)}"}}}`,
      { encoding: "base64" },
    ],
  ),
  ["hex", "In hexadecimal digits.", "dump", `00 ${bytes.toString("hex")} 00`, { encoding: "hex" }],
  [
    "hex-in-capitals",
    "The same in capitals.",
    "dump",
    bytes.toString("hex").toUpperCase(),
    { encoding: "hex" },
  ],
  [
    "percent-encoded",
    "Every byte as in an address.",
    "url",
    `http://u:${bytes.toString("hex").replaceAll(/../g, "%$&")}@feed/`,
    { encoding: "percent" },
  ],
  ["utf-16-little-endian", "As Windows writes texts.", "set.bat", utf16, { encoding: "utf-16" }],
  ["utf-16-big-endian", "The other way round.", "a.txt", Buffer.from(utf16).swap16(), { encoding: "utf-16" }],
];

/** The value in the midst of large or binary files. */
const plain: Row[] = [
  [
    "compiled-python",
    "A constant in a compiled module.",
    "app/__pycache__/settings.cpython-313.pyc",
    Buffer.concat([
      Buffer.from("f30d0d0a000000000000000000000000da17", "hex"),
      bytes,
      Buffer.from("4e", "hex"),
    ]),
    {},
  ],
  [
    "over-a-border-of-chunks",
    "A value over the border of 64 kB pieces, in which streams come.",
    "data",
    Buffer.concat([Buffer.alloc(65_536 - 512 - 9, "."), bytes, Buffer.alloc(70_000, ".")]),
    {},
  ],
  [
    "at-the-end-of-a-full-block",
    "A body whose last byte is the value's.",
    "data",
    CANARY.padStart(1024, "."),
    {},
  ],
  ["behind-zeros", "A text behind a hole.", "data", Buffer.concat([Buffer.alloc(3000), bytes]), {}],
  [
    "repeated-start",
    "The start of the value, again and again, before it.",
    "data",
    `canarycanary-7f3a${CANARY}`,
    {},
  ],
];

const conf = `index-url=http://learner:${CANARY}@feed/\n`;
const noise = Buffer.from(Array.from({ length: 90_000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255));
const tar = tarOf([file("conf/pip.conf", conf)]);
const wheel = listedZipOf([
  { name: "app/__init__.py", body: "" },
  { name: "app/settings.py", body: conf },
]);

/** Archives in the layer, and archives in them. */
const packed: Row[] = [
  ["gzip", "A packed log.", "var/log/app.log.gz", gzipSync(conf), { inside: "app.log" }],
  [
    "zstd",
    "The same with zstd.",
    "var/log/app.log.zst",
    zstdStored(Buffer.from(conf)),
    { inside: "app.log" },
  ],
  ["tar", "A context that was copied whole.", "ctx.tar", tar, { inside: "conf/pip.conf" }],
  [
    "tar-gz-behind-another-name",
    "What it is, its first bytes say and not its name.",
    "opt/thing",
    gzipSync(tar),
    { inside: "thing!/conf/pip.conf" },
  ],
  [
    "wheel-in-pip-cache",
    "pip keeps the wheels that it built.",
    "root/.cache/pip/wheels/ab/cd/app-1.0-py3-none-any.whl",
    wheel,
    { inside: "app/settings.py" },
  ],
  [
    "source-in-pip-cache",
    "pip keeps what it downloaded.",
    "root/.cache/pip/http-v2/a/b/abcd.body",
    gzipSync(tar),
    { inside: "abcd.body!/conf/pip.conf" },
  ],
  [
    "jar-in-which-members-are-not-packed",
    "A zip that only puts files together.",
    "app.jar",
    listedZipOf([{ name: "conf/pip.conf", body: conf, stored: true }]),
    { inside: "conf/pip.conf" },
  ],
  [
    "tar-gz-in-zip",
    "An archive in an archive in an archive.",
    "deps.zip",
    listedZipOf([{ name: "in/deps.tar.gz", body: gzipSync(tar) }]),
    { inside: "in/deps.tar.gz!/deps.tar!/conf/pip.conf" },
  ],
  [
    "zip-in-tar-gz-behind-noise",
    "The same the other way round, with much before it.",
    "deps.tgz",
    gzipSync(tarOf([file("noise", noise), file("w/app.whl", wheel)])),
    { inside: "deps.tar!/w/app.whl!/app/settings.py" },
  ],
  [
    "base64-in-gzip",
    "Another encoding in an archive.",
    "log.gz",
    gzipSync(base64From(1)),
    { inside: "log", encoding: "base64" },
  ],
];

// A frame with a window of 1.9 GB and a block of one byte.
const HUGE_WINDOW = Buffer.from(`28b52ffd00a7090000${"78".repeat(20)}`, "hex");

const unread: Case[] = [
  [
    "bomb",
    "seventeen megabytes of zeros in as many thousand bytes",
    gzipSync(Buffer.alloc(17 << 20)),
    "far more than",
  ],
  ["cut-gzip", "a gzip that ends too early", gzipSync(noise).subarray(0, 500), "damaged"],
  [
    "cut-zip",
    "a zip that ends too early",
    listedZipOf([{ name: "a", body: noise }]).subarray(0, 500),
    "damaged",
  ],
  ["zstd-with-a-huge-window", "twenty bytes that ask for two gigabytes", HUGE_WINDOW, "damaged"],
  ["gzip-ten-deep", "a gzip in a gzip, ten times", tenDeep(Buffer.from(conf)), "more than 8 deep"],
].map(([name, trap, body, why]) => hiddenUnread(`${name}`, `${trap}`, body as Buffer, `${why}`));

function tenDeep(body: Buffer): Buffer {
  return Array.from({ length: 10 }).reduce<Buffer>((inner) => gzipSync(inner), body);
}

function hiddenUnread(name: string, trap: string, body: Buffer, why: string): Case {
  const layers = [[file("odd", body), file("behind", conf)]];
  return {
    name: `unread-${name}`,
    trap: `Not searched whole, and that is said: ${trap}. The file behind it is read.`,
    archive: () => docker25({ layers }),
    truth: truthOf({
      bytes: [body.length + conf.length],
      files: 2,
      leaks: [leak("file", "behind", { layer: 0 })],
      skipped: [{ path: "odd", layer: 0, why }],
    }),
  };
}

/** The value in one file of one layer, in forms in which a plain search does not see it. */
export const hiddenCases: Case[] = [
  ...[...encoded, ...plain, ...packed].map(([name, trap, path, body, found]) => ({
    name: `hidden-${name}`,
    trap,
    archive: () => docker25({ layers: [[file(path, body)]] }),
    truth: truthOf({
      bytes: [Buffer.byteLength(body)],
      files: 1,
      leaks: [leak("file", path, { layer: 0, ...found })],
    }),
  })),
  ...unread,
];
