import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hashEvent } from '../../../../app/enforcement/audit/chain.ts'
import { auditKinds } from '../../../../app/enforcement/audit/event.ts'
import { ocsfEvent } from '../../../../app/enforcement/audit/ocsf/event.ts'
import type { EventLine, OrganizationLine } from '../../../../app/enforcement/audit/record-line.ts'
import { chainOf } from './record-samples.ts'

const schema = z
  .object({
    classes: z.record(z.string(), z.record(z.string(), z.unknown())),
    $defs: z.record(z.string(), z.unknown()),
  })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, 'ocsf-1.6.0.schema.json'), 'utf8')))
const ajv = new Ajv({ strict: false, allErrors: true })
const validators = new Map(
  Object.entries(schema.classes).map(([name, one]) => [name, ajv.compile({ ...one, $defs: schema.$defs })]),
)

const organization: OrganizationLine = {
  type: 'organization',
  id: '1',
  host: 'github.com',
  login: 'acme',
  first: 1,
  last: 1,
  isWhole: true,
}
const person = '0f0e6a52-3f5a-4a0c-9d3e-0a8f3f1f0001'
const datas = [
  {},
  { outcome: 'denied', group: 'private', severity: 'critical', state: 'rotated', rule: 'github-token' },
  { outcome: 'allowed', group: null, severity: 'strange', state: 7, assistant: 'claude', path: 'workflow' },
]

/** By the class's own number, as a reader of the export would tell. */
const nameOf = (uid: unknown): string =>
  ({
    3004: 'entity_management',
    2003: 'compliance_finding',
    2004: 'detection_finding',
    6007: 'scan_activity',
    3001: 'account_change',
    3002: 'authentication',
    3006: 'group_management',
    6003: 'api_activity',
  })[Number(uid)] ?? 'none'

describe.each(auditKinds)('%s', (kind) => {
  test.each(datas)('is what OCSF 1.6.0 requires, whatever its data: %j', (data) => {
    for (const actor of [null, person]) {
      const [line] = chainOf('1', [{ kind, actor, subject: 'repository:17', data }])
      const event = ocsfEvent({ ...line!, actorLogin: 'mona' }, organization)
      const validate = validators.get(nameOf(event['class_uid']))!
      expect(validate(event), JSON.stringify(validate.errors)).toBe(true)
      expect(event['type_uid']).toBe(Number(event['class_uid']) * 100 + Number(event['activity_id']))
      expect(event['time']).toBe(Date.parse(line!.at))
      expect(event['metadata']).toMatchObject({ version: '1.6.0', event_code: kind, uid: '1-1' })
    }
  })
})

test('the schema refuses what is not right, so that passing means something', () => {
  const [line] = chainOf('1', [{ kind: 'policy.changed', actor: null, subject: 'policy:5', data: {} }])
  const event = ocsfEvent(line!, organization)
  const validate = validators.get('entity_management')!
  expect(validate(event)).toBe(true)
  for (const broken of [
    { ...event, entity: {} },
    { ...event, time: 'now' },
    { ...event, severity_id: 17 },
    { ...event, more: 1 },
    { ...event, metadata: { version: '1.6.0' } },
  ])
    expect(validate(broken)).toBe(false)
})

test('says what a reader asks for: outcome, severity, status, people by their names', () => {
  const of = (kind: EventLine['kind'], data: EventLine['data'], actor: string | null = null) =>
    ocsfEvent(
      { ...chainOf('1', [{ kind, actor, subject: 'repository:17', data }])[0]!, actorLogin: 'mona' },
      organization,
    )
  expect(of('decision.made', { outcome: 'denied' })).toMatchObject({
    compliance: { status_id: 3, status: 'Fail' },
  })
  expect(of('finding.opened', { severity: 'high' })).toMatchObject({ severity_id: 4, status_id: 1 })
  expect(of('finding.changed', { state: 'false-positive' })).toMatchObject({ status_id: 3 })
  expect(of('connection.gone', {})).toMatchObject({ activity_id: 3, status_id: 4 })
  expect(of('setting.attested', {}, person)).toMatchObject({ actor: { user: { uid: person, name: 'mona' } } })
})

test('a connection has one identity from its beginning to its end', () => {
  const data = { assistant: 'claude', path: 'workflow', before: null }
  const [found, gone] = (['connection.found', 'connection.gone'] as const).map((kind) =>
    ocsfEvent(chainOf('1', [{ kind, actor: null, subject: 'repository:17', data }])[0]!, organization),
  )
  expect(found!['finding_info']).toEqual(gone!['finding_info'])
})

test('what is unmapped is enough to compute the hash', () => {
  const [line] = chainOf('1', [
    { kind: 'decision.made', actor: null, subject: 'repository:17', data: { a: 1 } },
  ])
  const { unmapped } = z.object({ unmapped: z.custom<EventLine>() }).parse(ocsfEvent(line!, organization))
  expect(hashEvent(unmapped)).toBe(line!.hash)
})

test('an event of a newer version is exported too', () => {
  const [line] = chainOf('1', [{ kind: 'decision.made', actor: null, subject: 'repository:17', data: {} }])
  // oxlint-disable-next-line no-unsafe-type-assertion -- a kind that this version does not know
  const event = ocsfEvent({ ...line!, kind: 'novel.kind' as EventLine['kind'] }, organization)
  expect(validators.get('entity_management')!(event)).toBe(true)
})
