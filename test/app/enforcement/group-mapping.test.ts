import { expect, test } from 'vitest'
import { checkGroupMapping } from '../../../app/enforcement/claude/group-mapping.ts'

const groups = ['Engineering', 'Data Science', 'anthropic-claude-admins', 'sales-emea', 'Legal']

test.each([
  ['engineering', 'Engineering', 'capitals and small letters'],
  ['Engineering ', 'Engineering', 'spaces, or dashes that look alike'],
  ['sales\u2013emea', 'sales-emea', 'spaces, or dashes that look alike'],
  ['Data\u00a0Science', 'Data Science', 'spaces, or dashes that look alike'],
  [' legal', 'Legal', 'spaces and capitals'],
  ['data_science', 'Data Science', 'spaces, dashes and underscores'],
  ['admins', 'anthropic-claude-admins', 'the prefix `anthropic-`'],
  ['anthropic-Legal', 'Legal', 'the prefix `anthropic-`'],
  ['Enginering', 'Engineering', null],
  ['Marketing', null, null],
])('%j is missing; the nearest is %j, by %j', (group, nearest, differs) => {
  expect(checkGroupMapping([{ group, gives: 'premium' }], groups).rows).toEqual([
    { group, gives: 'premium', state: 'missing', nearest, differs },
  ])
})

test('what matches, what contradicts itself, and what gives nothing are told together', () => {
  const mapping = [
    { group: 'Engineering', gives: 'premium' },
    { group: 'Legal', gives: 'standard' },
    { group: 'Legal', gives: 'premium' },
  ]
  expect(checkGroupMapping(mapping, groups)).toEqual({
    rows: [
      { group: 'Engineering', gives: 'premium', state: 'matches' },
      { group: 'Legal', gives: 'standard', state: 'contradicted', others: ['premium'] },
      { group: 'Legal', gives: 'premium', state: 'contradicted', others: ['standard'] },
    ],
    unmapped: ['Data Science', 'anthropic-claude-admins', 'sales-emea'],
  })
})
