import { cpus, loadavg, totalmem, type } from "node:os";

/** The machine in one line. Nothing in it tells whose machine it is. */
export function machine() {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length} cores, ${memory}, ${type()} on ${process.arch}, Node.js ${process.versions.node}`;
}

/** What else the machine is doing; figures of a busy one are worth less. */
export function load() {
  return `load average ${loadavg()[0].toFixed(1)}`;
}
