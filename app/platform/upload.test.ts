import { expect, test } from 'vitest'
import { mostUploadBytes, readUpload } from './upload.server.ts'

function sent(files: Readonly<Record<string, string>>, fields: Readonly<Record<string, string>> = {}) {
  const body = new FormData()
  for (const [name, content] of Object.entries(files)) body.append('files', new Blob([content]), name)
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return readUpload(new Request('http://localhost/', { method: 'POST', body }), 'files')
}

test('gives the files apart from the fields', async () => {
  const { form, files } = await sent({ 'a.json': '{"é":1}', 'b.ndjson': '{}' }, { source: 'clinic' })
  expect(files).toEqual([
    { name: 'a.json', content: Buffer.from('{"é":1}').toString('base64') },
    { name: 'b.ndjson', content: Buffer.from('{}').toString('base64') },
  ])
  expect([...form.entries()]).toEqual([['source', 'clinic']])
})

test('takes as many bytes as there is room for, over all files, and not one more', async () => {
  const half = 'x'.repeat(mostUploadBytes / 2)
  expect((await sent({ a: half, b: half })).files).toHaveLength(2)
  expect((await sent({ a: half, b: half, c: 'x' })).files).toBe('too-large')
})

test('keeps the fields that come after files that are too large', async () => {
  const { form, files } = await sent({ a: 'x'.repeat(mostUploadBytes + 1) }, { teamId: 'north' })
  expect(files).toBe('too-large')
  expect(form.get('teamId')).toBe('north')
})

test('no file chosen is no file', async () => {
  expect((await sent({ '': '' }, { source: 'clinic' })).files).toEqual([])
})
