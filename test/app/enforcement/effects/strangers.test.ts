import { expect, test } from 'vitest'
import { strangersIn } from '../../../../app/enforcement/effects/strangers.ts'

const repository = (githubId: number, name: string) => ({ githubId, name })

test('a stranger has a name that was sent and was not meant', () => {
  const changed = [repository(1, 'renamed'), repository(2, 'Web'), repository(3, 'by-hand')]
  const sent = { meant: new Set([1]), names: ['web'] }
  expect(strangersIn(changed, sent)).toEqual([repository(2, 'Web')])
})
