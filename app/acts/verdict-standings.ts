import pino from 'pino'
import type { AnsweringParts } from './answer-findings.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { readHost } from '../database/organizations.ts'
import { createRecords } from '../database/records.ts'
import type { Store } from '../database/store.ts'
import { readStandings } from '../enforcement/requests/read-situation.ts'
import { openHost } from '../github/open-host.ts'
import type { HostAccess } from '../host-access.ts'

/** Nobody waits longer for GitHub. */
const longestMs = 15_000

/** Nothing of one question is worth telling; what fails is answered. */
const log = pino({ level: 'silent' })

/** Asks GitHub what people are to those whom a policy names. Where it cannot be asked nobody is anything. */
export const createStandings =
  (hosts: readonly HostAccess[], store: Store): AnsweringParts['standings'] =>
  async ({ organization: id, repository: of, names, login }) => {
    const records = createRecords(store, askForWork)
    const [organization, repository] = await Promise.all([records.organization(id), records.repository(of)])
    const name = organization && (await readHost(store, organization.hostId))?.name
    const access = hosts.find(({ host }) => host.name === name)
    const app = access?.current()?.app
    if (!organization || !access || !app) return new Map()
    const host = await openHost({
      name: access.host.name,
      apiUrl: access.host.apiUrl,
      app,
      // One question is not worth remembering.
      memory: { load: async () => new Map(), keep: async () => {} },
      log,
      modeOf: () => 'observe',
      signal: AbortSignal.timeout(longestMs),
    })
    const { installationId } = organization.installation
    const github = await host.openOrganization({ id, login: organization.login, installationId })
    const { policy } = (await records.governance(id)).inForce
    return readStandings({ github }, names, login, repository, policy)
  }
