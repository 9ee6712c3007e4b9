import { randomInt } from 'node:crypto'
import { plainMail } from '#app/features/people/core/mail-address.ts'
import { mailHash } from '#app/features/people/server/access-queries.server.ts'
import { afterwards } from '#app/platform/afterwards.ts'
import { audit } from '#app/platform/audit.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { isOneAddress, type Letter } from '#app/platform/mail.server.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { CODE_DIGITS, CODE_MINUTES, spacedCode } from '../core/sign-in-code.ts'
import { type Browser, browserHash, codeHash } from './browser.ts'
import { insertCode, listLogins } from './identity-queries.server.ts'

export type AskForCodeProblem = 'not-an-address' | 'too-many-codes' | 'slow-down'

/**
 * Mails a sign-in code to an address, if anybody has it.
 *
 * The answer is the same whether or not anybody does, and so is its time: a code is kept in either case, and only after the
 * answer it is looked up who it is for. Four codes an hour for one address, whoever asks.
 */
export async function askForCode(
  world: World,
  browser: Browser,
  { mail: typed }: { mail: string },
): Promise<Result<'asked', AskForCodeProblem>> {
  const mail = plainMail(typed)
  if (!isOneAddress(mail)) return refused('not-an-address')
  if (!(await world.limits.allows('ask-code', browser.ip))) return refused('slow-down')
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
  const address = mailHash(world.secrets, mail)
  const issued = await insertCode(world, {
    mailHash: address,
    browserHash: browserHash(browser),
    codeHash: codeHash(world, browser, code),
    expiresAt: world.now().plus({ minutes: CODE_MINUTES }),
  })
  if (!issued) return refused('too-many-codes')

  afterwards(world, 'mailing a sign-in code', async () => {
    const logins = await listLogins(world, address)
    if (logins.length === 0) return
    await world.mail.send(
      mail,
      `${world.newId()}@${new URL(world.env.APP_ORIGIN).hostname}`,
      codeLetter(code),
    )
    for (const { organizationId, personId } of logins) {
      await inOrganization(world, asSystem(organizationId), async (scope) =>
        audit(scope, { action: 'sign-in.code-sent', entity: 'person', entityId: personId }),
      )
    }
  })
  return done('asked')
}

function codeLetter(code: string): Letter {
  return {
    subject: 'Your sign-in code',
    text: [
      `Your code for Huddle is ${spacedCode(code)}`,
      `It is good for ${CODE_MINUTES} minutes, in the browser where you asked for it. Nobody from Huddle will ever ask you for it.`,
      'If you did not ask for it, you need not do anything.',
    ].join('\n\n'),
  }
}
