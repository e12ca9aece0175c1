/** How many letters must be added, dropped or changed to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + changed,
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The known name that a mistyped one most likely meant. */
export function nearestName(typed: string, known: readonly string[]): string {
  const lower = typed.slice(0, 100).toLowerCase();
  return known
    .map((name) => ({ name, distance: editDistance(lower, name.toLowerCase()) }))
    .reduce((best, candidate) => (candidate.distance < best.distance ? candidate : best)).name;
}
