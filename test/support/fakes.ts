import type { DockerApi, EngineFacts, Host } from "../../src/context.ts";

/** A machine for unit tests; nothing of the real one shows through. */
export function fakeHost(changes: Partial<Host> = {}): Host {
  return {
    platform: "linux",
    env: {},
    home: "/home/cat",
    cwd: "/home/cat/workshop",
    uid: 1000,
    dataFolder: "/home/cat/.local/share/size-matters",
    cacheFolder: "/home/cat/.cache/size-matters",
    packageFolder: "/opt/size-matters",
    nodeVersion: "v20.19.0",
    version: "0.0.0",
    ...changes,
  };
}

/** Files that are there, by path; all other reads find nothing. */
export function fakeFiles(texts: Readonly<Record<string, string>> = {}) {
  return {
    read: async (path: string) => texts[path] ?? null,
    exists: async (path: string) =>
      Object.keys(texts).some((known) => known === path || known.startsWith(`${path}/`)),
    executable: async (path: string) => path in texts,
    list: async (folder: string) =>
      Object.keys(texts)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split("/")[0] ?? "")
        .sort(),
  };
}

export const engineFacts: EngineFacts = {
  id: "ENGINE",
  product: "Docker Engine",
  version: "20.10.24",
  storage: "overlay2",
  architecture: "amd64",
};

/** An engine of which only the given calls may be used; any other is a failing test. */
export function fakeDocker(calls: Partial<DockerApi>): DockerApi {
  return new Proxy(calls as DockerApi, {
    get: (target, name) => {
      const call = Reflect.get(target, name);
      if (call === undefined && name !== "then")
        throw new Error(`the test did not expect docker.${String(name)}`);
      return call;
    },
  });
}
