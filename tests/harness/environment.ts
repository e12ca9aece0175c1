/** Runs something with other environment variables (`undefined`: without this one) and puts the former ones back. */
export async function withEnvironment<T>(
  variables: Readonly<Record<string, string | undefined>>,
  use: () => Promise<T>,
): Promise<T> {
  const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]));
  set(Object.entries(variables));
  try {
    return await use();
  } finally {
    set(before);
  }
}

function set(variables: Iterable<[string, string | undefined]>): void {
  for (const [name, value] of variables) {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  }
}
