/** Work whose result is had once, when it is asked for first. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

/** As `once`, for each key. */
export function onceEach<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const results = new Map<string, () => Promise<T>>();
  return (key) => {
    const known = results.get(key) ?? once(() => work(key));
    results.set(key, known);
    return known();
  };
}
