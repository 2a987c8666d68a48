import { expect, test } from 'vitest'
import { hintsOf } from '../../../app/enforcement/hints.ts'

const changed = (type: string, names: readonly string[]) => ({
  action: 'updated',
  organization: { id: 3 },
  repository: { id: 7, name: 'web', owner: { id: 3 } },
  sender: { login: 'somebody', id: 9, type },
  new_property_values: [
    { property_name: 'tier', value: names.includes('tier') ? 'a' : 'b' },
    { property_name: 'claude-access', value: 'denied' },
  ],
  old_property_values: [{ property_name: 'tier', value: 'b' }],
})

test('what Gatehouse set itself is no hint; what a person set, or what else was set with it, is one', () => {
  const hints = (type: string, names: readonly string[]) =>
    hintsOf('custom_property_values', changed(type, names)).map(({ kind }) => kind)
  expect(hints('Bot', [])).toEqual([])
  expect(hints('User', [])).toEqual(['organization'])
  expect(hints('Bot', ['tier'])).toEqual(['organization'])
})

test('a status that a person sets is a hint where it is called like our check', () => {
  const hints = (context: string, type: string) =>
    hintsOf('status', {
      context,
      organization: { id: 3 },
      repository: { id: 7, name: 'web', owner: { id: 3 } },
      sender: { login: 'somebody', id: 9, type },
    }).map(({ kind }) => kind)
  expect(hints('gatehouse', 'User')).toEqual(['repository'])
  expect(hints('gatehouse', 'Bot')).toEqual([])
  expect(hints('build', 'User')).toEqual([])
})
