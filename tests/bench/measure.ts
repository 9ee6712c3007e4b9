/** What a number of runs took, in milliseconds. */
export interface Measured {
  readonly name: string
  readonly median: number
  readonly p95: number
  readonly worst: number
}

/** Runs `work` some times to warm up, then `runs` times on the clock. */
export async function measure(
  name: string,
  runs: number,
  work: (run: number) => unknown,
  warmUp = 10,
): Promise<Measured> {
  for (let run = 0; run < warmUp; run += 1) await work(run)
  const took: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    await work(run)
    took.push(performance.now() - began)
  }
  return summarise(name, took)
}

function summarise(name: string, took: readonly number[]): Measured {
  const sorted = [...took].sort((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { name, median: at(0.5), p95: at(0.95), worst: sorted.at(-1) ?? 0 }
}

/** Runs each of the works once, then each once more, and so on: what slows the machine down then slows all of them down. */
export async function measureInTurns(
  runs: number,
  works: Readonly<Record<string, () => Promise<unknown>>>,
  warmUp = 10,
): Promise<Measured[]> {
  const took = Object.entries(works).map(([name, work]) => ({ name, work, times: [] as number[] }))
  for (let run = -warmUp; run < runs; run += 1) {
    for (const { work, times } of took) {
      const began = performance.now()
      await work()
      if (run >= 0) times.push(performance.now() - began)
    }
  }
  return took.map(({ name, times }) => summarise(name, times))
}

/** Prints what was measured, each beside `yardstick` of the same run: the ratio is what compares between machines. */
export function table(title: string, yardstick: Measured, measured: readonly Measured[]): void {
  console.log(`\n${title}`)
  console.log(
    `${'what'.padEnd(46)}${'median'.padStart(10)}${'p95'.padStart(10)}${'worst'.padStart(10)}${'ratio'.padStart(9)}`,
  )
  for (const one of [yardstick, ...measured]) {
    const cells = [one.median, one.p95, one.worst].map((ms) => `${ms.toFixed(2)} ms`.padStart(10)).join('')
    console.log(
      `${one.name.padEnd(46)}${cells}${`${(one.median / yardstick.median).toFixed(1)}x`.padStart(9)}`,
    )
  }
}

/** Numbers that look like chance and are the same every time. */
export function seeded(seed: number): {
  next(): number
  int(from: number, to: number): number
  pick<Value>(list: readonly Value[]): Value
} {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
  }
}
