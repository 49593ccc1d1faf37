import { expect, test } from "vitest";
import { inbox } from "../../../../src/guide/walk/inbox.ts";

test("gives what was put in, in order, and waits for what is not there yet", async () => {
  const box = inbox<number>(new AbortController().signal);
  box.put(1);
  box.put(2);
  expect([await box.take(), await box.take()]).toEqual([1, 2]);
  const next = box.take();
  box.put(3);
  expect(await next).toBe(3);
});

test("ends with the signal's reason, also for somebody who waits already", async () => {
  const stop = new AbortController();
  const box = inbox<number>(stop.signal);
  const next = box.take();
  stop.abort(new Error("enough"));
  await expect(next).rejects.toThrow("enough");
  await expect(box.take()).rejects.toThrow("enough");
});
