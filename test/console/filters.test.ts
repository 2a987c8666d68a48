import { expect, test } from 'vitest'
import {
  type Filters,
  isNarrowed,
  readFiltering,
  toggled,
  writeFiltering,
} from '../../app/console/filters.ts'
import { parseSearch, writeSearch } from '../../app/console/search-params.ts'

const decision = {
  name: 'outcome',
  label: 'Decision',
  several: true,
  options: [
    { value: 'allowed', label: 'Allowed' },
    { value: 'denied', label: 'Denied' },
  ],
}
const reach = { name: 'connected', label: 'Claude', options: [{ value: 'true', label: 'Reaches it' }] }
const filters: Filters = {
  search: 'Find',
  choices: [decision, reach],
  orders: [
    { value: 'worst', label: 'Worst first' },
    { value: 'name', label: 'By name' },
  ],
}
const read = (address: string) => readFiltering(filters, parseSearch(address))

test.each([
  '',
  '?search=a%26b+c',
  '?outcome=allowed',
  '?outcome=denied&outcome=allowed',
  '?search=shop&connected=true&order=name',
])('the address %j is read and written without a loss', (address) => {
  expect(writeSearch({ ...writeFiltering(filters, read(address)) })).toBe(address)
})

test('what an old link asks for and is no longer known is left out', () => {
  expect(read('?outcome=gone&outcome=denied&outcome=denied&order=colour&colour=red')).toEqual({
    search: '',
    order: 'worst',
    chosen: { outcome: ['denied'] },
  })
})

test('of a choice that is single, only the first is taken', () => {
  expect(read('?connected=true&connected=true').chosen).toEqual({ connected: ['true'] })
})

test('a value is chosen, a second beside it, and both are given up again', () => {
  const one = toggled(read(''), decision, 'denied')
  const both = toggled(one, decision, 'allowed')
  const none = toggled(toggled(both, decision, 'denied'), decision, 'allowed')
  expect(one.chosen).toEqual({ outcome: ['denied'] })
  expect(both.chosen).toEqual({ outcome: ['denied', 'allowed'] })
  expect([isNarrowed(one), isNarrowed(none)]).toEqual([true, false])
})

test('a name that is a property of every object is a name like others', () => {
  expect(Object.entries(parseSearch('?__proto__=x&constructor=y'))).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})
