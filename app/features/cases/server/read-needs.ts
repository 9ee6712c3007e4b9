import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import { isOpenNeed, needKinds, needStates, sayHowToSpeak } from '../core/needs.ts'
import { listNeeds } from './need-queries.server.ts'
import { findServices } from './service-queries.server.ts'

/** A patient's needs as pages show them, each with who can help; and what one must know before speaking with the patient. */
export async function readNeeds(scope: Scope, patientId: PatientId) {
  const all = await listNeeds(scope, patientId)
  const needs = all.filter(({ withheld }) => !withheld)
  const services = await findServices(
    scope,
    needs.flatMap(({ serviceId }) => serviceId ?? []),
  )
  return {
    howToSpeak: sayHowToSpeak(needs),
    needs: {
      shown: needs.map((need) => {
        const service = need.serviceId ? services.get(need.serviceId) : undefined
        return {
          needId: need.needId,
          kind: needKinds[need.kind],
          state: need.state,
          stateWords: needStates[need.state],
          open: isOpenNeed(need),
          text: need.text,
          notedOn: need.notedOn,
          service: service
            ? { name: service.name, phone: service.phone, ended: service.endedAt !== null }
            : null,
        }
      }),
      withheld: all.length - needs.length,
    },
  }
}
