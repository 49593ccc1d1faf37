/** Kinds of packages that both size-matters and syft know, by the same names. */
const TYPES = ["deb", "apk", "python"];

/**
 * The packages of every layer, by type, as two tools tell them. The same package in two layers counts once, because syft
 * does so.
 *
 * @param {any} document of inspect
 * @param {any} listed by syft
 * @returns {{ type: string, ours: number, theirs: number, onlyOurs: string[], onlyTheirs: string[] }[]}
 */
export function comparePackages(document, listed) {
  return TYPES.map((type) => {
    const ours = namesOf(document.packages, type);
    const theirs = namesOf(listed.artifacts, type);
    return {
      type,
      ours: ours.size,
      theirs: theirs.size,
      onlyOurs: [...ours].filter((name) => !theirs.has(name)),
      onlyTheirs: [...theirs].filter((name) => !ours.has(name)),
    };
  });
}

function namesOf(packages, type) {
  const ofType = packages.filter((each) => each.type === type);
  return new Set(ofType.map(({ name, version }) => `${spelled(name, type)} ${version}`));
}

/** Python takes several spellings for one name. https://packaging.python.org/en/latest/specifications/name-normalization/ */
function spelled(name, type) {
  return type === "python" ? name.toLowerCase().replaceAll(/[-_.]+/g, "-") : name;
}
