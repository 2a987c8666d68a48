import type { AnsweringParts } from './answer-findings.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { createRecords } from '../database/records.ts'
import type { Store } from '../database/store.ts'
import { readStandings } from '../enforcement/requests/read-situation.ts'
import type { OpenOrganization } from './open-organization.ts'

/** Asks GitHub what people are to those whom a policy names. @throws AppError `unavailable` where it cannot be asked */
export const createStandings =
  (open: OpenOrganization, store: Store): AnsweringParts['standings'] =>
  async ({ organization: id, repository: of, names, login }) => {
    const records = createRecords(store, askForWork)
    const [organization, repository] = await Promise.all([records.organization(id), records.repository(of)])
    if (!organization) return new Map()
    const { policy } = (await records.governance(id)).inForce
    return readStandings({ github: await open(organization) }, names, login, repository, policy)
  }
