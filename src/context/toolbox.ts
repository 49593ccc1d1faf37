import type { ExecResult } from "./docker.ts";
import type { ToolJob } from "./tools.ts";

/** An image that a tool's vendor publishes, as an engine holds it. */
export interface VendorImage {
  /** With its version: `ghcr.io/wagoodman/dive:v0.13.1`. */
  readonly reference: string;
  readonly id: string;
  /** `sha256:…`: by this its registry knows it; its id where it came by no registry. */
  readonly digest: string;
  /** The digest at the first use, where it was another one; else null. */
  readonly firstDigest: string | null;
  /** The file that keeps what it was at its first use. */
  readonly record: string;
}

/** What runs in a container of the toolbox or of a vendor's image: its own folder there is empty but for these files. */
export interface ToolboxJob extends Pick<ToolJob, "files" | "imageId" | "writes"> {
  readonly image: string;
  /** Behind the image's own entrypoint, where it has one. */
  readonly command: readonly string[];
  readonly env?: readonly string[];
  /** Its image has a shell, and no entrypoint. */
  readonly hasShell?: true;
  /** A volume, and the folder in its own where it is found. */
  readonly cache?: { readonly volume: string; readonly folder: string };
  /** With the engine's own network; without any unless given. */
  readonly online?: true;
  /** Milliseconds. */
  readonly within: number;
}

/** A container of the toolbox that runs. */
export interface ToolboxContainer {
  run(command: readonly string[]): Promise<ExecResult>;
  /** Puts a file into its folder. */
  put(name: string, text: string): Promise<void>;
}
