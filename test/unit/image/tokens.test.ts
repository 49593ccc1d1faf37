import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ImageReading } from "../../../src/image/image-reading.ts";
import { readImage } from "../../../src/image/read-image.ts";
import { TOKEN_RULES } from "../../../src/image/token-rules.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import { containerdStore, docker25, type ImageSpec } from "../../support/archives/layouts.ts";
import { CANARY, inChunks, readEntries, readSpec } from "../../support/archives/read.ts";
import { tarOf } from "../../support/archives/tar.ts";

const RULES = { rules: TOKEN_RULES };
// Made here, never written whole: tools that look for tokens in sources would find them.
const mixed = (length: number) => "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0z".repeat(9).slice(0, length);
const upper = (length: number) => "ABCDEFGH234567JKLMNPQR".repeat(9).slice(0, length);
const hex = (length: number) => "0123456789abcdef".repeat(9).slice(0, length);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const pem = (kind: string, more = "") =>
  `-----BEGIN ${kind}-----\n${more}${mixed(64)}\n${mixed(64)}\n-----END ${kind}-----\n`;
const GITHUB = `ghp_${mixed(36)}`;
const jwt = [
  { alg: "HS256", typ: "JWT" },
  { sub: "1234567890", name: "learner" },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .join(".");

const tokens: [string, string][] = [
  ["github-token", GITHUB],
  ["github-token", `github_pat_${mixed(22)}_${mixed(59)}`],
  ["gitlab-token", `glpat-${mixed(20)}`],
  ["aws-access-key-id", `AKIA${upper(16)}`],
  ["aws-secret-access-key", `aws_secret_access_key = ${mixed(38)}/+`],
  ["aws-secret-access-key", `"SecretAccessKey": "${mixed(40)}"`],
  ["azure-storage-key", `AccountKey=${mixed(86)}==;`],
  ["google-api-key", `AIza${mixed(35)}`],
  ["google-oauth-secret", `GOCSPX-${mixed(28)}`],
  ["npm-token", `npm_${mixed(36)}`],
  ["npm-password", `//registry/:_authToken=${mixed(20)}`],
  ["pypi-token", `pypi-AgEIcHlwaS5vcmc${mixed(80)}`],
  ["docker-hub-token", `dckr_pat_${mixed(27)}`],
  ["registry-password", `{"auths": {"x": {"auth": "${base64("learner:hunter2")}"}}}`],
  ["slack-token", `xoxb-123456789012-${mixed(24)}`],
  ["slack-webhook", `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${mixed(24)}`],
  ["stripe-key", `sk_live_${mixed(24)}`],
  ["digitalocean-token", `dop_v1_${hex(64)}`],
  ["shopify-token", `shpat_${hex(32)}`],
  ["vault-token", `hvs.${mixed(90)}`],
  ["model-api-key", `sk-proj-${mixed(48)}`],
  ["web-token", `${jwt}.${mixed(43)}`],
  ["url-password", "index-url = https://learner:s3cr3t-pw@feed/simple"],
  ["url-password", `postgresql://app:${upper(20)}@db:5432/x`],
  ["url-password", `redis://:${mixed(20)}@cache:6379`],
  ["url-password", `https://${mixed(64)}:s3cr3t-pw@feed/`],
  ["netrc-password", "machine feed\n  login learner\n  password s3cr3t-pw\n"],
  ["age-key", `AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).slice(0, 58)}`],
  ["private-key", pem("RSA PRIVATE KEY")],
  ["private-key", pem("OPENSSH PRIVATE KEY")],
  ["private-key", pem("PRIVATE KEY").replaceAll("\n", "\\n")],
  ["private-key", pem("EC PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n")],
  ["private-key", pem("PGP PRIVATE KEY BLOCK", "Version: GnuPG v2\n\n")],
  ["private-key", `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 14\n${mixed(64)}\n`],
];

const rulesOf = ({ leaks }: ImageReading): string[] => leaks.map(({ rule, path }) => `${rule} ${path}`);

describe("tokens by their shape", () => {
  test.each(tokens)("%# %s", async (rule, text) => {
    const filler = Buffer.alloc(66_000, ". ");
    const layers = [
      [
        file("alone", text),
        file("lone.gz", gzipSync(text)),
        file("wide", Buffer.concat([filler, Buffer.from(text), filler])),
      ],
      [whiteout("alone")],
    ];
    const reading = await readSpec({ layers }, RULES);
    expect(rulesOf(reading)).toEqual([`${rule} alone`, `${rule} lone.gz`, `${rule} wide`]);
    expect(reading.leaks[0]).toMatchObject({
      removed: true,
      encoding: "plain",
      masked: expect.stringMatching(/^\*{4}/),
    });
    expect((await readSpec({ layers })).leaks).toEqual([]);
  });

  test("across the borders of chunks, once each", async () => {
    const body = tokens.map(([, text]) => text).join("\n\n");
    const image = tarOf(docker25({ layers: [[file("all", body)]] }));
    const whole = rulesOf(await readImage(inChunks(image), RULES)).sort();
    expect(new Set(whole)).toEqual(new Set(tokens.map(([rule]) => `${rule} all`)));
    for (const size of [1, 13, 64, 449, 512, 1000]) {
      expect(rulesOf(await readImage(inChunks(image, size), RULES)).sort()).toEqual(whole);
    }
  });

  test("a token that fills its last block, a token at the very end", async () => {
    const body = GITHUB.padStart(512, " ");
    const { leaks } = await readSpec(
      { layers: [[file("a", body), file("usr/bin/x", GITHUB)], [file("b", GITHUB)]] },
      RULES,
    );
    expect(leaks.map(({ path }) => path)).toEqual(["a", "usr/bin/x", "b"]);
  });

  test("no path and no word excuses a token", async () => {
    const paths = ["usr/share/doc/example.md", "usr/lib/python3/test/x.py", "app/node_modules/x/test.js"];
    const reading = await readSpec({ layers: [paths.map((path) => file(path, `example ${GITHUB}`))] }, RULES);
    expect(reading.leaks.map(({ path }) => path)).toEqual(paths);
  });

  test("two tokens of one kind in one file are two, the same one twice is one", async () => {
    const other = `ghp_${mixed(40).slice(4)}`;
    const { leaks } = await readSpec({ layers: [[file("a", `${GITHUB} ${other} ${GITHUB}`)]] }, RULES);
    expect(leaks.map(({ masked }) => masked).sort()).toEqual(
      [`****${GITHUB.slice(-4)}`, `****${other.slice(-4)}`].sort(),
    );
  });

  test.each([
    ["what a program holds of a key", "-----BEGIN RSA PRIVATE KEY-----\0-----END RSA PRIVATE KEY-----"],
    ["a public key", pem("PUBLIC KEY")],
    ["text about a key", "-----BEGIN PRIVATE KEY-----\nand then many words follow that are no key at all\n"],
    [
      "places for a password",
      "https://user:password@host http://u:$PASS@h https://a:{b}@c http://x:<secret>@h",
    ],
    ["an address with a port", "https://host:8080/a@b http://[::1]:80/"],
    ["text about netrc", "machine host login name password word"],
    ["tokens cut short", `ghp_${mixed(20)} AKIA${upper(9)} xAKIA${upper(16)} npm_config_cache eyJhbGciOi`],
    ["another auth", '"auth": "aGVsbG8gd29ybGQ="'],
  ])("%s is none", async (_, text) => {
    expect((await readSpec({ layers: [[file("a", text)]] }, RULES)).leaks).toEqual([]);
  });

  test("beside values to look for, in all places, and never printed", async () => {
    const spec: ImageSpec = {
      layers: [[file("a", `${CANARY} ${GITHUB}`), file(`t-${GITHUB}`)]],
      config: {
        Env: [`A=${GITHUB}`, `KEY=${pem("RSA PRIVATE KEY")}`],
        Labels: { l: GITHUB },
        Cmd: ["x", "https://learner:s3cr3t-pw@feed/"],
      },
      history: [{ created_by: `RUN curl -H ${GITHUB}` }],
      attestations: [`{"x": "${GITHUB}"}`],
    };
    const find = [{ rule: "find", value: Buffer.from(CANARY) }];
    const reading = await readEntries(containerdStore([spec]), { find, rules: TOKEN_RULES });
    const places = reading.leaks.map(({ rule, place }) => `${rule} ${place}`);
    expect([...new Set(places)]).toEqual([
      "github-token env",
      "private-key env",
      "github-token label",
      "url-password command",
      "github-token history",
      "find file",
      "github-token file",
      "github-token config",
      "private-key config",
      "url-password config",
      "github-token attestation",
    ]);
    const text = JSON.stringify(reading);
    for (const secret of [CANARY, mixed(30), "s3cr3t"]) expect(text).not.toContain(secret);
    expect(text).toContain("https://learner:****");
  });
});

describe("names that sound secret", () => {
  test("with a value, in variables and build arguments; the value is not said", async () => {
    const { findings } = await readSpec({
      layers: [],
      config: {
        User: "1000",
        Env: [
          "PATH=/bin",
          "DB_PASSWORD=hunter2",
          "EMPTY_TOKEN=",
          "TOKEN_FILE=/run/x",
          "GPG_KEY=A0",
          "apiKey=hunter2",
        ],
      },
      history: [
        { created_by: "ARG TOKEN", empty_layer: true },
        { created_by: "/bin/sh -c #(nop)  ARG NPM_TOKEN=hunter2", empty_layer: true },
        { created_by: "RUN |2 MODE=a b TOKEN=hunter2 /bin/sh -c SECRET=x y # buildkit", empty_layer: true },
        { created_by: "|1 TOKEN=hunter2 /bin/sh -c x", empty_layer: true },
      ],
    });
    expect(findings.map(({ id, evidence }) => `${id} ${evidence}`)).toEqual([
      "secret-name ENV DB_PASSWORD",
      "secret-name ENV apiKey",
      "secret-name ARG NPM_TOKEN",
      "secret-name ARG TOKEN",
    ]);
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });
});
