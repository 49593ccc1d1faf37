import { readFileSync } from "node:fs";

const EVERY_MS = 20;

/**
 * Watches how much memory a process and its children need, where the system tells (Linux). What a process needed in its
 * last moments is missed.
 *
 * @param {number | undefined} pid
 */
export function watchPeak(pid) {
  let peak = null;
  const look = () => {
    for (const each of pid === undefined ? [] : family(pid)) {
      const bytes = highest(each);
      if (bytes !== null) peak = Math.max(peak ?? 0, bytes);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return {
    /** @returns {number | null} the largest peak of one of them, in bytes */
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function family(pid) {
  const children = textOf(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

function highest(pid) {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`));
  return found === null ? null : Number(found[1]) * 1024;
}

/** Empty when the process is gone. */
function textOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
