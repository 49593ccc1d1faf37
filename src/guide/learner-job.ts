import type { ToolJob, ToolName } from "../context.ts";

/** What a learner typed behind a tool's name. */
export interface TypedTool {
  readonly tool: ToolName;
  /** Everything but the image or the Dockerfile. */
  readonly args: readonly string[];
  /** Texts of files that lie beside the Dockerfile, or that the arguments name, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

/** Is a tool about a Dockerfile, and not about an image? */
export function isAboutDockerfile(tool: ToolName): boolean {
  return tool === "hadolint";
}

/**
 * The job for a tool as a learner typed it. In the job's folder the image is `image.tar`, so each tool is told so in its
 * own way; where there is no terminal, dive is told to judge instead of to show.
 */
export function learnerJob(typed: TypedTool, imageId: string | null, onTerminal: boolean): ToolJob {
  const { tool, files } = typed;
  const image = imageId === null ? {} : { imageId };
  return { tool, args: argumentsOf[tool](typed, onTerminal), files, ...image };
}

/** Does trivy look for vulnerabilities, as it does unless it is told what to look for? */
export function looksForVulnerabilities({ tool, args }: TypedTool): boolean {
  if (tool !== "trivy") return false;
  const scanners = args.flatMap((one, index) => {
    if (one === "--scanners") return [args[index + 1] ?? ""];
    return one.startsWith("--scanners=") ? [one.slice("--scanners=".length)] : [];
  });
  return scanners.length === 0 || scanners.join(",").split(",").includes("vuln");
}

const argumentsOf: Record<ToolName, (typed: TypedTool, onTerminal: boolean) => string[]> = {
  dive: ({ args, files }, onTerminal) => [
    ...(onTerminal || args.some((one) => /^(--ci|-j|--json)$/.test(one)) ? [] : ["--ci"]),
    ...(files[DIVE_RULES] === undefined || args.includes("--ci-config") ? [] : ["--ci-config", DIVE_RULES]),
    ...args,
    "docker-archive://image.tar",
  ],
  hadolint: ({ args }) => [...args, "Dockerfile"],
  syft: ({ args }) => ["scan", ...args, "docker-archive:image.tar"],
  trivy: ({ args }) => ["image", ...args, "--input", "image.tar"],
};

const DIVE_RULES = ".dive-ci";

/** The files beside a Dockerfile that a tool looks for by itself. */
export const OWN_SETTINGS: Readonly<Record<ToolName, readonly string[]>> = {
  dive: [DIVE_RULES],
  hadolint: [".hadolint.yaml", ".hadolint.yml"],
  syft: [".syft.yaml"],
  trivy: ["trivy.yaml", ".trivyignore", "trivy-secret.yaml"],
};
