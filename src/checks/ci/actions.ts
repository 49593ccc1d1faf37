import { shellWord } from "../../shell-word.ts";
import type { Step } from "./workflow.ts";

/** What a step with `uses:` is played as. */
export type Action =
  | { readonly does: "checkout" }
  | {
      readonly does: "script";
      /** Empty where it has nothing to do with a gate, or cannot be done here. */
      readonly script: string;
      readonly env: Readonly<Record<string, string>>;
      /** The tools that it brings. */
      readonly has: readonly string[];
    };

/** A script, with what else is played around it. */
export function scripted(
  script: string,
  env: Readonly<Record<string, string>> = {},
  has: readonly string[] = [],
): Action {
  return { does: "script", script, env, has };
}

const COMMIT = /^[0-9a-f]{40}$/;

/** Whether it is named by its whole commit, which nobody can move. What lies in the repository itself needs none. */
export function isPinned(uses: string): boolean {
  if (uses.startsWith("./")) return true;
  if (uses.startsWith("docker://")) return /@sha256:[0-9a-f]{64}$/.test(uses);
  return COMMIT.test(uses.split("@")[1] ?? "");
}

/** GitHub's own, which only GitHub can move. */
export function isGitHubs(uses: string): boolean {
  return /^(actions|github)\//.test(uses);
}

/** What trivy-action hands on, by the names that trivy's environment has. https://github.com/aquasecurity/trivy-action */
const TRIVY_INPUTS = [
  ...["exit-code", "severity", "ignore-unfixed", "format", "output", "scanners", "input", "timeout"],
  ...["list-all-pkgs", "skip-dirs", "skip-files", "template", "vuln-type"],
];

const NOTHING =
  /^(actions\/(upload-artifact|cache|setup-\w+)|github\/codeql-action\/upload-sarif|docker\/(setup-buildx-action|setup-qemu-action|login-action))$/;

/** What it is played as; null where it is not known. `input` fills in the expressions of an input. */
export function actionOf({ uses = "", with: inputs }: Step, input: (text: string) => string): Action | null {
  const name = uses.split("@")[0] ?? "";
  const given = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, input(value)]));
  if (name === "actions/checkout") return { does: "checkout" };
  if (name === "aquasecurity/setup-trivy") return scripted("", {}, ["trivy"]);
  if (name === "aquasecurity/trivy-action") return trivyAction(given);
  if (name === "docker/build-push-action") return buildAction(given);
  if (name === "hadolint/hadolint-action") return hadolintAction(given);
  return NOTHING.test(name) ? scripted("") : null;
}

function trivyAction(given: Readonly<Record<string, string>>): Action | null {
  const { "scan-type": kind = "image", "image-ref": image = "", "scan-ref": folder = ".", format } = given;
  if (!["image", "config", "fs"].includes(kind)) return null;
  const handedOn = TRIVY_INPUTS.filter((name) => given[name]).map((name) => [
    `TRIVY_${name.replaceAll("-", "_").toUpperCase()}`,
    given[name] ?? "",
  ]);
  const env: Record<string, string> = Object.fromEntries(handedOn);
  // Without limit-severities-for-sarif a SARIF report holds every severity, and counts it.
  if (format === "sarif" && given["limit-severities-for-sarif"] !== "true") delete env.TRIVY_SEVERITY;
  if (given.trivyignores) env.TRIVY_IGNOREFILE = given.trivyignores;
  const target = kind === "image" ? (given.input ? "" : image) : folder;
  const flags = kind === "image" ? "" : ` --exit-code "\${TRIVY_EXIT_CODE:-0}"`;
  const words = target === "" ? "" : ` ${shellWord(target)}`;
  return scripted(`trivy ${kind}${flags}${words}\n`, env, ["trivy"]);
}

/** https://github.com/docker/build-push-action#inputs. A secret's value is handed over by a variable. */
function buildAction(given: Readonly<Record<string, string>>): Action {
  const { context = ".", file, target, push, tags = "" } = given;
  const secrets = linesOf(given.secrets).map((line) => line.split(/=(.*)/s));
  const env = Object.fromEntries(secrets.map(([, value = ""], index) => [`BUILD_SECRET_${index}`, value]));
  const words = [
    ...(file ? ["--file", file] : []),
    ...(target ? ["--target", target] : []),
    ...(push === "true" ? ["--push"] : []),
    ...tags.split(/[\n,]/).flatMap((tag) => (tag.trim() ? ["--tag", tag.trim()] : [])),
    ...linesOf(given["build-args"]).flatMap((line) => ["--build-arg", line]),
    ...secrets.flatMap(([id], index) => ["--secret", `id=${id},env=BUILD_SECRET_${index}`]),
    ...linesOf(given["secret-envs"]).flatMap((line) => ["--secret", `id=${line.replace("=", ",env=")}`]),
    ...linesOf(given["secret-files"]).flatMap((line) => ["--secret", `id=${line.replace("=", ",src=")}`]),
    context,
  ];
  return scripted(`docker buildx build ${words.map(shellWord).join(" ")}\n`, env);
}

function linesOf(text = ""): string[] {
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

function hadolintAction(given: Readonly<Record<string, string>>): Action {
  const {
    dockerfile = "Dockerfile",
    "failure-threshold": threshold,
    "no-fail": noFail,
    ignore,
    config,
  } = given;
  const flags = [
    ...(threshold ? ["--failure-threshold", shellWord(threshold)] : []),
    ...(noFail === "true" ? ["--no-fail"] : []),
    ...(ignore ? ignore.split(",").flatMap((rule) => ["--ignore", shellWord(rule.trim())]) : []),
    ...(config ? ["--config", shellWord(config)] : []),
  ];
  return scripted(`hadolint ${[...flags, shellWord(dockerfile)].join(" ")}\n`, {}, ["hadolint"]);
}
