import { expect, test } from 'vitest'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import type { EffectAction } from '../../../../app/enforcement/effects/effect-action.ts'
import { manualSteps } from '../../../../app/enforcement/notices/manual-steps.ts'
import { type StepsReading, wantedSteps } from '../../../../app/enforcement/notices/wanted-steps.ts'

const installed = (githubId: number, installation = 7) => ({ assistant: 'claude', installation, githubId })
const disconnect = (...of: Parameters<typeof installed>): EffectAction => ({
  kind: 'disconnect',
  ...installed(...of),
})
const waiting = (action: EffectAction, problem = 'the App is on all repositories') => ({
  action,
  problem,
  repository: '1',
})

test('what is alike is counted, with the page where it is done, and what gives access comes first', () => {
  const connect: EffectAction = { kind: 'connect', ...installed(9) }
  const { isOpen, text } = manualSteps(
    [...[1, 2, 3].map((id) => waiting(disconnect(id))), waiting(disconnect(4, 8)), waiting(connect)],
    'acme',
  )!
  expect(isOpen).toBe(true)
  const items = text.split('\n').filter((line) => line.startsWith('- [ ] '))
  expect(items).toHaveLength(3)
  expect(items[0]).toContain('Give repositories')
  expect(items[1]).toMatch(/: 3\. On \[GitHub's page\]\(\/organizations\/acme\/settings\/installations\/7\)/)
  expect(items[2]).toMatch(/: 1\. On .*installations\/8\)/)
})

test('it names no repository, and nothing in it is a mark of others', () => {
  const problem = 'acme/secret-plans cannot be changed <img src=x> @everyone'
  const { text } = manualSteps([waiting(disconnect(1), problem)], 'acme')!
  expect(text).not.toContain('secret-plans')
  expect(micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })).not.toContain('<img')
  expect(text).not.toContain('@everyone')
})

test('there is none where nothing waits, or only itself', () => {
  expect(manualSteps([], 'acme')).toBeUndefined()
  const own = { kind: 'manual-steps', isOpen: true, title: '', text: '' } as const
  expect(manualSteps([waiting(own)], 'acme')).toBeUndefined()
})

test('nothing is listed where the policy switches issues off, or has no repository to list it in', async () => {
  const wanted = (issues: 'on' | 'off', repository: string | undefined) => {
    const records = {
      governance: async () => ({
        inForce: { id: '1', policy: { notifications: { issues: issues === 'on' } } },
      }),
      requests: { repositoryNamed: async () => repository },
      openEffects: async () => [{ ...waiting(disconnect(1)), state: 'manual' }],
      made: async () => [],
    }
    const organization = { id: '1', login: 'acme' }
    // oxlint-disable-next-line no-unsafe-type-assertion -- all that is asked of them
    const reading = { organization, policyRepository: 'gatehouse', records } as unknown as StepsReading
    return wantedSteps(reading, new Date())
  }
  expect(await wanted('on', '2')).toMatchObject([{ action: { kind: 'manual-steps', isOpen: true } }])
  expect(await wanted('off', '2')).toEqual([])
  expect(await wanted('on', undefined)).toEqual([])
})
