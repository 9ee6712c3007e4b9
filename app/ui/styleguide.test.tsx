import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const here = new URL('.', import.meta.url)
const files = readdirSync(here).filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
const text = (file: string) => readFileSync(new URL(file, here), 'utf8')

// These are parts of other components, and are seen in them; the last is a notice that is there only while nothing can be reached.
const parts = [
  'FieldErrors',
  'FieldFrame',
  'Fold',
  'MarkSign',
  'Optional',
  'PatientName',
  'ScorePlot',
  'Unreachable',
  'WholeDates',
]

test('shows every component of app/ui', () => {
  const guide = files
    .filter((file) => file.startsWith('styleguide'))
    .map(text)
    .join('\n')
  const components = files
    .filter((file) => !file.startsWith('styleguide'))
    .flatMap((file) =>
      [...text(file).matchAll(/^export function ([A-Z]\w*)/gm)].map((found) => found[1] ?? ''),
    )

  const absent = components.filter(
    (name) => !parts.includes(name) && !new RegExp(`<${name}[\\s>]`).test(guide),
  )

  expect(absent).toEqual([])
})
