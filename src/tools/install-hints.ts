import type { Context, ToolName } from "../context.ts";

/** https://trivy.dev/docs/latest/getting-started/installation/ */
const TRIVY_BY_APT = [
  "or trivy from its vendor's apt repository, with its key:",
  "  sudo apt-get install wget gnupg",
  "  wget -qO - https://aquasecurity.github.io/trivy-repo/deb/public.key | gpg --dearmor | sudo tee /usr/share/keyrings/trivy.gpg > /dev/null",
  '  echo "deb [signed-by=/usr/share/keyrings/trivy.gpg] https://aquasecurity.github.io/trivy-repo/deb generic main" | sudo tee /etc/apt/sources.list.d/trivy.list',
  "  sudo apt-get update && sudo apt-get install trivy",
];

/** Where the vendors publish programs for every platform. */
const RELEASES: Readonly<Record<ToolName, string>> = {
  dive: "https://github.com/wagoodman/dive/releases",
  hadolint: "https://github.com/hadolint/hadolint/releases",
  syft: "https://github.com/anchore/syft/releases",
  trivy: "https://github.com/aquasecurity/trivy/releases",
};

/** https://github.com/microsoft/winget-pkgs/issues/350435 */
const TRIVY_WITH_CARE =
  "Look at the version that it names first: 0.69.4 was malicious, also as a package of winget. Never install 0.69.4, 0.69.5 or 0.69.6.";

/** How this platform gets a tool of its own, a line each. */
export async function installHints(
  { files, host }: Pick<Context, "files" | "host">,
  tool: ToolName,
): Promise<string[]> {
  if (host.platform === "darwin") return [`or with Homebrew: brew install ${tool}`];
  if (host.platform === "win32") {
    return [`or with Scoop: scoop install ${tool}`, ...(tool === "trivy" ? [TRIVY_WITH_CARE] : [])];
  }
  if (tool === "trivy" && isDebian((await files.read("/etc/os-release")) ?? "")) return TRIVY_BY_APT;
  return [`or from its vendor's releases: ${RELEASES[tool]}`];
}

/** Debian, Ubuntu and what is made of them. https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
function isDebian(release: string): boolean {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}
