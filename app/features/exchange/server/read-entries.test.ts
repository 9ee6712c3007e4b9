import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { seeded } from '#tests/bench/measure.ts'
import { openBundle } from '../core/split.ts'
import { entriesOf } from './read-entries.ts'

const patient = (id: string) => ({ resourceType: 'Patient', id })
const bundle = (type: string, ...resources: object[]) =>
  JSON.stringify(
    { resourceType: 'Bundle', type, entry: resources.map((resource) => ({ resource })) },
    null,
    2,
  )
const lines = (...records: object[]) => records.map((record) => JSON.stringify(record)).join('\n')

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** What comes out of a file, shortly: ids, and what is wrong. */
async function read(name: string, content: string | Uint8Array, size = 7, most?: number): Promise<string[]> {
  const found: string[] = []
  for await (const entry of entriesOf(name, inPieces(Buffer.from(content), size), most)) {
    if ('wrong' in entry) found.push(entry.wrong)
    else if ('deleted' in entry) found.push(`deleted ${entry.deleted.type}/${entry.deleted.id}`)
    else found.push(String((entry.resource as { id?: string } | null)?.id))
  }
  return found
}

test.each(['transaction', 'collection', 'searchset', 'batch', 'history', 'document'])(
  'a %s is its records',
  async (type) => {
    expect(await read('a.json', bundle(type, patient('a'), patient('b')))).toEqual(['a', 'b'])
  },
)

test('lines, lists, one record, records after each other: whatever the file is called', async () => {
  for (const name of ['a.json', 'a.ndjson', 'a.jsonl', 'a.txt']) {
    expect(await read(name, lines(patient('a'), patient('b')))).toEqual(['a', 'b'])
    expect(await read(name, JSON.stringify([patient('a'), patient('b')], null, 1))).toEqual(['a', 'b'])
    expect(await read(name, JSON.stringify(patient('a'), null, 1))).toEqual(['a'])
    expect(await read(name, JSON.stringify(patient('a')))).toEqual(['a'])
    expect(
      await read(name, `${JSON.stringify(patient('a'), null, 1)}\n${bundle('batch', patient('b'))}`),
    ).toEqual(['b', 'a'].sort())
  }
})

test('a mark at the head, CRLF, empty lines and a last line without an end are no records', async () => {
  const text = `\uFEFF${JSON.stringify(patient('a'))}\r\n\r\n  \r\n${JSON.stringify(patient('é'))}`
  expect(await read('a.ndjson', text)).toEqual(['a', 'é'])
  expect(await read('a.json', `\uFEFF${bundle('collection', patient('a'))}`)).toEqual(['a'])
  expect(await read('a.json', Buffer.from(`\uFEFF${bundle('collection', patient('é'))}`, 'utf16le'))).toEqual(
    ['é'],
  )
  expect(await read('a.json', '')).toEqual([])
  expect(await read('a.ndjson', '\n\n')).toEqual([])
})

test('a line that is no JSON costs that line', async () => {
  const broken = [patient('a'), 0, patient('b')].map((one) => JSON.stringify(one))
  broken[1] = '{"resourceType":"Patient","id":"{{{'
  expect(await read('a.ndjson', broken.join('\n'))).toEqual(['a', 'not-json', 'b'])
  expect(await read('a.ndjson', broken.reverse().join('\n'))).toEqual(['b', 'not-json', 'a'])
})

test('packed once, twice, or in several members, it is the same', async () => {
  const text = lines(patient('a'), patient('b'))
  expect(await read('a.ndjson.gz', gzipSync(text))).toEqual(['a', 'b'])
  expect(await read('a.gz', gzipSync(gzipSync(text)))).toEqual(['a', 'b'])
  const members = [`${JSON.stringify(patient('a'))}\n`, JSON.stringify(patient('b'))].map((one) =>
    gzipSync(one),
  )
  expect(await read('a.ndjson', Buffer.concat(members))).toEqual(['a', 'b'])
})

test('what is cut off in the middle is named, and what came before it is read', async () => {
  const text = bundle('collection', patient('a'), patient('b'), patient('c'))
  expect(await read('a.json', text.slice(0, text.indexOf('"c"')))).toEqual(['a', 'b', 'cut-off'])
  const many = lines(
    ...Array.from({ length: 5000 }, (_, index) => ({ ...patient(`p${index}`), n: Math.sin(index) })),
  )
  const packed = gzipSync(many)
  const found = await read('a.ndjson.gz', packed.subarray(0, packed.length / 2), 1000)
  expect(found.length).toBeGreaterThan(100)
  expect(found.at(-1)).toBe('cut-off')
  expect(await read('a.ndjson', lines(patient('a'), patient('b')).slice(0, -3))).toEqual(['a', 'not-json'])
})

test('what is neither packed nor JSON is named once', async () => {
  expect(await read('a.json', 'PK\u0003\u0004 nothing of the kind')).toEqual(['not-json'])
  expect(await read('a.json', Buffer.from([0x1f, 0x8b, 1, 2, 3]))).toEqual(['cut-off'])
  expect(await read('a.json', `${bundle('collection', patient('a'))} }}} `)).toEqual(['a', 'not-json'])
})

test('an endless file packed small ends where it is too large', async () => {
  const packed = gzipSync(Buffer.alloc(20_000_000, ' \n'))
  expect(packed.length).toBeLessThan(100_000)
  expect(await read('a.ndjson.gz', packed, 1000, 1_000_000)).toEqual(['too-large'])
})

test('a record longer than any is, and lists deeper than any are, cost nobody else', async () => {
  const long = { ...patient('long'), text: 'x'.repeat(33 * 1024 * 1024) }
  expect(await read('a.json', bundle('collection', patient('a'), long, patient('b')), 65_536)).toEqual([
    'a',
    'too-large',
    'b',
  ])
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const text = `{"resourceType":"Bundle","entry":[{"resource":${deep}},${JSON.stringify({ resource: patient('b') })}]}`
  expect(await read('a.json', text, 65_536)).toContain('b')
  expect(await read('a.ndjson', `${deep}\n${JSON.stringify(patient('b'))}`, 65_536)).toContain('b')
})

test('deletions are told', async () => {
  const history = JSON.stringify({
    resourceType: 'Bundle',
    type: 'history',
    entry: [
      {
        request: { method: 'DELETE', url: 'Observation/o1' },
        response: { lastModified: '2026-11-01T00:00:00Z' },
      },
      { fullUrl: 'http://s/Patient/a', resource: patient('a'), request: { method: 'PUT', url: 'Patient/a' } },
      { request: { method: 'DELETE', url: 'Observation?patient=a' } },
    ],
  })
  expect(await read('a.json', history)).toEqual(['deleted Observation/o1', 'a'])
})

test('cut anywhere, and spelled anyhow, a document is the same records as when it is parsed whole', async () => {
  const random = seeded(20_261_121)
  const value = (depth: number): unknown => {
    const texts = ['entry', '"', '\\', '}', ']', '{"entry":[', 'é', '\u2028', 'a\nb', '']
    const kind = random.int(0, depth > 3 ? 2 : 5)
    if (kind === 0) return random.pick(texts)
    if (kind === 1) return random.int(-5, 5) / 2
    if (kind === 2) return random.pick([true, false, null])
    if (kind === 3) return Array.from({ length: random.int(0, 3) }, () => value(depth + 1))
    return Object.fromEntries(
      Array.from({ length: random.int(0, 3) }, () => [random.pick(texts), value(depth + 1)]),
    )
  }
  for (let run = 0; run < 400; run++) {
    const entry = Array.from({ length: random.int(0, 4) }, (_, index) =>
      random.pick<unknown>([
        { resource: { resourceType: 'Observation', id: `o${index}`, more: value(0) }, more: value(0) },
        { fullUrl: 'x', resource: { resourceType: 'Bundle', entry: [{ resource: patient(`n${index}`) }] } },
        { response: value(0) },
      ]),
    )
    const fields = [
      ['resourceType', 'Bundle'],
      ['more', value(0)],
      ['entry', entry],
    ].sort(() => random.next() - 0.5)
    const whole = random.pick<unknown>([
      Object.fromEntries(fields),
      [Object.fromEntries(fields), patient('z')],
    ])
    const text = JSON.stringify(whole, null, random.pick([undefined, 1, '\t']))
    const expected = [...openBundle(JSON.parse(text))].map((one) => 'resource' in one && one.resource)
    const found: unknown[] = []
    for await (const one of entriesOf('a.json', inPieces(Buffer.from(text), random.int(1, 40)))) {
      if ('resource' in one) found.push(one.resource)
      else found.push('wrong' in one ? one.wrong : one)
    }
    expect(found, text).toEqual(expected)
  }
})
