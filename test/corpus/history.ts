import { file } from "../support/archives/entries.ts";
import { docker25, type ImageSpec } from "../support/archives/layouts.ts";
import { type Case, truthOf } from "./case.ts";

type Line = NonNullable<ImageSpec["history"]>[number];

interface Row {
  name: string;
  trap: string;
  history: Line[];
  /** The instruction of each layer. */
  createdBy: (string | null)[];
}

const empty = (created_by: string): Line => ({ created_by, empty_layer: true });

/** Lines as builders write them. https://github.com/opencontainers/image-spec/blob/main/config.md#properties */
const rows: Row[] = [
  {
    name: "history-legacy-builder",
    trap: "Words behind #(nop), RUN without its word, and build arguments before the shell.",
    history: [
      empty('/bin/sh -c #(nop)  CMD ["bash"]'),
      { created_by: "/bin/sh -c #(nop) COPY file:9a1c in /opt/x " },
      { created_by: "|1 MODE=fast /bin/sh -c make" },
      empty("/bin/sh -c #(nop)  ENV A=b"),
    ],
    createdBy: ["/bin/sh -c #(nop) COPY file:9a1c in /opt/x ", "|1 MODE=fast /bin/sh -c make"],
  },
  {
    name: "history-buildkit",
    trap: "Instructions as they are written, with a mark behind; only some lines made a layer.",
    history: [
      { created_by: "COPY big.bin /opt/big.bin # buildkit", comment: "buildkit.dockerfile.v0" },
      { created_by: "ENV A=b", comment: "buildkit.dockerfile.v0", empty_layer: true },
      { created_by: "RUN |1 MODE=fast /bin/sh -c make # buildkit", comment: "buildkit.dockerfile.v0" },
      { created_by: 'CMD ["app"]', comment: "buildkit.dockerfile.v0", empty_layer: true },
    ],
    createdBy: ["COPY big.bin /opt/big.bin # buildkit", "RUN |1 MODE=fast /bin/sh -c make # buildkit"],
  },
  {
    name: "history-buildkit-empty-run",
    trap: "touch f && rm f makes a real layer without files with BuildKit, none with the builder before it.",
    history: [{ created_by: "COPY a / # buildkit" }, { created_by: "RUN touch f && rm f # buildkit" }],
    createdBy: ["COPY a / # buildkit", "RUN touch f && rm f # buildkit"],
  },
  {
    name: "history-podman-layers",
    trap: "podman build: a comment names the image of the step before.",
    history: [
      { created_by: "/bin/sh -c #(nop) COPY file:9a1c in /a ", comment: "FROM docker.io/library/x:1" },
      { created_by: "/bin/sh -c make", comment: "FROM 4f1c0d2b7e55" },
    ],
    createdBy: ["/bin/sh -c #(nop) COPY file:9a1c in /a ", "/bin/sh -c make"],
  },
  {
    name: "history-buildah-one-layer",
    trap: "buildah without --layers: many instructions, one layer, and it is the last line's.",
    history: [
      empty("/bin/sh -c #(nop) ENV A=b"),
      empty("/bin/sh -c --mount=type=secret,id=tok make"),
      { created_by: "/bin/sh -c #(nop) COPY dir:9a1c in /app " },
    ],
    createdBy: ["/bin/sh -c #(nop) COPY dir:9a1c in /app "],
  },
  {
    name: "history-kaniko",
    trap: "kaniko marks no line as empty when it takes one snapshot: nobody can tell which line is the layer's.",
    history: [{ created_by: "COPY . ." }, { created_by: "RUN make" }, { created_by: 'CMD ["app"]' }],
    createdBy: [null],
  },
  {
    name: "history-squashed",
    trap: "docker build --squash: every line is marked empty, and a comment stands for the layer.",
    history: [empty("COPY a /"), empty("RUN make"), { comment: "merge sha256:9a1c to sha256:4f1c" }],
    createdBy: [""],
  },
  {
    name: "history-of-docker-import",
    trap: "docker import and docker commit: a line without an instruction.",
    history: [{ comment: "Imported from -" }],
    createdBy: [""],
  },
  { name: "history-missing", trap: "No history at all.", history: [], createdBy: [null, null] },
  {
    name: "history-too-short",
    trap: "Fewer lines than layers: a wrong instruction would be worse than none.",
    history: [{ created_by: "RUN only" }, empty("ENV A=b")],
    createdBy: [null, null],
  },
  {
    name: "history-too-long",
    trap: "More lines than layers.",
    history: [{ created_by: "RUN 1" }, { created_by: "RUN 2" }, { created_by: "RUN 3" }],
    createdBy: [null, null],
  },
  {
    name: "history-of-another-shell",
    trap: "SHELL replaces /bin/sh -c in every line, with or without BuildKit.",
    history: [empty("SHELL [/bin/bash -o pipefail -c]"), { created_by: "/bin/bash -o pipefail -c make" }],
    createdBy: ["/bin/bash -o pipefail -c make"],
  },
  {
    name: "history-of-heredocs",
    trap: "An instruction of several lines is shown in one.",
    history: [{ created_by: "RUN /bin/sh -c <<EOF\n\tapt-get update\nEOF # buildkit" }],
    createdBy: ["RUN /bin/sh -c <<EOF apt-get update EOF # buildkit"],
  },
  {
    name: "history-that-steers-a-terminal",
    trap: "An instruction with escape sequences.",
    history: [{ created_by: "RUN echo \u001b[2J\u0007" }],
    createdBy: ["RUN echo [2J"],
  },
];

/** Which instruction made each layer. */
export const historyCases: Case[] = rows.map(({ name, trap, history, createdBy }) => {
  const layers = createdBy.map((_, index) => [file(`f${index}`, 1)]);
  return {
    name,
    trap,
    archive: () => docker25({ layers, history }),
    truth: truthOf({ bytes: layers.map(() => 1), files: layers.length, createdBy }),
  };
});
