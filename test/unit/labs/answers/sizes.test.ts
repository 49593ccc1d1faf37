import { describe, expect, test } from "vitest";
import { formatBytes } from "../../../../src/figures.ts";
import { readSize } from "../../../../src/labs/answers/read-size.ts";
import { randomFrom } from "../../../support/random.ts";
import { ask, judged, NAIVE } from "./naive-reading.ts";

describe("a typed size", () => {
  test.each([
    ["1.02GB", 1_020_000_000],
    ["1020 MB", 1_020_000_000],
    ["1,020MB", 1_020_000_000],
    ["1,020mb", 1_020_000_000],
    ["1 020 MB", 1_020_000_000],
    ["1'020 MB", 1_020_000_000],
    ["1_020 MB", 1_020_000_000],
    ["1,02 GB", 1_020_000_000],
    ["1.020 GB", 1_020_000_000],
    ["1,0200 GB", 1_020_000_000],
    ["1,020.5 MB", 1_020_500_000],
    ["1.020,5 MB", 1_020_500_000],
    ["0,512 GB", 512_000_000],
    [".5 GB", 500_000_000],
    ["1.020.000.000", 1_020_000_000],
    ["1,020,000,000 bytes", 1_020_000_000],
    ["1020000000", 1_020_000_000],
    ["1.020 bytes", 1020],
    ["1020 B", 1020],
    ["1020 byte", 1020],
    ["10 KB", 10_000],
    ["10k", 10_000],
    ["1 MiB", 1_048_576],
    ["1 gib", 1_073_741_824],
    ["2 mebibytes", 2_097_152],
    ["25 megabytes", 25_000_000],
    ["25 MByte", 25_000_000],
    ["about 1.2 GB", 1_200_000_000],
    ["~1.2GB", 1_200_000_000],
    ["≈ 1.2 GB", 1_200_000_000],
  ])("%s is %i bytes", (text, bytes) => {
    expect(readSize(text)?.bytes).toBe(bytes);
  });

  test.each(
    [
      ["", "GB", "large", "1.2.3 GB", "12,34,567 MB", "1,020,5 MB", "1 2 3 4 5 6 7 8 9 10", "-5 MB", "+5 MB"],
      ["1 GB 2 GB", "1 or 2 GB", "1e9", "0x10", "5 PB", "5 MBps", "5 iB", "NaN", "Infinity", "9".repeat(400)],
    ].flat(),
  )("%j is none", (text) => {
    expect(readSize(text)).toBeNull();
  });
});

const WHOLE = { from: "image-bytes" };

describe("sizes of the image", () => {
  test.each([
    [WHOLE, "1.41 GB"],
    [{ from: "image-bytes", of: "base" }, "680 MB"],
    [{ from: "base-bytes" }, "680 MB"],
    [{ from: "image-bytes", of: "image" }, "731 MB"],
    [{ from: "final-bytes" }, "1.39 GB"],
    [{ from: "final-bytes", of: "base" }, "679 MB"],
    [{ from: "wasted-bytes" }, "24.0 MB"],
    [{ from: "wasted-bytes", of: "image" }, "23.0 MB"],
    [{ from: "wasted-bytes", of: "base" }, "1.00 MB"],
    [{ from: "layer-bytes" }, "600 MB"],
    [{ from: "layer-bytes", of: "image" }, "500 MB"],
    [{ from: "layer-bytes", "made-by": "COPY . ." }, "1.00 MB"],
    [{ from: "layer-bytes", "made-by": "RUN poetry install" }, "40.0 MB"],
  ])("%j is %s", (answer, shown) => {
    expect(ask(answer).shown).toBe(shown);
    expect(judged(answer, shown)).toBe("right");
  });

  test("the tolerance is told, and kept to", () => {
    expect(ask(WHOLE).accepts).toBe("a size in bytes, kB, MB or GB; within 5 %");
    expect(judged(WHOLE, "1.48 GB")).toBe("right");
    expect(judged(WHOLE, "1.35 GB")).toBe("right");
    expect(judged(WHOLE, "1.49 GB")).not.toBe("right");
    expect(judged({ ...WHOLE, tolerance: 20 }, "1.6 GB")).toBe("right");
  });

  test("what a screen shows is right without any tolerance", () => {
    const exact = { ...WHOLE, tolerance: 0 };
    const reading = { ...NAIVE, layers: [{ ...NAIVE.layers[0], bytes: 1_414_213_562 }] } as typeof NAIVE;
    expect(judged(exact, "1.41 GB", { reading })).toBe("right");
    expect(judged(exact, "1.42 GB", { reading })).not.toBe("right");
  });

  test("nothing wasted is nothing", () => {
    const reading = { ...NAIVE, layers: NAIVE.layers.map((layer) => ({ ...layer, wastedBytes: 0 })) };
    const says = (given: string) => judged({ from: "wasted-bytes" }, given, { reading });
    expect([says("0"), says("0 B"), says("0 MB")]).toEqual(["right", "right", "right"]);
    expect(says("1 MB")).not.toBe("right");
  });
});

describe("a wrong size", () => {
  const WRITE = "Write a number and its unit, as in 812 bytes, 25 MB or 1.5 GB.";
  const UNIT = "Without a unit that is a number of bytes. Add kB, MB or GB.";
  test.each([
    ["large", WRITE],
    ["1 GB 2 GB 3 GB", WRITE],
    ["1.41", UNIT],
    ["1411", UNIT],
    ["1.31 GB", "1 MB is 1,000,000 bytes; what you read was in MiB or GiB. Write it so."],
    ["731 MB", "Those are your own layers alone."],
    ["680 MB", "Those are the layers of the base alone."],
    ["600 MB", "That is the largest layer alone."],
    ["24 MB", "That is all that is wasted in the image."],
    ["510 MB", "That is compressed; add up the layers."],
    ["2.1 GB", "That is the engine's own figure, and each engine has another; add up the layers."],
    ["100 GB", "That is not the size."],
    ["1.2 GB", "That is not the size."],
    ["999999999", "That is not the size."],
  ])("%s: %s", (given, says) => {
    const source = { compressedBytes: 510_000_000, engineBytes: 2_100_000_000 };
    expect(judged(WHOLE, given, source)).toBe(says);
  });

  test("is no known mistake where the figures are not known", () => {
    expect(judged(WHOLE, "510 MB")).toBe("That is not the size.");
    expect(judged(WHOLE, "510 MB", { compressedBytes: null, engineBytes: null })).toBe(
      "That is not the size.",
    );
  });

  test("is no mistake where the other figure is nearly the right one", () => {
    const layers = NAIVE.layers.map((layer) => (layer.owner === "base" ? { ...layer, bytes: 1 } : layer));
    const reading = { ...NAIVE, layers, image: { ...NAIVE.image, bytes: 731_000_002 } };
    const own = { from: "image-bytes", of: "image", tolerance: 0 };
    expect(judged(own, "735 MB", { reading })).toBe("That is not the size.");
  });

  test("a mistake says what the figure is", () => {
    expect(judged({ from: "base-bytes" }, "1.41 GB")).toBe("That is the whole image: all layers together.");
    expect(judged({ from: "image-bytes", of: "image" }, "1.41 GB")).toBe(
      "That is the whole image: all layers together.",
    );
    expect(judged({ from: "wasted-bytes" }, "1.387 GB")).toBe(
      "That is what the final file system still holds.",
    );
  });

  test.each([
    [WHOLE, "Add up the Bytes column of every row, as `docker history` has them in its SIZE column."],
    [{ from: "base-bytes" }, "Add up the Bytes column of the rows marked base."],
    [{ from: "wasted-bytes", of: "image" }, "Add up the Waste column of the rows that are not marked base."],
    [{ from: "layer-bytes", "made-by": "COPY" }, "Read the Bytes column: the row of layer 7: COPY . .."],
  ])("%j says where to look", (answer, text) => {
    expect(ask(answer).judge("9 TB")).toMatchObject({
      look: { text, command: "size-matters inspect {{image}} --layers" },
    });
  });
});

describe("what the image has not", () => {
  test.each([
    [{ from: "layer-bytes", "made-by": "npm install" }, 'No layer of this image was made by "npm install".'],
    [{ from: "layer-bytes", "made-by": "apt-get update" }, /^\d layers of this image were made by/],
  ])("%j cannot be checked", (answer, message) => {
    expect(() => ask(answer)).toThrow(message);
  });

  test("without a known base, whose a layer is cannot be told", () => {
    const layers = NAIVE.layers.map((layer) => ({ ...layer, owner: null }));
    const reading = { ...NAIVE, base: null, layers };
    expect(judged(WHOLE, "1.41 GB", { reading })).toBe("right");
    expect(() => ask({ from: "base-bytes" }, { reading })).toThrow("It is not known which layers");
    expect(() => ask({ ...WHOLE, of: "image" }, { reading })).toThrow("It is not known which layers");
  });

  test("an image without layers has no largest", () => {
    expect(() => ask({ from: "layer-bytes" }, { reading: { ...NAIVE, layers: [] } })).toThrow(
      "no such layer",
    );
  });
});

test("the true value is right in every unit, twice and half of it never", () => {
  const random = randomFrom(20);
  const units = [
    ["B", 1],
    ["kB", 1e3],
    ["MB", 1e6],
    ["GB", 1e9],
    ["KiB", 2 ** 10],
    ["MiB", 2 ** 20],
    ["GiB", 2 ** 30],
  ] as const;
  for (let round = 0; round < 300; round++) {
    const bytes = 1000 + random.below(10 ** (1 + random.below(10)));
    const [layer] = NAIVE.layers;
    const reading = { ...NAIVE, layers: [{ ...layer, bytes }] } as typeof NAIVE;
    const says = (given: string) => judged({ ...WHOLE, tolerance: random.below(50) }, given, { reading });
    expect(says(formatBytes(bytes))).toBe("right");
    for (const [unit, factor] of units) {
      const figure = (bytes / factor).toFixed(9);
      expect.soft(says(`${figure} ${unit}`), `${figure} ${unit} for ${bytes}`).toBe("right");
      expect.soft(says(`${figure.replace(".", ",")}${unit.toLowerCase()}`)).toBe("right");
      expect.soft(says(`${(2 * bytes) / factor} ${unit}`)).not.toBe("right");
      expect.soft(says(`${bytes / factor / 2} ${unit}`)).not.toBe("right");
    }
  }
});
