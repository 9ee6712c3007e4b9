import { benchAgenda } from './agenda.ts'
import { benchCases } from './cases.ts'
import { benchImport } from './import.ts'
import { benchOpenings } from './openings.ts'
import { benchPages } from './pages.ts'

const benches: Readonly<Record<string, (size?: number) => Promise<void>>> = {
  openings: benchOpenings,
  agenda: benchAgenda,
  pages: benchPages,
  cases: benchCases,
  import: benchImport,
}

// Without a name all of them; a number is a size, which `import` takes in megabytes. Nothing is asserted: ratios are for people to compare.
const asked = process.argv.slice(2).filter((word) => !/^\d+$/.test(word))
const size = process.argv.slice(2).find((word) => /^\d+$/.test(word))
const unknown = asked.find((name) => !(name in benches))
if (unknown) {
  console.error(`There is no bench named ${unknown}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) await bench(size ? Number(size) : undefined)
}
