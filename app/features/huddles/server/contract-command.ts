import type { Read } from './contract-reading.ts'

/** What a command prints, and its exit code: 2 when the request was wrong. */
export interface Printed {
  readonly out: string
  readonly err: string
  readonly code: 0 | 2
}

/**
 * Answers a request written as JSON; or, with `ndjson`, one request a line with one line of answer each.
 *
 * One wrong request is told line by line and ends with code 2. Among many, it is answered on its own line by
 * `{ "error": [ … ] }` and the others are answered all the same. Empty lines at the end are not requests.
 */
export function answerContract(
  text: string,
  ndjson: boolean,
  answer: (sent: unknown) => Read<unknown>,
): Printed {
  const plain = text.replace(/^\uFEFF/, '')
  if (!ndjson) {
    const answered = answerText(plain, answer)
    if (answered.ok) return { out: `${JSON.stringify(answered.value)}\n`, err: '', code: 0 }
    return { out: '', err: answered.mistakes.map((mistake) => `${mistake}\n`).join(''), code: 2 }
  }
  const body = plain.trimEnd()
  const lines = body === '' ? [] : body.split('\n')
  const out = lines.map((line) => {
    const answered = answerText(line, answer)
    return `${JSON.stringify(answered.ok ? answered.value : { error: answered.mistakes })}\n`
  })
  return { out: out.join(''), err: '', code: 0 }
}

function answerText(text: string, answer: (sent: unknown) => Read<unknown>): Read<unknown> {
  let sent: unknown
  try {
    sent = JSON.parse(text)
  } catch {
    // The parser's own words quote the text, which may hold anything, and run over several lines.
    return { ok: false, mistakes: ['request: is not JSON'] }
  }
  return answer(sent)
}
