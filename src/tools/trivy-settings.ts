/** The name of the only settings that count. */
export const TRIVY_SETTINGS = "settings.yaml";

/**
 * Nothing is fetched and nobody is told. As settings, because a flag that a version does not know is an error, and a
 * setting is not: 0.50 says `skip-policy-update`, and only 0.65 and newer ask for newer versions of themselves.
 * https://trivy.dev/docs/latest/references/configuration/config-file/
 */
export const OFFLINE_SETTINGS = `scan:
  offline: true
  skip-version-check: true
  disable-telemetry: true
db:
  skip-update: true
  java-skip-update: true
rego:
  skip-check-update: true
  skip-policy-update: true
`;

/** How an archive is looked at, so that the answer can be read. */
export const TO_READ = [
  "image",
  ...["--config", TRIVY_SETTINGS],
  ...["--cache-dir", "cache"],
  ...["--input", "image.tar"],
  ...["--format", "json"],
  "--quiet",
];
