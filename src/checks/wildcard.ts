/** A pattern in which `*` stands for any letters, and `?` for one. */
export function wildcard(pattern: string): RegExp {
  const letters = pattern.replaceAll(/[\\^$.+()[\]{}|]/g, "\\$&");
  return new RegExp(`^${letters.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
