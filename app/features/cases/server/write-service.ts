import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { NeedKind } from '../core/needs.ts'
import { findService, insertService, type ServiceDetails, updateService } from './service-queries.server.ts'

export type ServiceProblem = 'no-such-service' | 'changed-meanwhile'

/** Writes an entry of the organization's directory: a new one, or over the version the writer had in front of them. */
export async function writeService(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly service?: { readonly serviceId: string; readonly version: number }
    readonly kinds: readonly NeedKind[]
    readonly details: ServiceDetails
  },
): Promise<Result<string, ServiceProblem>> {
  const { key, service, kinds, details } = input
  return inOrganization(world, caller, (scope) =>
    once<string, ServiceProblem>(scope, 'service.write', key, input, async () => {
      if (service && !(await findService(scope, service.serviceId))) return refused('no-such-service')
      if (service && !(await updateService(scope, service.serviceId, service.version, { kinds, details })))
        return refused('changed-meanwhile')
      const serviceId = service?.serviceId ?? (await insertService(scope, kinds, details))
      audit(scope, {
        action: service ? 'service.changed' : 'service.added',
        entity: 'service',
        entityId: serviceId,
      })
      return done(serviceId)
    }),
  )
}

/** Takes a service out of use, or back into it. Nothing is deleted: needs that name it still say where somebody was sent. */
export async function endService(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly serviceId: string
    readonly version: number
    readonly ended: boolean
  },
): Promise<Result<string, ServiceProblem>> {
  const { serviceId, version, ended } = input
  return inOrganization(world, caller, (scope) =>
    once<string, ServiceProblem>(scope, 'service.end', input.key, input, async () => {
      if (!(await findService(scope, serviceId))) return refused('no-such-service')
      if (!(await updateService(scope, serviceId, version, { ended }))) return refused('changed-meanwhile')
      audit(scope, {
        action: ended ? 'service.ended' : 'service.reopened',
        entity: 'service',
        entityId: serviceId,
      })
      return done(serviceId)
    }),
  )
}
