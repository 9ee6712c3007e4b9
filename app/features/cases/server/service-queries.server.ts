import type { Scope } from '#app/platform/in-organization.ts'
import { open, seal } from '#app/platform/sealed.ts'
import type { NeedKind } from '../core/needs.ts'

/** Somebody nearby who helps, as a directory knows them. What is not known is an empty text. */
export interface ServiceDetails {
  readonly name: string
  readonly phone: string
  readonly address: string
  readonly hours: string
  readonly web: string
  readonly languages: string
  readonly note: string
}

export interface Service extends ServiceDetails {
  readonly serviceId: string
  /** What they help with. */
  readonly kinds: readonly NeedKind[]
  /** Since when nobody is sent there any more. Needs that name it keep it. */
  readonly endedAt: Date | null
  readonly version: number
}

/** The organization's directory by name, at most 1,000; of one kind where that is asked. What has ended comes last, or not at all. */
export async function listServices(
  scope: Scope,
  { kind, ended = false }: { readonly kind?: NeedKind | undefined; readonly ended?: boolean } = {},
): Promise<Service[]> {
  let query = services(scope).limit(1000)
  if (kind) query = query.where('service.kinds', '@>', [kind])
  if (!ended) query = query.where('service.ended_at', 'is', null)
  const rows = await query.execute()
  // Names are sealed, so that only here they can be put in order.
  return rows
    .map((row) => toService(scope, row))
    .sort(
      (one, other) =>
        Number(one.endedAt !== null) - Number(other.endedAt !== null) ||
        one.name.localeCompare(other.name, 'en'),
    )
}

/** These services by id, ended or not. */
export async function findServices(
  scope: Scope,
  serviceIds: readonly string[],
): Promise<Map<string, Service>> {
  if (serviceIds.length === 0) return new Map()
  const rows = await services(scope)
    .where('service.service_id', 'in', [...serviceIds])
    .execute()
  return new Map(rows.map((row) => [row.service_id, toService(scope, row)]))
}

/** One service, ended or not. */
export async function findService(scope: Scope, serviceId: string): Promise<Service | undefined> {
  return (await findServices(scope, [serviceId])).get(serviceId)
}

/** Adds a service to the directory, and answers with its id. */
export async function insertService(
  scope: Scope,
  kinds: readonly NeedKind[],
  details: ServiceDetails,
): Promise<string> {
  const serviceId = scope.world.newId()
  await scope.trx
    .insertInto('service')
    .values({
      organization_id: scope.organizationId,
      service_id: serviceId,
      kinds: [...kinds],
      details_sealed: sealDetails(scope, serviceId, details),
      created_at: scope.now.toJSDate(),
    })
    .execute()
  return serviceId
}

/** Says a service anew, if it is still at that version. `ended` ends it, or opens it again. */
export async function updateService(
  scope: Scope,
  serviceId: string,
  version: number,
  change:
    | { readonly kinds: readonly NeedKind[]; readonly details: ServiceDetails }
    | { readonly ended: boolean },
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('service')
    .set({
      ...('ended' in change
        ? { ended_at: change.ended ? scope.now.toJSDate() : null }
        : { kinds: [...change.kinds], details_sealed: sealDetails(scope, serviceId, change.details) }),
      version: version + 1,
    })
    .where('service.organization_id', '=', scope.organizationId)
    .where('service.service_id', '=', serviceId)
    .where('service.version', '=', version)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

function sealDetails(scope: Scope, serviceId: string, details: ServiceDetails): Buffer {
  return seal(scope, 'service.details', serviceId, JSON.stringify(details))
}

function services(scope: Scope) {
  return scope.trx
    .selectFrom('service')
    .where('service.organization_id', '=', scope.organizationId)
    .selectAll('service')
}

type ServiceRow = Awaited<ReturnType<ReturnType<typeof services>['execute']>>[number]

function toService(scope: Scope, row: ServiceRow): Service {
  const details = JSON.parse(
    open(scope, 'service.details', row.service_id, row.details_sealed),
  ) as Partial<ServiceDetails>
  return {
    name: '',
    phone: '',
    address: '',
    hours: '',
    web: '',
    languages: '',
    note: '',
    ...details,
    serviceId: row.service_id,
    kinds: row.kinds as NeedKind[],
    endedAt: row.ended_at,
    version: row.version,
  }
}
