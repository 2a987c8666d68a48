import { expect, test } from 'vitest'
import { description } from '../description/description.ts'
import { accessGroups, accessTo } from './access-table.ts'

test('every operation says who may call it, once', () => {
  expect(Object.keys(description.operations).filter((id) => accessTo(id) === undefined)).toEqual([])
  const ids = accessGroups.flatMap(({ operations }) => operations)
  const known = ids.filter((id) => Object.hasOwn(description.operations, id))
  expect(known.length).toBe(new Set(known).size)
})

test('operations that nobody has are of stores that have no variables', () => {
  const ids = accessGroups.flatMap(({ operations }) => operations)
  const unknown = ids.filter((id) => !Object.hasOwn(description.operations, id))
  expect(unknown.filter((id) => !/^(?:codespaces|dependabot|agents)\//.test(id))).toEqual([])
})
