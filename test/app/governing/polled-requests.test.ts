import { expect, test } from 'vitest'
import { recordHost, recordOrganizations } from '../../../app/database/organizations.ts'
import { createGoverning } from '../../../app/jobs/governing.ts'
import { useDatabases } from '../database/test-database.ts'

const databases = useDatabases()
const ours = {
  installationId: 9,
  githubId: 1,
  login: 'acme',
  isSuspended: false,
  selection: 'all' as const,
  permissions: {},
}

test.each([true, false])(
  'commands are looked for every minute where no webhook tells of them (polled: %s)',
  async (isPolled) => {
    const { store } = await databases.create()
    const host = await recordHost(store, 'github.com')
    const { all } = await store.transact((unit) => recordOrganizations(unit, host, [ours], new Date()))
    const wanted: string[] = []
    const { schedules } = createGoverning({
      store,
      want: async (_unit, keys) => void wanted.push(...keys),
      hosts: [],
      policyRepository: 'gatehouse',
      sweepMinutes: 60,
      sweepMs: 1000,
      watchSeconds: 120,
      deployment: () => ({ neededPermissions: {}, usesClassicToken: false }),
      scanScope: 'reachable',
      scanner: { scan: async () => ({ status: 'not-scanned', code: 'refused', why: '' }) },
      ceiling: 'observe',
      isPolled: () => isPolled,
      now: () => new Date(),
      onError: () => {},
    })
    const polling = schedules.find(({ name }) => name === 'poll-requests')!
    expect(polling.everyMs).toBe(60_000)
    await polling.run(new AbortController().signal)
    expect(wanted).toEqual(isPolled ? [`requests:${all[0]}`] : [])
  },
)
