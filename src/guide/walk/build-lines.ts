/** `#7 [3/9] RUN apt-get update`: a step of the build begins. */
const STEP = /^#\d+ (\[(?!internal\]).*)$/;

/** What of the builder's progress stays on the screen: the steps of the Dockerfile as they begin, and errors. */
export function buildLine(line: string): string | null {
  const step = STEP.exec(line)?.[1];
  if (step) return `  ${step}`;
  return /^#\d+ (CACHED|ERROR)/.test(line) ? `  ${line.replace(/^#\d+ /, "")}` : null;
}
