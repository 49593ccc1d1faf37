import type { ImageConfig } from "./image-documents.ts";
import type { Finding } from "./image-reading.ts";

const SECRET =
  /(^|_)(PASSW(OR)?D|PASSPHRASE|PWD|SECRET|SECRETS|TOKEN|AUTH|CREDENTIALS?|(API|ACCESS|PRIVATE|SECRET)_?KEY)(_|$)/i;
// A variable that says where the secret is, or that there is none to hide, is how it should be.
const NO_VALUE = /(^|_)(FILE|PATH|DIR|PUBLIC|URL|TYPE|METHOD)$/i;

/**
 * The environment variables and build arguments whose names sound like secrets and that have a value. Weaker than a
 * leak: only the name is judged. No value is part of what is said.
 */
export function secretNames({ config, history }: ImageConfig): Finding[] {
  const variables = (config?.Env ?? []).flatMap(nameWithValue);
  const lines = (history ?? []).flatMap(({ created_by }) => argumentsOf(created_by ?? ""));
  const sounding = (names: string[]) => [...new Set(names)].filter(soundsSecret);
  return [
    ...sounding(variables).map((name) => ({
      id: "secret-name",
      severity: "low" as const,
      says: `The environment variable ${name} sounds like a secret, and whoever has the image can read its value.`,
      evidence: `ENV ${name}`,
      next: "If it is one, give it to the container when it starts: docker run --env-file FILE IMAGE",
    })),
    ...sounding(lines).map((name) => ({
      id: "secret-name",
      severity: "low" as const,
      says: `The build argument ${name} sounds like a secret, and its value stands in the image's history.`,
      evidence: `ARG ${name}`,
      next: "If it is one, hand it to the one step that needs it: RUN --mount=type=secret,id=… and docker build --secret",
    })),
  ];
}

/** Whether the name of a variable promises a secret. */
export function soundsSecret(name: string): boolean {
  return SECRET.test(name) && !NO_VALUE.test(name);
}

function nameWithValue(setting: string): string[] {
  const [, name] = /^\s*([A-Za-z_]\w*)=["']?[^"'\s]/.exec(setting) ?? [];
  return name === undefined ? [] : [name];
}

/** `ARG A=b` and, before every command, `|2 A=b C=d /bin/sh -c …`. A value may hold blanks: those only add names. */
function argumentsOf(line: string): string[] {
  const [, declared] = /^(?:\/bin\/sh -c #\(nop\)\s+)?ARG\s+(.*)$/s.exec(line) ?? [];
  if (declared !== undefined) return nameWithValue(declared);
  const [, count = "0", settings = ""] = /^(?:RUN )?\|(\d+) (.{0,65536})/s.exec(line) ?? [];
  const names = settings.split(/ (?=[A-Za-z_]\w*=)/).slice(0, Number(count));
  return names.flatMap(nameWithValue);
}
