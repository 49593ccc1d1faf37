import { expect, test } from "vitest";
import type { Engines, LabBase, Workshop } from "../../../src/context.ts";
import { UserError } from "../../../src/errors.ts";
import { labBaseFindings, labBaseTasks, provideLabBases } from "../../../src/guide/lab-bases.ts";
import type { Lab } from "../../../src/labs/lab.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

const lab = (id: string, bases: string[]) =>
  ({ id, folder: `/opt/size-matters/labs/1-${id}`, file: { bases } }) as unknown as Lab;
const GO = lab("go", ["golang:1.24"]);
const RUST = lab("rust", ["library/rust:1"]);
const LABS = [lab("naive", []), GO, RUST];
const workshop = {} as Workshop;

function outsideWith(provideLabBase: Engines["provideLabBase"]) {
  const files = fakeFiles({ "/opt/size-matters/labs/1-go/stand-ins/golang/Dockerfile": "FROM debian" });
  return { files, host: fakeHost(), engines: { provideLabBase } } as unknown as Parameters<
    typeof provideLabBases
  >[0];
}

test("a lab's bases are had, each with its recipe where the lab's folder has one", async () => {
  const asked: LabBase[] = [];
  const outside = outsideWith(async (_, base) => void asked.push(base));
  for (const one of LABS) await provideLabBases(outside, workshop, one);
  expect(asked).toEqual([
    { reference: "golang:1.24", standIn: "labs/1-go/stand-ins/golang" },
    { reference: "library/rust:1", standIn: null },
  ]);
});

test("a lab that cannot have its base keeps no other from it", async () => {
  const outside = outsideWith(async (_, { reference }) => {
    if (reference.startsWith("golang")) throw new UserError("no registry", { fix: "connect" });
  });
  const told: string[] = [];
  const tasks = labBaseTasks(
    outside,
    LABS,
    () => workshop,
    ({ id }, { message }) => told.push(`${id}: ${message}`),
  );
  expect(tasks.map(({ title }) => title)).toEqual(["Lab go: golang:1.24", "Lab rust: library/rust:1"]);
  for (const { work } of tasks) await work(() => {});
  expect(told).toEqual(["go: no registry"]);
});

test("a bug of ours is no base that cannot be had", async () => {
  const outside = outsideWith(() => Promise.reject(new TypeError("x")));
  const [task] = labBaseTasks(
    outside,
    [GO],
    () => workshop,
    () => {},
  );
  await expect(task?.work(() => {})).rejects.toThrow(TypeError);
});

test("a lab's base that is not here is no hindrance to the others", async () => {
  const find = async () => ({ engine: {} as never, tried: [] });
  const presentLabBase = async (_: unknown, name: string) =>
    name === "library/rust:1" ? { standIn: true } : null;
  const engines = { find, presentLabBase } as unknown as Engines;
  expect(await labBaseFindings({ engines }, LABS, { privateOnly: false })).toMatchObject([
    { id: "base golang:1.24", state: "later", fix: "size-matters prepare" },
    {
      id: "base library/rust:1",
      says: "library/rust:1 is here (stand-in), for the lab rust",
      state: "ok",
      fix: null,
    },
  ]);
});
