const NAMES = ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

/** The user's own proxies as the environment of a container. */
export function proxyEnvironment(env: Readonly<Record<string, string | undefined>>): string[] {
  return NAMES.filter((name) => env[name]).map((name) => `${name}=${env[name]}`);
}

/**
 * Build arguments that hand the user's own proxies on to a build, by name: their values may hold passwords and stay
 * in the environment. Docker keeps these arguments out of the image's history.
 * https://docs.docker.com/reference/dockerfile/#predefined-args
 */
export function proxyArguments(env: Readonly<Record<string, string | undefined>>): string[] {
  return NAMES.filter((name) => env[name]).flatMap((name) => ["--build-arg", name]);
}
