import { expect, test } from 'vitest'
import { type OwnerFacts, ownerOf } from '../../../../app/enforcement/owners/owner-of.ts'
import { known, unknown } from '../../../../policies/facts.ts'

const facts = (given: Partial<OwnerFacts>): OwnerFacts => ({
  customProperties: known({}),
  propertyName: 'owner',
  codeowners: known(null),
  adminTeams: known([]),
  ...given,
})

test('the custom property goes first', () => {
  const found = ownerOf(
    facts({
      customProperties: known({ owner: 'acme/web, acme/api' }),
      codeowners: known('* @acme/docs'),
      adminTeams: known(['acme/admins']),
    }),
  )
  expect(found).toEqual({
    kind: 'property',
    owners: ['acme/web', 'acme/api'],
    why: 'Its custom property owner says so.',
    isSure: true,
  })
})

test.each([null, '', ' , ', []])('a property that holds %j names nobody, and CODEOWNERS follows', (held) => {
  const found = ownerOf(
    facts({ customProperties: known({ owner: held }), codeowners: known('* @acme/docs') }),
  )
  expect(found).toEqual({
    kind: 'codeowners',
    owners: ['@acme/docs'],
    why: 'CODEOWNERS names them for everything.',
    isSure: true,
  })
})

test('the name of the property is not a name of something else', () => {
  expect(ownerOf(facts({ propertyName: 'constructor' })).kind).toBe('unowned')
})

test('CODEOWNERS without a line for everything names all who own a part, and says so', () => {
  const { owners, why } = ownerOf(facts({ codeowners: known('/a/ @one\n/b/ @two\nbad[ @x') }))
  expect(owners).toEqual(['@one', '@two'])
  expect(why).toBe(
    'CODEOWNERS names nobody for everything, so these are all who own a part of it. One of its lines does not count: ' +
      'line 3: Brackets are not taken in CODEOWNERS: neither ranges of characters nor the sections of GitLab.',
  )
})

test('then the teams that administer it, then nobody', () => {
  expect(ownerOf(facts({ adminTeams: known(['acme/admins']) }))).toMatchObject({
    kind: 'admin-team',
    isSure: true,
  })
  expect(ownerOf(facts({}))).toEqual({
    kind: 'unowned',
    owners: [],
    why: 'Nobody owns it: neither the custom property owner nor CODEOWNERS nor a team with the permission admin names an owner.',
    isSure: true,
  })
})

test('who is found although something before could not be read is not sure, and that is said', () => {
  const found = ownerOf(
    facts({ customProperties: unknown('a permission is missing'), codeowners: known('* @acme/docs') }),
  )
  expect(found).toEqual({
    kind: 'codeowners',
    owners: ['@acme/docs'],
    why: 'CODEOWNERS names them for everything. Its custom properties could not be read: a permission is missing.',
    isSure: false,
  })
})
