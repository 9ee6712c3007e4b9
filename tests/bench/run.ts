import { benchAgenda } from './agenda.ts'
import { benchCases } from './cases.ts'
import { benchOpenings } from './openings.ts'
import { benchPages } from './pages.ts'

const benches: Readonly<Record<string, () => Promise<void>>> = {
  openings: benchOpenings,
  agenda: benchAgenda,
  pages: benchPages,
  cases: benchCases,
}

// Without a name all of them. Nothing is asserted: ratios are for people to compare.
const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in benches))
if (unknown) {
  console.error(`There is no bench named ${unknown}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) await bench()
}
