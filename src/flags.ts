import { Option } from "commander";

/** The flags that decide what the screen is. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly color?: boolean;
  readonly accessible?: boolean;
}

/** Every flag, once. */
export const OPTIONS = {
  workspace: new Option(
    "--workspace <dir>",
    "your own folder (default: the one around here, or ./workspace)",
  ),
  privateEngine: new Option("--private-engine", "use an engine of the workshop's own, beside any other"),
  noInstall: new Option("--no-install", "never install a package"),
  yes: new Option("--yes", "answer every question with yes"),
  json: new Option("--json", "one JSON document on standard output, messages on standard error"),
  noColor: new Option("--no-color", "plain text (also: NO_COLOR)"),
  accessible: new Option(
    "--accessible",
    "static lines and numbered choices, for screen readers (also: ACCESSIBLE=1)",
  ),
  to: new Option("--to <rung>", "stop after this rung (number or name)"),
  all: new Option("--all", "the things of every workspace on this engine"),
  noCache: new Option("--no-cache", "read everything again, and keep nothing for the next time"),
  everything: new Option("--all", "lists without an end"),
  pull: new Option("--pull", "let the engine fetch an image that it does not hold"),
  find: new Option("--find <file>", "look for the value in this file, too (may be given again)").argParser(
    (file: string, before: readonly string[] = []) => [...before, file],
  ),
  tag: new Option("--tag <tag>", "which image, where an archive holds several"),
  platform: new Option("--platform <platform>", "which platform, where there are several: linux/arm64"),
  base: new Option("--base <image>", "the base image, or its archive: tells whose each layer is"),
  verify: new Option("--verify", "hash every layer and compare with what the image says of it"),
  equalFiles: new Option("--duplicates", "list equal files, too (hashes every file)"),
  layers: new Option("--layers", "the layers"),
  files: new Option("--files", "the largest files"),
  waste: new Option("--waste", "the wasted files"),
  leaks: new Option("--leaks", "the leaks"),
  packages: new Option("--packages", "the packages"),
  findings: new Option("--findings", "what else is worth a look"),
  tree: new Option("--tree <layer>", "what one layer added, changed and removed"),
  failOn: new Option(
    "--fail-on <conditions>",
    "exit code 1 when one is broken: waste=10MB,efficiency=0.9,leak,any-leak,root,size=200MB",
  ),
  deadline: new Option("--deadline <seconds>", "how long the build may take (1200)"),
  lanes: new Option("--lanes <number>", "how many labs are proved side by side (2)"),
  edit: new Option("--edit", "open the Dockerfile in your editor (VISUAL, EDITOR)"),
  toolbox: new Option("--toolbox", "build the toolbox, too: dive, hadolint, syft and trivy in one image"),
  tools: new Option(
    "--tools",
    "fetch the tools, too: each vendor's own image; where no registry is reached, build the toolbox",
  ),
  trivyDatabase: new Option(
    "--trivy-database",
    "fetch trivy's own database, too, for run --own-database trivy",
  ),
  ownDatabase: new Option(
    "--own-database",
    "before trivy: judge by its own database (prepare --trivy-database), not by the demonstration",
  ),
  apply: new Option("--apply", "put it into the workspace; your own files are kept"),
  out: new Option(
    "--out <file>",
    "where to write it (default: report.md in the workspace; -: standard output)",
  ),
  force: new Option("--force", "write over a file that is not ours"),
  sarif: new Option("--sarif", "leaks and findings as SARIF on standard output, for code scanning"),
};
