import { formatBytes, formatSeconds } from "../figures.ts";

/** The titles of the chapters of our own labs, by their ids. */
const CHAPTERS: Readonly<Record<string, string>> = {
  look: "Look",
  shrink: "Shrink",
  rebuild: "Rebuild fast",
  secrets: "Keep secrets, drop root",
  stages: "Leave tools behind",
  ship: "Ship",
  alone: "Alone",
};

const minutes = (count: number) => (count === 1 ? "1 minute" : `${count} minutes`);

/** Everything that the guide says in words of its own. */
export const WORDS = {
  chapter: (id: string) => CHAPTERS[id] ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll("-", " ")}`,
  begin: {
    which: "How do you want to go through the workshop?",
    all: (count: number, total: number) => `All ${count} labs, at your own pace (about ${minutes(total)})`,
    talk: (count: number, total: number) => `The ${count} labs of the talk (about ${minutes(total)})`,
    tour: "Not at all: let the tour build every rung by itself, and show the scoreboard",
    back: (title: string) => `Welcome back. You are at: ${title}`,
    engine: (command: string) =>
      `For docker commands of your own, type in the terminal beside this one:\n  ${command}`,
    small: "This terminal is small. From 60 columns and 16 rows everything has room.",
    polls:
      "This folder does not tell of changes, so it is looked through now and then. Saving works all the same.",
    taken: "Another guide is open in this workspace.",
    takenFix:
      "Go on there, or give this one a workspace of its own: --workspace DIR. If it was killed just now, try again in ten seconds.",
  },
  lab: {
    heading: (number: number, title: string) => `Lab ${number}: ${title}`,
    about: (chapter: string, time: number) => `${chapter} · about ${minutes(time)}`,
    file: (path: string) => `Your Dockerfile: ${path}`,
    kept: (path: string) => `Your files from before are in ${path}`,
    goals: "What you make true:",
    page: (page: number, pages: number) => (pages > 1 ? `page ${page} of ${pages}` : ""),
    preparing: "building the images that this lab speaks of",
  },
  keys: {
    title: "Keys, and the command that does the same:",
    n: "next page, then the next lab",
    p: "the page before",
    h: "a hint",
    c: "check now",
    s: "the solution",
    r: "start this lab again",
    l: "the labs",
    g: "go to a lab by its number",
    d: "the difference to the reference",
    a: "answer a question",
    o: "open the cat in a browser",
    e: "open the Dockerfile in your editor",
    help: "these keys",
    q: "quit; you come back to where you are",
  },
  check: {
    building: (seconds: number) => `building, ${formatSeconds(seconds)}`,
    looking: (seconds: number) =>
      `looking inside the image, and at the running app, ${formatSeconds(seconds)}`,
    again: "You saved: the build begins again.",
    wait: "Wait for the verdict first, or press q.",
    offer: (goal: string) => `Stuck at "${goal}"? h gives a hint.`,
    answer: (count: number) => (count === 1 ? "a: answer the question" : `a: answer the ${count} questions`),
    next: "n: go on",
  },
  passed: {
    why: "Why it works",
    yours: (file: string) => `What you changed in ${file}`,
    reference: (file: string) => `What the reference changes in ${file}`,
    same: "You wrote what the reference has.",
    board: "Before and after",
  },
  hint: {
    which: (number: number, of: number) => `Hint ${number} of ${of}`,
    more: "h: another one",
    last: "s: the reference itself",
  },
  solution: {
    title: (file: string) => `The reference of ${file}`,
    none: "  (there is no such file)",
    apply: "Put it into your workspace? Your own files are kept, and the lab is marked as skipped.",
    applied: "It is in your workspace.",
    byHand: "What is made of your own image you make in your workspace, after the last build:",
  },
  difference: {
    none: "Your files are the reference's, to the letter.",
    title: (file: string) => `From yours (-) to the reference (+), ${file}`,
  },
  reset: "Put this lab's start back? Your own files are kept.",
  skip: "This lab is not met. Leave it out, and take its reference over?",
  menu: {
    which: "Where to?",
    number: "Which lab? Its number:",
    none: (number: string) => `There is no lab ${number}.`,
  },
  questions: {
    none: "This lab asks nothing more.",
    right: "Right:",
    wrong: "Not yet:",
    look: "Look here:",
  },
  open: {
    at: (address: string) => `The cat is at ${address}`,
    by: (address: string) => `Open this address in a browser: ${address}`,
    notYet: "There is no image yet. c: build and check",
    none: (tag: string) =>
      `The app of this lab has no page: it prints. Run it: docker run --rm --init -it ${tag}`,
  },
  edit: {
    none: (path: string) => `No editor is known here. Set EDITOR, or open it by hand: ${path}`,
  },
  watch: "Saving checks again; Ctrl+C ends.",
  quit: (lab: string, command: string) => `You are at: ${lab}. Come back with: ${command}`,
  done: {
    last: "That was the last lab.",
    again: (title: string) => `Checking again: ${title}`,
    allMet: "Everything you made is still right.",
    broken: (ids: readonly string[]) => `No longer met: ${ids.join(", ")}`,
    journey: "Your journey",
    takeAlong: "As one page to take along: size-matters export",
    grew: (from: number, to: number) => `From ${formatBytes(from)} to ${formatBytes(to)}.`,
  },
} as const;
