import { median, sorted } from "../runs/statistics.mjs";

/** @param {number} seconds */
export const inSeconds = (seconds) => seconds.toFixed(seconds < 10 ? 2 : 1);

/** In powers of 1000, as the program itself writes them. @param {number | null} bytes */
export const inMegabytes = (bytes) => (bytes === null ? "unknown" : (bytes / 1e6).toFixed(0));

/** @param {number} count */
export const withCommas = (count) => count.toLocaleString("en");

/**
 * The figures of one contestant's runs. Memory is the highest of all runs, because a limit holds for each of them.
 *
 * @param {readonly { seconds: number, cpuSeconds: number | null, peakBytes: number | null }[]} runs
 */
export function summaryOf(runs) {
  const seconds = sorted(runs.map((run) => run.seconds));
  const known = (key) => runs.map((run) => run[key]).filter((figure) => figure !== null);
  const [cpu, peaks] = [known("cpuSeconds"), known("peakBytes")];
  return {
    seconds: median(seconds),
    fastest: seconds[0],
    slowest: seconds[seconds.length - 1],
    cpuSeconds: cpu.length === 0 ? null : median(cpu),
    peakBytes: peaks.length === 0 ? null : Math.max(...peaks),
  };
}

/** The cells that every table of times has. */
export const FIGURE_HEAD = ["median s", "from", "to", "cpu s", "peak MB"];

/** @param {ReturnType<typeof summaryOf>} summary */
export function figureCells({ seconds, fastest, slowest, cpuSeconds, peakBytes }) {
  const cpu = cpuSeconds === null ? "unknown" : inSeconds(cpuSeconds);
  return [inSeconds(seconds), inSeconds(fastest), inSeconds(slowest), cpu, inMegabytes(peakBytes)];
}
