import { expect, test, vi } from "vitest";
import { once, onceEach } from "../../../src/guide/once.ts";

test("the work is done when it is asked for first, and once", async () => {
  const work = vi.fn(async () => "done");
  const asked = once(work);
  expect(work).not.toHaveBeenCalled();
  expect(await Promise.all([asked(), asked()])).toEqual(["done", "done"]);
  expect(work).toHaveBeenCalledOnce();
});

test("a failure is one for all who ask", async () => {
  const work = vi.fn(async () => Promise.reject(new Error("no")));
  const asked = once(work);
  await expect(asked()).rejects.toThrow("no");
  await expect(asked()).rejects.toThrow("no");
  expect(work).toHaveBeenCalledOnce();
});

test("each key has a result of its own", async () => {
  const work = vi.fn(async (key: string) => key.length);
  const asked = onceEach(work);
  expect([await asked("a"), await asked("bb"), await asked("a")]).toEqual([1, 2, 1]);
  expect(work).toHaveBeenCalledTimes(2);
});
