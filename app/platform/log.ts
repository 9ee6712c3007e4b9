import { type DestinationStream, type Logger, pino } from 'pino'

/**
 * The log of the process: one JSON line an event. Nothing about a patient may be in it, so errors are reduced to what our
 * code and the database's catalogue say: the message of a database error can quote a row, so only its code and constraint stay.
 */
export function makeLog(level: string, to: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    serializers: { err: harmless },
    redact: ['req.headers', 'cookie', 'authorization'],
  }
  return pino(options, to)
}

/** What of an error may be logged: its kind, where it arose, and for a database error the code and constraint instead of the words. */
export function harmless(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  // A database error quotes rows, and a reader of JSON what it could not read.
  const wordsMayQuote = ('severity' in error && 'routine' in error) || error instanceof SyntaxError
  const facts = error as Error & { code?: unknown; constraint?: unknown; table?: unknown }
  return {
    kind: error.name,
    ...(facts.code ? { code: facts.code } : {}),
    ...(facts.constraint ? { constraint: facts.constraint } : {}),
    ...(facts.table ? { table: facts.table } : {}),
    ...(wordsMayQuote ? {} : { message: error.message.split('\n')[0]?.slice(0, 200) }),
    at: error.stack
      ?.split('\n')
      .filter((line) => line.trim().startsWith('at '))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(error.cause ? { cause: harmless(error.cause) } : {}),
  }
}
