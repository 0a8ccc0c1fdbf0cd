/** Makes what belongs to a key when it is first asked for. */
export function lazily<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, (value = make(key)));
    return value;
  };
}

export function once<T>(make: () => T): () => T {
  const made = lazily(make);
  return () => made("");
}
