import { afterAll, expect, test } from "vitest";
import type { ImageReading } from "../../src/image/image-reading.ts";
import { readImage } from "../../src/image/read-image.ts";
import { TOKEN_RULES } from "../../src/image/token-rules.ts";
import { cases } from "../corpus/all.ts";
import { FIND, inChunks } from "../support/archives/read.ts";
import { expectSaid, expectSound } from "../support/archives/sound-reading.ts";
import { mutated } from "../support/fuzz/mutate-archive.ts";
import { watchdog } from "../support/fuzz/watchdog.ts";
import { type Random, randomFrom } from "../support/random.ts";
import { secondsUsed } from "../support/seconds-used.ts";

/**
 * Archives of the corpus, changed: none may end in anything but a sound reading or one sentence. The same archives
 * each time; `FUZZ_SEED=100000 FUZZ_RUNS=50000` tries others.
 */
const { FUZZ_SEED = "1", FUZZ_RUNS = "1600" } = process.env;
const FIRST = Number(FUZZ_SEED);
const RUNS = Number(FUZZ_RUNS);
const SERIES = 4;
const MOST_SECONDS = 4;
const MOST_MEMORY = 1.5 * 2 ** 30;

const archives = cases.map(({ name, archive, ask = {} }) => ({ name, archive: archive(), ask }));
const dog = watchdog(20, "The reader does not come back. See it with: FUZZ_SEED=%d FUZZ_RUNS=1");
afterAll(() => dog.stop());

async function readMutated(random: Random, note: (how: string) => void): Promise<void> {
  const { name, archive, ask } = random.pick(archives);
  const { bytes, how } = mutated(archive, random);
  note(`${name}: ${how.join(", ")}`);
  const some = {
    rules: random.once(2) ? TOKEN_RULES : [],
    verify: random.once(4),
    duplicates: random.once(4),
  };
  const options = { ...ask, ...some, changesOf: random.below(3), find: FIND };
  const read = async (): Promise<ImageReading | string> => {
    const size = random.pick([bytes.length || 1, 65_536, 1000, 512, 511, 1 + random.below(600)]);
    const reading = await readImage(inChunks(bytes, size), options).catch(expectSaid);
    if (typeof reading !== "string") expectSound(reading);
    // Where two things are damaged, either may be met first.
    return typeof reading === "string" ? reading.replace(/after \d+ bytes: .*/, "") : reading;
  };
  const once = await read();
  // How a stream comes in pieces must make no difference.
  if (random.once(3)) expect(await read()).toEqual(once);
}

async function run(seed: number): Promise<void> {
  let how = "";
  dog.begin(seed);
  const before = secondsUsed();
  try {
    await readMutated(randomFrom(seed), (text) => {
      how = text;
    });
    expect(secondsUsed() - before).toBeLessThan(MOST_SECONDS);
  } catch (cause) {
    throw new Error(`FUZZ_SEED=${seed} FUZZ_RUNS=1 (${how}): ${cause}`, { cause });
  }
}

test.each(Array.from({ length: SERIES }, (_, index) => index))(
  "series %i of changed archives",
  async (series) => {
    const loose: unknown[] = [];
    const note = (thrown: unknown) => loose.push(thrown);
    process.on("unhandledRejection", note);
    for (let i = series; i < RUNS; i += SERIES) await run(FIRST + i);
    process.off("unhandledRejection", note);
    expect(loose).toEqual([]);
    expect(process.resourceUsage().maxRSS * 1024).toBeLessThan(MOST_MEMORY);
  },
  60_000 + RUNS * 100,
);
