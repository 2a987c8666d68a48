import { randomBytes, randomUUID } from 'node:crypto'
import { appendAudit } from '../../app/database/audit-log.ts'
import { createSealer, createSealKey } from '../../app/database/sealed.ts'
import { signHeads } from '../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey } from '../../app/database/signing-key.ts'
import type { Store } from '../../app/database/store.ts'
import type { NewAuditEvent } from '../../app/enforcement/audit/event.ts'

/** Events of one transaction, as a repository's run or a sweep writes them; more here, so that filling does not take all night. */
const usual = { eventsOfTransaction: 100, isSigned: true }

/**
 * Fills an empty database with the true chain of one organization: by the program's own code, with a signed head after each
 * hundred events, and in part by people whose names are known.
 * @param how larger transactions without heads fill faster, where neither is what is measured
 */
export async function fillRecord(
  store: Store,
  events: number,
  { eventsOfTransaction, isSigned } = usual,
): Promise<void> {
  const sealer = createSealer([createSealKey(randomBytes(32))])
  await makeSigningKey(store, sealer, new Date())
  const key = await openSigningKey(store, sealer)
  const { organization, person } = await addThem(store)
  const start = Date.parse('2026-01-01T00:00:00.000Z')
  for (let done = 0; done < events; done += eventsOfTransaction) {
    const at = new Date(start + done * 1000)
    const count = Math.min(eventsOfTransaction, events - done)
    const added = Array.from({ length: count }, (_, index) => eventOf(done + index, person))
    await store.transact((unit) => appendAudit(unit, organization, at, added))
    if (isSigned) await signHeads(store, key, at)
  }
}

/** One host, one organization, one person of it. */
async function addThem({ database }: Store): Promise<{ organization: string; person: string }> {
  const host = await database
    .insertInto('hosts')
    .values({ name: 'github.com' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: organization } = await database
    .insertInto('organizations')
    .values({ host_id: host.id, github_id: '1', login: 'acme' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const person = randomUUID()
  await database.insertInto('people').values({ id: person, host_id: host.id, github_id: '7' }).execute()
  await database.insertInto('person_names').values({ person_id: person, login: 'mona', name: null }).execute()
  return { organization, person }
}

/** What a deployment records most, in its sizes: decisions with their reasons, findings, connections, what people state. */
function eventOf(number: number, person: string): NewAuditEvent {
  const repository = number % 5000
  const subject = `repository:${repository}`
  const common = { actor: null, subject }
  switch (number % 4) {
    case 0:
      return { ...common, kind: 'decision.made', data: decisionOf(number) }
    case 1:
      return {
        ...common,
        kind: 'finding.opened',
        data: {
          rule: 'github-token',
          severity: 'critical',
          fingerprint: `g1:${number.toString(16).padStart(40, '0')}`,
          places: [{ path: `services/überprüfung/${number}.ts`, line: number % 900 }],
        },
      }
    case 2:
      return {
        ...common,
        kind: 'connection.found',
        data: { assistant: 'claude', path: 'workflow', since: number },
      }
    default:
      return {
        kind: 'setting.attested',
        actor: person,
        subject: 'organization:1',
        data: { setting: 'cloud-sessions', value: number % 2 === 0, expires: '2027-01-01' },
      }
  }
}

const decisionOf = (number: number) => ({
  outcome: number % 3 === 0 ? 'denied' : 'allowed',
  group: 'production',
  mode: 'observe',
  reasons: ['visibility', 'owners', 'secrets', 'protection', 'scan'].map((check) => ({
    check,
    state: 'met',
    found: `what was found of ${check} in run ${number}`,
    wanted: 'at least one owner, no open finding, a protected default branch',
  })),
})
