export type BaseName = "slim" | "full";

/** A base image, where it came from, and how to name it by its content. */
export interface Base {
  readonly name: BaseName;
  /** For example `python:3.13-slim`. */
  readonly reference: string;
  /** `python:3.13-slim@sha256:…` on this engine; the plain reference where the engine knows no digest. */
  readonly pinned: string;
  readonly standIn: boolean;
}

/** A base that the ladder does not stand on, and one lab does. */
export interface LabBase {
  /** For example `golang:1.24`. */
  readonly reference: string;
  /** The folder that a stand-in is built from, by its path in the package; null where there is none. */
  readonly standIn: string | null;
}
