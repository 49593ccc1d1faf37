const CONFIGURATION = "the image's configuration";

/**
 * The secrets of known kinds, by place: neither tool tells a value. The two look at different things on purpose: trivy
 * passes over programs, libraries, archives and more; so a place that only one names is no fault by itself.
 *
 * @param {any} document of inspect
 * @param {any} report of trivy
 */
export function compareSecrets(document, report) {
  const leaks = document.leaks.filter(({ rule }) => rule !== "find");
  const reported = (report.Results ?? []).flatMap(({ Target, Secrets = [] }) => Secrets.map(() => Target));
  const ours = new Set(leaks.map(({ place, path }) => (place === "file" ? path : CONFIGURATION)));
  const theirs = new Set(reported.map((target) => placeOf(target, report)));
  return {
    ours: leaks.length,
    theirs: reported.length,
    onlyOurs: [...ours].filter((place) => !theirs.has(place)),
    onlyTheirs: [...theirs].filter((place) => !ours.has(place)),
  };
}

/** Trivy names the configuration after the archive, and files from the root on. */
function placeOf(target, { ArtifactName }) {
  return target === ArtifactName ? CONFIGURATION : target.replace(/^\//, "");
}
