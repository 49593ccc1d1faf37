/** What the program costs, measured beside others and on growing images. `npm run bench -- --help` says what there is. */
const VERBS = {
  inspect: {
    says: "beside dive, syft, trivy and docker save, on one archive or one image (the default)",
    load: async () => (await import("./inspect.mjs")).inspect,
  },
  growth: {
    says: "on images of 10,000 to 200,000 files: is it linear? Draws docs/growth.svg",
    load: async () => (await import("./growth.mjs")).growth,
  },
  large: {
    says: "on an archive of 5 GB: is the memory that of a tenth of it?",
    load: async () => (await import("./large.mjs")).large,
  },
  check: {
    says: "what a check adds to the builder's own time, after an edit of the source",
    load: async () => (await import("./check.mjs")).check,
  },
  keys: {
    says: "how soon the guide answers a key while a build runs",
    load: async () => (await import("./keys.mjs")).keys,
  },
  tools: {
    says: "what run TOOL adds to the tool's own time, on the same archive in the same toolbox",
    load: async () => (await import("./tools.mjs")).tools,
  },
  tour: {
    says: "the tour beside a plain script of the same docker commands",
    load: async () => (await import("./tour.mjs")).tour,
  },
};

const HELP = `npm run bench -- [${Object.keys(VERBS).join("|")}] [options]

${Object.entries(VERBS)
  .map(([name, { says }]) => `  ${name.padEnd(8)} ${says}`)
  .join("\n")}

  inspect  [--archive FILE] [--image NAME [--private-engine]] [--against dive,syft,trivy]
           without either: an archive that is generated. --against leaves out what is slow
  growth   [--sizes 10000,25000,50000,100000,200000] [--dry-run]
           --dry-run draws nothing
  large    [--bytes 5e9] [--files 100000]
  check    [--private-engine] [--rounds 5]
  keys     [--private-engine] [--presses 30]
  tools    --image NAME [--private-engine] [--rounds 5]
  tour     [--private-engine] [--workspace DIR] [--pairs 5]

The first three take [--rounds 5], [--tools DIR] (where to look for the tools before PATH; may be given again) and
[--dir DIR] (where generated archives lie meanwhile; the system's temporary folder unless given).
In each round every contestant runs once, and another goes first. Exit code 0: every target that could be judged is
kept; 1: one is not, or an answer is wrong; 2: could not measure.
`;

async function main([first, ...rest]) {
  const named = Object.hasOwn(VERBS, first ?? "");
  const args = named ? rest : [first, ...rest].filter((word) => word !== undefined);
  if (args.includes("--help") || args.includes("-h") || (first && !named && !first.startsWith("-"))) {
    console.log(HELP);
    return args.includes("--help") || args.includes("-h") ? 0 : 2;
  }
  const verb = await VERBS[named ? first : "inspect"].load();
  return verb(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.code?.startsWith("ERR_PARSE_ARGS") ? `${error.message}\n\n${HELP}` : error);
  process.exitCode = 2;
}
