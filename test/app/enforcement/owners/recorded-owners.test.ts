import { describe, expect, test } from 'vitest'
import { recordedOwners, type RecordedOwners } from '../../../../app/enforcement/owners/recorded-owners.ts'
import type { Owners } from '../../../../app/enforcement/records.ts'
import { known } from '../../../../policies/facts.ts'
import { listedRepository } from '../../database/listed-repository.ts'

const owners = (kind: Owners['kind'], codeowners: string | null): Owners => ({
  kind,
  owners: kind === 'unowned' ? [] : ['acme/web'],
  why: 'as it was found',
  isSure: true,
  codeowners,
})

const given = (over: Partial<RecordedOwners>, file: string | null = null): RecordedOwners => ({
  snapshot: listedRepository(1, 'web', {
    codeowners: known(file === null ? null : { path: 'CODEOWNERS', oid: file }),
  }),
  repository: { properties: known({ owner: null, team: 'acme/shop' }), owners: undefined },
  ownership: undefined,
  isNeeded: true,
  wasNeeded: true,
  before: owners('unowned', null),
  ...over,
})

describe('owners by what is recorded', () => {
  test('are those of the property that the policy names now', () => {
    const found = recordedOwners(given({ ownership: { property: 'team' } }))
    expect(found).toMatchObject({ owners: { kind: 'property', owners: ['acme/shop'] }, isAll: true })
  })

  test.each([
    ['the same file', given({ before: owners('codeowners', 'f1') }, 'f1'), true],
    ['another file', given({ before: owners('codeowners', 'f1') }, 'f2'), false],
    ['a file that is new', given({ before: owners('unowned', null) }, 'f1'), false],
    ['teams that were asked for', given({ before: owners('admin-team', null) }), true],
    ['nobody, who was looked for', given({}), true],
    ['nobody, and nobody looked', given({ wasNeeded: false }), false],
    ['nobody, who is not needed', given({ wasNeeded: false, isNeeded: false }), true],
    ['a property that does not name them any more', given({ before: owners('property', null) }), false],
  ])('%s', (_, input, isAll) => {
    expect(recordedOwners(input)).toEqual({ owners: input.before, isAll })
  })
})
