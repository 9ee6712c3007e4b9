import { z } from 'zod'

const keyList = z
  .string({ error: 'is missing: at least one key, as name:base64 of 32 bytes, the newest first' })
  .transform((text, context) => {
    const keys = text.split(',').map((part) => {
      const [name = '', value = ''] = part.trim().split(':')
      return { name, bytes: Buffer.from(value, 'base64') }
    })
    const wrong = keys.find(({ name, bytes }) => !/^[a-z0-9]{1,8}$/.test(name) || bytes.length !== 32)
    if (wrong)
      context.addIssue({
        code: 'custom',
        message: 'must be name:base64 of exactly 32 bytes, parted by commas',
      })
    return keys
  })

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((text) => text === '1')

const settings = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    APP_ORIGIN: z
      .url({ error: 'is missing or no address: the origin people type, such as https://huddle.example.org' })
      .refine(
        (text) => new URL(text).origin === text,
        'must be an origin only: scheme and host, no path and no slash at the end',
      )
      .refine(
        (text) => text.startsWith('https://') || ['localhost', '127.0.0.1'].includes(new URL(text).hostname),
        'must be https, except on localhost',
      ),
    DATABASE_URL: z.string({ error: "is missing: the database, as the app's role huddle_app" }).min(1),
    APP_KEYS: keyList,
    AUDIT_DIR: z.string().default('.data/audit'),
    SMTP_URL: z.string().optional(),
    MAIL_DIR: z.string().optional(),
    MAIL_FROM: z.email().default('huddle@localhost.test'),
    TRUST_PROXY: flag,
    WORKER: z
      .enum(['0', '1'])
      .default('1')
      .transform((text) => text === '1'),
    DEMO: flag,
    DEV: flag,
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    BUILD_DIR: z.string().default('build'),
  })
  .refine((env) => env.SMTP_URL || env.MAIL_DIR, {
    // Asked even where other settings are wrong, so that every mistake is named at once.
    when: () => true,
    path: ['SMTP_URL'],
    error:
      'is missing: where mail goes out, such as smtps://user:password@mail.example.org (or MAIL_DIR, to keep it in a folder)',
  })

/** Every setting of the process, checked and typed. `.env.example` says what each is for. */
export type Env = z.infer<typeof settings>

/** The settings of this process, or one line per mistake. An empty value counts as missing. */
export function readEnv(
  source: Record<string, string | undefined>,
): { ok: true; value: Env } | { ok: false; mistakes: string[] } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = settings.safeParse(given)
  if (read.success) return { ok: true, value: read.data }
  return { ok: false, mistakes: read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) }
}
