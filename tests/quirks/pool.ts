/** Starts the jobs in their order, so many at a time; each has a promise of its own. */
export function inPool<T>(size: number, jobs: readonly (() => Promise<T>)[]): Promise<T>[] {
  const lanes: Promise<unknown>[] = Array.from({ length: size }, () => Promise.resolve());
  return jobs.map((job, index) => {
    const lane = index % size;
    const result = lanes[lane]!.then(job);
    // Who asks for the result sees its failure; the lane goes on.
    lanes[lane] = result.catch(() => undefined);
    return result;
  });
}
