import { addAbortSignal, type Readable } from "node:stream";
import type Docker from "dockerode";
import type { Connect, DockerApi, EngineFacts, ImageFacts, ListedImage, Report } from "../context.ts";
import { containerCalls } from "./docker-containers.ts";
import { dockerodeOptions } from "./endpoint-options.ts";
import { askSocket } from "./socket-body.ts";

/** A client of the Engine API, by dockerode. Paths are sent without a version: the daemon answers with its newest. */
export const connectDocker: Connect = async (endpoint) => {
  // Loaded at the first engine: it brings SSH and gRPC along, and an archive needs none of it.
  const { default: Docker } = await import("dockerode");
  const options = await dockerodeOptions(endpoint);
  const docker = new Docker(options);
  const socket = options.socketPath ?? null;
  const calls: DockerApi = {
    ping: async (signal) => {
      // The types know no options here; the library takes them.
      await docker.ping({ abortSignal: signal } as never);
    },
    facts: () => engineFacts(docker),
    image: (reference) => absentIsNull(() => imageFacts(docker, reference)),
    listImages: (label) => listImages(docker, label),
    removeImage: async (reference) => {
      await absentIsNull(() => docker.getImage(reference).remove({ force: true }));
    },
    untagImage: async (tag) => {
      await absentIsNull(() => docker.getImage(tag).remove());
    },
    tagImage: async (reference, repo, tag) => {
      await docker.getImage(reference).tag({ repo, tag });
    },
    pull: (reference, onStatus, signal) => pull(docker, reference, onStatus, signal),
    askRegistry: async (reference, signal) => {
      await docker.getImage(reference).distribution({ abortSignal: signal } as never);
    },
    push: async (reference, signal) => {
      // The API wants credentials even for a registry that asks for none.
      const authconfig = { username: "", password: "", serveraddress: "" };
      const stream = await docker.getImage(reference).push({ authconfig, abortSignal: signal });
      await followToTheEnd(docker, stream, () => {});
    },
    save: (reference, signal) => save(docker, socket, reference, signal),
    ...containerCalls(docker),
  };
  return calls;
};

/** The call's result, or null when the engine answers 404. */
export async function absentIsNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return null;
    throw error;
  }
}

/** The filter of a list call. */
export function withLabel(label: string | undefined): { filters?: string } {
  return label === undefined ? {} : { filters: JSON.stringify({ label: [label] }) };
}

async function engineFacts(docker: Docker): Promise<EngineFacts> {
  const [version, info] = await Promise.all([docker.version(), docker.info()]);
  const component = version.Components?.[0]?.Name;
  return {
    id: String(info.ID ?? ""),
    product: component === undefined || component === "Engine" ? "Docker Engine" : component,
    version: String(version.Version ?? "of unknown version"),
    storage: String(info.Driver ?? "unknown"),
    architecture: String(version.Arch ?? ""),
  };
}

async function imageFacts(docker: Docker, reference: string): Promise<ImageFacts> {
  const found = await docker.getImage(reference).inspect();
  return {
    id: found.Id,
    tags: found.RepoTags ?? [],
    digests: found.RepoDigests ?? [],
    size: found.Size ?? 0,
    // Engines from API 1.52 on leave out empty fields.
    labels: found.Config?.Labels ?? {},
    layers: found.RootFS?.Layers ?? [],
  };
}

async function listImages(docker: Docker, label: string | undefined): Promise<ListedImage[]> {
  const images = await docker.listImages(withLabel(label));
  return images.map((image) => ({
    id: image.Id,
    tags: (image.RepoTags ?? []).filter((tag) => tag !== "<none>:<none>"),
    labels: image.Labels ?? {},
    size: image.Size,
  }));
}

async function pull(docker: Docker, reference: string, onStatus: Report, signal: AbortSignal): Promise<void> {
  const stream = await docker.pull(reference, { abortSignal: signal });
  await followToTheEnd(docker, stream, (event) => {
    if (event.status) onStatus([event.id, event.status, event.progress].filter(Boolean).join(" "));
  });
}

async function save(
  docker: Docker,
  socket: string | null,
  reference: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  if (socket === null) return addAbortSignal(signal, (await docker.getImage(reference).get()) as Readable);
  const { head, body } = await askSocket(socket, `/images/${encodeURIComponent(reference)}/get`, signal);
  if (head.status === 200) return body;
  throw Object.assign(new Error(refusalIn(head.words)), { statusCode: head.status });
}

/** The engine's own words, which come as JSON. */
function refusalIn(words: string): string {
  try {
    return String(JSON.parse(words).message);
  } catch {
    return words.trim() || "the engine gave no reason";
  }
}

interface ProgressEvent {
  readonly id?: string;
  readonly status?: string;
  readonly progress?: string;
  readonly error?: string;
}

/**
 * Reads a progress stream to its end. @throws Error with the engine's words when an event carries an error:
 * the engine answers 200 before it knows, and dockerode resolves (https://github.com/apocas/dockerode/issues/639).
 */
function followToTheEnd(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onEvent: (event: ProgressEvent) => void,
): Promise<void> {
  let refused: string | undefined;
  return new Promise((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error) => {
        if (error || refused) reject(error ?? new Error(refused));
        else resolve();
      },
      (event: ProgressEvent) => {
        refused ??= event.error;
        onEvent(event);
      },
    );
  });
}
