import type { AppPage } from "../context.ts";
import type { Lab } from "../labs/lab.ts";

/** The page of a lab's app, as its goals ask for it; the cat app's where none does. Null: the app has none, it prints. */
export function pageOf({ file }: Pick<Lab, "file">): AppPage | null {
  const checks = file.goals.flatMap((goal) => goal.checks);
  const asked = checks.find(({ type }) => type === "app-answers");
  if (!asked) return checks.some(({ type }) => type === "app-prints") ? null : {};
  return { heading: String(asked.text), port: Number(asked.port) };
}
