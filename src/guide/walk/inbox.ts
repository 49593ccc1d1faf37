/** Where what happens is put, and taken out one after the other. */
export interface Inbox<T> {
  put(item: T): void;
  /** The next item, as soon as there is one. Rejects with the signal's reason. */
  take(): Promise<T>;
}

/** An empty inbox, open until the signal is aborted. */
export function inbox<T>(signal: AbortSignal): Inbox<T> {
  const items: T[] = [];
  let wake = () => {};
  signal.addEventListener("abort", () => wake());
  return {
    put: (item) => {
      items.push(item);
      wake();
    },
    take: async () => {
      for (;;) {
        signal.throwIfAborted();
        const item = items.shift();
        if (item !== undefined) return item;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
