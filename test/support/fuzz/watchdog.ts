import { Worker } from "node:worker_threads";

/** Watches over work that may never come back. */
export interface Watchdog {
  /** Tells what is about to be done, as a number. */
  begin(task: number): void;
  stop(): Promise<void>;
}

/**
 * Ends the whole process, with a sentence on standard error, when a task takes longer: a loop without an end leaves no
 * time for any timer of its own thread.
 */
export function watchdog(seconds: number, sentence: string): Watchdog {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(WATCH, { eval: true, workerData: { shared, seconds, sentence } });
  worker.unref();
  return {
    begin(task) {
      shared[1] = task;
      Atomics.add(shared, 0, 1);
    },
    stop: async () => void (await worker.terminate()),
  };
}

const WATCH = `
const { workerData: { shared, seconds, sentence } } = require("node:worker_threads");
let last = -1;
setInterval(() => {
  if (shared[0] === last) {
    require("node:fs").writeSync(2, sentence.replace("%d", String(shared[1])) + "\\n");
    process.kill(process.pid, "SIGKILL");
  }
  last = shared[0];
}, seconds * 1000);
`;
