let known: ReadonlySet<string> | undefined;

/** ISO 4217, as the machine knows it. */
export const isCurrency = (code: string): boolean => (known ??= new Set(Intl.supportedValuesOf("currency"))).has(code);
