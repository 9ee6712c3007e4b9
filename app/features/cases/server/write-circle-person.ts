import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { CircleKind } from '../core/circle.ts'
import { findCase, noteCaseEvent } from './case-queries.server.ts'
import {
  type CircleDetails,
  findCirclePerson,
  insertCirclePerson,
  updateCirclePerson,
} from './circle-queries.server.ts'
import { inheritLabels } from './inherit-labels.ts'

export type WriteCircleProblem = 'no-such-case' | 'no-such-person' | 'changed-meanwhile'

/** Writes down somebody around a case's patient, or says anew who they are, over the version the writer had in front of them. */
export async function writeCirclePerson(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly person?: { readonly circlePersonId: string; readonly version: number }
    readonly kind: CircleKind
    readonly active: boolean
    readonly details: CircleDetails
  },
): Promise<Result<string, WriteCircleProblem>> {
  const { key, caseId, person, ...written } = input
  return inOrganization(world, caller, (scope) =>
    once<string, WriteCircleProblem>(scope, 'circle.write', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      const { patientId } = found
      if (person) {
        if (!(await findCirclePerson(scope, patientId, person.circlePersonId)))
          return refused('no-such-person')
        if (!(await updateCirclePerson(scope, person.circlePersonId, person.version, written)))
          return refused('changed-meanwhile')
      }
      const id =
        person?.circlePersonId ??
        (await insertCirclePerson(
          scope,
          patientId,
          written.kind,
          written.details,
          await inheritLabels(scope, caseId),
        ))
      await noteCaseEvent(scope, caseId, person ? 'circle-changed' : 'circle-added', id)
      audit(scope, {
        action: person ? 'circle.changed' : 'circle.added',
        entity: 'circle_person',
        entityId: id,
        patientId,
      })
      return done(id)
    }),
  )
}
