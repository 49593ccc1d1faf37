import { CANARY } from "../support/archives/read.ts";
import { cases } from "./all.ts";
import { bytesOf } from "./case.ts";

interface WrittenFile {
  name: string;
  bytes: Buffer;
}

/** Two files for each case: its archive, and what to look for in it with the truth about it. */
export function casesAsFiles(): WrittenFile[] {
  return cases.flatMap((one) => {
    const { name, trap, ask = {}, truth } = one;
    const document = { name, trap, ask: { find: CANARY, ...ask }, truth };
    return [
      { name: `${name}.tar`, bytes: bytesOf(one) },
      { name: `${name}.json`, bytes: Buffer.from(`${JSON.stringify(document, null, 2)}\n`) },
    ];
  });
}
