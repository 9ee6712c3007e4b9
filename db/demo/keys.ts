import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isErrno } from '../processes.ts'

type Keys = { readonly APP_KEYS: string }

/** The trial's secrets, made on first use and then kept in `file`, which only its owner can read. */
export function keepKeys(file: string): Keys {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>
    if (kept.APP_KEYS) return { APP_KEYS: kept.APP_KEYS }
    throw new Error(`${file} holds no keys. Remove it and run \`npm run demo -- --fresh\`.`)
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
  const keys = { APP_KEYS: `k1:${randomBytes(32).toString('base64')}` }
  // Moved into place whole: half a key file would lock everything sealed with it.
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, {
    mode: 0o600,
  })
  renameSync(`${file}.new`, file)
  return keys
}
