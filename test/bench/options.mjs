import { parseArgs } from "node:util";

const COMMON = {
  rounds: { type: "string", default: "5" },
  tools: { type: "string", multiple: true, default: [] },
  dir: { type: "string" },
};

/**
 * The options of one verb, those that all take included.
 *
 * @param {string[]} args
 * @param {Record<string, import("node:util").ParseArgsOptionDescriptor>} own
 */
export function readOptions(args, own) {
  const { values } = parseArgs({ args, options: { ...COMMON, ...own } });
  return { ...values, rounds: wholeNumber(values.rounds, "--rounds") };
}

/** @param {string} text @param {string} option for the message */
export function wholeNumber(text, option) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${option} takes a whole number above 0, not ${text}.`);
}
