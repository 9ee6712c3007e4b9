import { afterwards } from '#app/platform/afterwards.ts'
import { auditDenied } from '#app/platform/audit-denied.ts'
import { asSystem } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { readCode } from '../core/sign-in-code.ts'
import { type Browser, browserHash, codeHash } from './browser.ts'
import { type Login, listLogins, listProved, takeTry } from './identity-queries.server.ts'

export type TryCodeProblem = 'not-a-code' | 'wrong-code' | 'slow-down'

/**
 * Tries the code that was mailed, in the browser that asked for it, and says who it proves one to be: a person of each organization
 * that knows the address.
 *
 * Five tries a code. A wrong code, an old one, another browser's and one for an address that nobody has are refused alike.
 */
export async function tryCode(
  world: World,
  browser: Browser,
  { code: typed }: { code: string },
): Promise<Result<readonly Login[], TryCodeProblem>> {
  const code = readCode(typed)
  if (!code) return refused('not-a-code')
  if (!(await world.limits.allows('try-code', browser.ip))) return refused('slow-down')
  const tried = await takeTry(world, browserHash(browser), codeHash(world, browser, code))
  if (tried?.right) {
    const proved = await listProved(world, browserHash(browser))
    return proved.length > 0 ? done(proved) : refused('wrong-code')
  }
  if (tried) {
    afterwards(world, 'noting a wrong code', async () => {
      for (const { organizationId, personId } of await listLogins(world, tried.mailHash)) {
        await auditDenied(world, asSystem(organizationId), {
          action: 'sign-in.code',
          entity: 'person',
          entityId: personId,
        })
      }
    })
  }
  return refused('wrong-code')
}
