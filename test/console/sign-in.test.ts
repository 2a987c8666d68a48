import { expect, test } from 'vitest'
import { localPath, signInPath } from '../../app/console/sign-in.ts'

test('whoever must sign in comes back to where they were', () => {
  expect(signInPath('/repositories?outcome=denied&order=name')).toBe(
    '/sign-in?to=%2Frepositories%3Foutcome%3Ddenied%26order%3Dname',
  )
})

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  '',
  '/\t/evil.example',
  'javascript:x',
])('and not to %j', (text) => {
  expect(localPath(text)).toBe('/')
})
