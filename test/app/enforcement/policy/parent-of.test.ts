import { expect, test } from 'vitest'
import { parentOf } from '../../../../app/enforcement/policy/parent-of.ts'

const top = { id: '1', login: 'Acme', host: 'github.com' }
const shop = { id: '2', login: 'acme-shop', host: 'github.com' }
const inside = { id: '3', login: 'acme', host: 'git.acme.example' }
const all = [top, shop, inside]

test.each([
  ['acme/gatehouse', shop, '1'],
  // Where no host is named, it is the policy's own.
  ['acme/gatehouse', inside, null],
  ['github.com/acme/gatehouse', inside, '1'],
  ['git.acme.example/acme/gatehouse', shop, '3'],
  // Another repository of the same organization.
  ['acme/base', top, null],
  ['elsewhere/gatehouse', shop, null],
  [undefined, shop, null],
])('whose policy extends %s, as %o', (above, child, parent) => {
  expect(parentOf(child, above === undefined ? {} : { extends: above }, all)).toBe(parent)
})

test('one of which who asks sees nothing is not told of', () => {
  expect(parentOf(shop, { extends: 'acme/gatehouse' }, [shop])).toBeNull()
})
